"""The data that come with the software, held against what the sources say: three days in the past, slips, reversals, lateness."""

from __future__ import annotations

from datetime import date

import pytest

from medemens.progress.measures.phases import Kind, Phase
from medemens.progress.measures.queries import changes, snapshot
from medemens.progress.measures.queries.promises import State
from medemens.progress.measures.queries.snapshot import Snapshot
from medemens.progress.measures.queries.status import Turn
from tests.progress.measures import make_measures
from tests.progress.measures.make_measures import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Snapshot:
    make_measures.everything()
    return snapshot.current()


def phases(held: Snapshot, day: date, *codes: str) -> list[Phase | None]:
    states = held.states(day)
    return [states[code].phase for code in codes]


def test_all_is_there_and_kinds_are_counted_apart(held: Snapshot) -> None:
    assert len(held.measures) == 65
    assert (len(held.themes), len(held.goals)) == (7, 14)
    counted = {kind: sum(one.kind is kind for one in held.measures.values()) for kind in Kind}
    assert counted == {Kind.RECOMMENDATION: 26, Kind.IMPLEMENTING: 28, Kind.ADDITIONAL: 7, Kind.MONITORING: 4}
    assert [code for code, one in held.measures.items() if one.official_code] == ["M6-07"]


def test_before_the_advice_nothing_is_known(held: Snapshot) -> None:
    assert {each.phase for each in held.states(date(2020, 10, 29)).values()} == {None}


def test_at_the_end_of_2021(held: Snapshot) -> None:
    """Rules for agencies were being prepared, the address of stay was examined, no permit for landlords yet, one report."""
    found = phases(held, date(2021, 12, 31), "M1-01", "M2-01", "M3-06", "M7-01", "M1-05", "M1-10")
    assert found == [
        Phase.IN_PREPARATION, Phase.EXPLORING, Phase.NOT_STARTED, Phase.REALISED, Phase.IN_PREPARATION, Phase.NOT_STARTED,
    ]  # fmt: skip


def test_on_the_day_of_the_third_report(held: Snapshot) -> None:
    """1 December 2023, by the letter of that day: the bill was in parliament, no duty of care, no arbeidscommissie."""
    found = phases(held, date(2023, 12, 1), "M1-01", "M2-04", "M3-06", "M6-04", "M5-05", "M1-10", "M3-09")
    assert found == [
        Phase.IN_PARLIAMENT, Phase.EXPLORING, Phase.IN_FORCE, Phase.NOT_PURSUED, Phase.REALISED, Phase.IN_PREPARATION, None,
    ]  # fmt: skip


def test_on_the_day_of_the_newest_official_list(held: Snapshot) -> None:
    """20 November 2025: the Wtta adopted and not in force, the duty of care in the bill, no phase-out of deductions."""
    found = phases(held, date(2025, 11, 20), "M1-01", "M2-04", "M3-16", "M6-04", "M1-10")
    assert found == [Phase.ADOPTED, Phase.IN_PARLIAMENT, Phase.NOT_PURSUED, Phase.IN_FORCE, Phase.IN_PARLIAMENT]
    assert {each.target for each in held.states(date(2025, 11, 20))["M1-01"].ahead} == {date(2027, 1, 1), date(2028, 1, 1)}


def test_the_admission_system_slipped_from_2025_to_2026_to_2027(held: Snapshot) -> None:
    slips = held.states(TODAY)["M1-01"].slips
    targets = [(each.before.target, each.after.target) for each in slips]
    assert [(old and old.year, new and new.year) for old, new in targets] == [(2025, 2026), (2026, 2027)]
    assert [(each.least, each.most) for each in slips] == [(1, 365), (365, 365)]


def test_the_duty_of_care_and_the_deduction_were_reversed(held: Snapshot) -> None:
    states = held.states(TODAY)
    assert [(each.step.on, each.turn) for each in states["M2-04"].reversals] == [(date(2025, 2, 21), Turn.TURNED)]
    assert [(each.step.on, each.turn) for each in states["M3-16"].reversals] == [(date(2025, 10, 30), Turn.DROPPED)]
    assert states["M3-16"].overdue == (), "what was dropped is not late"


def test_what_is_overdue_today(held: Snapshot) -> None:
    late = {code: [each.step.target for each in one.overdue] for code, one in held.states(TODAY).items() if one.overdue}
    assert late == {
        "M1-10": [date(2026, 1, 1)],
        "M3-01": [date(2024, 6, 30)],
        "M3-02": [date(2026, 7, 1)],
        "M3-11": [date(2024, 12, 31)],
        "M4-07": [date(2026, 1, 1)],
        "M6-08": [date(2025, 6, 1)],
    }


def test_the_commitment_on_a_presumption_came_late(held: Snapshot) -> None:
    pledged = held.pledged(TODAY)
    assert (pledged["toezegging-rechtsvermoeden"].state, pledged["toezegging-rechtsvermoeden"].late) == (State.DONE_LATE, 117)
    assert pledged["motie-35359-11"].state is State.UNKNOWN
    assert pledged["motie-35359-11"].vote is None


def test_what_changed_between_the_third_report_and_the_newest_list(held: Snapshot) -> None:
    before, after = held.states(date(2023, 12, 1)), held.states(date(2025, 11, 20))
    found = changes.between(before, after)
    moved = {each.measure: (each.before, each.after) for each in found.moved}
    assert moved["M1-01"] == (Phase.IN_PARLIAMENT, Phase.ADOPTED)
    assert moved["M3-09"] == (None, Phase.IN_FORCE)
    assert "M3-06" not in moved
    assert {code for code, _each in found.slipped} == {"M1-01"}
    assert {code for code, _each in found.reversed} >= {"M2-04", "M3-16", "M6-04"}


def test_every_step_has_words_in_both_languages_and_a_source(held: Snapshot) -> None:
    for one in held.measures.values():
        assert one.title.nl, one.code
        assert one.title.en, one.code
        for each in one.steps:
            assert each.fact.nl, each
            assert each.fact.en, each
            assert each.source in held.sources


def test_official_publications_lead_to_their_text(held: Snapshot) -> None:
    assert held.sources["kst-29861-122"].url == "https://zoek.officielebekendmakingen.nl/kst-29861-122.html"
    assert held.sources["stb-2025-13"].url == "https://zoek.officielebekendmakingen.nl/stb-2025-13.html"
    assert held.sources["ro-2022-07"].url == "", "a day of a news site is no page"

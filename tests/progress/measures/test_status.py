"""The state of a measure on a day, by hand: what happened, what was only announced, what slipped, was reversed, is overdue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from medemens.progress.measures.phases import Phase, Precision, PromiseStep
from medemens.progress.measures.queries import promises
from medemens.progress.measures.queries.promises import PromiseLine, State
from medemens.progress.measures.queries.status import Gap, Status, Step, Turn, status_on
from tests.progress.measures.make_measures import NOW, TODAY, step


def on(day: str, *steps: Step, known_at: datetime | None = None) -> Status:
    return status_on("M9-01", steps, date.fromisoformat(day), known_at)


def test_before_the_first_step_nothing_is_known() -> None:
    first = step(Phase.NOT_STARTED, "2020-10-30")
    assert on("2020-10-29", first).phase is None
    assert on("2020-10-29", first).gaps == (Gap.NOTHING,)
    assert on("2020-10-30", first).phase is Phase.NOT_STARTED


def test_what_is_only_announced_never_makes_a_state() -> None:
    prepared = step(Phase.IN_PREPARATION, "2023-01-01")
    plan = step(Phase.IN_FORCE, "2023-01-01", target="2024-01-01")
    for day in ("2023-06-01", "2024-01-01", "2030-01-01"):
        assert on(day, prepared, plan).phase is Phase.IN_PREPARATION
    assert on("2030-01-01", plan).gaps == (Gap.ONLY_PLANNED, Gap.NOT_CONFIRMED)


def test_a_day_that_passed_is_overdue_from_the_next_day_on() -> None:
    plan = step(Phase.IN_FORCE, "2023-12-01", target="2026-01-01")
    assert on("2026-01-01", plan).overdue == ()
    assert [each.key for each in on("2026-01-01", plan).ahead] == [plan.key]
    (late,) = on("2026-01-02", plan).overdue
    assert late.days == 1


@pytest.mark.parametrize(
    ("precision", "last"),
    [
        (Precision.MONTH, "2024-02-29"),
        (Precision.YEAR, "2024-12-31"),
        (Precision.PERIOD, "2024-02-10"),
        (Precision.DAY, "2024-02-10"),
    ],
)
def test_a_month_is_over_at_its_end_and_a_year_on_its_last_day(precision: Precision, last: str) -> None:
    plan = step(Phase.IN_FORCE, "2023-01-01", target="2024-02-10", target_precision=precision)
    assert on(last, plan).overdue == ()
    after = date.fromisoformat(last) + timedelta(1)
    assert [each.days for each in on(after.isoformat(), plan).overdue] == [1]


def test_a_later_step_of_that_phase_or_further_confirms_and_an_earlier_one_does_not() -> None:
    plan = step(Phase.IN_FORCE, "2023-01-01", target="2024-01-01")
    assert on("2025-01-01", plan, step(Phase.ADOPTED, "2024-02-01")).overdue
    assert not on("2025-01-01", plan, step(Phase.IN_FORCE, "2024-02-01")).overdue
    assert not on("2025-01-01", plan, step(Phase.REALISED, "2024-02-01")).overdue
    assert on("2025-01-01", plan, step(Phase.IN_FORCE, "2022-12-01")).overdue, "it was in force before the plan was announced"
    assert not on("2025-01-01", plan, step(Phase.NOT_PURSUED, "2023-02-01")).overdue, "dropped is not late"


def test_a_milestone_is_confirmed_by_its_own_step_only() -> None:
    law = step(Phase.IN_FORCE, "2025-11-11", target="2027-01-01")
    enforced = step(Phase.IN_FORCE, "2025-11-11", target="2028-01-01", milestone="enforcement")
    begun = step(Phase.IN_FORCE, "2027-01-01")
    stands = on("2028-06-01", law, enforced, begun)
    assert [each.step.milestone for each in stands.overdue] == ["enforcement"]
    assert stands.slips == (), "two milestones are no slip of one"


def test_slips_count_the_days_between_announced_days() -> None:
    first = step(Phase.IN_FORCE, "2022-07-05", target="2025-01-01", target_precision=Precision.YEAR)
    second = step(Phase.IN_FORCE, "2023-10-10", target="2026-01-01")
    third = step(Phase.IN_FORCE, "2025-11-11", target="2027-01-01")
    stands = on("2026-11-26", third, first, second)
    assert [(each.least, each.most) for each in stands.slips] == [(1, 365), (365, 365)]
    assert stands.overdue == (), "the former days are replaced"
    assert len(on("2023-10-09", third, first, second).slips) == 0


def test_the_same_day_announced_twice_is_no_slip() -> None:
    stands = on("2024-01-01", *(step(Phase.IN_FORCE, f"2023-0{month}-01", target="2026-01-01") for month in (1, 2)))
    assert stands.slips == ()


def test_dropped_taken_up_again_and_back() -> None:
    steps = [
        step(Phase.IN_PREPARATION, "2021-01-01"),
        step(Phase.NOT_PURSUED, "2022-01-01"),
        step(Phase.IN_FORCE, "2023-01-01"),
        step(Phase.EXPLORING, "2024-01-01"),
    ]
    assert [each.turn for each in on("2025-01-01", *steps).reversals] == [Turn.DROPPED, Turn.RESUMED, Turn.BACK]
    assert on("2021-12-31", *steps).reversals == ()


def test_a_choice_that_the_source_says_was_turned_around_shows_though_the_phase_went_on() -> None:
    steps = [step(Phase.EXPLORING, "2023-12-01"), step(Phase.IN_PARLIAMENT, "2025-02-21", reversal=True)]
    assert [each.turn for each in on("2025-03-01", *steps).reversals] == [Turn.TURNED]


def test_a_phase_lasts_since_its_first_step_not_its_last() -> None:
    steps = [
        step(Phase.IN_PARLIAMENT, "2021-01-01"),
        step(Phase.IN_PREPARATION, "2022-01-01"),
        step(Phase.IN_PARLIAMENT, "2025-07-03"),
        step(Phase.IN_PARLIAMENT, "2026-01-26"),
    ]
    stands = on("2026-02-01", *steps)
    assert (stands.since, stands.step) == (steps[2], steps[3])


def test_a_correction_stands_in_its_place_from_when_it_was_recorded() -> None:
    wrong = step(Phase.IN_FORCE, "2024-01-01", number=9001)
    right = step(Phase.ADOPTED, "2024-01-01", corrects=9001, recorded_at=NOW + timedelta(1))
    assert on("2024-02-01", wrong, right).phase is Phase.ADOPTED
    assert on("2024-02-01", wrong, right, known_at=NOW).phase is Phase.IN_FORCE
    none = step(Phase.ADOPTED, "2024-01-01", corrects=9001, annulled=True)
    assert on("2024-02-01", wrong, none).phase is None


def test_on_one_day_the_further_phase_counts() -> None:
    steps = [step(Phase.ADOPTED, "2024-01-01"), step(Phase.IN_FORCE, "2024-01-01")]
    assert on("2024-01-01", *steps).phase is on("2024-01-01", *reversed(steps)).phase is Phase.IN_FORCE


def test_old_news_is_told_but_not_of_an_end() -> None:
    assert Gap.OLD in on("2026-01-02", step(Phase.EXPLORING, "2024-01-01")).gaps
    assert Gap.OLD not in on("2025-12-31", step(Phase.EXPLORING, "2024-01-01")).gaps
    assert Gap.OLD not in on("2036-01-01", step(Phase.IN_FORCE, "2024-01-01")).gaps


_days = some.dates(date(2020, 1, 1), date(2030, 12, 31))


@some.composite
def histories(draw: some.DrawFn) -> list[Step]:
    """Steps as they came in, one each hour; some correct or annul an earlier one."""
    found: list[Step] = []
    for number in range(draw(some.integers(1, 8))):
        free = [each.number for each in found if each.number not in {one.corrects for one in found}]
        corrects = draw(some.none() | some.sampled_from(free)) if free else None
        target = draw(some.none() | _days)
        found.append(
            step(
                draw(some.sampled_from(Phase)),
                draw(_days).isoformat(),
                number=number + 1,
                key=f"k{number}",
                target=target.isoformat() if target else None,
                target_precision=draw(some.sampled_from(Precision)),
                recorded_at=NOW + timedelta(hours=number),
                corrects=corrects,
                annulled=corrects is not None and draw(some.booleans()),
            )
        )
    return found


@given(histories(), _days, some.integers(0, 8))
def test_the_same_question_about_the_past_has_the_same_answer_for_ever(history: list[Step], day: date, at: int) -> None:
    moment = NOW + timedelta(hours=at)
    then = [each for each in history if each.recorded_at <= moment]
    assert status_on("M9-01", then, day, moment) == status_on("M9-01", history, day, moment)


@given(histories(), _days, some.randoms())
def test_the_order_in_which_steps_are_read_does_not_matter(history: list[Step], day: date, chance: object) -> None:
    mixed = list(history)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert status_on("M9-01", mixed, day) == status_on("M9-01", history, day)


@given(histories(), _days)
def test_no_state_comes_from_a_plan(history: list[Step], day: date) -> None:
    stands = status_on("M9-01", history, day)
    assert stands.step is None or not stands.step.planned
    assert all(each.days > 0 and each.step.planned for each in stands.overdue)


def line(kind: PromiseStep, day: str, **other: object) -> PromiseLine:
    given_: dict[str, object] = {"key": f"{kind}-{day}", "number": hash((kind, day)), "promise": "p", "precision": Precision.DAY}
    return PromiseLine(step=kind, on=date.fromisoformat(day), recorded_at=NOW, **(given_ | other))  # type: ignore[arg-type]


def test_a_commitment_that_was_answered_late_by_a_hundred_and_seventeen_days() -> None:
    lines = [
        line(PromiseStep.MADE, "2023-06-15"),
        line(PromiseStep.PROMISED, "2023-12-01", target=date(2023, 12, 31)),
        line(PromiseStep.ANSWERED, "2024-04-26"),
    ]
    stood = {day: promises.status_on(lines, date.fromisoformat(day)) for day in ("2023-12-15", "2024-01-31", "2024-05-01")}
    assert [(each.state, each.late) for each in stood.values()] == [(State.DUE, 0), (State.OVERDUE, 31), (State.DONE_LATE, 117)]


def test_a_promise_of_which_nothing_is_known_says_so() -> None:
    assert promises.status_on([], TODAY).state is State.UNKNOWN
    assert promises.status_on([line(PromiseStep.MADE, "2023-10-03")], TODAY).state is State.UNKNOWN
    assert promises.status_on([line(PromiseStep.MADE, "2023-10-03")], date(2023, 10, 2)).state is State.NOT_YET
    assert promises.status_on([line(PromiseStep.REJECTED, "2023-10-03")], TODAY).state is State.REJECTED

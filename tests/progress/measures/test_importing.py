"""Files into the monitor: the same file twice changes nothing, a changed line corrects, hostile files are refused."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as some

from medemens.casework.models import AuditEntry
from medemens.progress.measures import open_data, shipped, yaml_file
from medemens.progress.measures.actions import importing
from medemens.progress.measures.models import Edition, Measure, PromiseEvent, StatusEvent
from medemens.progress.measures.phases import Phase
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.status import known
from medemens.progress.measures.reading import There, read
from tests.progress.measures.make_measures import NOW, TODAY, everything, small, take

pytestmark = pytest.mark.django_db

FIRST = {"date": "2020-10-30", "phase": "not_started", "fact": "Advised"}
SECOND = {"date": "2023-12-01", "phase": "exploring", "fact": "Being examined"}


def why(plain: Any) -> list[tuple[str, str, str]]:
    return [(each.entry, each.field, each.reason) for each in importing.plan(plain).faults]


def test_looking_changes_nothing_and_taking_says_so_in_the_log() -> None:
    plan = importing.plan(small(FIRST))
    assert (plan.faults, plan.changes) == ([], 6)
    assert not Measure.objects.exists()
    assert importing.take(plan, by=None, now=NOW) == 6
    assert AuditEntry.objects.get(deed="measures.imported").details == {"changes": 6, "corrections": 0}


def test_the_same_file_twice_changes_nothing() -> None:
    everything()
    plan = importing.plan(shipped.plain())
    assert (plan.wanted, plan.faults, plan.left) == ([], [], 0)
    assert plan.there == StatusEvent.objects.count() + PromiseEvent.objects.count()
    assert importing.take(plan, by=None, now=NOW) == 0
    assert Edition.objects.count() == 1


def test_a_changed_line_becomes_a_correction_and_the_old_one_stays() -> None:
    take(small(FIRST))
    plan = take(small({**FIRST, "fact": "Advised by the Aanjaagteam"}), NOW + timedelta(1))
    (step,) = plan.wanted[0].steps
    assert step.changes == {"fact_en": ("Advised", "Advised by the Aanjaagteam")}
    old, new = StatusEvent.objects.order_by("pk")
    assert (new.corrects, new.key, old.fact_en) == (old, old.key, "Advised")
    take(small({**FIRST, "fact": "Advised once more"}), NOW + timedelta(2))
    assert StatusEvent.objects.order_by("pk").last().corrects == new  # type: ignore[union-attr]


def test_a_line_with_its_own_name_can_change_its_day_too() -> None:
    take(small({**FIRST, "id": "advice"}))
    take(small({**FIRST, "id": "advice", "date": "2020-11-01"}), NOW + timedelta(1))
    one = snapshot.current().measures["M9-01"]
    assert [each.on for each in known(one.steps, None)] == [date(2020, 11, 1)]
    assert [each.on for each in known(one.steps, NOW)] == [date(2020, 10, 30)]


def test_a_line_that_is_left_out_stays_and_one_that_is_annulled_goes() -> None:
    take(small(FIRST, SECOND))
    plan = take(small(FIRST))
    assert (plan.changes, plan.left) == (0, 1)
    take(small(FIRST, {**SECOND, "annulled": "true"}), NOW + timedelta(1))
    assert snapshot.current().states(TODAY)["M9-01"].phase is Phase.NOT_STARTED
    assert take(small(FIRST, {**SECOND, "annulled": "true"})).changes == 0
    take(small(FIRST, {**SECOND, "annulled": "false"}), NOW + timedelta(2))
    assert snapshot.current().states(TODAY)["M9-01"].phase is Phase.EXPLORING


def test_a_translation_comes_beside_the_fact_and_goes_when_that_changes() -> None:
    take(small({**FIRST, "fact": {"nl": "Geadviseerd", "en": "Advised"}}))
    assert importing.plan(small(FIRST)).changes == 0
    plan = importing.plan(small({**FIRST, "fact": "Something else"}))
    assert plan.wanted[0].steps[0].changes == {
        "fact_en": ("Advised", "Something else"),
        "fact_nl": ("Geadviseerd", ""),
    }


def test_the_database_refuses_to_change_or_remove_an_event() -> None:
    everything()
    for model in (StatusEvent, PromiseEvent):
        event = model.objects.order_by("pk")[:1].get()  # type: ignore[attr-defined]
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.filter(pk=event.pk).update(on=date(2001, 1, 1))  # type: ignore[attr-defined]
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.filter(pk=event.pk).update(fact_nl="")  # type: ignore[attr-defined]
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.filter(pk=event.pk).delete()  # type: ignore[attr-defined]
        model.objects.filter(pk=event.pk).update(recorded_by=None)  # type: ignore[attr-defined]


def test_a_plan_needs_a_day_on_which_it_was_announced() -> None:
    plan = {"date": "2026-01-01", "phase": "in_force", "planned": "true"}
    take(small(plan))
    event = StatusEvent.objects.get()
    assert (event.on, event.target, event.key) == (date(2023, 12, 1), date(2026, 1, 1), "plan-2026-01-01-in_force")
    undated = small(plan)
    undated["sources"]["letter"]["date"] = "undated"
    assert why(undated) == [("measure M9-01", "plan-2026-01-01-in_force, announced", "announced")]
    assert why(small({**FIRST, "announced": "2020-01-01"})) == [
        ("measure M9-01", "2020-10-30-not_started, announced", "only_planned")
    ]


@pytest.mark.parametrize(
    ("line", "place", "reason"),
    [
        ({"date": "2020-02-30"}, "status 1, date", "day"),
        ({"date": "1020-02-03"}, "status 1, date", "year"),
        ({"phase": "done"}, "status 1, phase", "choice"),
        ({"planned": "perhaps"}, "status 1, planned", "truth"),
        ({"fact": "x" * 501}, "status 1, fact", "too_long"),
        ({"fact": "a\u202eb"}, "status 1, fact", "signs"),
        ({"fact": ["a"]}, "status 1, fact", "text"),
        ({"fact": {"de": "a"}}, "status 1, fact", "nl_en"),
        ({"date": ""}, "status 1, date", "missing"),
        ({"id": "../x"}, "status 1, id", "key"),
        ({"source": "nowhere"}, "2020-10-30-not_started, source", "unknown_key"),
        ({"date": ["2020"]}, "status 1, date", "text"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_place_and_left_out(line: Any, place: str, reason: str) -> None:
    plan = importing.plan(small({**FIRST, **line}, SECOND))
    assert [(each.entry, each.field, each.reason) for each in plan.faults] == [("measure M9-01", place, reason)]
    steps = [each.key for wanted in plan.wanted for each in wanted.steps]
    assert steps == ["2023-12-01-exploring"]


@pytest.mark.parametrize(
    ("measure", "field", "reason"),
    [
        ({"theme": "elsewhere"}, "theme", "unknown_key"),
        ({"kind": "other"}, "kind", "choice"),
        ({"responsible": "SZW"}, "responsible", "list"),
        ({"related": {"laws": []}}, "related", "related"),
        ({"id": "M9/01"}, "id", "key"),
        ({"title": ""}, "title", "missing"),
        ({"colour": "red"}, "colour", "unknown_field"),
        ({"status": "none"}, "status", "list"),
    ],
)
def test_a_measure_that_cannot_be_read_is_told_with_its_field(measure: Any, field: str, reason: str) -> None:
    assert [found[1:] for found in why(small(FIRST, **measure))] == [(field, reason)]


def test_a_new_measure_needs_what_every_measure_has_and_a_known_one_does_not() -> None:
    short = {"measures": [{"id": "M9-01", "title": {"nl": "Nieuwe naam"}}]}
    assert {found[1] for found in why(short)} == {"theme", "goal", "kind", "confidence"}
    take(small(FIRST))
    plan = take(short)
    assert plan.wanted[0].changes == {"title_nl": ("Verzonnen maatregel", "Nieuwe naam")}
    assert Measure.objects.get().title_en == "Invented measure"


@pytest.mark.parametrize("plain", ["text", [], {"measurez": []}, {"measures": "x"}, {"measures": ["x"]}, {"measures": [{}]}])
def test_what_is_no_file_of_the_monitor_is_told(plain: Any) -> None:
    plan = importing.plan(plain)
    assert plan.changes == 0
    assert plan.faults or plain == []


def test_an_address_that_is_no_address_is_refused() -> None:
    plain = small(FIRST)
    plain["sources"]["letter"]["url"] = "javascript:alert(1)"
    assert ("source letter", "url", "address") in why(plain)


def test_the_whole_monitor_comes_out_as_it_goes_in() -> None:
    everything()
    for out in (open_data.as_yaml, open_data.as_json):
        plan = importing.plan(yaml_file.read(out(snapshot.current(), TODAY)))
        assert (plan.faults, plan.wanted, plan.left) == ([], [], 0)


def test_the_order_of_a_file_and_of_its_parts_does_not_matter() -> None:
    plain = shipped.plain()
    chance = random.Random(5)
    parts: list[dict[str, Any]] = [{**plain, "measures": [], "promises": [], "practices": []}, {"measures": []}, {"measures": []}]
    for one in plain["measures"]:  # type: ignore[call-overload,union-attr]
        lines = list(one["status"])  # type: ignore[call-overload,index]
        chance.shuffle(lines)
        cut = chance.randrange(len(lines) + 1)
        parts[1]["measures"].append({**one, "status": lines[:cut]})  # type: ignore[dict-item]
        parts[2]["measures"].append({**one, "status": lines[cut:]})  # type: ignore[dict-item]
    take(parts[0])
    for part in chance.sample(parts[1:], 2):
        chance.shuffle(part["measures"])
        take(part)
    mixed = {code: (one.phase, len(one.slips), len(one.overdue)) for code, one in snapshot.current().states(TODAY).items()}
    assert importing.plan({**plain, "promises": [], "practices": []}).changes == 0
    assert mixed["M1-01"] == (Phase.ADOPTED, 2, 0)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB.encode(), "alias"),
        (b"a: !!python/object/apply:os.system ['true']", "tag"),
        (b"a: !!binary aGFsbG8=", "tag"),
        (b"[" * 5000, "too_deep"),
        (b"a: 1\na: 2", "twice"),
        (b"? [a]\n: b", "not_a_name"),
        (b"a: [", "syntax"),
        (b"a: \x00", "syntax"),
        (b"\xff\xfe\xff", "not_text"),
        (b"", "empty"),
        (b"a: 1\n---\nb: 2", "empty"),
        (b"x" * (yaml_file.MOST_BYTES + 1), "too_big"),
    ],
)
def test_hostile_yaml_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(yaml_file.UnreadableYaml) as refused:
        yaml_file.read(content)
    assert refused.value.reason in (reason, "syntax")


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MOST_NODES", 50)
    with pytest.raises(yaml_file.UnreadableYaml, match="too_many"):
        yaml_file.read(b"- x\n" * 60)


def test_nothing_is_taken_for_a_number_or_a_truth() -> None:
    assert yaml_file.read(b"a: 7.1\nb: no\nc: ~\nd: 2020-10-30\ne: '~'\nf: 0x10") == {
        "a": "7.1", "b": "no", "c": "", "d": "2020-10-30", "e": "~", "f": "0x10",
    }  # fmt: skip


_plain = some.recursive(
    some.text(max_size=20) | some.booleans() | some.integers(),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.sampled_from(
                ["id", "measures", "status", "date", "fact", "source", "themes", "sources", "title", "related", "nl", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(_plain)
def test_whatever_is_in_a_file_is_answered_with_faults_and_never_breaks(plain: Any) -> None:
    given_ = read(plain, There({}, {}))
    assert all(each.reason for each in given_.faults)

"""The auditor's pages: who did what and saw what, what is removed when, the register; never content or others' entries."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from medemens.casework import access, processing
from medemens.casework import staff_removal_words as removal_words
from medemens.casework.actions import cases, referrals, retention, terms
from medemens.casework.actions.administration import FACE, set_roles
from medemens.casework.auditing import detail_words, words
from medemens.casework.case_types import case_type, case_types
from medemens.casework.models import AuditEntry, Case
from medemens.casework.queries import log as queries
from medemens.casework.queries.log import READS, Wanted
from medemens.casework.workbench.deed_pages import DEEDS
from tests import make
from tests.casework import tampering
from tests.make import NOW, World

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).resolve().parents[2] / "src" / "medemens"
DAY = timezone.localdate(NOW)
NOT_DETAILS = {"now", "by", "actor", "case", "authority"}


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def auditor(client: Client, world: World) -> Client:
    return make.sign_in(client, world.auditor)


def address(name: str) -> str:
    with translation.override("en"):
        return reverse(f"auditing:{name}")


def shown(client: Client, name: str = "log", **fields: Any) -> str:
    """A page, over the days in which these tests play."""
    days = {"since": (DAY - timedelta(7)).isoformat(), "until": (DAY + timedelta(7)).isoformat()} if name == "log" else {}
    answer = client.get(address(name), {**days, **fields})
    assert answer.status_code == 200
    return answer.content.decode()


def rows(page: str) -> list[str]:
    """The entries on a page of the log, as text."""
    body = page[page.index("<tbody") : page.index("</tbody>")] if "<tbody" in page else ""
    return body.split('<tr role="row">')[1:]


def entries(world: World, **wanted: Any) -> list[AuditEntry]:
    return queries.page(world.auditor, Wanted(**{"since": DAY, "until": DAY, **wanted})).entries


def closed(world: World, subject: str = "housing", *, decision: bool = False, now: Any = NOW) -> Case:
    """A case that was closed, without or with a decision."""
    case, _code = make.report(world, subject, now=now)
    outcome = next(each.id for each in case_type(case.case_type).outcomes if each.decision == decision)
    opened = world.opened(case, now=now)
    cases.close(opened=opened, outcome=outcome, text="Klaar.", language="nl", by=world.handler, now=now)
    case.refresh_from_db()
    return case


# the log


def test_who_read_sealed_content_stands_in_the_log(auditor: Client, world: World) -> None:
    case, _code = make.report(world)
    world.opened(case)
    rows_now = rows(shown(auditor))
    read = next(each for each in rows_now if case.reference in each and "Opened a case" in each)
    assert world.handler.name in read
    assert "Saw content" in read
    assert "read it" in read
    sent = next(each for each in rows_now if "Sent in a report" in each)
    assert "The reporter" in sent
    assert "Saw content" not in sent


def test_the_newest_stands_first(auditor: Client, world: World) -> None:
    case, _code = make.report(world)
    cases.assign(case=case, to=world.handler, by=world.coordinator, now=NOW + timedelta(hours=1))
    found = rows(shown(auditor))
    assert "Gave a case to somebody" in found[0]
    assert world.coordinator.name in found[0]
    assert world.handler.name in found[0]


def test_filters_narrow(auditor: Client, world: World) -> None:
    case, _code = make.report(world)
    world.opened(case, world.handler)
    world.opened(case, world.coordinator)
    cases.assign(case=case, to=world.handler, by=world.coordinator, now=NOW)
    assert [each.staff for each in entries(world, staff=world.handler.pk, deed="case.opened")] == [world.handler]
    assert {each.deed for each in entries(world, deed=READS)} == {"case.opened"}
    assert [each.deed for each in entries(world, deed="case.received")] == ["case.received"]
    assert entries(world, since=DAY + timedelta(1), until=DAY + timedelta(9)) == []
    assert len(rows(shown(auditor, staff=world.coordinator.pk, deed="case.assigned"))) == 1
    assert rows(shown(auditor, staff=world.auditor.pk, deed="case.assigned")) == []


def test_a_day_is_that_of_the_netherlands_from_midnight_to_midnight(world: World) -> None:
    evening = NOW.replace(hour=23, minute=30)  # half past midnight on the next day here
    case, _code = make.report(world, now=evening)
    assert [each.reference for each in entries(world, deed="case.received")] == []
    next_day = DAY + timedelta(1)
    assert [each.reference for each in entries(world, deed="case.received", since=next_day, until=next_day)] == [case.reference]


def test_all_about_one_case_is_asked_for_with_a_form_however_it_is_typed(auditor: Client, world: World) -> None:
    case, _code = make.report(world)
    make.report(world)
    answer = auditor.post(address("log"), {"reference": case.reference.lower().replace("-", " ")})
    found = rows(answer.content.decode())
    assert len(found) == 1
    assert case.reference in found[0]
    assert rows(shown(auditor, reference=case.reference)) == rows(shown(auditor)), "an address is not looked at"


def test_a_removed_case_is_still_found_by_its_reference(auditor: Client, world: World) -> None:
    case = closed(world, now=timezone.now() - timedelta(1))
    retention.remove_ended(on=make.today(), now=timezone.now())
    assert not Case.objects.filter(pk=case.pk).exists()
    found = rows(auditor.post(address("log"), {"reference": case.reference}).content.decode())
    assert "Removed a case for good" in found[0]
    assert "The system" in found[0]
    assert "Report about a landlord" in found[0]


def test_pages_follow_each_other_also_when_moments_are_equal(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 3)
    for number in range(10):
        make.report(world, now=NOW + timedelta(seconds=number // 5))
    seen: list[int] = []
    after = None
    while True:
        page = queries.page(world.auditor, Wanted(DAY, DAY, after=after))
        seen += [each.pk for each in page.entries]
        after = page.after
        if after is None:
            break
    wanted = AuditEntry.objects.filter(authority=world.authority).order_by("-at", "-id")
    assert seen == list(wanted.values_list("pk", flat=True))


def test_the_next_page_keeps_what_was_chosen(auditor: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for _number in range(3):
        make.report(world)
    first = auditor.get(address("log"), {"since": DAY.isoformat(), "until": DAY.isoformat(), "deed": "case.received"})
    second = auditor.get(address("log") + first.context["next"])
    assert len(rows(first.content.decode())) == 2
    assert len(rows(second.content.decode())) == 1
    case, _code = make.report(world)
    for _number in range(3):
        world.opened(case)
    searched = auditor.post(address("log"), {"reference": case.reference})
    again = auditor.post(address("log"), {"reference": case.reference, "after": searched.context["after"]})
    assert len(rows(again.content.decode())) == 2
    assert "?after" not in again.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "after=1", "after=x,y", "after=2026-11-24,1", "after=0001-01-01T00:00:00%2B14:00,1", "staff=abc", "deed=%27",
        "staff=99999999999999999999", "since=2026-02-30", "until=9999-12-31", "since=2026-11-30&until=2026-11-01",
        "after=2026-11-24T09:00:00%2B00:00,99999999999999999999999",
    ],
)  # fmt: skip
def test_an_old_or_broken_address_still_opens_the_log(auditor: Client, query: str) -> None:
    assert auditor.get(f"{address('log')}?{query}").status_code == 200


def test_entries_of_another_authority_never_appear(auditor: Client, world: World) -> None:
    other = make.world("Gemeente Elders", municipality="0363")
    case, _code = make.report(other)
    other.opened(case)
    removed = closed(other, now=NOW)
    for page in (
        shown(auditor),
        auditor.post(address("log"), {"reference": case.reference}).content.decode(),
        shown(auditor, deed=READS),
        shown(auditor, staff=other.handler.pk),
        shown(auditor, "removal"),
        auditor.post(address("records"), {"since": DAY.isoformat(), "until": DAY.isoformat()}).getvalue().decode(),
    ):
        assert other.handler.name not in page
        assert case.reference not in page.replace(f'value="{case.reference}"', "").replace(f"case {case.reference}", "")
        assert removed.reference not in page
    assert entries(world, staff=other.handler.pk) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of a few rows as a whole")
@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({}, "audit_of_authority"),
        ({"deed": READS}, "audit_of_authority"),
        ({"deed": "case.closed"}, "audit_of_deed"),
        ({"staff": 1}, "audit_of_staff"),
        ({"staff": 1, "deed": READS}, "audit_of_staff"),
        ({"reference": "AAAAA-AAAAA"}, "audit_of_case"),
    ],
)
def test_each_filter_is_served_by_its_index(world: World, wanted: dict[str, Any], index: str) -> None:
    """A million entries of one authority must not be read to find the ten of one case."""
    with CaptureQueriesContext(connection) as asked:
        entries(world, **wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[-1]['sql']}")
        assert any(index in row[-1] for row in cursor.fetchall())


def test_only_an_auditor_reads_the_log(world: World) -> None:
    make.report(world)
    for person in (world.handler, world.coordinator):
        assert list(access.log(person)) == []
        assert list(access.planned(person, removal=True)) == []


def test_the_log_holds_and_shows_no_word_of_content(auditor: Client, world: World) -> None:
    case, _code = make.report(world, answers={"story": "Geheimwoord"})
    opened = world.opened(case)
    cases.note(opened=opened, text="Geheimwoord", by=world.handler, now=NOW)
    cases.send(opened=opened, text="Geheimwoord", language="nl", question=True, by=world.handler, now=NOW)
    assert "Geheimwoord" not in shown(auditor)


def test_a_full_page_costs_as_many_questions_as_an_empty_one(auditor: Client, world: World) -> None:
    other = make.world("Gemeente Elders", municipality="0363")
    removed = closed(world, now=timezone.now() - timedelta(1))
    retention.remove_ended(on=make.today(), now=timezone.now())
    referred, _code = make.report(world)
    opened = world.opened(referred)
    referrals.refer(
        opened=opened, to=other.authority, to_name="", basis="forwarding", reason="Daar.",
        by=world.handler, now=NOW,
    )  # fmt: skip
    counted = {}
    for name in ("log", "removal", "whole", "heads", "register"):
        shown(auditor, name)
        with CaptureQueriesContext(connection) as few:
            shown(auditor, name)
        counted[name] = len(few)
    for number in range(12):
        case = closed(world, decision=number % 2 == 0)
        cases.assign(case=case, to=world.handler, by=world.coordinator, now=NOW)
    for name, number in counted.items():
        with CaptureQueriesContext(connection) as many:
            shown(auditor, name)
        assert len(many) == number <= 18, name
    assert removed.reference


# words


def calls_of_record() -> Iterator[tuple[Path, ast.Module, ast.Call]]:
    """Each place where an entry is written."""
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                yield path, tree, node


def deeds_of(tree: ast.Module, call: ast.Call) -> set[str]:
    """The deeds that a call can write: a text, a name that is given texts, or a text with a word of the caller in it."""
    first = call.args[0]
    if isinstance(first, ast.Constant):
        return {first.value}
    if isinstance(first, ast.Name):
        given = [each for each in ast.walk(tree) if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == first.id]
        texts = [each.value for value in given for each in ast.walk(value) if isinstance(each, ast.Constant)]
        return {each for each in texts if isinstance(each, str) and "." in each}
    assert isinstance(first, ast.JoinedStr), ast.unparse(call)
    start, word = first.values[0], first.values[1]
    around = next(each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) and call in list(ast.walk(each)))
    place = [each.arg for each in around.args.args].index(ast.unparse(word.value))  # type: ignore[attr-defined]
    callers = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and ast.unparse(each.func) == around.name]
    return {f"{start.value}{each.args[place].value}" for each in callers}  # type: ignore[attr-defined]


def test_each_deed_has_words() -> None:
    found = {deed for _path, tree, call in calls_of_record() for deed in deeds_of(tree, call)}
    assert {"case.received", "term.suspended", "staff.password_chosen"} <= found
    assert found - words.DEEDS.keys() == set(), "give these words in casework/auditing/words.py"
    assert words.DEEDS.keys() - found == set(), "these are never written"


def test_each_detail_has_words() -> None:
    for path, tree, call in calls_of_record():
        for keyword in call.keywords:
            if keyword.arg in NOT_DETAILS:
                continue
            for deed in deeds_of(tree, call):
                known = (deed, keyword.arg) in detail_words.DETAILS or keyword.arg in detail_words.DETAILS
                assert known, f"{path.name}: {deed} {keyword.arg} has no words in casework/auditing/detail_words.py"


def test_each_purpose_of_opening_a_case_has_words() -> None:
    assert detail_words.OPENED_TO.keys() == {*DEEDS, "read", "export", "enter"}


def test_each_part_of_an_authority_that_can_be_changed_has_words() -> None:
    assert detail_words.FACE.keys() == set(FACE)


def test_each_reason_for_removal_has_words() -> None:
    ends = [end for kind in case_types().values() for end in processing.ends(kind)]
    assert {each.because for each in ends} == removal_words.REASONS.keys()
    assert all(each.since for each in ends), "a rule counts from a day that has no words"
    assert {each.citation for each in ends if "art." not in each.citation} == removal_words.CHOICES.keys()


def test_details_are_told_in_words(world: World) -> None:
    other = make.world("Gemeente Elders", municipality="0363")
    case, _code = make.report(world)
    opened = world.opened(case)
    kind = case_type(case.case_type)
    cases.set_status(case=case, status=kind.statuses[1].id, by=world.handler, now=NOW)
    cases.find(opened=opened, norm=kind.norms[0].id, outcome="not met", reason="Zo.", by=world.handler, now=NOW)
    terms.suspend(case=case, on=DAY, ground="answer", by=world.handler, now=NOW)
    roles = {"handler": True, "coordinator": True, "auditor": False, "administrator": False}
    set_roles(staff=world.handler, roles=roles, by=world.coordinator, now=NOW)
    referrals.refer(
        opened=opened, to=other.authority, to_name="", basis="forwarding", reason="Daar.",
        by=world.handler, now=NOW,
    )  # fmt: skip
    names = detail_words.Names(
        people={each.pk: each.name for each in queries.people(world.auditor)},
        authorities=queries.authorities_in(entries(world)),
        kinds=queries.kinds_of(entries(world)),
    )
    with translation.override("en"):
        told = {each.deed: dict(detail_words.details(each, names, "en")) for each in entries(world)}
        assert told["case.status"] == {"status": str(kind.statuses[1].name)}
        assert told["finding.made"] == {"norm": str(kind.norms[0].name), "outcome": "Not met"}
        assert told["term.suspended"] == {"ground": "Somebody was asked something and has to answer"}
        assert told["staff.roles"] == {"colleague": world.handler.name, "roles": "Handler, Coordinator"}
        assert told["case.referred"]["to"] == "Gemeente Elders"
        assert told["key.shared"] == {"to": world.handler.name}


def test_an_entry_that_was_slipped_in_with_nonsense_is_shown_all_the_same(auditor: Client, world: World) -> None:
    case, _code = make.report(world)
    tampering.unguard()
    for deed, details in (("decision.irrevocable", '{"on": 5}'), ("staff.roles", '{"roles": [1]}'), ("none.such", "[1, 2]")):
        tampering.run(
            "UPDATE casework_auditentry SET deed = %s, details = %s WHERE reference = %s", deed, details, case.reference
        )
        assert words.deed(deed) in shown(auditor)


# removal


def test_what_is_removed_when_is_told_by_month_and_reason(auditor: Client, world: World) -> None:
    today = make.today()
    due, soon, contested = closed(world), closed(world), closed(world, decision=True)
    late, far = closed(world, "pay"), closed(world, "pay")
    Case.objects.filter(pk=soon.pk).update(remove_on=today + timedelta(1))
    Case.objects.filter(pk=late.pk).update(remove_on=today + timedelta(62))
    Case.objects.filter(pk=far.pk).update(remove_on=today + timedelta(365 * 4))
    found = queries.removals(world.auditor, today)
    assert due.remove_on is not None
    assert due.remove_on <= today
    assert (found.due.total(), found.later.total(), found.without_day) == (1, 1, 1)
    planned = {first: numbers.total() for first, numbers in found.months if numbers}
    assert planned == {
        (today + timedelta(1)).replace(day=1): 1,
        (today + timedelta(62)).replace(day=1): 1,
    }
    assert sum(found.reasons.values()) == 4
    assert found.reasons["kept_for_years"] == 2
    page = shown(auditor, "removal")
    for case in (due, soon, contested, late, far):
        assert case.reference in page
    assert "<svg" in page
    assert "Due now" in page


def test_months_without_removal_and_years_without_cases_open_too(auditor: Client) -> None:
    page = shown(auditor, "removal")
    assert "No closed case has a day of removal." in page
    assert "<svg" not in page


def test_what_was_removed_is_counted_by_month(auditor: Client, world: World) -> None:
    for _number in range(2):
        closed(world)
    retention.remove_ended(on=make.today(), now=timezone.now())
    assert queries.removed(world.auditor, make.today())[0] == (make.today().replace(day=1), 2)
    assert sum(number for _first, number in queries.removed(world.auditor, make.today())) == 2


def test_the_rules_are_told_with_their_article(auditor: Client) -> None:
    page = shown(auditor, "removal")
    for told in (
        "On the day on which the case is closed",
        "4 years after the report came in",
        "On the day from which the decision can no longer be contested",
        "2 years after the case was closed",
        "Besluit goed verhuurderschap art. 2(2)",
        "a choice of the organisation; we found no law that sets a term",
    ):
        assert told in page


# the register


def test_the_register_tells_all_activities_and_who_is_responsible(auditor: Client, world: World) -> None:
    page = shown(auditor, "register")
    assert world.authority.name in page
    for each in processing.activities():
        assert f'id="{each.key}"' in page
    for letter in "abcdefg":
        assert f"({letter})" in page


def test_records_are_taken_out_for_some_days_and_that_is_noted(auditor: Client, world: World) -> None:
    case, _code = make.report(world)
    make.report(world, now=NOW - timedelta(3))
    world.opened(case)
    answer = auditor.post(address("records"), {"since": DAY.isoformat(), "until": DAY.isoformat()})
    assert answer["Content-Disposition"].endswith(f'"processing-{DAY}-{DAY}.jsonl"')
    found = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert [each["name"] for each in found] == ["case.received", "case.opened"]
    noted = AuditEntry.objects.get(deed="log.exported")
    assert (noted.staff, noted.details) == (world.auditor, {"since": DAY.isoformat(), "until": DAY.isoformat()})


@pytest.mark.parametrize(("since", "until"), [("", ""), ("2026-11-30", "2026-11-01"), ("x", "2026-11-01")])
def test_days_that_are_none_take_nothing_out(auditor: Client, since: str, until: str) -> None:
    answer = auditor.post(address("records"), {"since": since, "until": until})
    assert answer.status_code == 422
    assert "Nothing was taken out" in answer.content.decode()
    assert not AuditEntry.objects.filter(deed="log.exported").exists()


def test_the_address_of_the_register_is_the_same_in_each_language(auditor: Client, world: World) -> None:
    make.report(world)
    days = {"since": DAY.isoformat(), "until": DAY.isoformat()}
    with translation.override("nl"):
        dutch = reverse("auditing:records")
    one, other = (auditor.post(each, days).getvalue() for each in (address("records"), dutch))
    assert one == other
    assert b"/nl/workbench/audit/register/#landlord_reports" in one


def test_rules_are_found_by_asking_the_case_type() -> None:
    landlord = case_types()["landlord_report"]
    told = {(each.because, each.since, each.years) for each in processing.ends(landlord)}
    assert ("file", processing.RECEIVED, 4) in told
    assert ("unfounded", processing.CLOSED, 0) in told
    assert ("decision_final", processing.FINAL, 0) in told

"""Decisions with four eyes: one proposes, another of the same authority takes it or sends it back, and nobody can do both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from medemens.casework import access
from medemens.casework.actions import cases, decisions, retention
from medemens.casework.actions.decisions import Draft
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.case_types import Taken, case_type
from medemens.casework.models import AuditEntry, Case, Decision, Document, Entry, ProposedDecision
from medemens.casework.queries import deeds, mailbox
from medemens.casework.queries.case_page import newest
from tests import make
from tests.casework.applications import application, filled_in, wording
from tests.casework.declared import Declare, declare, without_register
from tests.make import NOW, World

__all__ = ["declare", "without_register"]
pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=2)
PDF = b"%PDF-1.4"


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def case(world: World) -> Case:
    return application(world)[0]


def draft(outcome: str) -> Draft:
    day = date(2026, 11, 24)
    return Draft(outcome, "Omdat.", day, day, day, PDF)


def proposed(world: World, case: Case, **changes: Any) -> ProposedDecision:
    """A refusal that the handler proposed."""
    return decisions.propose(opened=world.opened(case), wording=wording(**changes), by=world.handler, now=NOW)


def taken(world: World, case: Case, one: ProposedDecision) -> Decision:
    """The same, taken by the coordinator two days later."""
    opened = world.opened(case, world.coordinator)
    return decisions.take(opened=opened, proposed=one, letter=PDF, by=world.coordinator, now=LATER)


# Deeds


def test_nobody_decides_alone_what_needs_a_second_person(world: World, case: Case) -> None:
    with pytest.raises(NotPossible, match="four_eyes"):
        decisions.decide(opened=world.opened(case), draft=draft("refused"), by=world.handler, now=NOW)
    assert not case.decisions.exists()


def test_what_needs_no_second_person_is_not_proposed(world: World, case: Case) -> None:
    with pytest.raises(NotPossible, match="not_four_eyes"):
        proposed(world, case, outcome="granted")
    assert decisions.decide(opened=world.opened(case), draft=draft("granted"), by=world.handler, now=NOW).outcome == "granted"


def test_all_of_a_proposed_decision_is_locked_and_comes_back(world: World, case: Case) -> None:
    one = proposed(world, case)
    content = world.opened(case, world.coordinator).key.open(one.entry.content)
    assert wording().read(content) == wording()
    assert b"gedrag" not in bytes(one.entry.content or b"")
    assert AuditEntry.objects.get(deed="decision.proposed").details == {"outcome": "refused", "proposal": one.pk}
    assert not case.decisions.exists()


def test_the_day_of_the_decision_is_that_on_which_it_is_taken(world: World, case: Case) -> None:
    decision = taken(world, case, proposed(world, case))
    assert (decision.decided_on, decision.made_known_on, decision.takes_effect_on) == (date(2026, 11, 26),) * 3
    assert decision.objection_until == date(2027, 1, 7)
    kept = ProposedDecision.objects.get()
    assert (kept.state, kept.judged_by, kept.judged_at, kept.decision) == ("taken", world.coordinator, LATER, decision)
    assert AuditEntry.objects.get(deed="decision.taken").details == {
        "outcome": "refused", "decision": decision.pk, "proposal": kept.pk,
    }  # fmt: skip
    assert AuditEntry.objects.get(deed="decision.taken").staff == world.coordinator
    assert case.terms.get().met_on == date(2026, 11, 26)


def test_days_that_were_meant_to_be_later_stay_later(world: World, case: Case) -> None:
    later, much_later = date(2026, 11, 30), date(2026, 12, 28)
    decision = taken(world, case, proposed(world, case, made_known_on=later, takes_effect_on=much_later))
    assert (decision.decided_on, decision.made_known_on) == (date(2026, 11, 26), later)
    assert decision.takes_effect_on == much_later


def test_who_proposed_it_neither_takes_it_nor_sends_it_back(world: World, case: Case) -> None:
    one, opened = proposed(world, case), world.opened(case)
    with pytest.raises(NotPossible, match="own"):
        decisions.take(opened=opened, proposed=one, letter=PDF, by=world.handler, now=LATER)
    with pytest.raises(NotPossible, match="own"):
        decisions.send_back(opened=opened, proposed=one, remark="Toch niet.", by=world.handler, now=LATER)
    assert deeds.waiting_decision(case) == one


def test_the_database_refuses_it_too(world: World, case: Case) -> None:
    one = proposed(world, case)
    with pytest.raises(IntegrityError, match="taken_by_another"), transaction.atomic():
        ProposedDecision.objects.filter(pk=one.pk).update(judged_by=world.handler)


def test_when_nobody_knows_any_more_who_proposed_it_it_can_only_go_back(world: World, case: Case) -> None:
    one = proposed(world, case)
    ProposedDecision.objects.update(proposed_by=None)
    with pytest.raises(NotPossible, match="own"):
        taken(world, case, one)
    opened = world.opened(case, world.coordinator)
    decisions.send_back(opened=opened, proposed=one, remark="Van wie?", by=world.coordinator, now=LATER)
    assert deeds.waiting_decision(case) is None


def test_somebody_of_another_authority_takes_nothing(world: World, case: Case) -> None:
    one, elsewhere = proposed(world, case), make.world("Gemeente Elders", municipality="0363")
    with pytest.raises(NotPossible, match="other_authority"):
        decisions.take(opened=world.opened(case), proposed=one, letter=PDF, by=elsewhere.handler, now=LATER)


def test_a_proposed_decision_of_another_case_is_not_taken_in_this_one(world: World, case: Case) -> None:
    other, _code = application(world)
    with pytest.raises(NotPossible, match="not_waiting"):
        taken(world, case, proposed(world, other))


def test_it_is_taken_once(world: World, case: Case) -> None:
    one = proposed(world, case)
    taken(world, case, one)
    with pytest.raises(NotPossible, match="not_waiting"):
        taken(world, case, one)
    assert case.decisions.count() == 1


def test_sent_back_with_a_remark_it_can_be_proposed_anew(world: World, case: Case) -> None:
    one, opened = proposed(world, case), world.opened(case, world.coordinator)
    decisions.send_back(opened=opened, proposed=one, remark="De VOG kwam gisteren.", by=world.coordinator, now=LATER)
    line = case.entries.get(kind=Entry.Kind.SENT_BACK)
    assert opened.key.open(line.content) == {"text": "De VOG kwam gisteren."}
    assert AuditEntry.objects.get(deed="decision.sent_back").details == {"outcome": "refused", "proposal": one.pk}
    assert not case.decisions.exists()
    again = proposed(world, case)
    assert [each.state for each in case.proposed_decisions.order_by("id")] == ["sent_back", "waiting"]
    assert taken(world, case, again).outcome == "refused"


def test_while_one_waits_nothing_else_is_proposed_decided_or_closed(world: World, case: Case) -> None:
    proposed(world, case)
    opened = world.opened(case)
    with pytest.raises(NotPossible, match="proposed"):
        proposed(world, case, outcome="not_considered")
    with pytest.raises(NotPossible, match="proposed"):
        decisions.decide(opened=opened, draft=draft("granted"), by=world.handler, now=NOW)
    with pytest.raises(NotPossible, match="proposed"):
        cases.close(opened=opened, outcome="withdrawn", text="", language="nl", by=world.handler, now=NOW)
    assert case.entries.filter(kind__in=("proposed", "decision", "closed")).count() == 1


def test_the_sender_sees_nothing_of_it_before_it_is_taken(world: World) -> None:
    case, code = application(world)
    one, opened = proposed(world, case), world.opened(case, world.coordinator)
    decisions.send_back(opened=opened, proposed=one, remark="Nog niet.", by=world.coordinator, now=LATER)
    (theirs,) = access.mailbox(code)
    assert [line.entry.kind for line in mailbox.shown(theirs).lines] == ["report"]


def test_with_a_case_its_proposed_decisions_are_removed(world: World, case: Case) -> None:
    one, opened = proposed(world, case), world.opened(case, world.coordinator)
    decisions.send_back(opened=opened, proposed=one, remark="Nog niet.", by=world.coordinator, now=LATER)
    taken(world, case, proposed(world, case))
    cases.close(opened=world.opened(case), outcome="refused", text="", language="nl", by=world.handler, now=LATER)
    assert retention.remove_ended(on=date(2033, 11, 25), now=LATER).number == 0
    assert retention.remove_ended(on=date(2033, 11, 26), now=LATER).number == 1
    left = (Case, ProposedDecision, Decision, Entry, Document)
    assert [model.__name__ for model in left if model.objects.exists()] == []


# The step of the chapter


def test_the_chapter_hears_of_each_decision_and_of_both_people(world: World, declare: Declare) -> None:
    heard: list[Taken] = []
    declare(replace(case_type("lender_application"), taken=heard.append))
    alone, together = application(world)[0], application(world)[0]
    decisions.decide(opened=world.opened(alone), draft=draft("granted"), by=world.handler, now=NOW)
    taken(world, together, proposed(world, together))
    assert [(each.case, each.decision.outcome, each.by, each.proposed_by) for each in heard] == [
        (alone, "granted", world.handler, None),
        (together, "refused", world.coordinator, world.handler),
    ]
    assert [each.now for each in heard] == [NOW, LATER]


def test_what_the_chapter_refuses_is_not_decided(world: World, declare: Declare) -> None:
    def refuse(taken: Taken) -> None:
        raise NotPossible("no_lender")

    declare(replace(case_type("lender_application"), taken=refuse))
    case, _code = application(world)
    with pytest.raises(NotPossible, match="no_lender"):
        decisions.decide(opened=world.opened(case), draft=draft("granted"), by=world.handler, now=NOW)
    one = proposed(world, case)
    with pytest.raises(NotPossible, match="no_lender"):
        taken(world, case, one)
    assert not Decision.objects.exists()
    assert not Document.objects.exists()
    assert deeds.waiting_decision(case) == one
    assert case.terms.get().met_on is None


# Pages


def at(case: Case, deed: str = "") -> str:
    with translation.override("en"):
        return (
            reverse("workbench:deed", args=[case.reference, deed]) if deed else reverse("workbench:case", args=[case.reference])
        )


@pytest.fixture
def handler(world: World) -> Client:
    return make.sign_in(Client(), world.handler, world.private)


@pytest.fixture
def colleague(world: World) -> Client:
    return make.sign_in(Client(), world.coordinator, world.private)


def test_two_people_take_a_decision_on_the_workbench(handler: Client, colleague: Client, world: World, case: Case) -> None:
    shown = handler.post(at(case, "decision"), {**filled_in(case), "preview": "1"}).content.decode()
    assert "Propose this decision" in shown
    assert "naam van wie het besluit neemt" in shown
    answer = handler.post(at(case, "decision"), filled_in(case))
    assert answer["Location"] == f"{at(case)}#second-person"
    page = colleague.get(at(case)).content.decode()
    assert 'id="second-person">A decision waits for a second person' in page
    assert "Proposed for a second person: Refused" in page
    assert "Er is geen verklaring omtrent het gedrag." in page
    letter = colleague.get(at(case, "judge")).content.decode()
    assert "Uw aanvraag om &lt;toelating&gt;" in letter
    assert world.coordinator.name in letter
    assert colleague.post(at(case, "judge"), {"seen": newest(case), "verdict": "take"}).status_code == 302
    decision = case.decisions.get()
    assert (decision.outcome, decision.decided_on) == ("refused", make.today())
    assert decision.letter is not None
    assert "waits for a second person" not in colleague.get(at(case)).content.decode()


def test_sending_back_asks_why_and_the_case_tells_it(handler: Client, colleague: Client, world: World, case: Case) -> None:
    handler.post(at(case, "decision"), filled_in(case))
    wrong = colleague.post(at(case, "judge"), {"seen": newest(case), "verdict": "send_back", "remark": ""})
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == ["remark"]
    nothing = colleague.post(at(case, "judge"), {"seen": newest(case), "remark": "Waarom zo?"})
    assert nothing.status_code == 422
    assert "Waarom zo?" in nothing.content.decode()
    given = {"seen": newest(case), "verdict": "send_back", "remark": "De VOG kwam gisteren."}
    assert colleague.post(at(case, "judge"), given).status_code == 302
    page = handler.get(at(case)).content.decode()
    assert "Sent back to whoever proposed it: Refused" in page
    assert "De VOG kwam gisteren." in page
    assert not case.decisions.exists()


def test_who_proposed_it_reads_that_a_colleague_must_judge(handler: Client, world: World, case: Case) -> None:
    handler.post(at(case, "decision"), filled_in(case))
    page = handler.get(at(case, "judge"))
    assert "a colleague must look at it" in page.content.decode()
    assert 'name="verdict"' not in page.content.decode()
    answer = handler.post(at(case, "judge"), {"seen": newest(case), "verdict": "take"})
    assert answer.status_code == 422
    assert "Somebody else must look at this" in answer.content.decode()
    assert not case.decisions.exists()


def test_another_cannot_be_decided_meanwhile(handler: Client, colleague: Client, case: Case) -> None:
    handler.post(at(case, "decision"), filled_in(case))
    answer = colleague.post(at(case, "decision"), filled_in(case, outcome="granted"))
    assert answer.status_code == 422
    assert "A decision waits for a second person in this case." in answer.content.decode()
    assert "Uitzendbureau Verzonnen B.V." in answer.content.decode()


def test_the_button_says_what_it_does(handler: Client, case: Case) -> None:
    open_page = handler.get(at(case, "decision")).content.decode()
    assert "Take or propose this decision" in open_page
    assert "Refused (a second person takes it)" in open_page
    granted = handler.post(at(case, "decision"), {**filled_in(case, outcome="granted"), "preview": "1"}).content.decode()
    assert "Take this decision" in granted
    assert handler.post(at(case, "decision"), filled_in(case, outcome="granted")).status_code == 302
    assert case.decisions.get().outcome == "granted"


def test_what_was_proposed_meanwhile_is_seen_first(handler: Client, colleague: Client, world: World, case: Case) -> None:
    handler.post(at(case, "decision"), filled_in(case))
    seen, one = newest(case), case.proposed_decisions.get()
    opened = world.opened(case, world.coordinator)
    decisions.send_back(opened=opened, proposed=one, remark="Nee.", by=world.coordinator, now=NOW)
    proposed(world, case, outcome="not_considered")
    answer = colleague.post(at(case, "judge"), {"seen": seen, "verdict": "take"})
    assert answer.status_code == 409
    assert not case.decisions.exists()


def test_when_nothing_waits_there_is_nothing_to_judge(handler: Client, case: Case) -> None:
    assert "proposed decision" not in handler.get(at(case)).content.decode()
    assert "No decision waits" in handler.get(at(case, "judge")).content.decode()
    answer = handler.post(at(case, "judge"), {"seen": newest(case), "verdict": "take"})
    assert answer.status_code == 422
    assert "This decision does not wait any more" in answer.content.decode()


@pytest.mark.parametrize(
    ("problems", "told"),
    [({"no_lender": "First say which lender."}, "First say which lender."), ({}, "This is not possible now.")],
)
def test_what_the_chapter_refuses_is_told_in_its_words(
    handler: Client, world: World, declare: Declare, problems: dict[str, str], told: str
) -> None:
    def refuse(taken: Taken) -> None:
        raise NotPossible("no_lender")

    declare(replace(case_type("lender_application"), taken=refuse, problems=problems))
    case, _code = application(world)
    answer = handler.post(at(case, "decision"), filled_in(case, outcome="granted"))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Er is geen verklaring" in answer.content.decode()
    assert not case.decisions.exists()

"""Each deed of a handler, through its page: it is done, stands in the timeline and in the log, and is refused to others."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from medemens.casework import access
from medemens.casework.actions import cases, submissions, terms
from medemens.casework.case_types import case_type
from medemens.casework.models import AuditEntry, Case, Entry
from medemens.casework.queries.case_page import newest
from medemens.casework.workbench.deed_pages import DEEDS
from medemens.common.organisations import Organisation
from tests import make
from tests.make import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def handler(client: Client, world: World) -> Client:
    return make.sign_in(client, world.handler, world.private)


def address(case: Case, deed: str) -> str:
    with translation.override("en"):
        return reverse("workbench:deed", args=[case.reference, deed])


def done(client: Client, case: Case, deed: str, **fields: Any) -> None:
    """Does a deed through its page, and looks whether it was done."""
    answer = client.post(address(case, deed), {"seen": newest(case), **fields})
    assert answer.status_code == 302, answer.context["form"].errors if answer.context else answer
    case.refresh_from_db()


def deeds_in_log(case: Case) -> list[str]:
    return list(AuditEntry.objects.filter(reference=case.reference).order_by("number").values_list("deed", flat=True))


def last(case: Case) -> Entry:
    return case.entries.order_by("id").last()  # type: ignore[return-value]


def test_take_hand_over_and_put_back(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    done(handler, case, "take")
    assert case.handler == world.handler
    done(handler, case, "hand-over", to=world.coordinator.pk)
    assert case.handler == world.coordinator
    done(handler, case, "put-back")
    assert case.handler is None
    assert [each.key for each in case.entries.filter(kind="handler").order_by("id")] == [
        str(world.handler.pk), str(world.coordinator.pk), "",
    ]  # fmt: skip
    assert deeds_in_log(case).count("case.assigned") == 3


def test_a_case_cannot_be_handed_to_another_authority(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    stranger = make.world("Gemeente Elders", municipality="0363").handler
    answer = handler.post(address(case, "hand-over"), {"seen": newest(case), "to": stranger.pk})
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.handler is None


def test_status_and_waiting(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    second = case_type(case.case_type).statuses[1].id
    done(handler, case, "status", status=second)
    done(handler, case, "wait", waiting="others")
    assert (case.status, case.waiting) == (second, "others")
    assert case.entries.filter(kind="status", key=second).exists()
    assert {"case.status", "case.waiting"} <= set(deeds_in_log(case))


def test_a_question_to_the_reporter_lets_the_case_wait_and_the_term_stand_still(handler: Client, world: World) -> None:
    case, code = make.report(world)
    done(handler, case, "write", text="Jaki jest adres?", question="on", ground="answer")
    assert case.waiting == "reporter"
    assert case.terms.get().ends_on is None
    (mailbox,) = access.mailbox(code)
    written = mailbox.key.open(case.entries.get(kind="to_reporter").content)
    assert written == {"text": "Jaki jest adres?", "language": "pl"}
    assert {"message.sent", "term.suspended", "case.marked_read"} <= set(deeds_in_log(case))


def test_a_text_that_is_ready_comes_in_the_reporters_language_beside_the_handlers(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    page = handler.get(address(case, "write") + "?text=question")
    assert page.context["chosen"].key == "question"
    assert set(page.context["chosen"].texts) == {"pl", "nl", "en"}
    assert [each.code for each, _text in page.context["siblings"]] == ["nl", "en"]


def test_without_a_mailbox_nobody_can_be_written_to(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    Case.objects.filter(pk=case.pk).update(mailbox=None, sealed_for_reporter=None)
    answer = handler.post(address(case, "write"), {"seen": newest(case), "text": "Halo?"})
    assert answer.status_code == 422
    assert "Halo?" in answer.content.decode()


def test_notes_and_findings_stay_with_the_authority(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    norm = case_type(case.case_type).norms[0].id
    done(handler, case, "note", text="Bel de wijkagent.")
    done(handler, case, "finding", norm=norm, outcome="not met", reason="Gezien bij het bezoek.")
    assert case.findings.get().outcome == "not met"
    opened = world.opened(case)
    written = case.entries.filter(kind__in=("note", "finding")).order_by("id")
    texts = [opened.key.open(each.content)["text"] for each in written]
    assert texts == ["Bel de wijkagent.", "Gezien bij het bezoek."]
    assert {"note.written", "finding.made"} <= set(deeds_in_log(case))


def test_an_organisation_is_found_and_chosen(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    agency = Organisation.objects.create(name="Uitzendbureau Verzonnen B.V.", folded_name="uitzendbureau verzonnen", public=True)
    found = handler.post(address(case, "organisation"), {"seen": newest(case), "search": "1", "search_text": "verzonnen"})
    assert found.status_code == 200
    assert "Uitzendbureau Verzonnen" in found.content.decode()
    done(handler, case, "organisation", search_text="verzonnen", chosen=agency.pk)
    assert case.organisation == agency


def test_an_organisation_written_down_is_not_shown_to_other_authorities(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    done(handler, case, "organisation", chosen="new", written_name="Verhuurder Geheim", written_place="Verzonnen")
    assert case.organisation is not None
    assert not case.organisation.public
    elsewhere = make.world("Gemeente Elders", municipality="0363")
    theirs, _code = make.report(elsewhere)
    stranger = make.sign_in(Client(), elsewhere.handler, elsewhere.private)
    found = stranger.post(address(theirs, "organisation"), {"seen": newest(theirs), "search": "1", "search_text": "geheim"})
    assert ">Verhuurder Geheim" not in found.content.decode()


def test_cases_are_linked_both_ways_and_unlinked(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    other, _code = make.report(world)
    done(handler, case, "link", other=other.reference.lower().replace("-", " "), kind_of_link="pattern")
    assert other.links.get().other == case
    done(handler, case, "unlink", other=other.reference)
    assert not other.links.exists()


def test_a_case_of_another_authority_cannot_be_linked_or_guessed(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    elsewhere = make.world("Gemeente Elders", municipality="0363")
    theirs, _code = make.report(elsewhere)
    texts = [
        handler.post(address(case, "link"), {"seen": newest(case), "other": other, "kind_of_link": "pattern"})
        .context["form"]
        .errors
        for other in (theirs.reference, "AAAAA-AAAAA")
    ]
    assert texts[0] == texts[1]
    assert texts[0]["other"]


def test_the_term_stands_still_runs_on_and_becomes_longer(handler: Client, world: World) -> None:
    now = make.NOW.replace(year=make.today().year, month=make.today().month, day=make.today().day)
    case, _code = make.report(world, now=now)
    before = case.terms.get().ends_on
    today = make.today().isoformat()
    done(handler, case, "suspend", ground="answer", on=today)
    assert case.terms.get().ends_on is None
    done(handler, case, "resume", on=today)
    done(handler, case, "extend", weeks=2, ground="Awb 4:14(3)", on=today)
    after = case.terms.get().ends_on
    assert before is not None
    assert after is not None
    assert (after - before).days >= 14
    assert [each.key for each in case.entries.filter(kind="term").order_by("id")] == ["suspended", "resumed", "extended"]


def test_letting_a_term_run_on_is_offered_only_when_one_stands_still(handler: Client, world: World) -> None:
    case, _code = make.report(world, now=make.NOW.replace(year=make.today().year, month=make.today().month, day=make.today().day))
    page = reverse("workbench:case", args=[case.reference])
    assert address(case, "resume") not in handler.get(page).content.decode()
    done(handler, case, "suspend", ground="answer", on=make.today().isoformat())
    assert address(case, "resume") in handler.get(page).content.decode()
    done(handler, case, "resume", on=make.today().isoformat())
    assert address(case, "resume") not in handler.get(page).content.decode()


def test_what_the_law_refuses_is_explained_and_nothing_is_lost(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    answer = handler.post(address(case, "resume"), {"seen": newest(case), "on": make.today().isoformat()})
    assert answer.status_code == 422
    assert "No term of this case stands still." in answer.content.decode()


def test_a_case_is_passed_on_sealed_with_its_ground(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    other = make.world("Inspectie Verzonnen", municipality="0363")
    basis = case_type(case.case_type).referrals[0].id
    shown = handler.get(address(case, "refer")).content.decode()
    assert "What is passed on" in shown
    done(handler, case, "refer", to=other.authority.pk, basis=basis, reason="Gaat over loon.")
    theirs = Case.objects.get(authority=other.authority)
    assert other.opened(theirs).key.open(theirs.entries.get(kind="report").content)["answers"] == {
        "story": "Szef zabrał mi paszport."
    }
    assert case.referrals.get().basis == basis
    assert "case.referred" in deeds_in_log(case)


def test_passing_on_to_a_body_outside_needs_its_name(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    basis = case_type(case.case_type).referrals[0].id
    fields = {"to": "other", "basis": basis, "reason": "Buiten ons systeem."}
    assert handler.post(address(case, "refer"), {"seen": newest(case), **fields}).status_code == 422
    done(handler, case, "refer", to_name="Politie", **fields)
    assert case.referrals.get().to_name == "Politie"


def test_closing_tells_the_reporter_and_plans_the_end_of_the_record(handler: Client, world: World) -> None:
    case, code = make.report(world)
    outcome = case_type(case.case_type).outcomes[0].id
    assert handler.get(address(case, "close") + f"?outcome={outcome}").context["form"].initial["text"]
    done(handler, case, "close", outcome=outcome, text="Zrobione.")
    assert case.closed_at is not None
    assert case.outcome == outcome
    (mailbox,) = access.mailbox(code)
    assert mailbox.key.open(case.entries.get(kind="closed").content)["text"] == "Zrobione."
    done(handler, case, "reopen")
    assert case.closed_at is None
    assert {"case.closed", "case.reopened"} <= set(deeds_in_log(case))


def test_a_closed_case_is_not_closed_again(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    outcome = case_type(case.case_type).outcomes[0].id
    done(handler, case, "close", outcome=outcome, text="Zrobione.")
    answer = handler.post(address(case, "close"), {"seen": newest(case), "outcome": outcome, "text": "Jeszcze raz"})
    assert answer.status_code == 422
    assert "Jeszcze raz" in answer.content.decode()


def test_keeping_for_a_file_asks_why(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    assert handler.post(address(case, "keep"), {"seen": newest(case), "keep": "yes"}).status_code == 422
    done(handler, case, "keep", keep="yes", reason="Dossier verhuurder.")
    assert case.kept_for_file
    assert last(case).key == "kept_for_file"
    assert "Dossier" not in str(AuditEntry.objects.get(deed="case.kept_for_file").details)


def test_two_at_once_the_second_looks_again_and_loses_nothing(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    seen = newest(case)
    cases.note(opened=world.opened(case, world.coordinator), text="Ik heb al gebeld.", by=world.coordinator, now=NOW)
    answer = handler.post(address(case, "note"), {"seen": seen, "text": "Ik ga bellen."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ik heb al gebeld." in page
    assert "Ik ga bellen." in page
    assert case.entries.filter(kind="note").count() == 1
    done(handler, case, "note", text="Ik ga bellen.", seen=answer.context["form"].data["seen"])
    assert case.entries.filter(kind="note").count() == 2


def test_an_answer_of_the_reporter_makes_the_handler_look_again(handler: Client, world: World) -> None:
    case, code = make.report(world)
    seen = newest(case)
    (mailbox,) = access.mailbox(code)
    submissions.write(opened=mailbox, text="Już nie trzeba.", language="pl", now=NOW)
    outcome = case_type(case.case_type).outcomes[0].id
    answer = handler.post(address(case, "close"), {"seen": seen, "outcome": outcome, "text": "Zrobione."})
    assert answer.status_code == 409
    assert "Już nie trzeba." in answer.content.decode()
    case.refresh_from_db()
    assert case.closed_at is None


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_has_a_page_that_opens(handler: Client, world: World, deed: str) -> None:
    case, _code = make.report(world)
    terms.suspend(case=case, on=make.NOW.date(), ground="answer", by=world.handler, now=NOW)
    page = handler.get(address(case, deed))
    assert page.status_code == 200
    assert str(page.context["form"].title) in page.content.decode()


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_is_there_for_others(world: World, deed: str) -> None:
    case, _code = make.report(world)
    elsewhere = make.world("Gemeente Elders", municipality="0363")
    stranger = make.sign_in(Client(), elsewhere.handler, elsewhere.private)
    auditor = make.sign_in(Client(), world.auditor, world.private)
    before = AuditEntry.objects.filter(reference=case.reference).count()
    for method in ("get", "post"):
        assert getattr(stranger, method)(address(case, deed)).status_code == 404
        assert getattr(auditor, method)(address(case, deed)).status_code in (403, 404)
    assert Client().get(address(case, deed)).status_code in (302, 403)
    assert AuditEntry.objects.filter(reference=case.reference).count() == before

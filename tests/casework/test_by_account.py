"""What firms send in from an account: never offered to reporters, and handled as any case until the firm reads the decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from medemens.casework import access
from medemens.casework.actions import cases, submissions
from medemens.casework.case_types import case_type, case_types
from medemens.casework.codes import Code, new_code
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import Case
from medemens.casework.queries import mailbox
from medemens.casework.queries.case_page import newest
from medemens.casework.reporting import draft as drafts
from medemens.casework.reporting import journey
from medemens.casework.reporting.draft import Draft
from medemens.common.questions import Question
from medemens.site import cases as listed
from tests import make
from tests.casework.applications import application, filled_in
from tests.casework.declared import Declare, declare, without_register
from tests.casework.filling import cookies
from tests.casework.test_zgw import taken_out
from tests.make import NOW, World

__all__ = ["declare", "without_register"]
pytestmark = pytest.mark.django_db

OF_FIRMS = [subject.id for kind in listed.CASE_TYPES if kind.by_account for subject in kind.subjects]
PAPER = Enclosure("vog.pdf", "application/pdf", b"%PDF-1.4 VOG", (b"\xff\xd8page",), "pages")


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def handler(world: World) -> Client:
    return make.sign_in(Client(), world.handler, world.private)


def at(case: Case, deed: str = "") -> str:
    name, parts = ("deed", [case.reference, deed]) if deed else ("case", [case.reference])
    with translation.override("en"):
        return reverse(f"workbench:{name}", args=parts)


# Reporters and the desk


def offered(question: Question) -> set[str]:
    return {key for field in question.fields for key, _words in field.choices}


def test_there_are_such_subjects_and_others() -> None:
    assert len(OF_FIRMS) == 5
    assert offered(journey.subject_question()) == {
        subject.id for kind in case_types().values() for subject in kind.subjects
    } - set(OF_FIRMS)


@pytest.mark.parametrize("subject", OF_FIRMS)
def test_a_reporter_cannot_choose_what_only_firms_send_in(client: Client, world: World, subject: str) -> None:
    answer = client.post("/en/report/question/1/", {"question": "subject", "subject": subject})
    assert answer.status_code == 422
    assert not client.cookies.get(drafts.COOKIE.name)


@pytest.mark.parametrize("subject", OF_FIRMS)
def test_a_draft_that_somebody_made_up_leads_nowhere(client: Client, world: World, subject: str) -> None:
    made_up = Draft(answers={"subject": subject, "way": "anonymous"}, everywhere=True, code=new_code().digits)
    assert journey.kind_of(made_up) is None
    for name, value in cookies(made_up).items():
        client.cookies[name] = value
    assert client.get("/en/report/check/")["Location"] == "/en/report/question/1/"
    assert client.get("/en/report/question/2/")["Location"] == "/en/report/question/1/"
    for method in ("get", "post"):
        assert getattr(client, method)("/en/report/send/")["Location"] == "/en/report/check/"
    assert not Case.objects.exists()


def test_who_writes_down_a_report_does_not_choose_among_what_firms_send_in(handler: Client) -> None:
    page = handler.get(reverse("workbench:new")).content.decode()
    assert 'value="housing"' in page
    assert [subject for subject in OF_FIRMS if f'value="{subject}"' in page] == []
    for subject in OF_FIRMS:
        made_up = f"{reverse('workbench:new')}?subject={subject}"
        assert 'name="channel"' not in handler.get(made_up).content.decode()
        handler.post(made_up, {"channel": "letter", "received_on": "2026-11-24", "language": "nl", "way": "anonymous"})
    assert not Case.objects.exists()


def test_the_queue_can_be_narrowed_to_them(handler: Client, world: World) -> None:
    case, _code = application(world)
    assert case.reference in handler.get(reverse("workbench:queue"), {"subject": "lender_admission"}).content.decode()
    assert case.reference not in handler.get(reverse("workbench:queue"), {"subject": "lender_exemption"}).content.decode()


# The whole way


def test_from_an_application_to_the_letter_of_its_refusal(world: World) -> None:
    """The firm sends it, is asked for more and answers; one proposes to refuse, another takes it; the firm reads the letter."""
    handler = make.sign_in(Client(), world.handler, world.private)
    colleague = make.sign_in(Client(), world.coordinator, world.private)
    case, code = application(world, now=timezone.now(), enclosures=(PAPER,), answers={"kvk": "00000009"})
    last = make.today() + timedelta(14)
    asked = {"seen": newest(case), "text": "Stuur de VOG.", "complete_by": last.isoformat()}
    assert handler.post(at(case, "complete"), asked).status_code == 302
    assert case.terms.get().ends_on is None

    (theirs,) = access.mailbox(code)
    shown = mailbox.shown(theirs)
    assert shown.asks
    assert shown.report["answers"] == {"kvk": "00000009"}
    assert shown.lines[-1].content["complete_by"] == last.isoformat()
    submissions.write(opened=theirs, text="Hierbij.", language="nl", enclosures=(PAPER,), now=timezone.now())
    assert case.terms.get().ends_on is not None
    assert mailbox.part(theirs, 2, 1) == b"\xff\xd8page"

    assert handler.post(at(case, "decision"), filled_in(case)).status_code == 302
    before = mailbox.shown(access.mailbox(code)[0])
    assert [line.entry.kind for line in before.lines] == ["report", "to_reporter", "from_reporter"]
    assert colleague.post(at(case, "judge"), {"seen": newest(case), "verdict": "take"}).status_code == 302
    told = {"seen": newest(case), "outcome": "refused", "text": "Wij hebben uw aanvraag afgewezen."}
    assert handler.post(at(case, "close"), told).status_code == 302

    (theirs,) = access.mailbox(code)
    shown = mailbox.shown(theirs)
    assert (shown.case.outcome, shown.case.in_time, shown.asks) == ("refused", True, False)
    decision, closed = shown.lines[-2:]
    assert decision.content == {"text": "Er is geen verklaring omtrent het gedrag."}
    assert closed.content["text"] == "Wij hebben uw aanvraag afgewezen."
    assert decision.decision is not None
    assert decision.decision.letter is not None
    letter = mailbox.part(theirs, decision.decision.letter.number, 0)
    assert letter is not None
    assert letter.startswith(b"%PDF")


def test_an_application_is_taken_back_like_a_report(world: World) -> None:
    case, code = application(world)
    submissions.withdraw(opened=access.mailbox(code)[0], reason="Wij stoppen.", language="nl", now=NOW)
    case.refresh_from_db()
    assert case.withdrawn_at is not None


def test_a_case_with_all_that_is_taken_out_for_another_case_system(handler: Client, world: World) -> None:
    colleague = make.sign_in(Client(), world.coordinator, world.private)
    case, _code = application(world, enclosures=(PAPER,))
    handler.post(at(case, "decision"), filled_in(case, reasons="Het voorstel."))
    colleague.post(at(case, "judge"), {"seen": newest(case), "verdict": "send_back", "remark": "Nog niet."})
    handler.post(at(case, "decision"), filled_in(case))
    colleague.post(at(case, "judge"), {"seen": newest(case), "verdict": "take"})
    files = taken_out(Client(), world, case)
    (decision,) = files["besluiten.json"]
    assert decision["toelichting"] == "Er is geen verklaring omtrent het gedrag."
    assert decision["datum"] == make.today().isoformat()
    assert len(files["besluitinformatieobjecten.json"]) == 1
    assert "Nog niet." in files["inhoud/berichten-en-notities.txt"].decode()
    assert [each["omschrijving"] for each in files["catalogi/besluittypen.json"]]


def test_on_the_pages_of_reporters_the_code_shows_the_case_and_no_more(world: World) -> None:
    case, code = application(world)
    client = Client()
    client.post("/en/report/mailbox/", {"code": code.written})
    page = client.get("/en/report/mailbox/messages/")
    assert page.status_code == 200
    assert case.reference in page.content.decode()


# Terms, and the page of the chapter


def objection(world: World, declare: Declare, *, received: datetime) -> tuple[Case, Code]:
    """An objection of which the term begins after the last day to object (Awb 7:10(1)), which it names itself."""
    kind = case_type("lender_objection")
    declare(replace(kind, counted_from=lambda answers, on: max(on, date.fromisoformat(answers["objection_until"]))))
    return application(world, "lender_objection", now=received, answers={"objection_until": "2026-12-15"})


def test_a_term_is_counted_from_the_day_that_the_case_type_says(world: World, declare: Declare) -> None:
    case, _code = objection(world, declare, received=NOW)
    term = case.terms.get()
    assert (term.started_on, term.ends_on, case.due_on) == (date(2026, 12, 15), date(2027, 1, 26), date(2027, 1, 26))
    assert timezone.localdate(case.received_at) == date(2026, 11, 24)


def test_without_another_day_it_is_counted_from_the_day_on_which_it_came_in(world: World) -> None:
    assert application(world, "lender_objection")[0].terms.get().started_on == date(2026, 11, 24)


def test_what_is_written_down_later_is_counted_so_too(world: World, declare: Declare) -> None:
    declare(replace(case_type("landlord_report"), counted_from=lambda answers, on: on + timedelta(days=len(answers))))
    submission = make.submission(world, "housing", answers={"story": "Belde.", "channel": "letter"})
    received = NOW - timedelta(days=5)
    case = submissions.write_down(submission=submission, code=None, received_at=received, by=world.handler, now=NOW)
    assert case.terms.get().started_on == date(2026, 11, 21)


def test_a_term_that_has_not_begun_stands_still_from_its_beginning(world: World, declare: Declare) -> None:
    case, code = objection(world, declare, received=NOW)
    cases.ask_for_completion(
        opened=world.opened(case), text="Waarom?", language="nl", complete_by=date(2026, 12, 8), by=world.handler, now=NOW
    )
    assert case.terms.get().ends_on is None
    submissions.write(opened=access.mailbox(code)[0], text="Daarom.", language="nl", now=NOW + timedelta(days=3))
    assert case.terms.get().ends_on == date(2027, 1, 26), "it stood still for no day that counts"


def test_the_page_of_a_case_leads_to_that_of_the_chapter(handler: Client, world: World, declare: Declare) -> None:
    declare(replace(case_type("lender_application"), page="workbench:export"))
    case, _code = application(world)
    with translation.override("en"):
        address = reverse("workbench:export", args=[case.reference])
    assert f'<a class="utrecht-link" href="{address}">More about this case</a>' in handler.get(at(case)).content.decode()


@pytest.mark.parametrize("name", ["", "nowhere:at-all", "workbench:queue"])
def test_without_such_a_page_the_case_is_shown_all_the_same(handler: Client, world: World, declare: Declare, name: str) -> None:
    declare(replace(case_type("lender_application"), page=name))
    case, _code = application(world)
    page = handler.get(at(case))
    assert page.status_code == 200
    assert "More about this case" not in page.content.decode()

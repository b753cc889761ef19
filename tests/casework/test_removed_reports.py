"""What a reporter still reads of a report that was removed: what came of it, when, by whom, why; nothing that was written."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from medemens.casework import access, processing
from medemens.casework.actions import cases, referrals, retention, submissions
from medemens.casework.case_types import case_type, case_types
from medemens.casework.codes import Code
from medemens.casework.models import Case, RemovedCase
from medemens.casework.reporting import mailbox_words
from tests import make
from tests.casework.filling import cookies, filled
from tests.make import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limit")]

MAILBOX = "/en/report/mailbox"
MESSAGES = f"{MAILBOX}/messages/"


@pytest.fixture
def world() -> make.World:
    return make.world()


def end(world: make.World, case: Case, outcome: str = "unfounded", *, now: datetime = NOW) -> None:
    """The authority closes it; the next daily work removes it."""
    opened = world.opened(case, now=now)
    cases.close(opened=opened, outcome=outcome, text="Dit kwam ervan.", language="nl", by=world.handler, now=now)
    tomorrow = now + timedelta(days=1)
    assert retention.remove_ended(on=tomorrow.date(), now=tomorrow).number == 1


def let_in(code: Code) -> Client:
    """A browser in which the mailbox was opened."""
    client = Client()
    assert client.post(f"{MAILBOX}/", {"code": code.written})["Location"] == MESSAGES
    return client


def read(client: Client) -> str:
    page = client.get(MESSAGES)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize(
    ("outcome", "told", "because"),
    [
        ("unfounded", "found nothing that is against the rules", "when nothing was found that is against the rules"),
        ("referred", "We have passed your report on", "when it is passed on to another organisation"),
        ("not_enforced", "We take no measure against the landlord", "when it does not lead to an order or a fine"),
        ("withdrawn", "You took your report back. We have stopped.", "when it does not lead to an order or a fine"),
    ],
)
def test_a_reporter_who_looks_after_the_removal_reads_what_came_of_it(
    world: make.World, outcome: str, told: str, because: str
) -> None:
    world.authority.telephone = "14 0000"
    world.authority.save()
    case, code = make.report(world, now=NOW - timedelta(days=20))
    if outcome == "withdrawn":
        submissions.withdraw(opened=access.mailbox(code)[0], reason="Boję się.", language="pl", now=NOW)
    end(world, case, outcome)
    page = read(let_in(code))
    for shown in (world.authority.name, "14 0000", "Received on 4 November 2026", "Ended on 24 November 2026", told, because):
        assert shown in page
    assert "On 25 November 2026 everything that you and they wrote was removed" in page
    assert "until 25 November 2027" in page
    assert "You can send a new report" in page
    for gone in ("Dit kwam ervan.", "Boję się.", "Szef zabrał", case.reference, world.handler.name):
        assert gone not in page


def test_it_is_read_in_the_language_of_the_page(world: make.World) -> None:
    case, code = make.report(world)
    end(world, case)
    client = let_in(code)
    page = client.get("/pl/report/mailbox/messages/").content.decode()
    told = case_type("landlord_report").outcome("unfounded").told
    with translation.override("pl"):
        assert f"<strong>{told}</strong>" in page
    assert "24 listopada 2026" in page


def test_each_reason_for_which_a_case_can_be_removed_has_words_for_its_reporter() -> None:
    reasons = {end.because for kind in case_types().values() for end in processing.ends(kind)}
    assert reasons == mailbox_words.REMOVED_BECAUSE.keys()


def test_what_was_passed_on_stands_above_the_notice_of_who_passed_it_on(world: make.World) -> None:
    other = make.world("Inspectie Verzonnen", subjects=("none",))
    case, code = make.report(world)
    opened = world.opened(case)
    referrals.refer(opened=opened, to=other.authority, to_name="", basis="wgv_referral", reason="", by=world.handler, now=NOW)
    end(world, case, "referred")
    client = let_in(code)
    page = read(client)
    assert page.index("They got your report from Gemeente Verzonnen.") < page.index(
        "everything that you and they wrote was removed"
    )
    client.post(f"{MAILBOX}/1/write/", {"text": "Do inspekcji."})
    assert access.mailbox(code)[0].case.entries.filter(kind="from_reporter").count() == 1


def test_it_takes_the_same_number_of_statements_however_many_were_removed(world: make.World) -> None:
    case, code = make.report(world)
    end(world, case)
    client, statements = let_in(code), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            page = read(client)
        assert page.count("everything that you and they wrote") == RemovedCase.objects.count()
        statements.append(len(found))
        for notice in RemovedCase.objects.all():
            notice.pk = None
            notice.save()
    assert statements[0] == statements[1] == 3, "the cases, the notices, and the face of the site"


def test_a_message_to_a_report_that_was_removed_meanwhile_is_given_back(world: make.World) -> None:
    case, code = make.report(world)
    client = let_in(code)
    end(world, case)
    page = client.post(f"{MAILBOX}/1/write/", {"text": "Długa odpowiedź."}).content.decode()
    assert "Your message was not sent, because the report was removed" in page
    assert "Długa odpowiedź." in page
    assert "was not sent" not in read(client)
    paper = SimpleUploadedFile("x.txt", b"kwit", "text/plain")
    assert client.post(f"{MAILBOX}/1/add/", {"file": paper})["Location"] == MESSAGES
    assert client.get(f"{MAILBOX}/1/withdraw/")["Location"] == MESSAGES
    assert client.post(f"{MAILBOX}/1/withdraw/", {"reason": "x"})["Location"] == MESSAGES
    assert client.get(f"{MAILBOX}/1/document/1/1/").status_code == 404


def test_a_message_never_goes_to_another_authority_because_a_report_before_it_was_removed(world: make.World) -> None:
    other = make.world("Inspectie Verzonnen", subjects=("none",))
    case, code = make.report(world)
    opened = world.opened(case)
    referrals.refer(opened=opened, to=other.authority, to_name="", basis="wgv_referral", reason="", by=world.handler, now=NOW)
    client = let_in(code)
    form = read(client)
    assert f'name="of" value="{case.reference}"' in form
    end(world, case, "referred")
    page = client.post(f"{MAILBOX}/1/write/", {"text": "Tylko dla gminy.", "of": case.reference}).content.decode()
    assert "Your message was not sent" in page
    assert "Tylko dla gminy." in page
    assert client.post(f"{MAILBOX}/1/withdraw/", {"of": case.reference})["Location"] == MESSAGES
    left = access.mailbox(code)[0].case
    assert left.authority == other.authority
    assert not left.entries.filter(kind__in=("from_reporter", "withdrawn")).exists()


def test_a_message_that_waited_for_the_code_is_given_back_too(world: make.World) -> None:
    case, code = make.report(world)
    end(world, case)
    client = Client()
    client.post(f"{MAILBOX}/", {"code": code.digits, "text": "Długa odpowiedź."})
    page = read(client)
    assert "Your message was not sent" in page
    assert "Długa odpowiedź." in page


def test_when_the_notice_has_ended_the_code_opens_nothing(world: make.World) -> None:
    case, code = make.report(world)
    end(world, case)
    client = let_in(code)
    assert retention.remove_notices(on=date(2027, 11, 25), now=NOW + timedelta(days=366)).number == 1
    assert client.get(MESSAGES)["Location"] == f"{MAILBOX}/"
    page = client.post(f"{MAILBOX}/", {"code": code.written})
    assert "No report belongs to this code. It may be one that was removed" in page.content.decode()


def test_sending_once_more_what_was_received_and_removed_leads_to_the_receipt(world: make.World) -> None:
    client, draft = Client(), filled("housing")
    for name, value in cookies(draft).items():
        client.cookies[name] = value
    case, _code = make.report(world, code=Code(draft.code))
    end(world, case)
    assert client.post("/en/report/send/")["Location"] == "/en/report/receipt/"
    assert client.post(f"{MAILBOX}/from-receipt/")["Location"] == MESSAGES
    assert "everything that you and they wrote was removed" in read(client)
    assert not Case.objects.exists()

"""The mailbox that a reporter's code opens: who gets in, what they read and do there, and when it closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from medemens.casework import access
from medemens.casework.actions import cases, decisions, referrals, retention, submissions, terms
from medemens.casework.actions.decisions import Draft
from medemens.casework.codes import Code, new_code
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import AuditEntry, Case
from medemens.casework.reporting import mailbox_pages
from medemens.casework.throttle import Limit
from medemens.common import sealed_cookie, secrets
from tests import make
from tests.make import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limit")]

MAILBOX = "/en/report/mailbox"
MESSAGES = f"{MAILBOX}/messages/"


@pytest.fixture
def world() -> make.World:
    return make.world()


def let_in(code: Code) -> Client:
    """A browser in which the mailbox was opened."""
    client = Client()
    answer = client.post(f"{MAILBOX}/", {"code": code.written})
    assert (answer.status_code, answer["Location"]) == (303, MESSAGES)
    return client


def read(client: Client) -> str:
    page = client.get(MESSAGES)
    assert page.status_code == 200
    return page.content.decode()


def photo() -> SimpleUploadedFile:
    content = BytesIO()
    Image.radial_gradient("L").save(content, "JPEG")
    return SimpleUploadedFile("moja sypialnia.jpg", content.getvalue(), "image/jpeg")


# Codes


@pytest.mark.parametrize(
    "written",
    [
        lambda code: code.digits,
        lambda code: code.written,
        lambda code: code.written.replace(" ", "-"),
        lambda code: f"  {code.digits}\n",
        lambda code: code.digits.translate({48 + digit: 0x0660 + digit for digit in range(10)}),
    ],
    ids=["digits", "groups", "dashes", "spaces", "arabic"],
)
def test_a_code_opens_however_it_is_written(world: make.World, written: Callable[[Code], str]) -> None:
    _case, code = make.report(world)
    assert Client().post(f"{MAILBOX}/", {"code": written(code)})["Location"] == MESSAGES


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (lambda digits: digits[:-1], "has 28 digits. You filled in 27"),
        (lambda digits: digits + "1", "has 28 digits. You filled in 29"),
        (lambda digits: "", "has 28 digits. You filled in 0"),
        (lambda digits: digits[:5] + str((int(digits[5]) + 1) % 10) + digits[6:], "One of the digits is not right"),
    ],
    ids=["missing", "double", "empty", "another digit"],
)
def test_a_mistake_in_a_code_is_named_and_kept_to_mend(
    client: Client, world: make.World, spoilt: Callable[[str], str], told: str
) -> None:
    _case, code = make.report(world)
    page = client.post(f"{MAILBOX}/", {"code": spoilt(code.digits)})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert f'value="{spoilt(code.digits)}"' in page.content.decode()


def test_a_code_of_no_report(client: Client, world: make.World) -> None:
    page = client.post(f"{MAILBOX}/", {"code": new_code().written})
    assert page.status_code == 422
    assert "No report belongs to this code" in page.content.decode()
    assert not page.cookies.get("mailbox")


def test_two_swapped_digits_are_always_noticed(client: Client, world: make.World) -> None:
    _case, code = make.report(world)
    for place in range(len(code.digits) - 1):
        one, two = code.digits[place : place + 2]
        swapped = code.digits[:place] + two + one + code.digits[place + 2 :]
        if one != two:
            page = client.post(f"{MAILBOX}/", {"code": swapped})
            assert "two were swapped" in page.content.decode()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often each tool of `common.secrets` was used."""
    counts: dict[str, int] = {}

    def counting(name: str) -> Callable[..., Any]:
        tool = getattr(secrets, name)

        def count(*arguments: Any, **named: Any) -> Any:
            counts[name] = counts.get(name, 0) + 1
            return tool(*arguments, **named)

        return count

    for name in ("seal", "unseal", "lock", "unlock", "wrap", "unwrap", "public_of"):
        monkeypatch.setattr(secrets, name, counting(name))
    return counts


def removed(world: make.World) -> Code:
    """The code of a report that ended and was removed."""
    case, code = make.report(world)
    cases.close(opened=world.opened(case), outcome="unfounded", text="", language="nl", by=world.handler, now=NOW)
    retention.remove_ended(on=NOW.date(), now=NOW)
    return code


def test_a_wrong_code_costs_as_much_work_as_a_right_one(world: make.World, counted: dict[str, int]) -> None:
    ended = removed(world)
    _case, right = make.report(world)
    make.report(world)
    work = []
    for code in (right, ended, new_code()):
        counted.clear()
        with CaptureQueriesContext(connection) as statements:
            opened, left = access.mailbox(code), access.removed(code)
        work.append((dict(counted), [each["sql"].split("WHERE")[0] for each in statements]))
        assert (bool(opened), bool(left)) == (code is right, code is ended)
    assert work[0] == work[1] == work[2]
    assert work[0][0] == {"unseal": 1}
    assert len(work[0][1]) == 2


def test_the_answers_to_wrong_and_right_codes_cost_the_database_the_same(world: make.World) -> None:
    ended = removed(world)
    _case, right = make.report(world)
    statements = []
    for code in (right, ended, new_code()):
        with CaptureQueriesContext(connection) as found:
            Client().post(f"{MAILBOX}/", {"code": code.digits})
        statements.append([each["sql"].split("WHERE")[0] for each in found if "casework_" in each["sql"]])
    assert statements[0] == statements[1] == statements[2]
    assert len(statements[0]) == 2


def test_many_wrong_codes_are_slowed_down_and_a_right_one_never(
    client: Client, world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _case, right = make.report(world)
    monkeypatch.setattr(mailbox_pages, "WRONG_CODES", Limit(3))
    answers = [client.post(f"{MAILBOX}/", {"code": new_code().digits}) for _ in range(5)]
    assert [each.status_code for each in answers] == [422, 422, 422, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    let_in(right)


# What is read


def test_the_reporter_reads_what_was_written_to_them_and_nothing_that_is_not_for_them(world: make.World) -> None:
    case, code = make.report(world, organisation=None)
    opened = world.opened(case)
    cases.send(opened=opened, text="Czytamy Twoje zgłoszenie.", language="pl", question=False, by=world.handler, now=NOW)
    cases.note(opened=opened, text="Notitie voor collega's", by=world.handler, now=NOW)
    cases.set_status(case=case, status="assessing", by=world.handler, now=NOW)
    cases.find(opened=opened, norm="entry", outcome="not met", reason="Gezien bij bezoek", by=world.handler, now=NOW)
    page = read(let_in(code))
    assert "Czytamy Twoje zgłoszenie." in page
    assert '<p class="utrecht-paragraph m-written" lang="pl"' in page
    assert "We are reading your report" in page
    assert case.reference in page
    for hidden in ("Notitie voor", "Gezien bij bezoek", world.handler.name, "Szef zabrał"):
        assert hidden not in page


def test_an_answer_to_a_question_lets_the_term_run_on(world: make.World) -> None:
    case, code = make.report(world, now=NOW - timedelta(days=10))
    opened = world.opened(case)
    cases.send(opened=opened, text="Ilu was jest?", language="pl", question=True, by=world.handler, now=NOW)
    terms.suspend(case=case, on=NOW.date(), ground="answer", by=world.handler, now=NOW)
    client = let_in(code)
    page = read(client)
    assert "They asked you something and wait for your answer" in page
    assert case.terms.get().ends_on is None
    answer = client.post(f"{MAILBOX}/1/write/", {"text": "Siedem osób."})
    assert (answer.status_code, answer["Location"]) == (303, MESSAGES)
    case.refresh_from_db()
    assert (case.waiting, case.unread) == ("", True)
    assert case.terms.get().ends_on is not None
    page = read(client)
    assert "Siedem osób." in page
    assert "wait for your answer" not in page


@pytest.mark.parametrize(("text", "told"), [("  \n", "Write something first"), ("x" * 6_001, "1 character too long")])
def test_a_message_that_cannot_be_sent_is_kept_to_mend(world: make.World, text: str, told: str) -> None:
    _case, code = make.report(world)
    page = let_in(code).post(f"{MAILBOX}/1/write/", {"text": text})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert text.strip() in page.content.decode()


def test_a_photo_is_added_and_shown_as_a_picture_made_anew(world: make.World) -> None:
    case, code = make.report(world)
    client = let_in(code)
    for number in (1, 2):
        assert client.post(f"{MAILBOX}/1/add/", {"file": photo()})["Location"] == MESSAGES
        assert client.get(f"{MAILBOX}/1/document/{number}/1/").status_code == 200
    picture = client.get(f"{MAILBOX}/1/document/1/1/")
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture["Cache-Control"] == "no-store"
    assert [each.number for each in case.documents.order_by("number")] == [1, 2]
    page = read(client)
    assert "moja sypialnia" not in page
    assert "photo-1.jpg" in page
    assert "photo-2.jpg" in page
    assert client.get(f"{MAILBOX}/1/document/3/1/").status_code == 404
    assert Client().get(f"{MAILBOX}/1/document/1/1/").status_code == 404


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("x.docx", b"PK\x03\x04 x"), SimpleUploadedFile("x", b"")])
def test_a_paper_that_cannot_be_taken_is_said(world: make.World, file: SimpleUploadedFile | None) -> None:
    case, code = make.report(world)
    page = let_in(code).post(f"{MAILBOX}/1/add/", {"file": file} if file else {})
    assert page.status_code == 422
    assert page.context["errors"]
    assert not case.documents.exists()


def test_taking_a_report_back(world: make.World) -> None:
    case, code = make.report(world)
    client = let_in(code)
    assert "They need not do anything more for you" in client.get(f"{MAILBOX}/1/withdraw/").content.decode()
    for _ in range(2):
        assert client.post(f"{MAILBOX}/1/withdraw/", {"reason": "Boję się."})["Location"] == MESSAGES
    case.refresh_from_db()
    assert case.withdrawn_at is not None
    assert case.entries.filter(kind="withdrawn").count() == 1
    assert AuditEntry.objects.filter(deed="case.withdrawn").count() == 1
    page = read(client)
    assert "You took this report back." in page
    assert "Boję się." in page
    assert "Take my report back" not in page


def test_the_outcome_and_why(world: make.World) -> None:
    case, code = make.report(world)
    cases.close(
        opened=world.opened(case),
        outcome="warned",
        text="Właściciel dostał ostrzeżenie.",
        language="pl",
        by=world.handler,
        now=NOW,
    )
    page = read(let_in(code))
    assert "We have warned the landlord" in page
    assert "Właściciel dostał ostrzeżenie." in page
    assert "Take my report back" not in page


def decided(world: make.World, case: Case) -> None:
    draft = Draft(
        outcome="order",
        reasons="De trap was versperd.",
        decided_on=date(2026, 11, 24),
        made_known_on=date(2026, 11, 24),
        takes_effect_on=date(2026, 11, 25),
        letter=b"%PDF-1.7 invented",
    )
    decisions.decide(opened=world.opened(case), draft=draft, by=world.handler, now=NOW)


def test_who_asked_for_a_decision_reads_it_and_until_when_they_can_object(world: make.World) -> None:
    case, code = make.report(world, formal_request=True, way="contact", contact={"name": "Jan Verzonnen"})
    decided(world, case)
    client = let_in(code)
    page = read(client)
    assert "There is a decision about your request" in page
    assert "5 January 2027" in page
    assert "De trap was versperd." in page
    letter = client.get(f"{MAILBOX}/1/document/1/0/")
    assert (letter["Content-Type"], letter.content) == ("application/pdf", b"%PDF-1.7 invented")
    assert "attachment" in letter["Content-Disposition"]


def test_who_only_reported_does_not_see_the_decision_about_somebody_else(world: make.World) -> None:
    case, code = make.report(world)
    decided(world, case)
    client = let_in(code)
    page = read(client)
    assert "decision" not in page
    assert "De trap was versperd." not in page
    assert client.get(f"{MAILBOX}/1/document/1/0/").status_code == 404
    assert client.get(f"{MAILBOX}/1/document/1/1/").status_code == 404


def test_the_letter_of_a_handler_has_no_whole_to_download_but_a_reporters_own_paper_neither(world: make.World) -> None:
    text = Enclosure("text-1.txt", "text/plain; charset=utf-8", b"kwit\n", (), "text")
    _case, code = make.report(world, enclosures=(text,))
    assert let_in(code).get(f"{MAILBOX}/1/document/1/0/").status_code == 404


def test_a_report_that_was_passed_on_has_both_authorities_in_one_mailbox(world: make.World) -> None:
    other = make.world("Inspectie Verzonnen", subjects=("none",))
    case, code = make.report(world)
    referrals.refer(
        opened=world.opened(case), to=other.authority, to_name="", basis="forwarding", reason="Arbeid", by=world.handler, now=NOW
    )
    client = let_in(code)
    page = read(client)
    assert "It was passed on to Inspectie Verzonnen." in page
    assert "They got your report from Gemeente Verzonnen." in page
    assert "Arbeid" not in page
    client.post(f"{MAILBOX}/2/write/", {"text": "Do inspekcji."})
    second = access.mailbox(code)[1].case
    assert second.entries.filter(kind="from_reporter").count() == 1
    assert not case.entries.filter(kind="from_reporter").exists()
    assert client.post(f"{MAILBOX}/3/write/", {"text": "Do nikogo."}).status_code == 404


def test_one_reporter_gets_nowhere_in_the_case_of_another(world: make.World) -> None:
    make.report(world)
    theirs, _code = make.report(world)
    _case, code = make.report(world)
    client = let_in(code)
    assert theirs.reference not in read(client)
    assert client.get(f"{MAILBOX}/2/withdraw/").status_code == 404


# When it closes


def test_a_mailbox_that_is_closed_opens_with_the_code_only(world: make.World) -> None:
    _case, code = make.report(world)
    client = let_in(code)
    assert client.get(f"{MAILBOX}/")["Location"] == MESSAGES
    assert client.post(f"{MAILBOX}/close/")["Location"] == f"{MAILBOX}/"
    assert client.get(MESSAGES)["Location"] == f"{MAILBOX}/"
    assert client.get(f"{MAILBOX}/").status_code == 200


def test_after_half_an_hour_it_is_closed_and_a_message_that_was_typed_waits(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, code = make.report(world)
    client = let_in(code)
    later = sealed_cookie.time.time() + mailbox_pages.IDLE_SECONDS + 5
    monkeypatch.setattr(sealed_cookie.time, "time", lambda: later)
    assert client.get(MESSAGES)["Location"] == f"{MAILBOX}/"
    page = client.post(f"{MAILBOX}/1/write/", {"text": "Długa odpowiedź."})
    assert "Your message was not sent yet" in page.content.decode()
    assert "Długa odpowiedź." in page.content.decode()
    client.post(f"{MAILBOX}/", {"code": code.digits, "text": "Długa odpowiedź."})
    assert "Długa odpowiedź." in read(client)
    assert not case.entries.filter(kind="from_reporter").exists()
    client.post(f"{MAILBOX}/1/write/", {"text": "Długa odpowiedź."})
    assert case.entries.filter(kind="from_reporter").count() == 1


def test_a_waiting_message_that_does_not_fit_on_the_device_stays_in_the_page(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _case, code = make.report(world)
    monkeypatch.setattr(sealed_cookie, "MOST_PIECES", 1)
    long = " ".join(secrets.new_key().hex() for _ in range(90))
    page = Client().post(f"{MAILBOX}/", {"code": code.digits, "text": long})
    assert page.status_code == 200
    assert long in page.content.decode()


def test_each_page_keeps_it_open_for_another_half_hour(world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    _case, code = make.report(world)
    client, start = let_in(code), sealed_cookie.time.time()
    for passed in (1_500, 3_000, 4_500):
        monkeypatch.setattr(sealed_cookie.time, "time", lambda passed=passed: start + passed)
        assert client.get(MESSAGES).status_code == 200


def test_from_the_receipt_it_opens_without_typing(world: make.World) -> None:
    client = Client()
    assert client.post(f"{MAILBOX}/from-receipt/")["Location"] == f"{MAILBOX}/"
    from tests.casework.filling import cookies, filled

    for name, value in cookies(filled("pay")).items():
        client.cookies[name] = value
    client.post("/en/report/send/")
    assert client.post(f"{MAILBOX}/from-receipt/")["Location"] == MESSAGES
    assert "We have received your report" in read(client)


def test_a_report_that_was_removed_opens_no_more(world: make.World) -> None:
    case, code = make.report(world)
    client = let_in(code)
    case.delete()
    assert client.get(MESSAGES)["Location"] == f"{MAILBOX}/"
    assert client.post(f"{MAILBOX}/1/write/", {"text": "Halo?"}).status_code == 200
    assert submissions.access.mailbox(code) == []

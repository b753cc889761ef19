"""When something is away or full or wrong: a clear page, nothing lost, and afterwards it works, once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.utils import timezone

from medemens.casework import access, audit
from medemens.casework.actions import submissions
from medemens.casework.codes import Code
from medemens.casework.models import Case, Entry, Mailbox, Term
from medemens.casework.reporting import send_pages
from medemens.casework.throttle import Limit
from medemens.common import sealed_cookie
from tests import make
from tests.casework.filling import cookies, filled
from tests.casework.test_reporting_pages import on_device

pytestmark = pytest.mark.django_db(transaction=True)

SEND = "/en/report/send/"
MAILBOX = "/en/report/mailbox"
STORY = "Szef zabrał mi paszport."
TROUBLES = {
    "away": OperationalError("could not connect to server"),
    "gone": InterfaceError("connection already closed"),
    "locked": OperationalError("database is locked"),
    "full": OperationalError("database or disk is full"),
}


@pytest.fixture
def world() -> make.World:
    return make.world()


@pytest.fixture
def reporter(client: Client, world: make.World) -> Client:
    """Somebody who is about to send a report."""
    for name, value in cookies(filled("pay", story=STORY)).items():
        client.cookies[name] = value
    return client


@contextmanager
def trouble(kind: str, when: Callable[[str], bool] = lambda sql: True) -> Iterator[None]:
    """The database fails at some statements."""

    def fail(execute: Any, sql: str, *rest: Any) -> Any:
        if when(sql):
            raise TROUBLES[kind]
        return execute(sql, *rest)

    with connection.execute_wrapper(fail):
        yield


def writing(sql: str) -> bool:
    return sql.startswith("INSERT")


def nothing_was_kept() -> bool:
    return not any(kind.objects.exists() for kind in (Case, Mailbox, Entry, Term)) and audit.entries() == _made_before()


def _made_before() -> int:
    """Lines of the log that do not speak of a case."""
    return access.AuditEntry.objects.filter(reference="").count()


def sends(client: Client) -> Case:
    """Presses Send, and gets a receipt that opens the only case."""
    answer = client.post(SEND)
    assert answer["Location"] == "/en/report/receipt/"
    groups = client.get(answer["Location"]).context["groups"]
    (opened,) = access.mailbox(Code("".join(groups)))
    assert Case.objects.get() == opened.case
    assert opened.key.open(opened.case.entries.get().content)["answers"]["story"] == STORY
    return opened.case


def is_a_clear_page(page: Any) -> bool:
    text = page.content.decode()
    return page.status_code == 503 and "Our computer cannot store anything at this moment" in text and "Traceback" not in text


@pytest.mark.parametrize("kind", TROUBLES)
@pytest.mark.parametrize("when", [lambda sql: True, writing], ids=["always", "when it writes"])
def test_a_report_that_cannot_be_stored_stays_on_the_device(reporter: Client, kind: str, when: Callable[[str], bool]) -> None:
    with trouble(kind, when):
        page = reporter.post(SEND)
    assert is_a_clear_page(page)
    assert not page.cookies, "the answers on the device were touched"
    assert nothing_was_kept()
    sends(reporter)


@pytest.mark.parametrize(
    "table", ["casework_case", "casework_entry", "casework_term", "casework_auditentry", "casework_auditchain"]
)
def test_wherever_it_fails_no_half_is_left(reporter: Client, table: str) -> None:
    def at(sql: str) -> bool:
        return sql.startswith(("INSERT", "UPDATE")) and f"{table}" in sql.split("(")[0].split(" SET ")[0]

    with trouble("full", at):
        page = reporter.post(SEND)
    assert is_a_clear_page(page)
    assert nothing_was_kept()
    sends(reporter)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a limit of SQLite")
def test_a_disk_that_is_full_and_has_room_again(reporter: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            page = reporter.post(SEND)
            for _ in range(200):
                if page.status_code != 303:
                    break
                for name, value in cookies(filled("pay", story="x" * 6_000)).items():
                    reporter.cookies[name] = value
                page = reporter.post(SEND)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert is_a_clear_page(page)
    assert Case.objects.count() == Mailbox.objects.count() == Term.objects.count()
    assert list(audit.faults()) == []
    received = Case.objects.count()
    assert reporter.post(SEND)["Location"] == "/en/report/receipt/"
    assert Case.objects.count() == received + 1


def test_an_answer_that_was_lost_on_the_way_back(reporter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was stored, but the server fell before it could say so: pressing again gives the receipt of the same report."""
    submit = submissions.submit

    def stored_and_fallen(**given: Any) -> Case:
        submit(**given)
        raise TROUBLES["gone"]

    monkeypatch.setattr(submissions, "submit", stored_and_fallen)
    assert is_a_clear_page(reporter.post(SEND))
    monkeypatch.undo()
    sends(reporter)


def test_the_questions_that_need_no_database_go_on_without_it(reporter: Client) -> None:
    with trouble("away"):
        for name in ("", "check/", "question/4/", "traces/", "done/", "receipt/", "leave/"):
            assert reporter.get(f"/en/report/{name}").status_code in (200, 303), name
        page = reporter.post("/en/report/question/4/", {"question": "story", "story": "Nowa historia.", "proof": ""})
        assert page.status_code == 303


@pytest.mark.parametrize(
    ("path", "fields", "kept"),
    [
        (
            "question/4/",
            {"question": "organisation", "organisation_name": "Firma", "organisation_details": "Szef Jan"},
            "Szef Jan",
        ),
        ("question/1/", {"question": "subject", "subject": "housing"}, ""),
        ("with-pay-check/", {}, ""),
        ("mailbox/", {"code": "1", "text": "Moja odpowiedź"}, None),
    ],
)
def test_pages_that_need_it_say_so_and_show_what_was_typed(
    reporter: Client, path: str, fields: dict[str, str], kept: str | None
) -> None:
    with trouble("away"):
        page = reporter.post(f"/en/report/{path}", fields)
    if kept is None:
        assert page.status_code == 422
        assert fields["text"] in page.content.decode()
        return
    assert is_a_clear_page(page)
    assert kept in page.content.decode()
    assert not page.cookies


@pytest.mark.parametrize(
    ("deed", "fields"),
    [("write", {"text": "Siedem osób <b>śpi</b> tu."}), ("withdraw", {"reason": "Siedem osób <b>śpi</b> tu."})],
)
def test_a_message_that_cannot_be_stored_is_in_the_page_to_copy(world: make.World, deed: str, fields: dict[str, str]) -> None:
    case, code = make.report(world)
    client = Client()
    client.post(f"{MAILBOX}/", {"code": code.digits})
    with trouble("full", writing):
        page = client.post(f"{MAILBOX}/1/{deed}/", fields)
    assert is_a_clear_page(page)
    assert "Siedem osób &lt;b&gt;śpi&lt;/b&gt; tu.</textarea>" in page.content.decode()
    assert case.entries.count() == 1
    assert client.post(f"{MAILBOX}/1/{deed}/", fields).status_code == 303
    assert case.entries.count() == 2


def test_a_wrong_code_is_not_said_to_be_wrong_when_nobody_could_look(client: Client, world: make.World) -> None:
    _case, code = make.report(world)
    with trouble("away"):
        page = client.post(f"{MAILBOX}/", {"code": code.digits})
    assert is_a_clear_page(page)
    assert client.post(f"{MAILBOX}/", {"code": code.digits}).status_code == 303


def test_staff_get_a_clear_page_too(world: make.World) -> None:
    client = make.sign_in(Client(raise_request_exception=False), world.handler, world.private)
    case, _code = make.report(world)
    with trouble("away"):
        for page in (client.get("/en/workbench/"), client.post(f"/en/workbench/cases/{case.reference}/note/", {"text": "x"})):
            assert is_a_clear_page(page)


def test_too_busy_is_said_with_the_seconds_and_nothing_is_lost(reporter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Limit(1)
    full.wait(time.monotonic())
    monkeypatch.setattr(send_pages, "received", lambda: full)
    page = reporter.post(SEND)
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0
    assert not page.cookies
    assert nothing_was_kept()
    monkeypatch.undo()
    sends(reporter)


# The clock


def jumped(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> datetime:
    now, seconds = timezone.now() + by, time.time() + by.total_seconds()
    monkeypatch.setattr(sealed_cookie.time, "time", lambda: seconds)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


@pytest.mark.parametrize("by", [timedelta(hours=-3), timedelta(days=-200), timedelta(hours=20)], ids=str)
def test_a_clock_that_jumped_loses_no_answers(reporter: Client, monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    jumped(monkeypatch, by)
    page = reporter.get("/en/report/check/")
    assert STORY in page.content.decode()
    sends(reporter)


def test_answers_of_another_day_are_gone_but_what_is_typed_now_is_not(reporter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    jumped(monkeypatch, timedelta(days=3))
    assert reporter.get("/en/report/check/")["Location"] == "/en/report/question/1/"
    assert reporter.post(SEND)["Location"] == "/en/report/check/"
    reporter.post("/en/report/question/9/", {"question": "story", "story": "Nowa historia.", "proof": ""})
    reporter.post("/en/report/question/1/", {"question": "subject", "subject": "pay"})
    assert on_device(reporter).answers["story"] == "Nowa historia."
    assert nothing_was_kept()


@pytest.mark.parametrize("by", [timedelta(days=-30), timedelta(days=30)], ids=str)
def test_messages_after_a_jump_stay_in_the_order_in_which_they_came(
    world: make.World, monkeypatch: pytest.MonkeyPatch, by: timedelta
) -> None:
    case, code = make.report(world)
    client = Client()
    client.post(f"{MAILBOX}/", {"code": code.digits})
    client.post(f"{MAILBOX}/1/write/", {"text": "Pierwsza."})
    jumped(monkeypatch, by)
    client.post(f"{MAILBOX}/", {"code": code.digits})
    client.post(f"{MAILBOX}/1/write/", {"text": "Druga."})
    page = client.get(f"{MAILBOX}/messages/").content.decode()
    assert page.index("Pierwsza.") < page.index("Druga.")
    assert list(audit.faults()) == []
    assert case.terms.get().ends_on is not None

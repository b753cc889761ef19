"""Mail to hirers: the warning by itself, nobody's name in it who may be a person, and a way out without the code."""

from __future__ import annotations

import re
import smtplib
from datetime import date
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage

from medemens.site.env import MailServer, mail_server
from medemens.work.lenders import words
from medemens.work.lenders.actions import following
from medemens.work.lenders.following import mail, telling
from medemens.work.lenders.following.staff_words import ADDRESS, MEANS
from tests.make import NOW
from tests.work.lenders import make_lenders
from tests.work.lenders.following import world
from tests.work.lenders.following.world import LATER, follower, suspended

pytestmark = pytest.mark.django_db
DAY = NOW.replace(year=2028, month=5, day=10)


@pytest.fixture(autouse=True)
def mail_server_is_set(settings: Any) -> None:
    settings.EMAIL_HOST, settings.MAIL_FROM = "mail.verzonnen.example", "register@verzonnen.example"


def test_a_suspension_is_a_warning_that_says_what_it_means_for_who_is_there() -> None:
    one = make_lenders.admitted("Uitzendbureau Verzonnen B.V.")
    follower(one, way="mail")
    suspended(one, at=DAY)
    assert telling.once(now=DAY) == 1
    (sent,) = outbox.outbox
    assert sent.to == [world.MAIL]
    assert sent.from_email == "register@verzonnen.example"
    assert sent.subject == f"Warning: lender {one.number}: Suspended"
    text = sent.body
    assert f"Uitzendbureau Verzonnen B.V. ({one.number})" in text
    assert "Made known on: 1 May 2028" in text
    assert "Takes effect on: 29 May 2028" in text
    assert "Who worked with you on that day may stay until the decision takes effect" in text
    assert f"/en/lenders/{one.number}/" in text
    assert "/en/lenders/following/mine/" in text


def test_in_dutch_for_who_reads_dutch() -> None:
    one = make_lenders.admitted()
    follower(one, way="mail", language="nl")
    suspended(one, at=DAY)
    telling.once(now=DAY)
    assert "1 mei 2028" in outbox.outbox[0].body
    assert f"/nl/lenders/{one.number}/" in outbox.outbox[0].body


def test_a_sole_trader_is_named_by_number() -> None:
    one = make_lenders.admitted("A. Verzonnen", sole_trader=True)
    follower(one, way="mail")
    suspended(one, at=DAY)
    telling.once(now=DAY)
    assert "A. Verzonnen" not in outbox.outbox[0].body + outbox.outbox[0].subject
    assert one.number in outbox.outbox[0].body


def test_warnings_go_in_a_mail_of_their_own() -> None:
    one, other = make_lenders.admitted("Een Verzonnen"), make_lenders.admitted("Ander Verzonnen")
    follower(one, other, way="mail")
    make_lenders.entry(other, "extended", date(2028, 5, 1), valid_until=date(2032, 6, 30), recorded_at=DAY)
    suspended(one, at=DAY)
    suspended(other, at=DAY)
    assert telling.once(now=DAY) == 3
    warning, rest = outbox.outbox
    assert warning.subject == "Warning: 2 lenders that you follow may not bring new people"
    assert rest.subject == f"Lender {other.number}: Admission extended"
    assert "Last day: 30 June 2032" in rest.body


def test_a_correction_is_called_one() -> None:
    from medemens.casework.actions.register import correct
    from tests import make

    one = make_lenders.admitted()
    entry = suspended(one, at=DAY)
    follower(one, way="mail")
    correct(entry=entry, draft=None, authority=entry.authority, by=make.staff(entry.authority, "handler"), now=DAY)
    telling.once(now=DAY)
    assert "This entry was wrong and was taken out of the register:\nSuspended" in outbox.outbox[0].body
    assert outbox.outbox[0].subject.startswith("Lender"), "no warning for something that did not happen"


def test_the_name_of_a_lender_breaks_no_line_and_no_markup() -> None:
    one = make_lenders.admitted("Jansen & Zn <b>\nBcc: x@y.example")
    follower(one, way="mail")
    suspended(one, at=DAY)
    telling.once(now=DAY)
    assert "Jansen & Zn <b> Bcc: x@y.example (" in outbox.outbox[0].body


def links_in(text: str, page: str) -> list[str]:
    return re.findall(rf"https?://[^/\s]+(/en/lenders/following/{page}/[^\s]+)", text)


def test_every_mail_can_be_stopped_without_the_code(client: Any) -> None:
    one = make_lenders.admitted()
    follower(one, way="mail")
    suspended(one, at=DAY)
    telling.once(now=DAY)
    (sent,) = outbox.outbox
    (link,) = links_in(sent.body, "stop")
    assert link in sent.extra_headers["List-Unsubscribe"]
    assert client.get(link).status_code == 200
    assert telling.once(now=DAY) == 0
    assert "You follow no lenders any more" in client.post(link).content.decode()
    assert client.get(link).status_code == 404
    make_lenders.entry(one, "restored", date(2028, 5, 11), recorded_at=DAY)
    assert telling.once(now=DAY) == 0


def test_only_the_button_confirms_and_opening_the_link_does_not(client: Any) -> None:
    mine = follower(make_lenders.admitted(), way="mail", confirmed=False)
    assert mail.ask_to_confirm(mine, 1)
    (link,) = links_in(outbox.outbox[0].body, "confirm")
    assert "Yes, tell me" in client.get(link).content.decode()
    mine.refresh_from_db()
    assert mine.confirmed_at is None, "programs open links too"
    assert client.post(link, follow=True).status_code == 200
    mine.refresh_from_db()
    assert mine.confirmed_at is not None


def test_a_link_about_another_address_holds_no_more(client: Any) -> None:
    mine = follower(make_lenders.admitted(), way="mail", confirmed=False)
    mail.ask_to_confirm(mine, 1)
    (link,) = links_in(outbox.outbox[0].body, "confirm")
    following.change_address(follower=mine, address="ander@verzonnen.example", now=NOW)
    assert client.post(link).status_code == 404
    mine.refresh_from_db()
    assert mine.confirmed_at is None


@pytest.mark.parametrize("token", ["x", "eyJ9:abc:def", "..", "1:2:3"])
@pytest.mark.parametrize("page", ["confirm", "stop"])
def test_a_link_that_is_not_ours_does_nothing(client: Any, page: str, token: str) -> None:
    assert client.post(f"/en/lenders/following/{page}/{token}/").status_code == 404


def test_a_link_to_stop_does_not_confirm(client: Any) -> None:
    mine = follower(make_lenders.admitted(), way="mail", confirmed=False)
    mail.ask_to_confirm(mine, 1)
    stop = outbox.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert client.post(stop.replace("/stop/", "/confirm/")).status_code == 404


@pytest.mark.parametrize(
    ("problem", "tries"),
    [
        (smtplib.SMTPRecipientsRefused({}), 1),
        (smtplib.SMTPDataError(550, b""), 1),
        (smtplib.SMTPServerDisconnected(), 0),
        (smtplib.SMTPAuthenticationError(535, b""), 0),
        (ConnectionRefusedError(), 0),
        (TimeoutError(), 0),
    ],
)
def test_only_what_is_the_fault_of_the_address_counts(monkeypatch: pytest.MonkeyPatch, problem: Exception, tries: int) -> None:
    one = make_lenders.admitted()
    mine = follower(one, way="mail")
    suspended(one, at=DAY)

    def send(_message: EmailMessage) -> int:
        raise problem

    monkeypatch.setattr(EmailMessage, "send", send)
    assert telling.once(now=DAY) == 0
    assert [each.tries for each in world.waiting(mine)] == [tries]


def test_without_a_mail_server_mail_waits(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    one = make_lenders.admitted()
    mine = follower(one, way="mail")
    suspended(one, at=LATER)
    assert telling.once(now=LATER) == 0
    assert [each.tries for each in world.waiting(mine)] == [0]


def test_no_line_of_the_log_holds_an_address(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    one = make_lenders.admitted()
    follower(one, way="mail")
    suspended(one)

    def send(message: EmailMessage) -> int:
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})

    monkeypatch.setattr(EmailMessage, "send", send)
    with caplog.at_level("DEBUG"):
        telling.once(now=LATER)
    assert world.MAIL not in caplog.text


def test_there_are_words_for_every_state_and_every_reason() -> None:
    assert set(MEANS) == set(words.STATES)
    assert {"way", "empty", "mail", "not_now", "scheme", "port", "host", "userinfo", "too_long", "unreadable"} == set(ADDRESS)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", MailServer()),
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtps://u%40x:p%2Fw@mail.example", MailServer("mail.example", 465, "u@x", "p/w", tls=True)),
        ("starttls://u:p@mail.example:2525", MailServer("mail.example", 2525, "u", "p", starttls=True)),
    ],
)
def test_the_setting_of_the_mail_server(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_a_setting_that_is_no_mail_server_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="MAIL_URL"):
        mail_server(url)

"""Following the monitor by e-mail: asked, confirmed by a button, told once of what is new, and stopped by a link."""

from __future__ import annotations

import logging
import re
import smtplib
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail as outbox
from django.core import signing
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from medemens.casework.throttle import Limit
from medemens.progress.measures.actions import following
from medemens.progress.measures.following import links, mail, pages
from medemens.progress.measures.models import MonitorFollower, StatusEvent
from medemens.progress.measures.phases import Phase
from medemens.progress.measures.queries import following as queries
from medemens.progress.measures.queries.following import Wish
from medemens.site import daily
from tests.casework.test_fuzz import heard as heard
from tests.progress.measures import make_measures

pytestmark = pytest.mark.django_db

ADDRESS = "lezer@verzonnen.example"
LATER = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
FIRST = {"date": "2023-12-01", "phase": "exploring", "id": "first", "fact": {"nl": "Onderzocht.", "en": "Examined."}}
SECOND = {"date": "2025-03-04", "phase": "in_force", "id": "second", "fact": {"nl": "Van kracht.", "en": "It holds."}}


@pytest.fixture(autouse=True)
def world(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_HOST, settings.MAIL_FROM = "mail.verzonnen.example", "monitor@verzonnen.example"
    monkeypatch.setattr(pages, "ASKED", Limit(0))
    cache.clear()
    make_measures.take(make_measures.small(FIRST))


def path(name: str, *arguments: Any, language: str = "en") -> str:
    with override(language):
        return reverse(f"measures-following:{name}", args=arguments)


def asked(address: str = ADDRESS, language: str = "en", **wish: str) -> Any:
    return Client().post(path("follow", language=language), {"address": address, **wish})


def link(body: str, page: str) -> str:
    found = re.search(rf"https?://[^/\s]+(/\S+/measures/follow/{page}/\S+)", body)
    assert found
    return found[1]


def follower(language: str = "en", **wish: str) -> MonitorFollower:
    made = following.ask(address=ADDRESS, wish=Wish(**wish), language=language, now=make_measures.NOW)
    following.confirm(follower=made, now=make_measures.NOW)
    return made


def tell(now: datetime = LATER) -> following.Told:
    return following.tell(now=now, send=mail.send)


def test_asked_confirmed_told_once_and_stopped() -> None:
    assert asked(measure="M9-01").url == path("asked")
    (first,) = outbox.outbox
    assert first.to == [ADDRESS]
    assert "measure M9-01: Invented measure" in first.body
    make_measures.take(make_measures.small(FIRST, SECOND))
    assert tell() == following.Told()

    confirm = link(first.body, "confirm")
    page = Client().get(confirm)
    assert b"Yes, send me mail" in page.content
    assert tell() == following.Told(), "opening the link confirms nothing"
    assert Client().post(confirm).url == confirm
    assert b"You follow the monitor" in Client().get(confirm).content

    assert tell() == following.Told(sent=1)
    news = outbox.outbox[1]
    assert news.to == [ADDRESS]
    assert news.from_email == "monitor@verzonnen.example"
    assert news.subject == "New in the monitor: M9-01 Invented measure"
    for told in ("M9-01 Invented measure", "Phase: In force", "Day: 4 March 2025", "It holds.", "Source: Letter"):
        assert told in news.body
    assert "/en/measures/M9-01/?on=2025-03-04#step-second" in news.body
    assert "Examined" not in news.body, "what was there before they asked is no news"
    assert tell() == following.Told()

    stop = link(news.body, "stop")
    assert b"Stop the mails" in Client().get(stop).content
    assert MonitorFollower.objects.count() == 1, "opening the link ends nothing"
    assert Client().post(stop).url == path("stopped")
    assert not MonitorFollower.objects.exists()
    assert Client().get(stop).status_code == 404
    make_measures.take(make_measures.small(FIRST, SECOND, {"date": "2026-01-01", "phase": "realised", "fact": "Made."}))
    assert tell() == following.Told()
    assert len(outbox.outbox) == 2


def test_the_daily_work_tells_and_removes() -> None:
    follower()
    following.ask(address="nooit@verzonnen.example", wish=Wish(), language="nl", now=LATER - timedelta(days=8))
    make_measures.take(make_measures.small(FIRST, SECOND))
    said: list[str] = []
    daily.work(day=LATER.date(), clock=lambda: LATER, tell=said.append, by_hand=True)
    assert "Followers of the monitor that were told by mail: 1; tried again tomorrow: 0." in said
    assert "Followers of the monitor that never confirmed, removed: 1." in said
    assert [each.to for each in outbox.outbox] == [[ADDRESS]]


def test_a_correction_is_told_as_one() -> None:
    follower()
    make_measures.take(make_measures.small({**FIRST, "fact": {"nl": "Anders.", "en": "Otherwise."}}))
    assert tell().sent == 1
    assert "This corrects an earlier step that was wrong:" in outbox.outbox[0].body
    assert "Otherwise." in outbox.outbox[0].body


def test_a_step_that_is_taken_out_is_told_only_to_who_could_have_read_it() -> None:
    follower()
    make_measures.take(make_measures.small(FIRST, SECOND))
    make_measures.take(make_measures.small({**SECOND, "annulled": True}))
    assert tell() == following.Told(), "it came and went"
    make_measures.take(make_measures.small({**FIRST, "annulled": True}))
    assert tell().sent == 1
    assert "This step was wrong and was taken out:" in outbox.outbox[0].body
    assert "#step-first" not in outbox.outbox[0].body


def test_what_is_only_announced_says_so() -> None:
    follower("nl")
    planned = {"date": "2027-01-01", "planned": True, "announced": "2025-05-05", "phase": "in_force", "fact": "Announced."}
    make_measures.take(make_measures.small(FIRST, planned))
    assert tell().sent == 1
    assert "1 januari 2027" in outbox.outbox[0].body
    assert "/nl/measures/M9-01/?on=2025-05-05" in outbox.outbox[0].body


def test_who_follows_another_theme_or_measure_is_not_told() -> None:
    make_measures.take({"themes": [{"id": "wonen", "number": "2", "nl": "Wonen", "en": "Housing"}]})
    mine, other = follower(theme="werk"), follower(theme="wonen")
    make_measures.take(make_measures.small(FIRST, SECOND))
    assert tell().sent == 1
    assert "You follow: all measures of the theme Work." in outbox.outbox[0].body
    assert link(outbox.outbox[0].body, "stop") in links.to_stop(mine)
    other.refresh_from_db()
    assert other.told_until == queries.newest()


def test_many_steps_are_counted() -> None:
    follower()
    days = [f"2024-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    make_measures.take(make_measures.small(FIRST, *({"date": day, "phase": "in_preparation", "fact": "Made."} for day in days)))
    assert tell().sent == 1
    assert outbox.outbox[0].body.count("Source:") == mail.MOST_STEPS
    assert "6 more steps are new" in outbox.outbox[0].body


def test_a_step_of_just_now_waits_and_none_is_passed_over() -> None:
    follower()
    make_measures.take(make_measures.small(FIRST, SECOND), now=LATER)
    assert tell(LATER) == following.Told()
    assert tell(LATER + timedelta(minutes=11)).sent == 1


@pytest.mark.parametrize(
    ("wrong", "tried"), [(smtplib.SMTPRecipientsRefused({}), 2), (smtplib.SMTPServerDisconnected(), 1), (OSError(), 1)]
)
def test_a_mail_that_fails_is_tried_the_next_day(wrong: Exception, tried: int, monkeypatch: pytest.MonkeyPatch) -> None:
    follower()
    follower(theme="werk")
    make_measures.take(make_measures.small(FIRST, SECOND))
    tries = []

    def fails(message: EmailMessage) -> None:
        tries.append(message.to)
        raise wrong

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", fails)
        assert tell() == following.Told(failed=2)
    assert len(tries) == tried, "no server: the rest is not tried"
    assert tell() == following.Told(sent=2)


def test_an_address_that_cannot_be_unlocked_stops_nobody_else(settings: Any) -> None:
    follower()
    MonitorFollower.objects.update(address=b"locked elsewhere" * 10)
    follower(theme="werk")
    make_measures.take(make_measures.small(FIRST, SECOND))
    assert tell() == following.Told(sent=1, failed=1)


def test_the_same_wish_twice_is_one_row_and_the_answer_tells_nothing() -> None:
    follower(measure="M9-01")
    before = MonitorFollower.objects.get()
    answer = asked("Lezer@Verzonnen.example", language="nl", measure="M9-01")
    assert answer.url == path("asked", language="nl")
    after = MonitorFollower.objects.get()
    assert (after.language, after.made_at, after.confirmed_at) == ("en", before.made_at, before.confirmed_at)
    asked(theme="werk")
    asked()
    assert MonitorFollower.objects.count() == 3


def test_asking_again_gives_another_week() -> None:
    first = following.ask(address=ADDRESS, wish=Wish(), language="nl", now=LATER)
    following.ask(address=ADDRESS, wish=Wish(), language="en", now=LATER + timedelta(days=6))
    assert following.remove_old(now=LATER + timedelta(days=8)) == 0
    assert following.remove_old(now=LATER + timedelta(days=14)) == 1
    assert links.read(links.to_stop(first).rsplit("/", 2)[1], links.STOP) is None


def test_who_confirmed_stays() -> None:
    follower()
    assert following.remove_old(now=LATER) == 0


def test_a_link_that_is_wrong_or_old_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = following.ask(address=ADDRESS, wish=Wish(), language="en", now=LATER)
    token = links.to_confirm(made).rsplit("/", 2)[1]
    stop = links.to_stop(made).rsplit("/", 2)[1]
    for page, wrong in (("confirm", stop), ("stop", token), ("confirm", f"{token}x"), ("stop", "x")):
        assert Client().post(path(page, wrong)).status_code == 404
    other = signing.dumps({"follower": made.pk, "wish": "0" * 24}, salt=links.CONFIRM)
    assert Client().post(path("confirm", other)).status_code == 404
    monkeypatch.setattr(links, "CONFIRM_SECONDS", -1)
    assert Client().post(path("confirm", token)).status_code == 404
    assert MonitorFollower.objects.get().confirmed_at is None
    assert Client().post(path("stop", stop)).status_code == 302


def test_without_a_mail_server_the_page_points_to_the_feed(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    page = Client().get(path("follow"), {"theme": "werk"})
    assert b"This site cannot send mail" in page.content
    assert b"/en/measures/theme/werk/feed.xml" in page.content
    assert b'<input type="email"' not in page.content
    assert asked().status_code == 422
    assert not MonitorFollower.objects.exists()
    follower()
    make_measures.take(make_measures.small(FIRST, SECOND))
    assert tell() == following.Told(failed=1)


@pytest.mark.parametrize("address", ["", "lezer", "lezer@localhost", "lezer@[127.0.0.1]", "a@b.nl\nBcc: c@d.nl"])
def test_what_is_no_address_is_told_and_kept(address: str) -> None:
    answer = asked(address, theme="werk")
    assert answer.status_code == 422
    assert b'name="theme" value="werk"' in answer.content
    assert answer.context["form"].errors == {"address": ["Write an e-mail address like name@example.nl."]}
    assert answer.context["form"]["address"].value() == address
    assert not outbox.outbox
    assert not MonitorFollower.objects.exists()


def test_three_mails_a_day_to_one_address() -> None:
    for _time in range(3):
        assert asked().status_code == 302
    answer = asked("LEZER@verzonnen.example", theme="werk")
    assert answer.status_code == 422
    assert b"Enough mails were sent to this address today" in answer.content
    assert asked("ander@verzonnen.example").status_code == 302
    assert len(outbox.outbox) == 4


def test_a_limit_for_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ASKED", Limit(1))
    assert asked("een@verzonnen.example").status_code == 302
    assert asked("twee@verzonnen.example").status_code == 429


@pytest.mark.parametrize(("wrong", "told"), [(smtplib.SMTPRecipientsRefused({}), b"refused"), (OSError(), b"just now")])
def test_a_first_mail_that_does_not_leave_is_told(wrong: Exception, told: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(message: EmailMessage) -> None:
        raise wrong

    monkeypatch.setattr(EmailMessage, "send", fails)
    answer = asked()
    assert answer.status_code == 422
    assert told in answer.content


@pytest.mark.parametrize("wish", [{"theme": "none"}, {"measure": "none"}])
def test_what_is_not_there_cannot_be_followed(wish: dict[str, str]) -> None:
    assert Client().get(path("follow"), wish).status_code == 404
    assert asked(**wish).status_code == 404


def test_pages_of_the_monitor_lead_there() -> None:
    with override("en"):
        pages_of = [
            reverse("measures:overview"),
            reverse("measures:theme", args=["werk"]),
            reverse("measures:measure", args=["M9-01"]),
        ]
    for page, asks in zip(pages_of, ("", "?theme=werk", "?measure=M9-01"), strict=True):
        assert f'href="/en/measures/follow/{asks}"' in Client().get(page).content.decode()
        assert Client().get(path("follow") + asks).status_code == 200


def test_the_address_stands_nowhere_readable(heard: StringIO, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answer = asked(theme="werk")
    confirm = link(outbox.outbox[0].body, "confirm")
    Client().post(confirm)
    make_measures.take(make_measures.small(FIRST, SECOND))
    tell()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM measures_monitorfollower")
        row = b" ".join(each if isinstance(each, bytes) else str(each).encode() for each in cursor.fetchone())
    urls = answer.url + confirm + outbox.outbox[1].body
    for secret in (ADDRESS, "lezer", "verzonnen.example"):
        assert secret.encode() not in row
        assert secret not in urls
        assert secret not in heard.getvalue() + caplog.text
    assert StatusEvent.objects.filter(phase=Phase.IN_FORCE.value).exists()

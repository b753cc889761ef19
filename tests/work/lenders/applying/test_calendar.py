"""The calendar of a firm: from the register, from what it sent and from its drafts; and as a file for its own calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse as _reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from medemens.law.waadi.duties import duties
from medemens.work.lenders.actions import applications as actions
from medemens.work.lenders.applying import calendar_words, situations
from medemens.work.lenders.applying.calendar_file import Event, escaped, folded, written
from tests import make
from tests.work.lenders import make_lenders

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


def reverse(name: str) -> str:
    """The address of the English page."""
    with override("en"):
        return _reverse(f"applying:{name}")


def keys(account: Any, today: date, now: datetime = NOW) -> dict[str, date | None]:
    return {each.key: each.last for each in duties(situations.of(account, today=today, now=now))}


@pytest.mark.django_db
def test_who_has_no_lender_yet_sees_what_follows_from_the_draft() -> None:
    account = make_lenders.account()
    assert keys(account, date(2026, 11, 26))["sign_up"] == date(2026, 12, 31)
    answers = {"never_lent": "no", "lends_now": "yes", "with_report": "no", "certified": "yes"}
    actions.begin(account=account, subject="lender_admission", answers=answers, now=NOW)
    assert keys(account, NOW.date())["certificate"] == date(2027, 6, 30)


@pytest.mark.django_db
def test_who_never_lent_has_no_transition_to_make() -> None:
    account = make_lenders.account()
    actions.begin(account=account, subject="lender_provisional", answers={"never_lent": "yes"}, now=NOW)
    assert not keys(account, NOW.date()).keys() & {"sign_up", "apply", "prohibition"}


@pytest.mark.django_db
def test_an_admitted_lender_sees_the_end_of_its_admission() -> None:
    account = make_lenders.account(of=make_lenders.admitted())
    found = keys(account, date(2028, 2, 1))
    assert found["admitted_ends"] == date(2031, 12, 31)
    assert found["apply_again"] == date(2031, 11, 5)
    assert "apply" not in found


@pytest.mark.django_db
def test_the_register_tells_nothing_to_who_is_not_confirmed() -> None:
    account = make_lenders.account(of=make_lenders.admitted())
    account.confirmed_at = None
    account.save()
    assert "admitted_ends" not in keys(account, date(2028, 2, 1))


@pytest.mark.django_db
def test_a_suspension_that_was_made_known_gives_the_last_day_of_work() -> None:
    lender = make_lenders.admitted()
    make_lenders.entry(lender, "suspended", date(2028, 5, 1), date(2028, 5, 29))
    assert keys(make_lenders.account(of=lender), date(2028, 5, 3))["wind_up"] == date(2028, 5, 28)


@pytest.mark.django_db
def test_a_change_of_director_that_was_sent_asks_for_a_certificate() -> None:
    world = make.world("Toelatingsautoriteit Verzonnen", subjects=("lender_change",))
    account = make_lenders.account()
    answers = {"change_kind": "director", "changed_on": "2027-01-20"}
    draft = actions.begin(account=account, subject="lender_change", answers=answers, now=NOW)
    assert keys(account, NOW.date())["conduct_after_change"] == date(2027, 4, 20)
    submission = make.submission(world, "lender_change", answers=answers, way="contact")
    actions.send(application=draft, submission=submission, now=NOW)
    assert keys(account, NOW.date())["conduct_after_change"] == date(2027, 4, 20)


@pytest.mark.django_db
def test_the_page_says_how_sure_each_day_is_and_the_file_has_the_same_days() -> None:
    account = make_lenders.account()
    firm = make.sign_in(Client(), account.person)
    page = firm.get(reverse("calendar")).content.decode()
    assert "Seen second-hand" in page
    assert "From the text of the law" in page
    answer = firm.get(reverse("calendar-file"))
    assert answer["Content-Type"].startswith("text/calendar")
    file = re.sub(r"\r\n ", "", answer.content.decode())
    found = duties(situations.of(account, today=make.today(), now=timezone.now()))
    days = [f"{each.last:%Y%m%d}" for each in found if each.last and each.last >= make.today()]
    assert re.findall(r"DTSTART;VALUE=DATE:(\d{8})", file) == days
    assert account.name not in file
    assert account.person.email not in file


def test_every_duty_has_words() -> None:
    from tests.law.test_waadi import read
    from tests.law.test_waadi_duties import situation

    everything = [each for case in read("duty") for each in duties(situation(case.values[0]))]
    assert {each.key for each in everything} == calendar_words.DUTIES.keys()
    for each in everything:
        assert calendar_words.words(each, date(2027, 1, 1)).day


def test_a_file_as_programs_read_it() -> None:
    event = Event("apply-20270630", date(2027, 6, 30), "Vraag aan; op tijd, dus", "Regel 1\nRegel 2 \\ einde")
    text = written([event], name="Kalender", now=NOW).decode()
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Medemens//Lenders//EN",
        "X-WR-CALNAME:Kalender",
        "BEGIN:VEVENT",
        "UID:apply-20270630@medemens",
        "DTSTAMP:20270201T090000Z",
        "DTSTART;VALUE=DATE:20270630",
        "DTEND;VALUE=DATE:20270701",
        "TRANSP:TRANSPARENT",
        r"SUMMARY:Vraag aan\; op tijd\, dus",
        r"DESCRIPTION:Regel 1\nRegel 2 \\ einde",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_long_lines_are_folded_between_letters_and_nothing_is_lost(text: str) -> None:
    parts = list(folded(f"SUMMARY:{escaped(text)}"))
    assert all(len(each) <= 75 for each in parts)
    assert all(each.decode() for each in parts)
    assert b"".join(part if not number else part[1:] for number, part in enumerate(parts)).decode() == f"SUMMARY:{escaped(text)}"


def test_a_day_ends_when_the_next_begins() -> None:
    text = written([Event("x", date(2027, 12, 31), "a", "b")], name="n", now=NOW).decode()
    assert f"{date(2027, 12, 31) + timedelta(1):%Y%m%d}" in text

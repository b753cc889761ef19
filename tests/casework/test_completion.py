"""A request that is not complete (Awb 4:5, 6:6): what is missing is asked with a last day, and the term stands still."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from medemens.casework import access
from medemens.casework.actions import cases, submissions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import Code
from medemens.casework.models import AuditEntry, Case, Entry
from medemens.casework.queries import case_page, mailbox
from medemens.casework.queries.case_page import newest
from tests import make
from tests.casework.applications import application
from tests.make import NOW, World

pytestmark = pytest.mark.django_db

ASKED, LAST = date(2026, 11, 24), date(2026, 12, 8)
ENDS = date(2027, 1, 19)
"""Eight weeks after 24 November 2026."""


@pytest.fixture
def world() -> World:
    return make.world()


def asked(world: World, case: Case, *, complete_by: date = LAST, now: datetime = NOW) -> Entry:
    """The handler asked for what is missing."""
    return cases.ask_for_completion(
        opened=world.opened(case), text="De VOG ontbreekt.", language="nl", complete_by=complete_by, by=world.handler, now=now
    )


def answered(code: Code, *, on: date) -> Entry:
    """Who asked for the decision sent something."""
    now = datetime(on.year, on.month, on.day, 12, tzinfo=timezone.get_default_timezone())
    return submissions.write(opened=access.mailbox(code)[0], text="Hierbij.", language="nl", now=now)


def ends_on(case: Case) -> date | None:
    return case.terms.get().ends_on


def test_the_term_of_an_application_is_eight_weeks(world: World) -> None:
    assert ends_on(application(world)[0]) == ENDS


def test_what_is_missing_is_a_question_with_a_last_day_and_the_term_stands_still(world: World) -> None:
    case, code = application(world)
    asked(world, case)
    case.refresh_from_db()
    assert case.waiting == Case.Waiting.REPORTER
    assert ends_on(case) is None
    assert case.terms.get().changes.get().ground == "completion"
    line = mailbox.shown(access.mailbox(code)[0]).lines[-1]
    assert line.content == {"text": "De VOG ontbreekt.", "language": "nl", "complete_by": "2026-12-08"}
    assert AuditEntry.objects.get(deed="message.sent").details == {"question": True, "until": "2026-12-08"}
    assert AuditEntry.objects.get(deed="term.suspended").details["ground"] == "completion"


@pytest.mark.parametrize(
    ("came", "end"),
    [
        (date(2026, 11, 24), ENDS),
        (date(2026, 12, 1), ENDS + timedelta(6)),
        (LAST, ENDS + timedelta(13)),
        (LAST + timedelta(1), ENDS + timedelta(14)),
        (date(2027, 1, 5), ENDS + timedelta(14)),
    ],
    ids=["at once", "in a week", "on the last day", "a day late", "four weeks late"],
)
def test_the_term_runs_on_from_the_answer_or_from_the_day_after_the_last_day(world: World, came: date, end: date) -> None:
    case, code = application(world)
    asked(world, case)
    answered(code, on=came)
    case.refresh_from_db()
    assert (case.waiting, ends_on(case), case.due_on) == (Case.Waiting.NOBODY, end, end)


def test_after_an_ordinary_question_the_term_runs_on_from_the_answer(world: World) -> None:
    case, code = application(world)
    asked(world, case)
    answered(code, on=date(2026, 11, 26))
    cases.send(opened=world.opened(case), text="Wie tekende?", language="nl", question=True, by=world.handler, now=NOW)
    answered(code, on=date(2027, 1, 5))
    assert ends_on(case) == ENDS + timedelta(1), "the second question let nothing stand still"


def test_an_objection_is_mended_and_its_term_stands_still_on_its_own_ground(world: World) -> None:
    case, code = application(world, "lender_objection")
    before = ends_on(case)
    asked(world, case)
    assert case.terms.get().changes.get().ground == "repair"
    answered(code, on=date(2026, 12, 1))
    assert before is not None
    assert ends_on(case) == before + timedelta(6)


def test_who_asked_for_no_decision_has_nothing_to_complete(world: World) -> None:
    for case in (make.report(world)[0], application(world, "lender_change", formal_request=False)[0]):
        with pytest.raises(NotPossible, match="no_request"):
            asked(world, case)
        assert not case.entries.filter(kind="to_reporter").exists()


def test_a_request_to_enforce_can_be_completed_too(world: World) -> None:
    case, _code = make.report(world, "housing", formal_request=True)
    asked(world, case)
    assert ends_on(case) is None


@pytest.mark.parametrize(("days", "key"), [(6, "too_soon"), (0, "too_soon"), (-1, "too_soon")])
def test_they_have_a_week_at_least(world: World, days: int, key: str) -> None:
    case, _code = application(world)
    with pytest.raises(NotPossible, match=key):
        asked(world, case, complete_by=ASKED + timedelta(days))
    assert case.entries.count() == 1
    asked(world, case, complete_by=ASKED + timedelta(7))


def test_in_a_closed_case_nothing_is_asked(world: World) -> None:
    case, _code = application(world)
    cases.close(opened=world.opened(case), outcome="withdrawn", text="", language="nl", by=world.handler, now=NOW)
    with pytest.raises(NotPossible, match="closed"):
        asked(world, case)


def test_without_a_mailbox_nobody_can_be_asked(world: World) -> None:
    case, _code = application(world)
    Case.objects.update(mailbox=None, sealed_for_reporter=None)
    with pytest.raises(NotPossible, match="no_mailbox"):
        asked(world, case)


def test_a_term_that_was_over_stays_over(world: World) -> None:
    case, _code = application(world)
    late = NOW + timedelta(weeks=10)
    asked(world, case, complete_by=LAST + timedelta(weeks=10), now=late)
    assert ends_on(case) == ENDS
    assert case.entries.filter(kind="to_reporter").count() == 1
    assert not case.entries.filter(kind="term").exists()


def test_a_second_time_asked_the_term_goes_on_standing_still(world: World) -> None:
    case, code = application(world)
    asked(world, case)
    later = NOW + timedelta(days=2)
    asked(world, case, complete_by=LAST + timedelta(7), now=later)
    assert ends_on(case) is None
    answered(code, on=LAST + timedelta(30))
    assert ends_on(case) == ENDS + timedelta(21), "it stood still until the newest last day"


def test_what_was_to_be_completed_is_known_until_there_is_an_answer(world: World) -> None:
    case, code = application(world)

    def complete_by() -> date | None:
        return case_page.whole(world.opened(case), world.handler).complete_by

    assert complete_by() is None
    asked(world, case)
    cases.note(opened=world.opened(case), text="Gebeld.", by=world.handler, now=NOW)
    assert complete_by() == LAST
    answered(code, on=date(2026, 12, 1))
    assert complete_by() is None


# Pages


def at(case: Case, deed: str = "") -> str:
    name, parts = ("deed", [case.reference, deed]) if deed else ("case", [case.reference])
    with translation.override("en"):
        return reverse(f"workbench:{name}", args=parts)


@pytest.fixture
def handler(world: World) -> Client:
    return make.sign_in(Client(), world.handler, world.private)


def filled_in(case: Case, *, days: int = 14, **changes: Any) -> dict[str, Any]:
    last = make.today() + timedelta(days)
    return {"seen": newest(case), "text": "De VOG van mevrouw Verzonnen.", "complete_by": last.isoformat(), **changes}


def test_a_handler_asks_for_what_is_missing(handler: Client, world: World) -> None:
    case, code = application(world, now=timezone.now())
    shown = handler.get(at(case, "complete"))
    assert shown.context["form"].initial["complete_by"] == make.today() + timedelta(14)
    assert handler.post(at(case, "complete"), filled_in(case)).status_code == 302
    text = mailbox.shown(access.mailbox(code)[0]).lines[-1].content["text"]
    assert text.startswith("De VOG van mevrouw Verzonnen.\n\nU kunt uw aanvraag aanvullen tot en met ")
    assert "artikel 4:5 Awb" in text
    page = handler.get(at(case)).content.decode()
    assert "Can be completed until and including" in page
    assert "Awb 4:5 allows" not in page
    case.refresh_from_db()
    assert not case.unread


def test_of_an_objection_the_letter_names_its_own_article(handler: Client, world: World) -> None:
    case, code = application(world, "lender_objection", now=timezone.now())
    handler.post(at(case, "complete"), filled_in(case))
    text = mailbox.shown(access.mailbox(code)[0]).lines[-1].content["text"]
    assert "uw bezwaar aanvullen" in text
    assert "artikel 6:6 Awb" in text


def test_a_week_is_the_least_and_what_was_typed_is_kept(handler: Client, world: World) -> None:
    case, _code = application(world, now=timezone.now())
    answer = handler.post(at(case, "complete"), filled_in(case, days=6))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["complete_by"]
    assert "De VOG van mevrouw Verzonnen." in answer.content.decode()
    assert handler.post(at(case, "complete"), filled_in(case, days=7)).status_code == 302


def test_who_reads_another_language_is_thought_of(handler: Client, world: World) -> None:
    dutch, english = application(world)[0], application(world, language="en")[0]
    assert "Put it in that language below the Dutch" not in handler.get(at(dutch, "complete")).content.decode()
    assert "They read: English." in handler.get(at(english, "complete")).content.decode()


def test_where_no_decision_was_asked_for_there_is_no_such_deed(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    assert "Ask for completion" not in handler.get(at(case)).content.decode()
    answer = handler.post(at(case, "complete"), filled_in(case))
    assert answer.status_code == 422
    assert "No decision was asked for in this case" in answer.content.decode()


@pytest.mark.parametrize(
    ("subject", "told"),
    [("lender_admission", "Awb 4:5 allows not to consider it"), ("lender_objection", "Awb 6:6 allows to declare")],
)
def test_when_nothing_came_the_case_says_what_the_law_allows(handler: Client, world: World, subject: str, told: str) -> None:
    then = timezone.now() - timedelta(days=20)
    case, _code = application(world, subject, now=then)
    last = timezone.localdate(then) + timedelta(14)
    asked(world, case, complete_by=last, now=then)
    page = handler.get(at(case)).content.decode()
    assert told in page
    again = (last + timedelta(1)).isoformat()
    assert f"{at(case, 'resume')}?on={again}" in page
    resume = handler.get(f"{at(case, 'resume')}?on={again}").context["form"]
    assert resume.initial["on"] == last + timedelta(1)
    assert handler.post(at(case, "resume"), {"seen": newest(case), "on": again}).status_code == 302
    after = handler.get(at(case)).content.decode()
    assert told in after
    assert "?on=" not in after


@pytest.mark.parametrize("on", ["", "2026-02-31", "tomorrow"])
def test_a_link_that_names_no_day_leads_to_today(handler: Client, world: World, on: str) -> None:
    case, _code = application(world)
    assert handler.get(f"{at(case, 'resume')}?on={on}").context["form"].initial["on"] == make.today()


def test_once_it_is_closed_nothing_is_waited_for(handler: Client, world: World) -> None:
    then = timezone.now() - timedelta(days=20)
    case, _code = application(world, now=then)
    asked(world, case, complete_by=timezone.localdate(then) + timedelta(14), now=then)
    cases.close(opened=world.opened(case), outcome="withdrawn", text="", language="nl", by=world.handler, now=NOW)
    assert "Awb 4:5 allows" not in handler.get(at(case)).content.decode()

"""A decision on an application, and what it comes to in the register."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from medemens.casework.actions import decisions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.case_types import Taken, case_type
from medemens.casework.models import Decision, RegisterEntry
from medemens.work.lenders import words
from medemens.work.lenders.actions import decided, proposals
from medemens.work.lenders.models import Lender, Proposal
from medemens.work.lenders.queries.history import lines_of, shown
from tests.make import World
from tests.work.lenders import make_applications, make_lenders

pytestmark = pytest.mark.django_db
THEN = datetime(2027, 8, 2, 9, tzinfo=UTC)
TODAY = date(2027, 8, 2)


@pytest.fixture
def world() -> World:
    return make_applications.admitting()


def take(taken: Taken) -> None:
    with transaction.atomic():
        decided.taken(taken)


def state(of: Lender, on: date, now: datetime) -> str:
    return words.state(shown(lines_of(of.organisation_id), on, now))


@pytest.mark.parametrize(
    ("subject", "kind", "until"),
    [
        ("lender_admission", "admitted", date(2031, 8, 1)),
        ("lender_provisional", "provisional", date(2028, 2, 1)),
        ("lender_exemption", "exempt", None),
    ],
)
def test_what_is_granted_stands_in_the_register_with_the_decision(
    world: World, subject: str, kind: str, until: date | None
) -> None:
    lender = make_lenders.lender()
    sent = make_applications.sent(world, subject, lender=lender)
    taken = make_applications.decided(sent, "granted", TODAY, now=THEN)
    take(taken)
    entry = RegisterEntry.objects.get()
    assert (entry.kind, entry.valid_until, entry.decision) == (kind, until, taken.decision)
    assert Proposal.objects.get().reasons == "", "the reasons stay sealed in the case"


def test_what_is_refused_was_looked_at_by_two_and_runs_off(world: World) -> None:
    lender = make_lenders.lender()
    sent = make_applications.sent(world, lender=lender)
    taken = make_applications.decided(sent, "refused", TODAY, effect=TODAY + timedelta(28), now=THEN, proposed_by=world.handler)
    take(taken)
    made = Proposal.objects.get()
    assert (made.state, made.proposed_by, made.judged_by) == ("published", world.handler, world.coordinator)
    assert state(lender, date(2028, 1, 3), THEN) == "refused"


def test_it_waits_for_the_day_on_which_it_is_made_known(world: World) -> None:
    lender = make_lenders.lender()
    taken = make_applications.decided(make_applications.sent(world, lender=lender), "granted", TODAY + timedelta(3), now=THEN)
    take(taken)
    assert not RegisterEntry.objects.exists()
    assert proposals.publish_due(now=THEN + timedelta(days=3)) == 1
    assert RegisterEntry.objects.get().decision == taken.decision


def test_without_a_lender_there_is_no_decision(world: World) -> None:
    taken = make_applications.decided(make_applications.sent(world), "granted", TODAY, now=THEN)
    with pytest.raises(NotPossible, match="not_in_register"):
        take(taken)


@pytest.mark.parametrize(
    ("outcome", "on", "effect", "problem"),
    [
        ("granted", date(2026, 12, 1), None, "before_commencement"),
        ("refused", TODAY - timedelta(1), None, "made_known_passed"),
        ("refused", TODAY, TODAY + timedelta(29), "run_off_too_long"),
    ],
)
def test_what_the_law_does_not_allow_undoes_the_decision(
    world: World, outcome: str, on: date, effect: date | None, problem: str
) -> None:
    sent = make_applications.sent(world, lender=make_lenders.lender())
    with pytest.raises(NotPossible, match=problem):
        take(make_applications.decided(sent, outcome, on, effect=effect, now=THEN, proposed_by=world.handler))
    assert not Proposal.objects.exists()


def test_an_application_that_is_not_considered_protects_no_longer(world: World) -> None:
    """Waadi art. 23b(1): until the day on which the decision is made known."""
    lender = make_lenders.lender()
    make_lenders.entry(lender, "applied", date(2027, 5, 3), with_report=True)
    assert state(lender, date(2028, 1, 10), THEN) == "protected"
    now = datetime(2028, 2, 1, 9, tzinfo=UTC)
    take(make_applications.decided(make_applications.sent(world, lender=lender), "not_considered", date(2028, 2, 1), now=now))
    assert state(lender, date(2028, 1, 31), now) == "protected"
    assert state(lender, date(2028, 2, 1), now) == "not_known"
    assert RegisterEntry.objects.order_by("id").last().kind == "application_ended"  # type: ignore[union-attr]


def test_who_applied_again_in_time_is_protected_again(world: World) -> None:
    lender = make_lenders.lender()
    make_lenders.entry(lender, "applied", date(2027, 2, 1), with_report=True)
    make_lenders.entry(lender, "application_ended", date(2027, 3, 1))
    make_lenders.entry(lender, "applied", date(2027, 6, 1), with_report=True)
    assert state(lender, date(2028, 1, 10), THEN) == "protected"


def test_not_considered_leaves_a_register_alone_that_shows_no_application(world: World) -> None:
    lender = make_lenders.admitted()
    take(make_applications.decided(make_applications.sent(world, lender=lender), "not_considered", TODAY, now=THEN))
    take(make_applications.decided(make_applications.sent(world), "not_considered", TODAY, now=THEN))
    assert RegisterEntry.objects.count() == 1


def test_an_exemption_that_is_refused_does_not_end_an_admission(world: World) -> None:
    lender, on = make_lenders.admitted(), date(2028, 3, 1)
    now = datetime(2028, 3, 1, 9, tzinfo=UTC)
    sent = make_applications.sent(world, "lender_exemption", lender=lender)
    take(make_applications.decided(sent, "refused", on, now=now, proposed_by=world.handler))
    assert state(lender, on, now) == "admitted"


def test_what_it_refuses_has_words_on_the_case_page(world: World) -> None:
    words_of = case_type("lender_application").problems
    assert {"not_in_register", "before_commencement", "made_known_passed", "run_off_too_long", "provisional_once"} <= set(
        words_of
    )
    assert not {"own", "not_waiting"} & set(words_of), "the case page has its own words for these"


def test_on_the_workbench_a_granted_application_comes_into_the_register(world: World) -> None:
    """Through the deed of casework itself: the step of the chapter is in the same transaction."""
    lender = make_lenders.lender()
    sent = make_applications.sent(world, lender=lender)
    draft = decisions.Draft("granted", "Verzonnen.", TODAY, TODAY, TODAY, b"%PDF")
    decision = decisions.decide(opened=sent.opened(THEN), draft=draft, by=world.handler, now=THEN)
    assert RegisterEntry.objects.get().decision == decision
    unlinked = make_applications.sent(world)
    with pytest.raises(NotPossible, match="not_in_register"):
        decisions.decide(opened=unlinked.opened(THEN), draft=draft, by=world.handler, now=THEN)
    assert Decision.objects.count() == 1, "then the decision is not taken either"

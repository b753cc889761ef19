"""The lenders of the demonstration: made once, by real deeds, with every state; on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from medemens.casework import audit
from medemens.law.finding import Outcome
from medemens.work.lenders import demonstration, words
from medemens.work.lenders.models import Lender, Proposal
from medemens.work.lenders.queries import search, snapshot
from medemens.work.lenders.queries.history import shown

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize("now", [NOW, NOW + timedelta(days=3 * 365)], ids=lambda now: str(now.date()))
def test_every_state_is_there_some_day(now: datetime) -> None:
    assert demonstration.make(now=now)
    held = snapshot.current()
    assert len(held.lenders) >= demonstration.NUMBER
    days = [now.date() + timedelta(30 * number) for number in range(60)]
    answers = [shown(one.lines, day, now) for one in held for day in days]
    seen = {words.state(each) for each in answers}
    assert seen >= {
        "admitted", "provisional", "exempt", "excepted", "suspended", "suspended_announced", "revoked", "refused", "expired",
        "not_known",
    }  # fmt: skip
    assert any(each.begins.outcome is Outcome.MET for each in answers)
    assert {"waiting", "approved", "sent_back"} <= set(Proposal.objects.values_list("state", flat=True))
    assert list(audit.faults()) == []


def test_it_is_made_once() -> None:
    assert demonstration.make(now=NOW)
    before = Lender.objects.count()
    assert not demonstration.make(now=NOW + timedelta(days=1))
    assert Lender.objects.count() == before


def test_there_are_names_that_look_the_same_and_names_that_left() -> None:
    demonstration.make(now=NOW)
    held = snapshot.current()
    for right, wrong in demonstration.ALIKE:
        one = next(each.lender for each in search.find(held, right) if each.name == right)
        assert wrong in {each.name for each in search.resembling(held, one)}
    assert sum(not one.name for one in held) == 1
    assert {one.country for one in held} >= {"NL", "PL", "RO", "BG"}


def test_until_2028_the_trade_register_decides() -> None:
    demonstration.make(now=NOW)
    seen = {words.state(shown(one.lines, date(2026, 11, 25), NOW)) for one in snapshot.current()}
    assert seen == {"registered", "registration_not_known"}

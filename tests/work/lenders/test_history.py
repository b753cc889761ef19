"""What the register says of a day, as it was known at a moment: corrections never rewrite it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medemens.casework.actions.register import EntryDraft, correct
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import RegisterEntry
from medemens.law.finding import Outcome
from medemens.work.lenders.queries import snapshot
from medemens.work.lenders.queries.history import REGISTER, Line, lines_of, shown
from tests import make
from tests.make import NOW
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db
ON = date(2028, 5, 10)
LATER = NOW + timedelta(days=30)


def draft_of(entry: RegisterEntry, **changes: Any) -> EntryDraft:
    fields = {name: getattr(entry, name) for name in ("kind", "made_known_on", "takes_effect_on", "valid_until", "facts")}
    return EntryDraft(REGISTER, entry.organisation, **{**fields, **changes})


@pytest.fixture
def officer() -> Any:
    return make.staff(make_lenders.admission_authority(), "coordinator")


def test_admitted_today_and_suspended_tomorrow() -> None:
    one = make_lenders.admitted()
    make_lenders.entry(one, "suspended", date(2028, 5, 1), date(2028, 5, 29))
    lines = lines_of(one.organisation_id)
    assert shown(lines, date(2028, 4, 30), NOW).begins.outcome is Outcome.MET
    there = shown(lines, ON, NOW, worker_since=date(2028, 1, 1))
    assert (there.begins.outcome, there.goes_on.outcome) == (Outcome.NOT_MET, Outcome.MET)
    assert there.standing.status == "suspended_announced"


def test_before_anything_was_recorded_nothing_was_known() -> None:
    one = make_lenders.admitted()
    lines = lines_of(one.organisation_id)
    assert shown(lines, ON, NOW - timedelta(seconds=1)).begins.outcome is Outcome.CANNOT_TELL
    assert shown(lines, ON, NOW).begins.outcome is Outcome.MET


def test_a_correction_counts_from_the_moment_it_was_recorded(officer: Any) -> None:
    one = make_lenders.admitted()
    entry = RegisterEntry.objects.get()
    draft = draft_of(entry, valid_until=date(2028, 5, 1))
    correct(entry=entry, draft=draft, authority=entry.authority, by=officer, now=LATER)
    lines = lines_of(one.organisation_id)
    assert shown(lines, ON, NOW).standing.status == "admitted"
    assert shown(lines, ON, LATER).standing.status == "expired"


def test_an_entry_that_should_not_be_there_is_annulled(officer: Any) -> None:
    one = make_lenders.admitted()
    entry = RegisterEntry.objects.get()
    correct(entry=entry, draft=None, authority=entry.authority, by=officer, now=LATER)
    lines = lines_of(one.organisation_id)
    assert shown(lines, ON, LATER - timedelta(seconds=1)).standing.status == "admitted"
    assert shown(lines, ON, LATER).standing.status == "none"


def test_an_entry_is_corrected_once(officer: Any) -> None:
    make_lenders.admitted()
    entry = RegisterEntry.objects.get()
    correct(entry=entry, draft=None, authority=entry.authority, by=officer, now=LATER)
    with pytest.raises(NotPossible, match="corrected"):
        correct(entry=entry, draft=None, authority=entry.authority, by=officer, now=LATER)


@pytest.mark.parametrize(
    "statement", ["UPDATE casework_registerentry SET kind = 'revoked'", "DELETE FROM casework_registerentry"]
)
def test_the_database_refuses_to_change_an_entry(statement: str) -> None:
    make_lenders.admitted()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert RegisterEntry.objects.get().kind == "admitted"


def test_transitional_law_is_read_from_the_register() -> None:
    one = make_lenders.lender()
    make_lenders.entry(one, "signed_up", date(2026, 12, 1))
    make_lenders.entry(one, "applied", date(2027, 6, 1), with_report=False)
    assert shown(lines_of(one.organisation_id), date(2028, 2, 1), NOW).begins.citation == "Waadi art. 23b"


def test_the_trade_register_counts_until_the_ban() -> None:
    one = make_lenders.lender()
    make_lenders.entry(one, "trade_register", date(2020, 1, 1), valid_until=date(2026, 6, 30))
    lines = lines_of(one.organisation_id)
    assert shown(lines, date(2026, 6, 30), NOW).begins.outcome is Outcome.MET
    assert shown(lines, date(2026, 7, 1), NOW).begins.outcome is Outcome.NOT_MET
    assert shown(lines, date(2019, 1, 1), NOW).begins.outcome is Outcome.CANNOT_TELL


def test_the_snapshot_sees_a_change_at_once() -> None:
    one = make_lenders.admitted()
    before = snapshot.current().lenders[one.organisation_id]
    make_lenders.entry(one, "revoked", date(2028, 5, 1), date(2028, 5, 1))
    after = snapshot.current().lenders[one.organisation_id]
    assert len(after.lines) == len(before.lines) + 1
    assert shown(after.lines, ON, NOW).standing.status == "revoked"
    assert snapshot.current() is snapshot.current()


moments = st.integers(0, 1000).map(lambda hours: datetime(2028, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
kinds = st.sampled_from(["admitted", "suspended", "restored", "revoked", "excepted", "applied"])


@st.composite
def recorded(draw: st.DrawFn) -> tuple[Line, ...]:
    """Lines as they come in, one after the other; some correct or annul an earlier one."""
    lines: list[Line] = []
    open_numbers: list[int] = []
    for number, at in enumerate(sorted(draw(st.lists(moments, min_size=1, max_size=8))), start=1):
        corrects = draw(st.sampled_from([None, *open_numbers]))
        if corrects is not None:
            open_numbers.remove(corrects)
        open_numbers.append(number)
        known_on = date(2028, 1, 1) + timedelta(draw(st.integers(0, 200)))
        effect = known_on + timedelta(draw(st.integers(0, 28)))
        kind = draw(kinds)
        until = effect + timedelta(draw(st.integers(0, 400))) if kind in ("admitted", "excepted") else None
        annulled = corrects is not None and draw(st.booleans())
        lines.append(Line(number, kind, known_on, effect, until, {}, at, corrects, annulled))
    return tuple(lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(recorded(), moments, st.dates(date(2028, 1, 1), date(2029, 6, 1)), st.dates(date(2027, 1, 1), date(2029, 1, 1)))
def test_a_question_about_the_past_has_one_answer_for_ever(
    lines: tuple[Line, ...], known_at: datetime, on: date, since: date
) -> None:
    then = tuple(line for line in lines if line.recorded_at <= known_at)
    assert shown(then, on, known_at, since) == shown(lines, on, known_at, since)

"""History never changes: what was answered about a day, as known at a moment, is answered so for ever, whatever comes in later.

Over the real database, by each way in which it can be asked: the history of one lender, the register in memory, and the API.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medemens.casework.actions.register import EntryDraft, correct
from medemens.casework.models import RegisterEntry
from medemens.work.lenders.models import Lender
from medemens.work.lenders.queries import snapshot
from medemens.work.lenders.queries.history import REGISTER, lines_of, shown
from tests import make
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db
BEGIN = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
DAYS = st.dates(date(2027, 11, 1), date(2029, 6, 1))
KINDS = ["admitted", "suspended", "restored", "revoked", "excepted", "applied", "trade_register"]


@dataclass(frozen=True)
class Question:
    """How a lender stands on a day, as known at a moment, for somebody who works there since a day."""

    on: date
    known_at: datetime
    since: date

    def answers(self, one: Lender) -> tuple[Any, ...]:
        """By each way in which it can be asked."""
        by_history = shown(lines_of(one.organisation_id), self.on, self.known_at, self.since)
        held = snapshot.current().lenders[one.organisation_id]
        asked = {"on": self.on.isoformat(), "knownAt": self.known_at.isoformat(), "workerSince": self.since.isoformat()}
        client, address = Client(), f"/api/v1/lenders/{one.number}"
        status = client.get(f"{address}/status", asked)
        entries = client.get(f"{address}/entries", {"knownAt": self.known_at.isoformat()})
        assert (status.status_code, entries.status_code) == (200, 200)
        assert shown(held.lines, self.on, self.known_at, self.since) == by_history
        assert status.json()["may_begin"] == by_history.begins.outcome.word
        return by_history, status.json(), entries.json()


def recorded(chance: st.DataObject, one: Lender, at: datetime) -> None:
    """One more entry, or another in the place of one that was wrong, or nothing in its place."""
    open_ones = list(
        RegisterEntry.objects.filter(organisation=one.organisation, corrected_by=None, annulled=False).order_by("id")
    )
    wrong = chance.draw(st.sampled_from([None, *open_ones]), label="corrects")
    known_on = chance.draw(DAYS)
    effect = known_on + timedelta(chance.draw(st.integers(0, 28)))
    kind = chance.draw(st.sampled_from(KINDS))
    until = effect + timedelta(chance.draw(st.integers(0, 400))) if kind in ("admitted", "excepted") else None
    draft = EntryDraft(REGISTER, one.organisation, kind, known_on, effect, until)
    if wrong is None:
        make_lenders.entry(one, kind, known_on, effect, until, recorded_at=at)
        return
    officer = make.staff(wrong.authority, "coordinator")
    correct(entry=wrong, draft=chance.draw(st.sampled_from([draft, None])), authority=wrong.authority, by=officer, now=at)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_an_answer_once_given_is_given_for_ever(chance: st.DataObject) -> None:
    with transaction.atomic():
        one, other = make_lenders.lender("Een Verzonnen"), make_lenders.lender("Ander Verzonnen")
        at, given_answers = BEGIN, dict[Question, tuple[Any, ...]]()
        for number in range(chance.draw(st.integers(1, 6), label="entries")):
            at += timedelta(seconds=chance.draw(st.integers(1, 10**6)))
            recorded(chance, one if number == 0 or chance.draw(st.booleans()) else other, at)
            for known_at in (at - timedelta(seconds=1), at, at + timedelta(milliseconds=500)):
                question = Question(chance.draw(DAYS), known_at, chance.draw(DAYS))
                given_answers[question] = question.answers(one)
            for question, before in given_answers.items():
                assert question.answers(one) == before
        transaction.set_rollback(True)


def test_a_correction_is_an_entry_too_and_what_it_corrects_stays() -> None:
    one = make_lenders.admitted()
    entry = RegisterEntry.objects.get()
    officer = make.staff(entry.authority, "coordinator")
    correct(entry=entry, draft=None, authority=entry.authority, by=officer, now=make.NOW + timedelta(1))
    listed = Client().get(f"/api/v1/lenders/{one.number}/entries").json()
    assert [(each["kind"], each["corrects"], each["annulled"]) for each in listed] == [
        ("admitted", None, False),
        ("admitted", entry.pk, True),
    ]


KEPT = {
    "register": "'other'", "organisation_id": "organisation_id + 1", "kind": "'revoked'", "made_known_on": "'2020-01-01'",
    "takes_effect_on": "'2030-01-01'", "valid_until": "NULL", "facts": "'{}'", "recorded_at": "'2020-01-01 00:00:00'",
    "authority_id": "authority_id + 1", "corrects_id": "id", "annulled": "NOT annulled",
}  # fmt: skip
MAY_CHANGE = {"id", "recorded_by_id", "decision_id"}
"""Who recorded it may have left, and the case behind it ends; its number is what others point at."""


@pytest.mark.parametrize("column", KEPT)
def test_the_database_refuses_to_change_a_column(column: str) -> None:
    make_lenders.admitted()
    before = RegisterEntry.objects.values().get()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE casework_registerentry SET {column} = {KEPT[column]}")
    assert RegisterEntry.objects.values().get() == before


def test_every_column_of_an_entry_was_thought_of() -> None:
    assert {field.column for field in RegisterEntry._meta.concrete_fields} == KEPT.keys() | MAY_CHANGE


def test_the_database_refuses_to_remove_an_entry() -> None:
    make_lenders.admitted()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        RegisterEntry.objects.all().delete()
    assert RegisterEntry.objects.count() == 1

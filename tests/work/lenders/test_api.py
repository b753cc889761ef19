"""The register for programs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from medemens.casework.actions.register import correct
from medemens.casework.models import RegisterEntry
from medemens.work.lenders.models import Lender
from medemens.work.lenders.queries.keys import published
from medemens.work.lenders.statement import verify
from tests import make
from tests.make import NOW
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"


def get(client: Client, path: str, **asked: Any) -> Any:
    return client.get(f"{ROOT}{path}", asked)


def test_a_lender_by_any_of_its_numbers(client: Client) -> None:
    one = make_lenders.admitted(kvk="00345678", rsin="813086188", trade_names=("Flex Fictief",))
    for number in (one.number, "00345678", "813086188"):
        found = get(client, f"/lenders/{number}").json()
        assert (found["number"], found["trade_names"]) == (one.number, ["Flex Fictief"])
    assert get(client, "/lenders", q="flex fictif").json()[0]["number"] == one.number
    assert get(client, "/lenders/99999999").status_code == 404


@pytest.mark.parametrize(
    ("on", "begins", "goes_on", "state"),
    [
        ("2028-04-30", "met", "met", "admitted"),
        ("2028-05-10", "not met", "met", "suspended_announced"),
        ("2028-06-10", "not met", "not met", "suspended"),
    ],
)
def test_the_status_on_a_day(client: Client, on: str, begins: str, goes_on: str, state: str) -> None:
    one = make_lenders.admitted()
    make_lenders.entry(one, "suspended", date(2028, 5, 1), date(2028, 5, 29))
    found = get(client, f"/lenders/{one.number}/status", on=on, workerSince="2028-01-02").json()
    assert (found["may_begin"], found["may_go_on"], found["state"]) == (begins, goes_on, state)
    assert found["citation"].startswith("Waadi art.")


def test_what_was_known_then_is_still_known_so(client: Client) -> None:
    one = make_lenders.admitted()
    entry = RegisterEntry.objects.get()
    officer = make.staff(entry.authority, "coordinator")
    correct(entry=entry, draft=None, authority=entry.authority, by=officer, now=NOW + timedelta(days=1))
    for known_at, begins in ((NOW, "met"), (NOW + timedelta(days=1), "cannot tell")):
        asked = {"on": "2028-05-10", "knownAt": known_at.isoformat()}
        assert get(client, f"/lenders/{one.number}/status", **asked).json()["may_begin"] == begins
    assert len(get(client, f"/lenders/{one.number}/entries").json()) == 2
    assert get(client, f"/lenders/{one.number}/entries", knownAt=(NOW + timedelta(days=1)).isoformat()).json() == []


def test_many_at_once_with_a_statement(client: Client) -> None:
    make_lenders.admitted(kvk="10000001")
    body = json.dumps({"numbers": ["10000001", "1.2E+07"], "on": "2028-05-10"})
    answer = client.post(f"{ROOT}/lender-checks", body, content_type="application/json").json()
    assert [(row["found"], row["may_begin"] or row["reason"]) for row in answer["results"]] == [
        ("found", "met"),
        ("unreadable", "scientific"),
    ]
    assert verify(answer["statement"], published()).claims["on"] == "2028-05-10"


def test_every_change_can_be_followed(client: Client) -> None:
    one = make_lenders.admitted()
    make_lenders.entry(one, "suspended", date(2028, 5, 1), date(2028, 5, 29))
    make_lenders.entry(one, "restored", date(2028, 7, 1))
    seen: list[str] = []
    after: int | None = 0
    while after is not None:
        page = get(client, "/lender-changes", after=after, limit=2).json()
        seen += [each["kind"] for each in page["entries"]]
        after = page["next"]
    assert seen == ["admitted", "suspended", "restored"]


def test_numbers_of_tax_of_a_sole_trader_are_not_shown(client: Client) -> None:
    one = make_lenders.admitted("Verzonnen Persoon", rsin="813086188", vat="NL813086188B01", sole_trader=True)
    shown = get(client, f"/lenders/{one.number}").json()
    assert (shown["name"], shown["rsin"], shown["vat"]) == ("Verzonnen Persoon", "", "")


def test_when_the_name_left_nothing_leads_to_the_person(client: Client) -> None:
    one = make_lenders.admitted("Verzonnen Persoon", place="Dorp", sole_trader=True)
    Lender.objects.filter(pk=one.pk).update(name_until=timezone.localdate(), changed_at=timezone.now())
    shown = get(client, f"/lenders/{one.number}").json()
    assert [shown[field] for field in ("name", "kvk", "place")] == ["", "", ""]
    assert get(client, f"/lenders/{one.number}/status").json()


@pytest.mark.parametrize("path", ["/lenders", "/lenders?q=", "/lender-changes?limit=0", "/lender-changes?after=-1"])
def test_a_question_that_does_not_fit_is_a_problem(client: Client, path: str) -> None:
    answer = client.get(f"{ROOT}{path}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"

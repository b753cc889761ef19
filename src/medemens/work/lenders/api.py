"""The register for programs: a lender on any day, many at once with a signed statement, and every change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from medemens.common.access import audience
from medemens.common.moments import aware
from medemens.work.lenders import words
from medemens.work.lenders.hirers.pages import prove
from medemens.work.lenders.queries import search, snapshot
from medemens.work.lenders.queries.checks import MOST_NUMBERS, Checked
from medemens.work.lenders.queries.history import Line, Shown, known, shown
from medemens.work.lenders.queries.snapshot import Known

router = Router(tags=["Register of lenders"])
EXAMPLE: dict[str, Any] = {"numbers": ["12345678", "NL813086188B01"], "on": "2028-05-10"}
MOST_CHANGES = 1000


class LenderOut(Schema):
    """A lender, as far as it is public."""

    number: str
    name: str
    kvk: str
    rsin: str
    vat: str
    country: str
    home_number: str
    place: str
    trade_names: list[str]


class FoundOut(LenderOut):
    """A lender that was found by a name or number; `score` is 100 for the same."""

    score: int


class EntryOut(Schema):
    """An entry of the register. `corrects` is the entry in whose place it stands; `annulled`: nothing stands there."""

    id: int
    lender: str
    kind: str
    made_known_on: date
    takes_effect_on: date
    valid_until: date | None
    recorded_at: datetime
    corrects: int | None
    annulled: bool


class StatusOut(Schema):
    """Whether a lender may lend on a day, as the register was known at a moment; outcomes as the law has them."""

    lender: str
    on: date
    known_at: datetime
    state: str
    status: str
    may_begin: str
    may_go_on: str
    citation: str
    because: str | None
    since: date | None
    until: date | None
    present_on: date | None


class CheckIn(Schema):
    """Numbers of KvK, RSIN, VAT, a home register or this register, and a day (today when left out)."""

    model_config = {"extra": "forbid", "json_schema_extra": {"example": EXAMPLE}}
    numbers: list[Annotated[str, Field(max_length=200)]] = Field(min_length=1, max_length=MOST_NUMBERS)
    on: date | None = None


class CheckedOut(Schema):
    """What came of a number. `found` is found, not_found, maybe (zeros lost in front: shown, not taken) or unreadable."""

    row: int
    asked: str
    found: str
    reason: str = ""
    same_as_row: int = 0
    lender: str = ""
    name: str = ""
    state: str = ""
    may_begin: str = ""
    citation: str = ""
    since: date | None = None
    until: date | None = None


class CheckOut(Schema):
    """The answers in the order of the numbers, and the signed statement of them (a JWS)."""

    on: date
    known_at: datetime
    results: list[CheckedOut]
    statement: str


class ChangesOut(Schema):
    """Entries in the order in which they were recorded; `next` is the number to go on after, None at the end."""

    entries: list[EntryOut]
    next: int | None


@router.get("/lenders", response=list[FoundOut], summary="Find lenders", operation_id="findLenders")
@audience("machine")
def find_lenders(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    place: Annotated[str, Query(max_length=200)] = "",
) -> list[dict[str, Any]]:
    """By a number, or by a name with typing errors; those that sit in the place first. At most 20."""
    return [{**_lender(each.lender), "score": each.score} for each in search.find(snapshot.current(), q, place)]


@router.get("/lenders/{number}", response=LenderOut, summary="One lender", operation_id="getLender")
@audience("machine")
def get_lender(request: HttpRequest, number: str) -> dict[str, Any]:
    """By its number in the register, or that of KvK, RSIN, VAT or a home register."""
    return _lender(_found(number))


@router.get("/lenders/{number}/status", response=StatusOut, summary="Whether a lender may lend", operation_id="getLenderStatus")
@audience("machine")
def get_status(
    request: HttpRequest,
    number: str,
    on: Annotated[date | None, Query()] = None,
    known_at: Annotated[datetime | None, Query(alias="knownAt")] = None,
    worker_since: Annotated[date | None, Query(alias="workerSince")] = None,
) -> dict[str, Any]:
    """On a day, as the register was known at a moment (now when left out), for somebody who works there since a day."""
    one, now = _found(number), timezone.now()
    at = min(aware(known_at), now) if known_at else now
    return _status(one, shown(one.lines, on or timezone.localdate(now), at, worker_since))


@router.get("/lenders/{number}/entries", response=list[EntryOut], summary="The history of a lender", operation_id="listEntries")
@audience("machine")
def list_entries(
    request: HttpRequest, number: str, known_at: Annotated[datetime | None, Query(alias="knownAt")] = None
) -> list[dict[str, Any]]:
    """All entries, corrections too; with `known_at` those that stood in the register at that moment."""
    one = _found(number)
    lines = known(one.lines, aware(known_at)) if known_at else one.lines
    return [_entry(one, each) for each in lines]


@router.post("/lender-checks", response=CheckOut, summary="Check many lenders", operation_id="checkLenders")
@audience("machine")
def check_lenders(request: HttpRequest, given: CheckIn) -> dict[str, Any]:
    """At most 100,000 numbers; a body of more than a megabyte goes as a file on the site. The statement holds the answers too."""
    proof = prove(given.numbers, given.on or timezone.localdate())
    results = [_checked(each) for each in proof.rows]
    return {"on": proof.on, "known_at": proof.known_at, "results": results, "statement": proof.text}


@router.get("/lender-changes", response=ChangesOut, summary="What changed in the register", operation_id="listChanges")
@audience("machine")
def list_changes(
    request: HttpRequest,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_CHANGES)] = 100,
) -> dict[str, Any]:
    """The entries that were recorded after one, the oldest first: ask again with `next` to follow the register."""
    held = snapshot.current()
    later = sorted(
        ((line.number, one, line) for one in held for line in one.lines if line.number > after), key=lambda each: each[0]
    )
    page = later[:limit]
    return {"entries": [_entry(one, line) for _id, one, line in page], "next": page[-1][0] if len(later) > limit else None}


def _found(number: str) -> Known:
    one = snapshot.current().of_number(number)
    if one is None:
        raise Http404
    return one


def _lender(one: Known) -> dict[str, Any]:
    one = one.public(timezone.localdate())
    return {
        "number": one.number,
        "name": one.name,
        "kvk": one.kvk,
        "rsin": one.rsin,
        "vat": one.vat,
        "country": one.country,
        "home_number": one.home_number,
        "place": one.place,
        "trade_names": list(one.names[1:]),
    }


def _entry(one: Known, line: Line) -> dict[str, Any]:
    return {
        "id": line.number,
        "lender": one.number,
        "kind": line.kind,
        "made_known_on": line.made_known_on,
        "takes_effect_on": line.takes_effect_on,
        "valid_until": line.valid_until,
        "recorded_at": line.recorded_at,
        "corrects": line.corrects,
        "annulled": line.annulled,
    }


def _status(one: Known, answer: Shown) -> dict[str, Any]:
    stands = answer.standing
    return {
        "lender": one.number,
        "on": answer.on,
        "known_at": answer.known_at,
        "state": words.state(answer),
        "status": stands.status,
        "may_begin": answer.begins.outcome.word,
        "may_go_on": answer.goes_on.outcome.word,
        "citation": answer.begins.citation,
        "because": answer.begins.because,
        "since": stands.since,
        "until": stands.until,
        "present_on": stands.present_on,
    }


def _checked(row: Checked) -> dict[str, Any]:
    return {
        "row": row.row,
        "asked": row.asked,
        "found": row.found.value,
        "reason": row.reason,
        "same_as_row": row.first_row,
        "lender": row.lender.number if row.lender else "",
        "name": row.lender.name if row.lender else "",
        "state": row.state,
        "may_begin": row.begins,
        "citation": row.citation,
        "since": row.since,
        "until": row.until,
    }

"""What somebody fills in who wants to follow: where they want to be told, and of which lenders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils import timezone

from medemens.common.questions import Text
from medemens.work.lenders import numbers_file, words
from medemens.work.lenders.following import mail
from medemens.work.lenders.following.network import BadAddress, read_address
from medemens.work.lenders.following.staff_words import ADDRESS, NUMBERS
from medemens.work.lenders.hirers.proofs import outcome
from medemens.work.lenders.numbers_file import UnreadableFile
from medemens.work.lenders.queries import checks, snapshot
from medemens.work.lenders.queries.checks import Found
from medemens.work.lenders.queries.following import MOST_FOLLOWED, Follower
from medemens.work.lenders.queries.history import shown
from medemens.work.lenders.queries.snapshot import Known

MOST_MAIL = 254
MOST_SHOWN = 200


@dataclass(frozen=True)
class Row:
    """A lender in a list, with how it stands in words."""

    lender: Known
    state: Text
    tone: str


@dataclass(frozen=True)
class Wanted:
    """The lenders that somebody named: those that were recognised, and what was not, with the reason."""

    typed: str
    found: Sequence[Known] = ()
    unknown: Sequence[tuple[str, Text]] = ()
    errors: dict[str, Text] | None = None

    @property
    def numbers(self) -> list[str]:
        """Their numbers in the register."""
        return [each.number for each in self.found]

    @property
    def rows(self) -> list[Row]:
        """The first of those that were recognised."""
        return rows(self.found[:MOST_SHOWN])

    @property
    def left_out(self) -> int:
        """How many more there are."""
        return max(len(self.found) - MOST_SHOWN, 0)

    @property
    def unknown_shown(self) -> Sequence[tuple[str, Text]]:
        """The first of what was not recognised."""
        return self.unknown[:MOST_SHOWN]

    @property
    def again(self) -> str:
        """The numbers as text, to send them on with the next form."""
        return "\n".join(self.numbers)


def rows(lenders: Sequence[Known]) -> list[Row]:
    """Lenders with how they stand today."""
    now = timezone.now()
    today = timezone.localdate(now)
    states = [(each.public(today), words.STATES[words.state(shown(each.lines, today, now))]) for each in lenders]
    return [Row(lender, state.title, state.tone) for lender, state in states]


def wanted(request: HttpRequest) -> Wanted:
    """The lenders of a form: numbers that were pasted, or in a file."""
    typed, file = request.POST.get("numbers", ""), request.FILES.get("file")
    try:
        given = (
            numbers_file.numbers(file.read(numbers_file.MOST_BYTES + 1), MOST_FOLLOWED)
            if file is not None
            else numbers_file.in_text(typed, MOST_FOLLOWED)
        )
    except UnreadableFile as wrong:
        return Wanted(typed, errors={"numbers": NUMBERS[wrong.reason]})
    now = timezone.now()
    found: dict[str, Known] = {}
    unknown: list[tuple[str, Text]] = []
    for row in checks.check(snapshot.current(), given, timezone.localdate(now), now):
        if row.found is Found.FOUND and row.lender is not None:
            found.setdefault(row.lender.number, row.lender)
        elif not row.first_row:
            unknown.append((row.asked, outcome(row)))
    errors = None if found else {"numbers": NUMBERS["nobody"]}
    return Wanted(typed or "\n".join(given), list(found.values()), unknown, errors)


@dataclass(frozen=True)
class Where:
    """How and where somebody wants to be told, with what is wrong with it by the id of the field."""

    way: str
    typed: str
    address: str
    errors: dict[str, Text]


def where(request: HttpRequest, way: str = "") -> Where:
    """How and where; with `way` only where, for who chose before."""
    way = way or request.POST.get("way", "")
    typed = request.POST.get("address", "")[:1_000]
    if way not in Follower.Way.values:
        return Where(way, typed, "", {"way-0": ADDRESS["way"]})
    if way == Follower.Way.MAIL and not mail.offered():
        return Where(way, typed, "", {"way-0": ADDRESS["not_now"]})
    if not typed.strip():
        return Where(way, typed, "", {"address": ADDRESS["empty"]})
    try:
        return Where(way, typed, _mail(typed) if way == Follower.Way.MAIL else str(read_address(typed)), {})
    except BadAddress as wrong:
        return Where(way, typed, "", {"address": ADDRESS[wrong.reason]})


def _mail(typed: str) -> str:
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise BadAddress("mail") from None
    host = address.rpartition("@")[2]
    if len(address) > MOST_MAIL or "." not in host or host.startswith("["):
        raise BadAddress("mail")
    return address

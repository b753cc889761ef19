"""A handler's queue: which cases there are, in the order of their terms or of arrival, a page at a time.

Made for a million cases of one authority: every tab has an index that already stands in its order, a page begins after the
last case of the page before (so that page 1,000 costs as much as page 1), and a count stops at `MOST_COUNTED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from medemens.casework import access
from medemens.casework.models import Case as Case
from medemens.common.organisations import Organisation
from medemens.common.staff import StaffMember

PAGE = 50
MOST_COUNTED = 1000
SOON_DAYS = 7
MOST_ORGANISATIONS = 50
NO_HANDLER = 0
"""Stands for "nobody" in `Wanted.handler`."""

COLUMNS = (
    "reference", "case_type", "subject", "municipality", "status", "outcome", "waiting", "urgent", "unread", "formal_request",
    "received_at", "due_on", "closed_at", "withdrawn_at", "organisation__name", "handler__name",
)  # fmt: skip
"""What is read of a case: none of what is sealed."""


class Tab(StrEnum):
    """The parts of the queue."""

    NEW = "new"
    MINE = "mine"
    SOON = "soon"
    OVERDUE = "overdue"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


BY_TERM = frozenset({Tab.SOON, Tab.OVERDUE})
"""The tabs that always stand in the order of the terms."""


class Sort(StrEnum):
    """In what order: the term that ends first, or the case that came first. Closed cases stand with the last closed first."""

    TERM = "term"
    ARRIVAL = "arrival"


@dataclass(frozen=True)
class Wanted:
    """What a handler asked to see. Empty words mean "all". `after` is where the page before ended.

    A search looks through all cases of the authority, open and closed, whatever the tab. All closed cases have one status, so
    that filter does nothing there; the tabs that are about terms stand in their order.
    """

    tab: Tab = Tab.NEW
    sort: Sort = Sort.TERM
    subject: str = ""
    municipality: str = ""
    status: str = ""
    handler: int | None = None
    urgent: bool = False
    search: str = ""
    after: tuple[str, int] | None = None

    @property
    def filtered(self) -> bool:
        """Whether not all cases of the tab are shown."""
        return bool(self.subject or self.municipality or self.status or self.handler is not None or self.urgent or self.search)


@dataclass(frozen=True)
class Page:
    """A page of cases; `after` begins the next one, None at the end."""

    cases: list[Case]
    after: tuple[str, int] | None


@dataclass(frozen=True)
class Count:
    """How many cases a tab has; `more` says that there are more than were counted."""

    tab: Tab
    number: int
    more: bool


def page(staff: StaffMember, wanted: Wanted, today: date) -> Page:
    """A page of the queue: one SQL statement, two when there is a search."""
    found = _filtered(_found(staff, wanted, today), wanted)
    column, descending = _order(wanted)
    if wanted.after is not None:
        found = _following(found, column, descending, wanted.after)
    key = Coalesce(F(column), F(column)) if _few(wanted) else F(column)
    order = (key.desc(), F("id").desc()) if descending else (key.asc(), F("id").asc())
    cases = list(found.select_related("organisation", "handler").only(*COLUMNS).order_by(*order)[: PAGE + 1])
    if len(cases) <= PAGE:
        return Page(cases, None)
    last = cases[PAGE - 1]
    return Page(cases[:PAGE], (getattr(last, column).isoformat(), last.pk))


def counts(staff: StaffMember, today: date) -> list[Count]:
    """How many cases each tab has: one SQL statement a tab."""
    numbers = [(tab, _in_tab(staff, tab, today).order_by()[: MOST_COUNTED + 1].count()) for tab in Tab]
    return [Count(tab, min(number, MOST_COUNTED), number > MOST_COUNTED) for tab, number in numbers]


def handlers(staff: StaffMember) -> list[StaffMember]:
    """The colleagues who can have cases."""
    colleagues = StaffMember.objects.filter(authority=staff.authority, is_active=True)
    return list(colleagues.filter(Q(handler=True) | Q(coordinator=True)).order_by("name", "id"))


def _found(staff: StaffMember, wanted: Wanted, today: date) -> QuerySet[Case]:
    text = wanted.search
    if not text:
        return _in_tab(staff, wanted.tab, today)
    named = Organisation.objects.filter(kvk=text) if text.isdigit() else Organisation.objects.named(text)
    numbers = list(named.order_by("folded_name").values_list("pk", flat=True)[:MOST_ORGANISATIONS])
    if not numbers:
        return access.cases(staff).filter(reference=as_reference(text))
    return access.cases_about(staff, numbers)


def as_reference(text: str) -> str:
    """A reference as it is kept, from how somebody typed it: small letters, without the dash."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return f"{letters[:5]}-{letters[5:]}"


def _in_tab(staff: StaffMember, tab: Tab, today: date) -> QuerySet[Case]:
    cases = access.cases(staff)
    if tab is Tab.CLOSED:
        return cases.exclude(closed_at=None)
    still_open = cases.filter(closed_at=None)
    match tab:
        case Tab.NEW:
            return still_open.filter(handler=None)
        case Tab.MINE:
            return still_open.filter(handler=staff)
        case Tab.SOON:
            return still_open.filter(due_on__gte=today, due_on__lte=today + timedelta(SOON_DAYS))
        case Tab.OVERDUE:
            return still_open.filter(due_on__lt=today)
        case Tab.WAITING:
            return still_open.exclude(waiting="")
        case _:
            return still_open


def _filtered(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.subject:
        cases = cases.filter(subject=wanted.subject)
    if wanted.municipality:
        cases = cases.filter(municipality=wanted.municipality)
    if wanted.status and wanted.tab is not Tab.CLOSED:
        cases = cases.filter(status=wanted.status)
    if wanted.handler is not None:
        cases = cases.filter(handler=wanted.handler or None)
    if wanted.urgent:
        cases = cases.filter(urgent=True)
    return cases


def _order(wanted: Wanted) -> tuple[str, bool]:
    """The column that the page is in the order of, and whether the greatest comes first."""
    if wanted.search:
        return "received_at", True
    if wanted.tab is Tab.CLOSED:
        return "closed_at", True
    return ("received_at", False) if wanted.sort is Sort.ARRIVAL and wanted.tab not in BY_TERM else ("due_on", False)


def _few(wanted: Wanted) -> bool:
    """Whether so few are wanted that they had better be found first and sorted then.

    A database without statistics would walk through all cases in the order of arrival instead. An expression that no index has
    (here: the column or else itself) keeps it from that.
    """
    chosen = wanted.municipality or wanted.handler or wanted.tab is Tab.MINE
    return bool(wanted.search or (wanted.sort is Sort.ARRIVAL and wanted.tab is not Tab.CLOSED and chosen))


def _following(cases: QuerySet[Case], column: str, descending: bool, after: tuple[str, int]) -> QuerySet[Case]:
    """Those that come after a place. The first condition is implied by the second; it lets the database begin there."""
    value, number = after
    way = "lt" if descending else "gt"
    beyond = Q(**{f"{column}__{way}": value}) | Q(**{column: value, f"id__{way}": number})
    return cases.filter(Q(**{f"{column}__{way}e": value}), beyond)

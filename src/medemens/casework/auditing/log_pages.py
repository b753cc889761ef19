"""Who did what, and who saw what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from medemens.casework.auditing import detail_words, words
from medemens.casework.auditing.detail_words import Names
from medemens.casework.opening import staff_of
from medemens.casework.queries import log as queries
from medemens.casework.queries.log import READS, AuditEntry, Wanted
from medemens.casework.queries.queue import as_reference
from medemens.casework.staff_words import chosen
from medemens.common.access import Permission, audience

DAYS = 30
"""How many days are shown when none were chosen."""

FIRST, LAST = date(2020, 1, 1), date(2099, 12, 31)
"""Days outside of these are no days of this log."""


@dataclass(frozen=True)
class Row:
    """An entry in words."""

    entry: AuditEntry
    who: str
    deed: str
    details: list[tuple[str, str]]
    saw_content: bool


@audience("staff", may=Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """A page of the log. A search by reference is a form, so that it does not stand in an address."""
    staff = staff_of(request)
    today = timezone.localdate()
    wanted = read_search(request.POST, today) if request.method == "POST" else read(request.GET, today)
    page, people = queries.page(staff, wanted), queries.people(staff)
    names = Names(
        people={each.pk: each.name for each in people},
        authorities=queries.authorities_in(page.entries),
        kinds=queries.kinds_of(page.entries),
    )
    context = {
        "wanted": wanted,
        "rows": [_row(entry, names, request.LANGUAGE_CODE) for entry in page.entries],
        "people": people,
        "deeds": words.deeds(),
        "reads": READS,
        "after": f"{page.after[0]},{page.after[1]}" if page.after else "",
        "next": _next(request.GET, page.after),
        "page_length": queries.PAGE,
    }
    return render(request, "auditing/log.html", context)


def read(data: QueryDict, today: date) -> Wanted:
    """What was asked for; what cannot be read is left out, so that an old or shared address still opens."""
    number = data.get("staff", "")
    until = day(data.get("until", "")) or today
    since = day(data.get("since", "")) or until - timedelta(DAYS)
    return Wanted(
        since=min(since, until),
        until=max(since, until),
        staff=int(number) if number.isdecimal() and len(number) < 10 else None,
        deed=chosen([(READS, ""), *words.deeds()], data.get("deed", "")),
        after=_after(data.get("after", "")),
    )


def read_search(data: QueryDict, today: date) -> Wanted:
    """All about one case, from the first day on; the same as nothing asked when no reference was typed."""
    reference = data.get("reference", "").strip()[:40]
    if not reference:
        return read(QueryDict(), today)
    return Wanted(FIRST, today, reference=as_reference(reference), after=_after(data.get("after", "")))


def day(text: str) -> date | None:
    """A day as a date field sends it; None when it is none, or one before or long after this log."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def _after(text: str) -> tuple[str, int] | None:
    """Where the page before ended: `moment,number`."""
    moment, _comma, number = text.partition(",")
    try:
        found = datetime.fromisoformat(moment)
        if found.tzinfo is None or not FIRST <= found.astimezone(UTC).date() <= LAST:
            return None
        return moment, int(number)
    except (ValueError, OverflowError):
        return None


def _next(data: QueryDict, after: tuple[str, int] | None) -> str:
    if after is None:
        return ""
    again = data.copy()
    again["after"] = f"{after[0]},{after[1]}"
    return f"?{again.urlencode()}"


def _row(entry: AuditEntry, names: Names, code: str) -> Row:
    return Row(
        entry=entry,
        who=words.who(entry),
        deed=words.deed(entry.deed),
        details=detail_words.details(entry, names, code),
        saw_content=entry.deed in queries.READ_DEEDS,
    )

"""The queue: the first page of the workbench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from medemens.casework import staff_words as words
from medemens.casework.opening import staff_of
from medemens.casework.queries import queue as queries
from medemens.casework.queries.queue import NO_HANDLER, Case, Count, Sort, Tab, Wanted
from medemens.common.access import Permission, audience


@dataclass(frozen=True)
class Row:
    """A case as the queue shows it."""

    case: Case
    subject: words.Text
    municipality: str
    status: words.Text
    due: words.Due
    waiting: words.Text


@dataclass(frozen=True)
class TabShown:
    """A tab with its number of cases, and where it leads."""

    tab: Tab
    name: words.Text
    count: Count
    query: str


@audience("staff", may=Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """A tab of the queue, filtered and sorted; or what a search found.

    What is searched for comes by POST: the name of a landlord does not belong in an address, which browsers and servers keep.
    """
    staff = staff_of(request)
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else request.GET
    wanted = read(data, staff.pk)
    page = queries.page(staff, wanted, today)
    context = {
        "wanted": wanted,
        "tabs": [TabShown(each.tab, words.TABS[each.tab], each, f"?tab={each.tab}") for each in queries.counts(staff, today)],
        "rows": [_row(case, today) for case in page.cases],
        "after": f"{page.after[0]},{page.after[1]}" if page.after else "",
        "next": _next(request.GET, page.after),
        "subjects": words.subjects(),
        "statuses": words.statuses(),
        "municipalities": words.municipalities(),
        "handlers": queries.handlers(staff),
        "nobody": NO_HANDLER,
        "title": words.TABS[wanted.tab],
        "page_length": queries.PAGE,
    }
    return render(request, "workbench/queue.html", context)


def read(data: QueryDict, own_number: int) -> Wanted:
    """What was asked for; what cannot be read is left out, so that an old or shared address still opens."""
    handler = data.get("handler", "")
    tab = data.get("tab", "")
    return Wanted(
        tab=Tab(tab) if tab in list(Tab) else Tab.NEW,
        sort=Sort.ARRIVAL if data.get("sort") == Sort.ARRIVAL else Sort.TERM,
        subject=words.chosen(words.subjects(), data.get("subject", "")),
        municipality=words.chosen(words.municipalities(), data.get("municipality", "")),
        status=words.chosen(words.statuses(), data.get("status", "")),
        handler=own_number if handler == "me" else int(handler) if handler.isdecimal() and len(handler) < 10 else None,
        urgent="urgent" in data,
        search=data.get("search", "").strip()[:200],
        after=_after(data.get("after", "")),
    )


def _after(text: str) -> tuple[str, int] | None:
    """Where the page before ended: `day,number`, or `moment,number`."""
    value, _comma, number = text.partition(",")
    try:
        datetime.fromisoformat(value)
        return value, int(number)
    except ValueError:
        return None


def _next(data: QueryDict, after: tuple[str, int] | None) -> str:
    if after is None:
        return ""
    again = data.copy()
    again["after"] = f"{after[0]},{after[1]}"
    return f"?{again.urlencode()}"


def _row(case: Case, today: date) -> Row:
    return Row(
        case=case,
        subject=words.subject(case.case_type, case.subject),
        municipality=words.municipality(case.municipality),
        status=words.outcome(case.case_type, case.outcome) if case.outcome else words.status(case.case_type, case.status),
        due=words.due(case.due, today),
        waiting=words.WAITING[case.waiting] if case.waiting else "",
    )

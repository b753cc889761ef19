"""What ends soon or has no end, over the whole register; also as a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from medemens.bulk.writing import harmless
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.work.lenders.actions import lists
from medemens.work.lenders.admission import staff_words
from medemens.work.lenders.queries import admission, snapshot
from medemens.work.lenders.queries.admission import Ending, Ends
from medemens.work.lenders.words import STATES

MONTHS = (1, 3, 6, 12, 24)
ROWS = 100


@audience("staff", may=Permission.ADMIT)
@require_safe
def ends(request: HttpRequest) -> HttpResponse:
    """One of the lists, some rows at a time."""
    which, months = _asked(request.GET)
    found = _found(which, months)
    page = Paginator(found, ROWS).get_page(request.GET.get("page", ""))
    context = {
        "page": page,
        "rows": [(each, STATES[each.status]) for each in page.object_list],
        "which": which,
        "months": months,
        "lists": staff_words.ENDS,
        "title": staff_words.ENDS[which],
        "choices": MONTHS,
        "before": f"?which={which}&months={months}&page={page.previous_page_number()}" if page.has_previous() else "",
        "after": f"?which={which}&months={months}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "lenders/admission/ends.html", context)


@audience("staff", may=Permission.ADMIT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The whole list as CSV. That it was taken out is in the log."""
    which, months = _asked(request.POST)
    now = timezone.now()
    lists.take_out(which=which, months=months, by=staff_of(request), now=now)
    content = "\ufeff" + _as_csv(_found(which, months))
    name = f"lenders-{which}-{timezone.localdate(now).isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _found(which: Ends, months: int) -> list[Ending]:
    now = timezone.now()
    return admission.ending(snapshot.current(), which, timezone.localdate(now), months, now)


def _asked(data: QueryDict) -> tuple[Ends, int]:
    which, months = data.get("which", ""), data.get("months", "")
    chosen = int(months) if months in map(str, MONTHS) else 6
    return Ends(which) if which in list(Ends) else Ends.ADMISSIONS, chosen


def _as_csv(found: Iterable[Ending]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Number"), _("Name"), _("KvK number"), _("Place"), _("State"), _("Since"), _("Until")])
    for each in found:
        one = each.lender
        days = [day.isoformat() if day else "" for day in (each.since, each.until)]
        writer.writerow([one.number, harmless(one.name), one.kvk, harmless(one.place), each.status, *days])
    return text.getvalue()

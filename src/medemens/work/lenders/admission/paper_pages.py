"""Papers of all firms that end or are too old; also as a table for a spreadsheet."""

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
from medemens.work.lenders.admission import application_words as words
from medemens.work.lenders.admission.list_pages import MONTHS, ROWS
from medemens.work.lenders.queries import papers as queries
from medemens.work.lenders.queries.papers import BY_MONTHS, Paper, PaperList


@audience("staff", may=Permission.ADMIT)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """One of the lists, some rows at a time."""
    which, months = _asked(request.GET)
    found = queries.listed(staff_of(request), which, timezone.localdate(), months)
    page = Paginator(found, ROWS).get_page(request.GET.get("page", ""))
    context = {
        "page": page,
        "rows": [(each, words.paper(each.kind)) for each in page.object_list],
        "which": which,
        "months": months,
        "lists": words.LISTS,
        "title": words.LISTS[which],
        "choices": MONTHS,
        "by_months": which in BY_MONTHS,
        "before": f"?which={which}&months={months}&page={page.previous_page_number()}" if page.has_previous() else "",
        "after": f"?which={which}&months={months}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "lenders/admission/papers.html", context)


@audience("staff", may=Permission.ADMIT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The whole list as CSV. That it was taken out is in the log."""
    which, months = _asked(request.POST)
    staff, now = staff_of(request), timezone.now()
    lists.take_out(which=f"papers-{which}", months=months, by=staff, now=now)
    today = timezone.localdate(now)
    content = "\ufeff" + _as_csv(queries.listed(staff, which, today, months).iterator(chunk_size=2000))
    headers = {"Content-Disposition": f'attachment; filename="papers-{which}-{today.isoformat()}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _asked(data: QueryDict) -> tuple[PaperList, int]:
    which, months = data.get("which", ""), data.get("months", "")
    chosen = int(months) if months in map(str, MONTHS) else 6
    return PaperList(which) if which in list(PaperList) else PaperList.ENDING, chosen


def _as_csv(found: Iterable[Paper]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    names = (_("Reference"), _("Firm"), _("KvK number"), _("Lender"), _("Paper"), _("Given on"), _("Last day"), _("Amount"))
    writer.writerow(names)
    for each in found:
        one = each.application
        assert one.case is not None
        number = one.lender.number if one.lender else ""
        days = [day.isoformat() if day else "" for day in (each.given_on, each.valid_until)]
        amount = f"{each.amount // 100}.{each.amount % 100:02d}" if each.amount is not None else ""
        writer.writerow(
            [one.case.reference, harmless(one.account.name), one.account.kvk, number, words.paper(each.kind), *days, amount]
        )
    return text.getvalue()

"""An authority that is responsible for measures tells in its workbench how far they are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.progress.measures.actions.reporting import Reporter
from medemens.progress.measures.queries import editing
from medemens.progress.measures.reporting import pages


@audience("staff", may=Permission.REPORT_PROGRESS)
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """The measures of each party for which this authority reports, and what it reported."""
    staff = staff_of(request)
    parts = [pages.part(Reporter(party, staff=staff), "progress:report") for party in editing.parties_of(staff)]
    return pages.listed(request, "staff.html", parts)


@audience("staff", may=Permission.REPORT_PROGRESS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, party: int, code: str) -> HttpResponse:
    """One measure of a party; one of another looks like none."""
    staff, found = staff_of(request), editing.party(party)
    if not editing.speaks_for(staff, found):
        raise Http404
    back = reverse("progress:measures")
    shown = pages.form(request, "staff.html", Reporter(found, staff=staff), code, back)
    return shown or redirect(f"{back}?done=reported")

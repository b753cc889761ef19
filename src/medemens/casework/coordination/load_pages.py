"""How much open work there is, and what came of the work of the last months."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from medemens.casework import staff_words as words
from medemens.casework.coordination import figures
from medemens.casework.opening import staff_of
from medemens.casework.queries import keys as key_queries
from medemens.casework.queries import load as queries
from medemens.casework.queries.load import PERIODS, Chosen
from medemens.casework.staff_figures import number
from medemens.common.access import Permission, audience


@audience("staff", may=Permission.COORDINATE)
@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """The open cases: by handler, subject, municipality, status and age, and how their terms stand."""
    staff, chosen = staff_of(request), read(request.GET)
    found = queries.load(staff, chosen, timezone.localdate())
    strays = [each.staff.name for each in key_queries.colleagues(staff.authority_id or 0) if each.stray]
    context = {
        **around(chosen),
        "load": found,
        "tiles": figures.tiles(found),
        "figures": figures.of_load(found, queries.everybody(staff)),
        "strays": strays,
    }
    return render(request, "coordination/load.html", context)


@audience("staff", may=Permission.COORDINATE)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What came in, what was closed, how it ended, and whether that was in time."""
    chosen = read(request.GET)
    found = queries.results(staff_of(request), chosen, timezone.localdate())
    context = {
        **around(chosen),
        "results": found,
        "figures": figures.of_results(found),
        "share": figures.share(found.in_time, found.with_term),
        "closed": number(sum(month.closed for month in found.months)),
        "periods": PERIODS,
    }
    return render(request, "coordination/results.html", context)


def read(data: QueryDict) -> Chosen:
    """What was chosen; what cannot be read is left out, so that an old or shared address still opens."""
    months = data.get("months", "")
    return Chosen(
        months=int(months) if months in map(str, PERIODS) else Chosen.months,
        subject=words.chosen(words.subjects(), data.get("subject", "")),
        municipality=words.chosen(words.municipalities(), data.get("municipality", "")),
    )


def around(chosen: Chosen) -> dict[str, Any]:
    """What the fields to choose with need."""
    return {"chosen": chosen, "subjects": words.subjects(), "municipalities": words.municipalities()}

"""The monitor as open data: the page that explains the files, and the files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medemens.common.access import audience
from medemens.progress.measures import forms, open_data
from medemens.progress.measures.kept_pages import kept
from medemens.progress.measures.pages import today
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.snapshot import Snapshot

FORMS: dict[str, tuple[str, Callable[[Snapshot, date], bytes]]] = {
    "json": ("application/json", open_data.as_json),
    "yaml": ("application/yaml; charset=utf-8", open_data.as_yaml),
    "zip": ("application/zip", open_data.as_zip),
}


@audience("official")
@require_safe
@kept
def page(request: HttpRequest) -> HttpResponse:
    """What the files hold, and how to ask for another day."""
    context = {"licence": settings.OPEN_DATA_LICENCE, "site": request.build_absolute_uri("/"), "forms": list(FORMS)}
    return render(request, "measures/open_data.html", context)


@audience("machine")
@require_safe
def file(request: HttpRequest, form: str) -> HttpResponse:
    """The whole monitor; `on` is the day of the states that stand with it (today when left out)."""
    if form not in FORMS:
        raise Http404
    asked = forms.days(request.GET, on=today())
    if asked.errors:
        said = {"status": 422, "title": "Unprocessable Content", "detail": "on: a day is 2023-12-01"}
        return JsonResponse(said, status=422, content_type="application/problem+json")
    kind, made = FORMS[form]
    answer = HttpResponse(made(snapshot.current(), asked["on"]), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="measures-{asked["on"]}.{form}"'
    return answer

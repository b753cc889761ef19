"""Annual reports for the editors of the monitor: write, make, look, publish."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.progress.measures.queries import snapshot
from medemens.progress.report import actions, chapters, pages, queries, staff_words
from medemens.progress.report.forms import MakeForm, TextForm
from medemens.progress.report.period import FIRST_YEAR
from medemens.progress.report.queries import Report

MOST_EDITIONS = 50


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """The editions that were made, the years to write for, and the form to make one."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = MakeForm(request.POST if request.method == "POST" else None, initial={"year": today.year, "as_of": today})
    if request.method == "POST" and form.is_valid():
        address = f"{request.scheme}://{request.get_host()}"
        given = form.cleaned_data
        made = actions.want(year=given["year"], as_of=given["as_of"], address=address, by=staff_of(request), now=now)
        return redirect("annual:edition", made.pk)
    rows = [(each, staff_words.STATES[each.state]) for each in queries.editions()[:MOST_EDITIONS]]
    context = {
        "form": form,
        "rows": rows,
        "years": range(today.year, FIRST_YEAR - 1, -1),
        "empty": not snapshot.current().measures,
    }
    return render(request, "report/workbench/reports.html", context, status=422 if form.errors else 200)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def texts(request: HttpRequest, year: int) -> HttpResponse:
    """The chapters of a year, and in which languages there is a text."""
    _begun(year)
    written = {language: queries.texts(year, language) for language in pages.LANGUAGES}
    rows = [
        (key, title, [(language, key in written[language]) for language in pages.LANGUAGES])
        for key, title in chapters.names(snapshot.current()).items()
    ]
    return render(request, "report/workbench/texts.html", {"year": year, "rows": rows})


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, year: int, chapter: str) -> HttpResponse:
    """The texts of one chapter, with what stood there before."""
    _begun(year)
    title = chapters.names(snapshot.current()).get(chapter)
    if title is None:
        raise Http404
    there = {language: queries.texts(year, language).get(chapter, "") for language in pages.LANGUAGES}
    form = TextForm(request.POST if request.method == "POST" else None, initial=there)
    if request.method == "POST" and form.is_valid():
        _write(request, year, chapter, form, timezone.now())
        return redirect(f"{reverse('annual:texts', args=[year])}#{chapter}")
    context = {"year": year, "title": title, "form": form, "earlier": queries.earlier(year, chapter)[:20]}
    return render(request, "report/workbench/text.html", context, status=422 if form.errors else 200)


def _write(request: HttpRequest, year: int, chapter: str, form: TextForm, now: datetime) -> None:
    for language in pages.LANGUAGES:
        words = form.cleaned_data[language]
        actions.write(year=year, chapter=chapter, language=language, text=words, by=staff_of(request), now=now)


def _begun(year: int) -> None:
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is while it is made; then to look at and to publish."""
    return _edition(request, queries.of_number(number))


def _edition(request: HttpRequest, report: Report, trouble: str = "") -> HttpResponse:
    context = {"report": report, "trouble": trouble, "state": staff_words.STATES[report.state]}
    if report.state in (Report.State.WAITING, Report.State.RUNNING):
        more = {"stage": staff_words.STAGES.get(report.stage, report.stage), "follow": "follow" in request.GET}
        return render(request, "report/workbench/progress.html", context | more)
    files = [(language, form) for language in pages.LANGUAGES for form in pages.TYPES]
    return render(request, "report/workbench/edition.html", context | {"files": files}, status=409 if trouble else 200)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def look(request: HttpRequest, number: int) -> HttpResponse:
    """An edition as readers would see it."""
    report = queries.of_number(number)
    return render(request, "report/workbench/look.html", {"report": report, "body": pages.body(report)})


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def download(request: HttpRequest, number: int, language: str, form: str) -> HttpResponse:
    """A file of an edition, published or not."""
    return pages.given(queries.of_number(number), language, form)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Makes an edition public."""
    report = queries.of_number(number)
    try:
        actions.publish(report=report, by=staff_of(request), now=timezone.now())
    except NotPossible as refused:
        return _edition(request, report, str(staff_words.REFUSED.get(refused.key, _("This is not possible."))))
    return redirect("annual:edition", number)

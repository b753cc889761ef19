"""Annual reports for readers: which there are, each as a page, and as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from medemens.common.access import audience
from medemens.common.languages import spoken
from medemens.progress.report import queries
from medemens.progress.report.queries import Report

TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
LANGUAGES = ("nl", "en")


def code() -> str:
    """The language of the page."""
    found = spoken()
    return found if found in LANGUAGES else "nl"


@audience("official")
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """All editions that were published."""
    return render(request, "report/published/reports.html", {"editions": list(queries.public())})


@audience("official")
@require_safe
def report(request: HttpRequest, year: int, number: int | None = None) -> HttpResponse:
    """An edition as it was published; the newest of a year when none is named."""
    edition = queries.public_edition(year, number)
    others = [each for each in queries.public(year) if each.pk != edition.pk]
    return render(request, "report/published/report.html", {"edition": edition, "body": body(edition), "others": others})


@audience("official")
@require_safe
def download(request: HttpRequest, year: int, number: int, language: str, form: str) -> HttpResponse:
    """An edition as a file."""
    return given(queries.public_edition(year, number), language, form)


def body(edition: Report) -> str:
    """The part of the page that is the report, in the language of the page, as it was made."""
    content = bytes(queries.file(edition, code(), "html").content).decode()
    return mark_safe(content)  # noqa: S308 - made by `web`, which escapes every word


def given(edition: Report, language: str, form: str) -> HttpResponse:
    """A file of an edition, to be saved.

    :raises Http404: there is none
    """
    if form not in TYPES:
        raise Http404
    found = queries.file(edition, language, form)
    name = f"annual-report-{edition.year}-{edition.as_of.isoformat()}-{language}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "ETag": f'"{found.digest}"'}
    return HttpResponse(bytes(found.content), content_type=TYPES[form], headers=headers)

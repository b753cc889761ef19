"""Taking a case out to another case system."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from medemens.casework import zgw
from medemens.casework.actions import cases
from medemens.casework.case_types import case_type
from medemens.casework.opening import opened, staff_of, with_key
from medemens.casework.queries import case_page
from medemens.casework.queries.case_page import Whole
from medemens.casework.workbench import answer_words, case_words
from medemens.common.access import Permission, audience
from medemens.common.languages import language


@audience("staff", may=Permission.HANDLE, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_key
def export(request: HttpRequest, reference: str) -> HttpResponse:
    """A warning first; then the archive."""
    staff, now = staff_of(request), timezone.now()
    found = opened(request, reference, to="export")
    if request.method != "POST":
        return render(request, "workbench/export.html", {"case": found.case})
    whole = case_page.whole(found, staff)
    with translation.override("nl"):
        texts = {"Melding": _report(whole), "Berichten en notities": _lines(whole)}
    content = zgw.archive(found, whole, texts)
    cases.take_out(case=found.case, by=staff, now=now)
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="zaak-{reference}.zip"'},
    )


def _report(whole: Whole) -> str:
    """The report as plain text in Dutch, with the reporter's own words as they wrote them."""
    report = whole.report
    reporter = language(report.get("language"))
    way = answer_words.way(case_type(whole.case.case_type), report)
    parts = [f"{way[0]}. {way[1]}" if way else ""]
    parts += [f"{name}: {value}" for name, value in answer_words.contact(report.get("contact", {}))]
    for group in answer_words.answered(case_type(whole.case.case_type), report.get("answers", {}), "nl"):
        for answer in group.answers:
            given = "\n".join(filter(None, (answer.text, f"[{reporter.code}] {answer.original}" if answer.original else "")))
            parts.append(f"{group.title} {answer.label}\n{given}")
    return "\n\n".join(filter(None, parts))


def _lines(whole: Whole) -> str:
    """The timeline as plain text, with all that was written."""
    parts = []
    for line in whole.lines:
        happened = case_words.happened(whole, line)
        moment = timezone.localtime(line.entry.at).strftime("%Y-%m-%d %H:%M")
        parts.append(f"{moment} {happened.who}: {happened.what}\n{line.content.get('text', '')}".strip())
    return "\n\n".join(parts)

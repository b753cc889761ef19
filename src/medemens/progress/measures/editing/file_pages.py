"""The monitor as a file: taken out as YAML or XLSX, brought in again with its differences shown first."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.common.access import Permission, audience
from medemens.progress.measures import yaml_file
from medemens.progress.measures.actions import editing as actions
from medemens.progress.measures.actions import importing
from medemens.progress.measures.editing import forms, words, workbook
from medemens.progress.measures.editing.change_pages import Kind, drafted
from medemens.progress.measures.queries import whole

MOST_BYTES = yaml_file.MOST_BYTES
MOST_TOLD = 100
"""How many mistakes a page tells."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Brings a file in: what is wrong is told, and what is right becomes a draft."""
    form = forms.FileForm(request.POST, request.FILES) if request.method == "POST" else forms.FileForm()
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        plain, problems = read(form.cleaned_data["file"])
        if not problems and (made := drafted(request, form, Kind.FILE, plain)):
            return made
    context = {"form": form, "problems": problems[:MOST_TOLD], "more": max(len(problems) - MOST_TOLD, 0)}
    return render(request, "measures/editing/files.html", context, status=422 if request.method == "POST" else 200)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The whole monitor as a file.

    :raises Http404: there is no such form
    """
    if form not in ("yaml", "xlsx"):
        raise Http404
    plain = whole.whole()
    content = workbook.written(plain) if form == "xlsx" else yaml_file.written(plain)
    name = f"monitor-{timezone.localdate().isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX if form == "xlsx" else "application/yaml; charset=utf-8", headers=headers)


def read(file: UploadedFile[Any]) -> tuple[dict[str, Any], list[str]]:
    """What stands in a file, and what is wrong with it in words; what it is shows from its content, not from its name."""
    if (file.size or 0) > MOST_BYTES:
        return {}, [_("The file is larger than 10 MB. A whole monitor is far smaller: is it the right file?")]
    content = file.read(MOST_BYTES + 1)
    if content.startswith((workbook.START, workbook.OLD_START)):
        return _read_workbook(content)
    if str(file.name).lower().endswith((".xlsx", ".xlsm", ".xls")):
        return {}, [words.told_workbook(workbook.BadWorkbook("broken"))]
    try:
        plain = yaml_file.read(content)
    except yaml_file.UnreadableYaml as wrong:
        return {}, [words.told_yaml(wrong)]
    faults = actions.faults_of(importing.plan(plain))
    return (plain if isinstance(plain, dict) else {}), [words.told(each) for each in faults]


def _read_workbook(content: bytes) -> tuple[dict[str, Any], list[str]]:
    try:
        plain, places = workbook.read(content)
    except workbook.BadWorkbook as wrong:
        return {}, [words.told_workbook(wrong)]
    problems = [words.told_workbook(each) for each in places.problems]
    faults = actions.faults_of(importing.plan(plain))
    return plain, problems + [words.told(each, places) for each in faults]

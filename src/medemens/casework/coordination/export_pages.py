"""Lists of cases for a spreadsheet: what can be read without a key, and nothing of what people wrote."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from openpyxl import Workbook

from medemens.bulk.writing import harmless
from medemens.casework import staff_words as words
from medemens.casework.actions import reassigning
from medemens.casework.coordination.load_pages import around, read
from medemens.casework.opening import staff_of
from medemens.casework.queries import load as queries
from medemens.casework.queries.load import PERIODS, Which
from medemens.casework.queries.queue import Case
from medemens.common.access import Permission, audience

CHUNK = 2000
MOST_SHEET_ROWS = 50_000
"""A workbook with more would keep the site busy for longer than somebody waits; CSV has no such limit."""

Cell = str | date | None


@audience("staff", may=Permission.COORDINATE, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """What to list, and as what kind of file; then the file. That it was taken out is in the log."""
    data = request.POST if request.method == "POST" else request.GET
    chosen = read(data)
    which = Which(data["which"]) if data.get("which") in list(Which) else Which.OPEN
    context = {**around(chosen), "which": which, "periods": PERIODS, "most": MOST_SHEET_ROWS}
    if request.method != "POST":
        return render(request, "coordination/export.html", context)
    staff, now = staff_of(request), timezone.now()
    today = timezone.localdate(now)
    found = queries.readable(staff, which, chosen, today)
    sheet = data.get("format") == "xlsx"
    if sheet and len(found.values_list("pk")[: MOST_SHEET_ROWS + 1]) > MOST_SHEET_ROWS:
        return render(request, "coordination/export.html", {**context, "too_many": True}, status=422)
    reassigning.take_out_list(
        which=which, months=chosen.months, subject=chosen.subject, municipality=chosen.municipality, by=staff, now=now
    )
    name = f"cases-{which}-{today.isoformat()}"
    return _as_sheet(found, name) if sheet else _as_csv(found, name)


def headings() -> list[str]:
    """The names of the columns."""
    return [
        _("Reference"), _("Case type"), _("Subject"), _("Municipality"), _("Municipality code"), _("Organisation"),
        _("KvK number"), _("Handler"), _("Status"), _("Outcome"), _("Waiting"), _("Urgent"), _("Formal request"), _("Received"),
        _("Term ends"), _("Closed"), _("In time"), _("Withdrawn"),
    ]  # fmt: skip


def cells(case: Case, names: dict[tuple[str, str], str]) -> list[Cell]:
    """A case as a row; `names` keeps words that were looked up before."""

    def name(kind: str, key: str) -> str:
        if (kind, key) not in names:
            look_up = {"subject": words.subject, "status": words.status, "outcome": words.outcome}[kind]
            names[kind, key] = str(look_up(case.case_type, key)) if key else ""
        return names[kind, key]

    organisation = case.organisation
    return [
        case.reference, case.case_type, name("subject", case.subject), words.municipality(case.municipality), case.municipality,
        harmless(organisation.name) if organisation else "", harmless(organisation.kvk) if organisation else "",
        harmless(case.handler.name) if case.handler else "", name("status", case.status), name("outcome", case.outcome),
        str(words.WAITING[case.waiting]) if case.waiting else "", _yes(case.urgent), _yes(case.formal_request),
        _day(case.received_at), case.due, _day(case.closed_at), _yes(case.in_time), _day(case.withdrawn_at),
    ]  # fmt: skip


def _rows(found: QuerySet[Case]) -> Iterator[list[Cell]]:
    names: dict[tuple[str, str], str] = {}
    yield [*headings()]
    for case in found.iterator(chunk_size=CHUNK):
        yield cells(case, names)


def _as_csv(found: QuerySet[Case], name: str) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())
    lines = (writer.writerow(row) for row in _rows(found))
    response = StreamingHttpResponse(_with_mark(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _with_mark(lines: Iterator[str]) -> Iterator[str]:
    """Spreadsheets know by the mark in front that the text is UTF-8."""
    yield "\ufeff"
    yield from lines


def _as_sheet(found: QuerySet[Case], name: str) -> FileResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Cases"))
    sheet.freeze_panes = "A2"
    for row in _rows(found):
        sheet.append(row)
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


class _Echo:
    """Gives back what a CSV writer writes."""

    def write(self, line: str) -> str:
        return line


def _yes(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None

"""What happens to reports: a text is written, an edition is wanted, made, and published. One function a deed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.common.staff import StaffMember
from medemens.progress.report import writing
from medemens.progress.report.models import KeptFigure, Report, ReportFile, ReportText
from medemens.progress.report.period import Period
from medemens.progress.report.tasks import make_report


@transaction.atomic
def write(*, year: int, chapter: str, language: str, text: str, by: StaffMember, now: datetime) -> bool:
    """Writes a text of the editors down; whether it differs from the newest. What stood there before is kept."""
    text = text.replace("\r\n", "\n").strip()
    newest = ReportText.objects.filter(year=year, chapter=chapter, language=language).order_by("-id").first()
    if text == (newest.text if newest else ""):
        return False
    ReportText.objects.create(year=year, chapter=chapter, language=language, text=text, written_by=by, written_at=now)
    audit.record("report.text_written", now=now, by=by, authority=by.authority, year=year, chapter=chapter, language=language)
    return True


@transaction.atomic
def want(*, year: int, as_of: date, address: str, by: StaffMember, now: datetime) -> Report:
    """Puts the making of an edition in line, from all that is known now.

    :raises ValueError: the year had not begun on that day
    """
    Period(year, as_of, now)
    report = Report.objects.create(year=year, as_of=as_of, known_at=now, address=address, wanted_by=by)
    audit.record("report.wanted", now=now, by=by, authority=by.authority, year=year, on=as_of.isoformat(), report=report.pk)
    make_report.enqueue(report.pk)
    return report


def make(*, number: int, now: datetime) -> None:
    """Makes the files of an edition. Safe to repeat: one that is done stays so, one that broke off is made anew."""
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(pk=number).first()
        if report is None or report.state in (Report.State.DONE, Report.State.FAILED):
            return
        report.state = Report.State.RUNNING
        report.save(update_fields=["state"])

    def tell(stage: str, percent: int) -> None:
        Report.objects.filter(pk=number).update(stage=stage, percent=percent)

    try:
        made = writing.made(Period(report.year, report.as_of, report.known_at), address=report.address, tell=tell)
    except Exception:
        Report.objects.filter(pk=number).update(state=Report.State.FAILED, stage="", percent=100)
        raise
    _keep(report, made, now)


@transaction.atomic
def _keep(report: Report, made: writing.Made, now: datetime) -> None:
    for each in made.files:
        ReportFile.objects.create(report=report, language=each.language, form=each.form, content=each.content, digest=each.digest)
    report.state, report.stage, report.percent, report.made_at = Report.State.DONE, "", 100, now
    report.data, report.figures = made.data, [asdict(each) for each in made.figures]
    report.save(update_fields=["state", "stage", "percent", "made_at", "data", "figures"])


@transaction.atomic
def publish(*, report: Report, by: StaffMember, now: datetime) -> None:
    """Makes an edition public as it was made, for good. The figures that it shows are those of that year from now on.

    :raises NotPossible: `not_done`, `published` already, or `other_figures`: those of its year were published otherwise since
    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    if held.published_at is not None:
        raise NotPossible("published")
    if held.state != Report.State.DONE:
        raise NotPossible("not_done")
    year = Period(held.year, held.as_of, held.known_at).counted
    there = {each.source: each.shown for each in KeptFigure.objects.filter(year=year)}
    for figure in held.figures:
        key = figure["key"]
        if key not in there:
            KeptFigure.objects.create(year=year, source=key, shown=figure, kept_at=now)
        elif there[key] != figure:
            raise NotPossible("other_figures")
    held.published_at, held.published_by = now, by
    held.save(update_fields=["published_at", "published_by"])
    audit.record(
        "report.published", now=now, by=by, authority=by.authority, year=held.year, on=held.as_of.isoformat(), report=held.pk
    )

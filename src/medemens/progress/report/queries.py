"""What is asked for a report: texts of the editors, editions that were made, and all material of one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from medemens.common import figures
from medemens.common.figures import Published
from medemens.progress.experience.studies import experience
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.snapshot import Snapshot
from medemens.progress.report.material import Material
from medemens.progress.report.models import KeptFigure, ReportFile, ReportText
from medemens.progress.report.models import Report as Report
from medemens.progress.report.period import Period

REST = _("The rest")
COLUMNS = ("year", "as_of", "known_at", "state", "stage", "percent", "made_at", "published_at")


def texts(year: int, language: str, known_at: datetime | None = None) -> dict[str, str]:
    """The newest text of each chapter, as it stood at a moment."""
    found = ReportText.objects.filter(year=year, language=language)
    if known_at is not None:
        found = found.filter(written_at__lte=known_at)
    newest = found.values("chapter").annotate(newest=Max("id")).values("newest")
    return {each.chapter: each.text for each in ReportText.objects.filter(pk__in=newest) if each.text}


def earlier(year: int, chapter: str) -> QuerySet[ReportText]:
    """All that was ever written for a chapter, the newest first."""
    return ReportText.objects.filter(year=year, chapter=chapter).select_related("written_by").order_by("-id")


def kept(year: int) -> tuple[Published, ...]:
    """The figures of a year: those that were published once as they were, and all others as they are counted now."""
    there = {each.source: each.shown for each in KeptFigure.objects.filter(year=year)}
    since, until = date(year, 1, 1), date(year, 12, 31)
    return tuple(
        Published.read(there[source.key]) if source.key in there else figures.published(source, since, until, REST)
        for source in figures.sources()
    )


def material(period: Period, language: str, counted: Sequence[Published] | None = None, held: Snapshot | None = None) -> Material:
    """All that a report in one language is written from."""
    held = held or snapshot.current()
    return Material(
        period=period,
        held=held,
        before=held.states(period.before, period.known_at),
        now=held.states(period.day, period.known_at),
        later=held.states(period.later, period.known_at) if period.later else {},
        pledged=held.pledged(period.day, period.known_at),
        pledged_later=held.pledged(period.later, period.known_at) if period.later else {},
        figures=tuple(counted) if counted is not None else kept(period.counted),
        experience=experience(),
        texts=texts(period.year, language, period.known_at),
    )


def edition(held: Snapshot, period: Period) -> datetime | None:
    """The moment of the last change of the monitor that the report knows of."""
    moments = [each.recorded_at for one in held.measures.values() for each in one.steps]
    moments += [each.recorded_at for one in held.promises.values() for each in one.lines]
    return max((each for each in moments if period.known_at is None or each <= period.known_at), default=None)


def digest(one: Material) -> str:
    """The mark of the data of a report, in hexadecimals: another when anything differs but the texts of the editors."""
    held = one.held
    plain = {
        "period": [one.period.year, one.period.as_of],
        "measures": [asdict(each) for each in held.measures.values()],
        "states": [asdict(each) for states in (one.before, one.now, one.later) for each in states.values()],
        "promises": [asdict(each) for each in held.promises.values()],
        "promised": [asdict(each) for states in (one.pledged, one.pledged_later) for each in states.values()],
        "practices": [asdict(each) for each in held.practices.values()],
        "sources": [asdict(each) for each in held.sources.values()],
        "figures": [asdict(each) for each in one.figures],
        "experience": asdict(one.experience),
    }
    text = json.dumps(plain, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def editions(year: int | None = None) -> QuerySet[Report]:
    """Editions, the newest first."""
    found = Report.objects.select_related("wanted_by", "published_by").order_by("-id")
    return found if year is None else found.filter(year=year)


def of_number(number: int) -> Report:
    """One edition.

    :raises Http404: there is none
    """
    found = editions().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def public(year: int | None = None) -> QuerySet[Report]:
    """Editions that are published, the newest first."""
    return editions(year).exclude(published_at=None).order_by("-published_at", "-id")


def public_edition(year: int, number: int | None) -> Report:
    """A published edition of a year; the newest when none is named.

    :raises Http404: there is none
    """
    found = public(year)
    one = (found if number is None else found.filter(pk=number)).first()
    if one is None:
        raise Http404
    return one


def file(report: Report, language: str, form: str) -> ReportFile:
    """A file of an edition.

    :raises Http404: there is none
    """
    found = ReportFile.objects.filter(report=report, language=language, form=form).first()
    if found is None:
        raise Http404
    return found

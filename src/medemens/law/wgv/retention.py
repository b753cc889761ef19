"""When the personal data of a report must be gone: Besluit goed verhuurderschap (Stb. 2023, 193), art. 2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from medemens.law import library
from medemens.law.calendar import years_later


class Trigger(Enum):
    """What ended the handling of a report: a key, the article, and whether data may be kept to build a file."""

    UNFOUNDED = ("unfounded", "Besluit goed verhuurderschap art. 2(1)(a)", False)
    REFERRED = ("referred", "Besluit goed verhuurderschap art. 2(1)(b)", True)
    NOT_ENFORCED = ("not_enforced", "Besluit goed verhuurderschap art. 2(1)(c)", True)
    DECISION_FINAL = ("decision_final", "Besluit goed verhuurderschap art. 2(1)(d)", False)

    def __init__(self, key: str, citation: str, file_allowed: bool) -> None:
        self.key = key
        self.citation = citation
        self.file_allowed = file_allowed


class RetentionRefused(ValueError):
    """Facts of a report that cannot be; `key` names why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class ClosedReport:
    """A report that is no longer handled: found unfounded, referred, not enforced, or the decision on it became final.

    `kept_for_file`: the data are kept to build a file on the landlord; that counts only after a referral or when nothing is
    enforced.
    """

    received_on: date
    trigger: Trigger
    trigger_on: date
    kept_for_file: bool = False


@dataclass(frozen=True)
class Deletion:
    """The day on which the data must be gone (it may be past), why (a key of `Trigger` or `file`), and the article."""

    delete_on: date
    why: str
    citation: str


def deletion(report: ClosedReport) -> Deletion:
    """The day on which a report's personal data are deleted: at the trigger, or four years after the report for a file.

    :raises RetentionRefused: `trigger_before_report`, `before_commencement`
    """
    if report.trigger_on < report.received_on:
        raise RetentionRefused("trigger_before_report")
    if not (report.kept_for_file and report.trigger.file_allowed):
        return Deletion(report.trigger_on, report.trigger.key, report.trigger.citation)
    years = library.series("wgv")["file_years"].on(report.received_on)
    if years is None:
        raise RetentionRefused("before_commencement")
    return Deletion(years_later(report.received_on, years), "file", "Besluit goed verhuurderschap art. 2(2)")

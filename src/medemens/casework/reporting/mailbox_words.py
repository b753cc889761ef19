"""A case in words, as its reporter reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework.case_types import CaseType, case_type
from medemens.casework.enclosures import NOTES
from medemens.casework.queries.mailbox import Case, Paper, RemovedCase, Shown, Told
from medemens.common import formats
from medemens.common.languages import Language, language, spoken
from medemens.common.questions import Text

HEADINGS: dict[str, Text] = {
    "report": lazy("You sent your report"),
    "from_reporter": lazy("You wrote"),
    "withdrawn": lazy("You took your report back"),
    "to_reporter": lazy("Message to you"),
    "decision": lazy("There is a decision about your request"),
    "closed": lazy("This came of your report"),
    "reopened": lazy("Your report is taken up again"),
}

REMOVED_BECAUSE: dict[str, Text] = {
    "unfounded": lazy("The law says that a report like yours must be removed when nothing was found that is against the rules."),
    "referred": lazy("The law says that a report like yours must be removed when it is passed on to another organisation."),
    "not_enforced": lazy("The law says that a report like yours must be removed when it does not lead to an order or a fine."),
    "decision_final": lazy(
        "The law says that a report like yours must be removed when nobody can contest the decision about it any more."
    ),
    "file": lazy("The law says for how long a report like yours may be kept. That time is over."),
    "kept_for_years": lazy("Reports are kept for a fixed time after they end. That time is over."),
}
"""Why a case was removed, for who reported it; the same keys as `staff_removal_words.REASONS`."""


@dataclass(frozen=True)
class PaperInWords:
    """A document to look at. `note` says what was done with it."""

    paper: Paper
    note: Text


@dataclass(frozen=True)
class LineInWords:
    """A line of the mailbox. `text` was written in `language`; `told` is ours, in the reader's language."""

    line: Told
    heading: Text
    told: Text
    text: str
    language: Language
    on: str
    papers: tuple[PaperInWords, ...]
    objection_until: str = ""

    @property
    def is_letter(self) -> bool:
        """Whether there is a letter to download."""
        return self.line.decision is not None and self.line.decision.letter is not None


@dataclass(frozen=True)
class CaseInWords:
    """A case. `number` is its place in the mailbox, from 1."""

    number: int
    case: Case
    status: Text
    outcome: Text
    lines: tuple[LineInWords, ...]
    asks: bool
    received: str

    @property
    def withdrawn(self) -> bool:
        """Whether the reporter took it back."""
        return self.case.withdrawn_at is not None


@dataclass(frozen=True)
class RemovedInWords:
    """What is left of a case that was removed. `told` is what came of it."""

    notice: RemovedCase
    told: Text
    because: Text
    received: str
    closed: str
    removed: str
    until: str


def removed(notice: RemovedCase) -> RemovedInWords:
    """A notice in words, in the language of the page."""
    code = spoken()
    return RemovedInWords(
        notice=notice,
        told=case_type(notice.case_type).outcome(notice.outcome).told if notice.outcome else "",
        because=REMOVED_BECAUSE.get(notice.because, ""),
        received=_on(notice.received_on, code),
        closed=_on(notice.closed_on, code),
        removed=_on(notice.removed_on, code),
        until=_on(notice.readable_until, code),
    )


def words(shown: Shown, number: int) -> CaseInWords:
    """A case in words, in the language of the page."""
    kind, case, code = case_type(shown.case.case_type), shown.case, spoken()
    return CaseInWords(
        number=number,
        case=case,
        status=_status(kind, case.status),
        outcome=kind.outcome(case.outcome).told if case.outcome else "",
        lines=tuple(_line(each, kind, code) for each in shown.lines if _is_told(each, kind)),
        asks=shown.asks,
        received=formats.day(timezone.localdate(case.received_at), code),
    )


def _is_told(line: Told, kind: CaseType) -> bool:
    return line.entry.kind != "status" or bool(_status(kind, line.entry.key))


def _status(kind: CaseType, key: str) -> Text:
    """What a reporter reads about a step; nothing about steps that are not for them."""
    return next((each.told for each in kind.statuses if each.id == key), "")


def _line(line: Told, kind: CaseType, code: str) -> LineInWords:
    entry, told = line.entry, ""
    heading: Text = HEADINGS.get(entry.kind, "")
    match entry.kind:
        case "status":
            heading = _("Where it is now")
            told = str(_status(kind, entry.key))
        case "to_reporter" if entry.key:
            heading = _("Question to you")
        case "referral" if line.referral:
            heading = _("Your report was passed on")
            told = _("It was passed on to %(name)s.") % {"name": line.referral.to_name}
        case "closed" | "decision":
            told = str(kind.outcome(entry.key).told)
    return LineInWords(
        line=line,
        heading=heading,
        told=told,
        text="" if entry.kind == "report" else str(line.content.get("text", "")),
        language=language(line.content.get("language", "nl")),
        on=_on(timezone.localdate(entry.at), code),
        papers=tuple(PaperInWords(each, NOTES.get(each.note, "")) for each in line.papers),
        objection_until=_on(line.decision.objection_until, code) if line.decision else "",
    )


def _on(day: date, code: str) -> str:
    return formats.day(day, code)

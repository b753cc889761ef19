"""What was sent, as the firm reads it: where it is now, what happened, what was decided and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework.case_types import CaseType, case_type
from medemens.casework.queries.mailbox import Case, Paper, Shown, Told
from medemens.common import formats
from medemens.common.languages import spoken
from medemens.common.questions import Text
from medemens.work.lenders.applying.reading import day

HEADINGS: dict[str, Text] = {
    "report": lazy("You sent it"),
    "from_reporter": lazy("You wrote"),
    "withdrawn": lazy("You took it back"),
    "to_reporter": lazy("The authority wrote"),
    "decision": lazy("The authority decided"),
    "closed": lazy("The authority closed it"),
    "reopened": lazy("The authority took it up again"),
    "status": lazy("Where it is now"),
    "referral": lazy("It was passed on"),
}


@dataclass(frozen=True)
class DecisionInWords:
    """A decision with its days. `late`: the six weeks to object are over."""

    number: int
    made_known: str
    takes_effect: str
    object_until: str
    late: bool
    letter: int | None


@dataclass(frozen=True)
class LineInWords:
    """A line of what happened. `complete_by` is the last day to complete an application, where the authority asked that."""

    line: Told
    heading: Text
    told: Text
    text: str
    on: str
    papers: tuple[tuple[Paper, Text], ...]
    complete_by: str = ""
    decision: DecisionInWords | None = None


@dataclass(frozen=True)
class CaseInWords:
    """What was sent, in words. `place` is which of the cases that came of it this is, from 1."""

    place: int
    case: Case
    status: Text
    lines: tuple[LineInWords, ...]
    asks: bool
    received: str
    due: str
    complete_by: str

    @property
    def withdrawn(self) -> bool:
        """Whether the firm took it back."""
        return self.case.withdrawn_at is not None

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether it can still be taken back: not when there is a decision."""
        return not self.withdrawn and self.case.is_open and not any(each.decision for each in self.lines)


def words(shown: Shown, place: int, today: date, names: Mapping[int, Text]) -> CaseInWords:
    """A case in words, in the language of the page; `names` are those of papers by their number in the case."""
    kind, case = case_type(shown.case.case_type), shown.case
    lines = tuple(_line(each, kind, today, names) for each in shown.lines if _is_told(each, kind))
    decided = next((each.told for each in reversed(lines) if each.decision), "")
    asked = next((each.complete_by for each in reversed(lines) if each.complete_by), "")
    return CaseInWords(
        place=place,
        case=case,
        status=kind.outcome(case.outcome).told if case.outcome else decided or _status(kind, case.status),
        lines=lines,
        asks=shown.asks,
        received=_on(timezone.localdate(case.received_at)),
        due=_on(case.due) if case.due and case.is_open else "",
        complete_by=asked if shown.asks else "",
    )


def _is_told(line: Told, kind: CaseType) -> bool:
    return line.entry.kind != "status" or bool(_status(kind, line.entry.key))


def _status(kind: CaseType, key: str) -> Text:
    return next((each.told for each in kind.statuses if each.id == key), "")


def _line(line: Told, kind: CaseType, today: date, names: Mapping[int, Text]) -> LineInWords:
    entry = line.entry
    heading: Text = HEADINGS.get(entry.kind, "")
    told: Text = ""
    match entry.kind:
        case "status":
            told = _status(kind, entry.key)
        case "to_reporter" if entry.key:
            heading = _("The authority asks")
        case "referral" if line.referral:
            told = _("It was passed on to %(name)s.") % {"name": line.referral.to_name}
        case "closed" | "decision":
            told = kind.outcome(entry.key).told
    complete_by = day(line.content.get("complete_by"))
    return LineInWords(
        line=line,
        heading=heading,
        told=told,
        text="" if entry.kind == "report" else str(line.content.get("text", "")),
        on=_on(timezone.localdate(entry.at)),
        papers=tuple((each, names.get(each.document.number, each.name)) for each in line.papers if each.note != "letter"),
        complete_by=_on(complete_by) if complete_by else "",
        decision=_decision(line.decision, today) if line.decision else None,
    )


def _decision(decision: Any, today: date) -> DecisionInWords:
    return DecisionInWords(
        number=decision.pk,
        made_known=_on(decision.made_known_on),
        takes_effect=_on(decision.takes_effect_on),
        object_until=_on(decision.objection_until),
        late=today > decision.objection_until,
        letter=decision.letter.number if decision.letter else None,
    )


def _on(day: date) -> str:
    return formats.day(day, spoken())

"""The timeline, the terms and the norms of a case in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from medemens.casework import staff_words as words
from medemens.casework.actions import cases
from medemens.casework.case_types import CaseType, Judged, NormInQuestion, case_type
from medemens.casework.queries.case_page import Line, TermShown, Whole
from medemens.casework.staff_words import Text
from medemens.common import formats
from medemens.law.awb.terms import Ground
from medemens.law.finding import Step

WHAT: dict[str, Text] = {
    "report": lazy("Report received"),
    "from_reporter": lazy("The reporter wrote"),
    "to_reporter": lazy("Written to the reporter"),
    "note": lazy("Note"),
    "handler": lazy("Put back into the queue"),
    "withdrawn": lazy("The reporter withdrew the report"),
    "reopened": lazy("Reopened"),
}

TERM_CHANGES: dict[str, Text] = {
    "suspended": lazy("Term suspended"),
    "resumed": lazy("Term runs on"),
    "extended": lazy("Term extended"),
}

STEPS: dict[str, Text] = {
    "started_on": lazy("What started the term was on %(value)s"),
    "first_day": lazy("The first day that counts is %(value)s"),
    "counted_end": lazy("Counted, the last day is %(value)s"),
    "suspended_from": lazy("The term stands still from %(value)s"),
    "resumed_on": lazy("It runs on from %(value)s"),
    "days_suspended": lazy("Days that it stood still: %(value)s"),
    "weeks_added": lazy("Weeks added: %(value)s"),
    "days_left": lazy("Days left when it runs on: %(value)s"),
    "moved_from": lazy("That is a weekend or a holiday (%(value)s), so the term ends later"),
    "ends_on": lazy("The last day that is in time is %(value)s"),
}
"""The steps in which `law.awb` counts a term."""

TERM_NAMES: dict[str, Text] = {
    "decision_on_application": lazy("Term for a decision on a request"),
    "decision_on_objection": lazy("Term for a decision on an objection"),
}


@dataclass(frozen=True)
class Happened:
    """A line of the timeline in words. `anchor` is where on the page its text stands, empty when it has none."""

    line: Line
    what: str
    who: Text
    anchor: str


@dataclass(frozen=True)
class TermCounted:
    """A term in words."""

    name: Text
    citation: str
    due: words.Due
    stands_still: bool
    met_on: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Completion:
    """A request that was to be completed. `counts_again_on` is there when the last day has passed and the term stands still."""

    words: str
    over: bool
    counts_again_on: date | None


@dataclass(frozen=True)
class Suggestion:
    """What the answers say about a norm; `because` is the answer that is missing, `amount` what is due to the reporter."""

    outcome: Text
    tone: str
    because: Text
    amount: str


@dataclass(frozen=True)
class NormShown:
    """A norm: what the answers suggest, and what the handler found."""

    norm: NormInQuestion
    suggestions: tuple[Suggestion, ...]
    outcome: Text
    tone: str
    reason: str
    who: str
    when: Any


def happened(whole: Whole, line: Line) -> Happened:
    """A line in words."""
    entry = line.entry
    who: Text = entry.staff.name if entry.staff else _("The reporter")
    if entry.staff is None and entry.kind not in ("report", "from_reporter", "withdrawn", "to_reporter"):
        who = _("Somebody who left, or the system")
    return Happened(line, str(_what(whole, line)), who, f"entry-{entry.pk}" if line.content else "")


def _what(whole: Whole, line: Line) -> Text:
    kind, key, case = line.entry.kind, line.entry.key, whole.case
    declared = case_type(case.case_type)
    match kind:
        case "status" if key == "kept_for_file":
            return _("Kept: needed for a file")
        case "status" if key == "not_kept_for_file":
            return _("No longer needed for a file")
        case "status":
            return _("Status: %(status)s") % {"status": words.status(declared.id, key)}
        case "to_reporter" if "complete_by" in line.content:
            return _("Asked to complete the request")
        case "to_reporter" if key:
            return _("Question to the reporter")
        case "handler" if key:
            return _("Given to %(name)s") % {"name": whole.staff_names.get(key, _("somebody who left"))}
        case "finding":
            return _("Finding: %(norm)s") % {"norm": norm_name(declared, key)}
        case "term":
            return TERM_CHANGES.get(key, key)
        case "proposed":
            return _("Proposed for a second person: %(outcome)s") % {"outcome": words.outcome(declared.id, key)}
        case "sent_back":
            return _("Sent back to whoever proposed it: %(outcome)s") % {"outcome": words.outcome(declared.id, key)}
        case "decision":
            return _("Decision: %(outcome)s") % {"outcome": words.outcome(declared.id, key)}
        case "closed":
            return _("Closed: %(outcome)s") % {"outcome": words.outcome(declared.id, key)}
        case "referral":
            to = next((each.to_name for each in whole.referrals if each.entry_id == line.entry.pk), "")
            return _("Passed on to %(name)s") % {"name": to}
        case "link":
            return _("Linked with %(reference)s") % {"reference": key}
        case _:
            return WHAT.get(kind, kind)


def completion(whole: Whole, today: date, code: str) -> Completion | None:
    """Whether a request was completed; None when nothing is waited for."""
    last, ground = whole.complete_by, cases.completed_for(whole.case)
    if last is None or ground is None or not whole.case.is_open:
        return None
    day = {"day": formats.day(last, code)}
    if today <= last:
        return Completion(_("Can be completed until and including %(day)s.") % day, over=False, counts_again_on=None)
    stands_still = any(each.state.ends_on is None and each.term.met_on is None for each in whole.terms)
    if ground is Ground.REPAIR:
        told = _("Not completed by %(day)s: Awb 6:6 allows to declare the objection inadmissible.") % day
    else:
        told = _("Not completed by %(day)s: Awb 4:5 allows not to consider it. Make that known within four weeks after it.") % day
    return Completion(told, over=True, counts_again_on=last + timedelta(1) if stands_still else None)


def norm_name(kind: CaseType, key: str) -> Text:
    """The name of a norm; its key when the case type no longer has it."""
    return next((each.name for each in kind.norms if each.id == key), key)


def term_counted(shown: TermShown, today: date, code: str) -> TermCounted:
    """A term in words, with how it was counted."""
    days = shown.state.days_left_at_suspension
    if shown.state.ends_on is None:
        left = ngettext("Stands still, %(number)d day left", "Stands still, %(number)d days left", days or 0) % {"number": days}
        due = words.Due(left, "", None)
    elif shown.term.met_on:
        due = words.Due(_("Met on %(day)s") % {"day": formats.short_day(shown.term.met_on, code)}, "good", shown.state.ends_on)
    else:
        due = words.due(shown.state.ends_on, today)
    steps = tuple(_step(each, code) for each in shown.state.steps)
    name = TERM_NAMES.get(shown.rule.id, _("Term of this authority")) if not shown.rule.statutory else None
    return TermCounted(
        name=name or TERM_NAMES.get(shown.rule.id, _("Term set by law")),
        citation=shown.rule.citation if shown.rule.statutory else "",
        due=due,
        stands_still=shown.state.ends_on is None,
        met_on=shown.term.met_on,
        steps=steps,
    )


def _step(step: Step, code: str) -> str:
    value = formats.day(step.value, code) if isinstance(step.value, date) else str(step.value)
    return str(STEPS.get(step.name, step.name)) % {"value": value} if step.name in STEPS else f"{step.name}: {value}"


def norms(whole: Whole, code: str) -> list[NormShown]:
    """All norms that a case can be about."""
    kind = case_type(whole.case.case_type)
    received_on = timezone.localdate(whole.case.received_at)
    judged = [*kind.judge(whole.report.get("answers", {}), received_on), *map(_came_along, whole.report.get("judged", ()))]
    return [_norm(whole, each, tuple(one for one in judged if one.norm == each.id), code) for each in kind.norms] + [
        _norm(whole, NormInQuestion(each.norm, each.citation, each.citation), (each,), code)
        for each in judged
        if each.norm not in {norm.id for norm in kind.norms}
    ]


def _came_along(judged: Mapping[str, Any]) -> Judged:
    """A finding of a pay check that came with the report."""
    return Judged(
        norm=judged.get("norm", ""),
        citation=judged.get("citation", ""),
        outcome=judged.get("outcome", ""),
        because=judged.get("because") or "",
        amount=judged.get("amount"),
        steps=tuple((str(name), str(value)) for name, value in judged.get("steps") or ()),
    )


def _norm(whole: Whole, norm: NormInQuestion, judged: tuple[Judged, ...], code: str) -> NormShown:
    suggestions = tuple(_suggestion(whole, each, code) for each in judged)
    if norm.id not in whole.findings:
        return NormShown(norm, suggestions, "", "", "", "", None)
    finding, line = whole.findings[norm.id]
    return NormShown(
        norm=norm,
        suggestions=suggestions,
        outcome=words.OUTCOMES.get(finding.outcome, finding.outcome),
        tone=words.TONES.get(finding.outcome, ""),
        reason=line.content.get("text", ""),
        who=line.entry.staff.name if line.entry.staff else "",
        when=line.entry.at,
    )


def _suggestion(whole: Whole, judged: Judged, code: str) -> Suggestion:
    fields = {field.name: field for question in case_type(whole.case.case_type).questions for field in question.fields}
    because = fields[judged.because].label if judged.because in fields else judged.because.replace("_", " ")
    return Suggestion(
        outcome=words.OUTCOMES.get(judged.outcome, judged.outcome),
        tone=words.TONES.get(judged.outcome, ""),
        because=because,
        amount=formats.euros(judged.amount, code) if judged.amount else "",
    )

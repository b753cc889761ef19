"""Where a term of a case stands: what happened to it, counted as its rule says."""

from __future__ import annotations

from typing import Literal, cast

from medemens.casework.case_types import case_type
from medemens.casework.models import Term, TermChange
from medemens.law.awb.terms import Ground, TermEvent, TermRule, TermState, ends_on


def rule_of(term: Term) -> TermRule:
    """The rule of a term, as its case type declares it."""
    kind = case_type(term.case.case_type)
    rules = {rule.id: rule for rule in (kind.term, kind.formal_term) if rule is not None}
    return rules[term.rule]


def state(term: Term) -> TermState:
    """Where the term stands, with the steps of the count."""
    events = [_event(each) for each in sorted(term.changes.all(), key=lambda change: change.pk)]
    return ends_on(rule_of(term), term.started_on, events)


def _event(change: TermChange) -> TermEvent:
    ground = next((each for each in Ground if each.key == change.ground), None)
    return TermEvent(cast(Literal["suspended", "resumed", "extended"], change.kind), change.on, change.weeks, ground)

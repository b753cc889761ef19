"""Terms of a case: started, suspended, resumed, extended, met. The days are counted by `law/awb`."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.entries import enter
from medemens.casework.counting import rule_of, state
from medemens.casework.models import Case, Entry, Term, TermChange
from medemens.casework.models.cases import NOTHING_DUE
from medemens.common.staff import StaffMember
from medemens.law.awb.terms import Ground, TermRefused, TermRule, ends_on


def first(case: Case, rule: TermRule, *, on: date) -> Term:
    """The term that begins to run with a new case, not saved yet; the case gets its day."""
    term = Term(case=case, rule=rule.id, started_on=on, ends_on=ends_on(rule, on).ends_on)
    case.due_on = min(case.due_on, term.ends_on or NOTHING_DUE)
    return term


def start(case: Case, rule: TermRule, *, on: date) -> Term:
    """A term begins to run. Called inside the transaction of a deed; the caller saves the case."""
    term = first(case, rule, on=on)
    term.save(force_insert=True)
    return term


@transaction.atomic
def suspend(*, case: Case, on: date, ground: str, by: StaffMember, now: datetime) -> None:
    """The running terms stand still, for instance until somebody has answered (Awb art. 4:15).

    :param ground: the key of a `law.awb.terms.Ground`
    :raises law.awb.terms.TermRefused: the rule does not allow it on this ground
    """
    for term in case.terms.filter(met_on=None).exclude(ends_on=None):
        _change(term, "suspended", on=on, ground=ground, by=by)
    _changed(case, "suspended", by=by, now=now, ground=ground)


@transaction.atomic
def suspend_where_possible(case: Case, *, on: date, ground: Ground, by: StaffMember, now: datetime) -> None:
    """The running terms that may stand still on this ground do so; one that is over, or of another kind, is left as it is.

    One that has not begun yet stands still from its beginning.

    :raises law.awb.terms.TermRefused: something happened to such a term on a later day
    """
    changed = False
    for term in case.terms.filter(met_on=None).exclude(ends_on=None):
        if ground in rule_of(term).suspended_by:
            changed |= _unless_over(term, on=max(on, term.started_on), ground=ground, by=by)
    if changed:
        _changed(case, "suspended", by=by, now=now, ground=ground.key)


def _unless_over(term: Term, *, on: date, ground: Ground, by: StaffMember) -> bool:
    try:
        with transaction.atomic():
            _change(term, "suspended", on=on, ground=ground.key, by=by)
    except TermRefused as refused:
        if refused.key != "after_end":
            raise
        return False
    return True


@transaction.atomic
def resume(*, case: Case, on: date, by: StaffMember, now: datetime) -> None:
    """The terms that stood still run on."""
    resume_all(case, on=on, by=by)
    _changed(case, "resumed", by=by, now=now)


@transaction.atomic
def extend(*, case: Case, weeks: int, ground: str, on: date, by: StaffMember, now: datetime) -> None:
    """The running terms become longer by a number of weeks.

    :raises law.awb.terms.TermRefused: the rule does not allow it
    """
    for term in case.terms.filter(met_on=None).exclude(ends_on=None):
        _change(term, "extended", on=on, weeks=weeks, ground=ground, by=by)
    _changed(case, "extended", by=by, now=now, ground=ground, weeks=weeks)


def resume_all(case: Case, *, on: date, by: StaffMember | None = None) -> None:
    """All terms of a case that stand still run on. Called inside the transaction of a deed; the caller saves the case."""
    for term in case.terms.filter(met_on=None, ends_on=None):
        _change(term, "resumed", on=on, by=by)
    refresh(case)


def answered(case: Case, *, on: date) -> None:
    """Who was waited for answered, or did not: all terms that stand still run on, from that day, never from before they stood.

    Called inside the transaction of a deed; the caller saves the case.
    """
    for term in case.terms.filter(met_on=None, ends_on=None):
        stood = max((each.on for each in term.changes.all()), default=term.started_on)
        _change(term, "resumed", on=max(on, stood), by=None)
    refresh(case)


def meet_all(case: Case, *, on: date) -> None:
    """All terms of a case were met, or need not run on. Called inside the transaction of a deed; the caller saves the case."""
    case.terms.filter(met_on=None).update(met_on=on)
    refresh(case)


def all_in_time(case: Case) -> bool | None:
    """Whether each term of a case was met on its last day or before; one that stood still was. None when none ran."""
    met = case.terms.exclude(met_on=None)
    in_time = [term.ends_on is None or term.met_on is None or term.met_on <= term.ends_on for term in met]
    return all(in_time) if in_time else None


def refresh(case: Case) -> None:
    """Sets the day on which the first running term ends."""
    ends = case.terms.filter(met_on=None).exclude(ends_on=None).order_by("ends_on").values_list("ends_on", flat=True).first()
    case.due_on = ends or NOTHING_DUE


def _change(term: Term, kind: str, *, on: date, by: StaffMember | None, weeks: int = 0, ground: str = "") -> None:
    TermChange.objects.create(term=term, kind=kind, on=on, weeks=weeks, ground=ground, staff=by)
    term.ends_on = state(term).ends_on
    term.save(update_fields=["ends_on"])


def _changed(case: Case, what: str, *, by: StaffMember, now: datetime, weeks: int = 0, ground: str = "") -> None:
    refresh(case)
    case.save(update_fields=["due_on"])
    enter(case, Entry.Kind.TERM, key=what, now=now, by=by)
    audit.record(f"term.{what}", now=now, by=by, case=case, weeks=weeks, ground=ground)

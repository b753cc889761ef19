"""What the admission authority asks: what the law allows to be decided about a lender, what waits, and what ends soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from medemens.casework.queries.register import RegisterEntry
from medemens.law import library
from medemens.law.calendar import months_later
from medemens.law.waadi.decisions import ENDINGS, GRANTS, BadDecision, Decision, Kind, last_day, run_off_until, standing
from medemens.work.lenders.models import Lender as Lender
from medemens.work.lenders.models import Proposal as Proposal
from medemens.work.lenders.queries.history import KINDS, REGISTER, Line, decisions, known, lines_of
from medemens.work.lenders.queries.snapshot import Known, Snapshot

FOUR_EYES = frozenset(kind.key for kind in ENDINGS)
"""The decisions that one proposes and another approves; so is every correction of a decision."""

_ADMITTED = ("admitted", "provisional")
_SUSPENDED = ("suspended", "suspended_announced")
_MUST_BE: dict[Kind, tuple[tuple[str, ...], str]] = {
    Kind.EXTENDED: (_ADMITTED, "not_admitted"),
    Kind.SUSPENDED: (_ADMITTED, "not_admitted"),
    Kind.REVOKED: ((*_ADMITTED, *_SUSPENDED), "not_admitted"),
    Kind.RESTORED: (_SUSPENDED, "not_suspended"),
    Kind.EXEMPTION_REVOKED: (("exempt",), "not_exempt"),
}
"""How a lender must stand for a decision, and the key of what is wrong when it does not."""


class Ends(StrEnum):
    """What is listed of the whole register."""

    ADMISSIONS = "admissions"
    PROVISIONAL = "provisional"
    SUSPENSIONS = "suspensions"


@dataclass(frozen=True)
class Ending:
    """A lender whose admission ends, or that is suspended; `until` is None where no end is known."""

    lender: Known
    status: str
    since: date | None
    until: date | None


def lender(number: str) -> Lender:
    """A lender by its number in the register.

    :raises Http404: there is none
    """
    return get_object_or_404(Lender.objects.select_related("organisation"), number=number)


def with_number(*, kvk: str, rsin: str, vat: str, country: str, home_number: str) -> Lender | None:
    """The lender that is in the register with one of these numbers; those that are empty count for nothing."""
    for name, number in {"organisation__kvk": kvk, "rsin": rsin, "vat": vat, "home_number": home_number}.items():
        same = {"country": country} if name == "home_number" else {}
        if number and (found := Lender.objects.filter(**{name: number}, **same).order_by("id").first()):
            return found
    return None


def entry(of: Lender, number: int, now: datetime) -> RegisterEntry:
    """An entry that stands in the register now.

    :raises Http404: there is none of this lender, or it was corrected
    """
    if number not in {each.number for each in known(lines_of(of.organisation_id), now)}:
        raise Http404
    return RegisterEntry.objects.select_related("organisation", "authority").get(pk=number, register=REGISTER)


def proposals_of(of: Lender) -> QuerySet[Proposal]:
    """All that was proposed about a lender, the newest first."""
    found = Proposal.objects.filter(lender=of).select_related("proposed_by", "judged_by", "corrects")
    return found.order_by("-id")


def not_done() -> QuerySet[Proposal]:
    """All that waits for somebody or for its day, the first day first."""
    waiting = Proposal.objects.filter(state__in=(Proposal.State.WAITING, Proposal.State.APPROVED))
    return waiting.select_related("lender__organisation", "proposed_by").order_by("made_known_on", "id")


def proposal(number: int) -> Proposal:
    """One of them.

    :raises Http404: there is none
    """
    found = Proposal.objects.select_related(
        "lender__organisation", "proposed_by", "judged_by", "corrects", "authority", "decision__case"
    )
    return get_object_or_404(found, pk=number)


def computed(kind: Kind, made_known_on: date, takes_effect_on: date | None) -> Decision:
    """A decision with the days that the law counts: the last day of what is granted, and the last day to wind up by.

    :param takes_effect_on: None: the day on which it is made known, or the latest day that the law allows for an ending
    :raises BadDecision: see `Decision`, `last_day` and `run_off_until`
    """
    if takes_effect_on is None:
        takes_effect_on = run_off_until(made_known_on) if kind in ENDINGS else made_known_on
    until = last_day(kind, takes_effect_on) if kind in GRANTS else None
    return Decision(kind, made_known_on, takes_effect_on, until)


def check(lines: Iterable[Line], decision: Decision) -> None:
    """Holds a decision against how the lender stands.

    :raises BadDecision: `not_admitted`, `not_exempt`, `not_suspended`, `suspended` (restore or revoke first), `provisional_once`,
        `wrong_end`, `not_longer`, `too_long`
    """
    before = decisions(lines)
    stands = {standing(before, day).status for day in (decision.made_known_on, decision.takes_effect_on)}
    must_be, problem = _MUST_BE.get(decision.kind, ((), ""))
    if must_be and stands.isdisjoint(must_be):
        raise BadDecision(problem)
    if decision.kind in GRANTS:
        _check_grant(before, decision, stands)
    elif decision.kind is Kind.EXTENDED:
        _check_extension(before, decision)


def _check_grant(before: tuple[Decision, ...], decision: Decision, stands: set[str]) -> None:
    if not stands.isdisjoint(_SUSPENDED):
        raise BadDecision("suspended")
    if decision.kind is Kind.PROVISIONAL and any(each.kind is Kind.PROVISIONAL for each in before):
        raise BadDecision("provisional_once")
    if decision.valid_until != last_day(decision.kind, decision.takes_effect_on):
        raise BadDecision("wrong_end")


def _check_extension(before: tuple[Decision, ...], decision: Decision) -> None:
    """Waadi art. 12i(2), (6): later than the end that holds, and six months at most after the end that was granted."""
    granted = [each for each in before if each.kind in GRANTS and each.takes_effect_on <= decision.takes_effect_on]
    until = standing(before, decision.takes_effect_on).until
    months = library.series("waadi")["extension_months"].on(decision.made_known_on)
    assert decision.valid_until is not None
    if not granted or granted[-1].valid_until is None or until is None or months is None:
        raise BadDecision("not_admitted")
    if decision.valid_until <= until:
        raise BadDecision("not_longer")
    if decision.valid_until > months_later(granted[-1].valid_until, int(months)):
        raise BadDecision("too_long")


def needs_another(kind: str, *, correction: bool) -> bool:
    """Whether a second person must approve."""
    return kind in FOUR_EYES or (correction and kind in KINDS)


def ending(snapshot: Snapshot, which: Ends, today: date, months: int, now: datetime) -> list[Ending]:
    """Lenders whose admission ends within some months, or that are suspended; the first to end comes first."""
    found = list(_ending(snapshot, which, today, months_later(today, months), now))
    return sorted(found, key=lambda each: (each.until or date.max, each.since or date.max, each.lender.name))


def _ending(snapshot: Snapshot, which: Ends, today: date, last: date, now: datetime) -> Iterator[Ending]:
    status = {Ends.ADMISSIONS: "admitted", Ends.PROVISIONAL: "provisional"}.get(which)
    for one in snapshot:
        stands = standing(decisions(known(one.lines, now)), today)
        if which is Ends.SUSPENSIONS:
            if stands.status in _SUSPENDED:
                yield Ending(one, stands.status, stands.since, None)
        elif stands.status == status and stands.until is not None and stands.until <= last:
            yield Ending(one, stands.status, stands.since, stands.until)

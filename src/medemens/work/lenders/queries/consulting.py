"""What partners read of a lender that is not public, as far as the law lets them. Nothing that is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from medemens.casework.queries.case_page import Case, Decision
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Application, Lender, Paper, Proposal
from medemens.work.lenders.models import Consultation as Consultation
from medemens.work.lenders.queries.history import Line, known, lines_of

INSPECTORS = "inspectors"
MOST_CONSULTATIONS = 50


class Purpose(StrEnum):
    """Why somebody looks."""

    SUPERVISION = "supervision"
    INVESTIGATION = "investigation"
    TAX = "tax"
    SOCIAL_SECURITY = "social_security"
    INTEGRITY = "integrity"
    OTHER = "other"


@dataclass(frozen=True)
class Sent:
    """What a firm sent to the admission authority: its case as far as it is readable, decisions, and kinds of papers.

    `outcome` is empty while a decision is not made known yet, but for inspectors.
    """

    application: Application
    case: Case
    outcome: str
    decisions: tuple[Decision, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Seen:
    """All that is shown. `to_come` is what was approved and not made known yet: for inspectors only."""

    lender: Lender
    lines: tuple[Line, ...]
    stands: frozenset[int]
    sent: tuple[Sent, ...]
    to_come: tuple[Proposal, ...]


def bases(staff: StaffMember) -> tuple[str, ...]:
    """The bases that somebody can choose from: those of their authority."""
    return staff.authority.consulting_bases if staff.authority else ()


def seen(lender: Lender, basis: str, now: datetime) -> Seen:
    """All that is shown on a basis: a fixed number of SQL statements. What is not made known yet is for inspectors only."""
    until = date.max if basis == INSPECTORS else timezone.localdate(now)
    lines = lines_of(lender.organisation_id)
    to_come = Proposal.objects.filter(lender=lender, state=Proposal.State.APPROVED).order_by("made_known_on", "id")
    return Seen(
        lender=lender,
        lines=tuple(reversed(lines)),
        stands=frozenset(each.number for each in known(lines, now)),
        sent=_sent(lender, until),
        to_come=tuple(to_come) if basis == INSPECTORS else (),
    )


def of_lender(lender: Lender) -> list[Consultation]:
    """Who looked at a lender last, the newest first: one SQL statement."""
    found = Consultation.objects.filter(lender=lender).select_related("authority")
    return list(found.order_by("-id")[:MOST_CONSULTATIONS])


def _sent(lender: Lender, until: date) -> tuple[Sent, ...]:
    found = Application.objects.filter(lender=lender, case__isnull=False).select_related("case").order_by("-id")
    applications = list(found.prefetch_related("case__decisions", "papers"))
    sent = []
    for each in applications:
        assert each.case is not None
        decided = sorted(each.case.decisions.all(), key=lambda decision: decision.pk)
        made_known = tuple(decision for decision in decided if decision.made_known_on <= until)
        papers = sorted((paper for paper in each.papers.all() if paper.number is not None), key=lambda paper: paper.number or 0)
        outcome = each.case.outcome if len(made_known) == len(decided) else ""
        sent.append(Sent(each, each.case, outcome, made_known, tuple(papers)))
    return tuple(sent)

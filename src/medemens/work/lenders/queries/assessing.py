"""What the admission authority sees of what firms sent: what is readable without opening a case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from medemens.casework import access
from medemens.casework.queries.case_page import Decision
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Application as Application
from medemens.work.lenders.models import Lender, Proposal
from medemens.work.lenders.queries import search
from medemens.work.lenders.queries.snapshot import Known, Snapshot

MOST_CANDIDATES = 8


class Only(StrEnum):
    """Which of the open applications."""

    ALL = "all"
    NOT_LINKED = "not-linked"
    NOT_CONFIRMED = "not-confirmed"


NARROWED: dict[Only, Q] = {
    Only.ALL: Q(),
    Only.NOT_LINKED: Q(lender=None),
    Only.NOT_CONFIRMED: Q(account__confirmed_at=None),
}


@dataclass(frozen=True)
class Candidate:
    """A lender of the register that an application may be about.

    `by_number`: it has the number of the account. One that only has nearly the same name may want to be mistaken for it.
    """

    lender: Known
    by_number: bool


def waiting(staff: StaffMember, subject: str, only: Only) -> QuerySet[Application]:
    """The open applications, changes and objections that somebody may see, the first term first."""
    found = _open(staff, subject).filter(NARROWED[only])
    found = found.select_related("case__handler", "account", "lender__organisation")
    return found.order_by("case__due_on", "case_id")


def counts(staff: StaffMember, subject: str) -> dict[Only, int]:
    """How many there are of each: one SQL statement."""
    each = {only.name.lower(): Count("pk", filter=condition) for only, condition in NARROWED.items()}
    numbers = _open(staff, subject).aggregate(**each)
    return {only: numbers[only.name.lower()] for only in Only}


def application(staff: StaffMember, reference: str) -> Application:
    """One of them, open or closed.

    :raises Http404: there is none with this reference, or it is not theirs
    """
    case = access.case(staff, reference)
    found = Application.objects.select_related(
        "account__person", "account__confirmed_by", "account__lender__organisation", "lender__organisation"
    )
    one = found.filter(case=case).first()
    if one is None:
        raise Http404
    one.case = case
    return one


def applications_about(staff: StaffMember, lender: Lender) -> list[Application]:
    """All that was sent about a lender, the newest first."""
    found = Application.objects.filter(lender=lender, case__in=access.cases(staff)).select_related("case")
    return list(found.order_by("-id"))


def decisions_of(application: Application) -> list[Decision]:
    """What was decided in its case, the oldest first: outcomes and days."""
    return list(application.case.decisions.order_by("id")) if application.case else []


def proposals_of(application: Application) -> list[Proposal]:
    """What its decisions came to in the register."""
    found = Proposal.objects.filter(decision__case=application.case_id, decision__isnull=False).select_related("entry", "lender")
    return list(found.order_by("id"))


def candidates(snapshot: Snapshot, application: Application) -> list[Candidate]:
    """Lenders that it may be about: the one with the number of the account, and those with nearly the same name."""
    account = application.account
    same = snapshot.of_number(account.kvk) if account.kvk else None
    named = [each.lender for each in search.find(snapshot, account.name, most=MOST_CANDIDATES)]
    others = [each for each in named if same is None or each.organisation != same.organisation]
    return [Candidate(same, by_number=True)] * (same is not None) + [Candidate(each, by_number=False) for each in others]


def _open(staff: StaffMember, subject: str) -> QuerySet[Application]:
    found = Application.objects.filter(case__in=access.cases(staff).filter(closed_at=None))
    return found.filter(subject=subject) if subject else found

"""Papers of firms, as far as they stay readable: what is wrong with one on sight, and what expires over all firms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from medemens.casework import access
from medemens.common.staff import StaffMember
from medemens.law import library
from medemens.law.calendar import months_later
from medemens.law.finding import Outcome
from medemens.law.waadi import application as law
from medemens.law.waadi.lending import application_window
from medemens.work.lenders.models import Paper as Paper

CONDUCT, SECURITY, CERTIFICATE, REPORT = "conduct", "security", "sna_certificate", "inspection_report"
TAX_STATEMENT = "tax_statement"
"""The kinds of papers of which the law says something that can be seen without opening them, as firms name them."""

APPLICATIONS = ("lender_admission", "lender_provisional", "lender_exemption")
PROVISIONAL = "lender_provisional"
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "lender_admission": ((CONDUCT,), (SECURITY, TAX_STATEMENT), (REPORT, CERTIFICATE)),
    "lender_provisional": ((CONDUCT,), (SECURITY,)),
}
"""What comes with an application, by its subject: of each group one."""

REPORT_MONTHS = 12
"""From what age on a report of an inspection is listed. A choice: how often one is due was not found in the law."""


class PaperList(StrEnum):
    """What is listed of the papers of all firms."""

    ENDING = "ending"
    SECURITY = "security"
    CERTIFICATES = "certificates"
    CONDUCT = "conduct"
    REPORTS = "reports"


BY_MONTHS = (PaperList.ENDING, PaperList.SECURITY, PaperList.CERTIFICATES)
"""The lists of what ends within some months; the others are of what is too old today."""


@dataclass(frozen=True)
class Remark:
    """What is wrong with a paper: a key, the article, and the day or the amount (euro cents) that the law asks."""

    key: str
    citation: str = ""
    day: date | None = None
    amount: int | None = None


def of_application(number: int) -> list[Paper]:
    """The papers that came with one application, in the order of the case."""
    return list(Paper.objects.filter(application=number, number__isnull=False).order_by("number", "id"))


def remarks(paper: Paper, subject: str, received_on: date, today: date) -> tuple[Remark, ...]:
    """What can be seen of a paper without opening it, held against the law of the day on which it was received."""
    found = [Remark("expired", day=paper.valid_until)] if paper.valid_until is not None and paper.valid_until < today else []
    facts = law.Application(received_on, subject == PROVISIONAL, conduct_given_on=paper.given_on, security=paper.amount)
    match paper.kind:
        case "conduct":
            found += _conduct(facts)
        case "security" if subject in NEEDED:
            found += _security(facts)
        case "sna_certificate":
            last = application_window()[1]
            if paper.valid_until is not None and paper.valid_until < last and received_on <= last:
                found.append(Remark("ends_before_window", "Waadi art. 23b(2)(a)", day=last))
    return tuple(found)


def missing(subject: str, kinds: Collection[str]) -> tuple[str, ...]:
    """The kinds of papers that the law asks with an application and that did not come; of each group the first."""
    return tuple(group[0] for group in NEEDED.get(subject, ()) if not set(group) & set(kinds))


def _conduct(facts: law.Application) -> list[Remark]:
    answer = law.certificate_of_conduct(facts)
    if answer.outcome is Outcome.CANNOT_TELL:
        return [Remark("not_in_force" if answer.because == "amount_of_law" else "no_day", answer.citation)]
    if answer.outcome is Outcome.NOT_MET:
        return [Remark("too_old", answer.citation, day=answer.step("not_older_than").value)]
    return []


def _security(facts: law.Application) -> list[Remark]:
    answer = law.financial_security(facts)
    if answer.because == "amount_of_law":
        return [Remark("not_in_force", answer.citation)]
    asked = answer.step("security_asked").value
    if facts.security is None:
        return [Remark("no_amount", answer.citation, amount=asked)]
    return [Remark("too_low", answer.citation, amount=asked)] if facts.security < asked else []


def listed(staff: StaffMember, which: PaperList, today: date, months: int) -> QuerySet[Paper]:
    """The papers of a list, the first to end first. One that a newer of the same kind of the same lender follows is left out.

    Papers count of cases that are open, and of those in which what was asked was granted or written down.
    """
    cases = access.cases(staff).filter(Q(closed_at=None) | Q(outcome__in=("granted", "processed")))
    newer = Paper.objects.filter(
        kind=OuterRef("kind"), application__lender=OuterRef("application__lender"), number__isnull=False, pk__gt=OuterRef("pk")
    )
    found = Paper.objects.filter(application__case__in=cases, number__isnull=False).exclude(Exists(newer))
    found = found.select_related("application__case", "application__account", "application__lender__organisation")
    return _narrowed(found, which, today, months)


def _narrowed(found: QuerySet[Paper], which: PaperList, today: date, months: int) -> QuerySet[Paper]:
    if which is PaperList.CONDUCT:
        pending = found.filter(kind=CONDUCT, application__case__closed_at=None, application__subject__in=APPLICATIONS)
        return pending.filter(given_on__lt=months_later(today, -_conduct_months(today))).order_by("given_on", "id")
    if which is PaperList.REPORTS:
        return found.filter(kind=REPORT, given_on__lt=months_later(today, -REPORT_MONTHS)).order_by("given_on", "id")
    ending = found.filter(valid_until__isnull=False, valid_until__lte=months_later(today, months))
    if which is PaperList.SECURITY:
        ending = ending.filter(kind=SECURITY)
    elif which is PaperList.CERTIFICATES:
        ending = ending.filter(kind=CERTIFICATE)
    return ending.order_by("valid_until", "id")


def _conduct_months(today: date) -> int:
    """How old a certificate of conduct may be; before the act is in force as it will be then."""
    series = library.series("waadi")["conduct_months"]
    months = series.on(today)
    return int(months if months is not None else series.amounts[0].value or 0)

"""Names of sole traders, which may be those of people: they leave the register at their term."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from medemens.casework import audit
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.work.lenders.actions.lenders import moment_of_change
from medemens.work.lenders.models import Lender


@transaction.atomic
def set_term(*, lender: Lender, until: date | None, by: StaffMember, now: datetime) -> None:
    """Sets the first day on which the name is no longer shown; None: it stays."""
    lender.name_until, lender.changed_at = until, moment_of_change(now)
    lender.save(update_fields=["name_until", "changed_at"])
    audit.record(
        "lender.name_term",
        now=now,
        by=by,
        authority=by.authority,
        organisation=lender.organisation_id,
        since=until.isoformat() if until else None,
    )


def names_that_leave(*, today: date, now: datetime) -> int:
    """Takes away the names whose term is over, with all that may tell who it was; how many. Decisions and numbers stay."""
    due = Lender.objects.filter(name_until__lte=today).exclude(organisation__name="").order_by("id")
    numbers = list(due.values_list("pk", flat=True))
    for number in numbers:
        _leaves(number, now)
    return len(numbers)


@transaction.atomic
def _leaves(number: int, now: datetime) -> None:
    lender = Lender.objects.select_for_update().get(pk=number)
    organisation = lender.organisation
    organisation.name = organisation.folded_name = ""
    organisation.save(update_fields=["name", "folded_name"])
    lender.trade_names.all().delete()
    lender.vat = lender.website = ""
    lender.changed_at = moment_of_change(now)
    lender.save(update_fields=["vat", "website", "changed_at"])
    keeper = Authority.objects.filter(admits_lenders=True).order_by("id").first()
    audit.record("lender.name_left", now=now, actor="system", authority=keeper, organisation=organisation.pk)

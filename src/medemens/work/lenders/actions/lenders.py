"""Lenders come into the register, and what is public of them changes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from medemens.casework import audit
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation, folded
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Lender, TradeName


@dataclass(frozen=True)
class LenderDraft:
    """What is written down of a lender. Numbers are plain digits and letters, as `common.identifiers` reads them."""

    name: str
    place: str = ""
    kvk: str = ""
    rsin: str = ""
    vat: str = ""
    country: str = "NL"
    home_register: str = ""
    home_number: str = ""
    website: str = ""
    sole_trader: bool = False
    trade_names: Sequence[str] = ()


def new_number(taken: Callable[[str], bool]) -> str:
    """A number in the register that nobody has: eight digits that say nothing of how many there are, with an L in front."""
    while taken(number := f"L{secrets.randbelow(10**8):08d}"):
        pass
    return number


def moment_of_change(now: datetime) -> datetime:
    """The moment that a change of lenders gets: now, or just after that of a change that was committed before.

    So whoever follows the register by these moments misses none. Must be called inside the transaction of the deed.
    """
    audit.in_turn()
    newest = Lender.objects.aggregate(newest=Max("changed_at"))["newest"]
    return now if newest is None else max(now, newest + timedelta(microseconds=1))


@transaction.atomic
def enter(*, draft: LenderDraft, authority: Authority, by: StaffMember | None, now: datetime) -> Lender:
    """Brings a lender into the register; one that is in it with the same KvK number is given back as it is."""
    if draft.kvk and (known := Lender.objects.filter(organisation__kvk=draft.kvk).select_related("organisation").first()):
        return known
    organisation = Organisation.objects.filter(kvk=draft.kvk).order_by("id").first() if draft.kvk else None
    if organisation is None:
        organisation = Organisation(name=draft.name, folded_name=folded(draft.name), kvk=draft.kvk, place=draft.place)
    organisation.public = True
    organisation.save()
    lender = Lender.objects.create(
        organisation=organisation,
        number=new_number(lambda number: Lender.objects.filter(number=number).exists()),
        rsin=draft.rsin,
        vat=draft.vat,
        country=draft.country,
        home_register=draft.home_register,
        home_number=draft.home_number,
        website=draft.website,
        sole_trader=draft.sole_trader,
        changed_at=moment_of_change(now),
    )
    TradeName.objects.bulk_create(TradeName(lender=lender, name=name, folded=folded(name)) for name in draft.trade_names)
    audit.record(
        "lender.entered", now=now, by=by, actor="" if by else "system", authority=authority, organisation=organisation.pk
    )
    return lender

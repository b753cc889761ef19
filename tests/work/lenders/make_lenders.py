"""Lenders for tests, brought into the register by the real deeds. All of them are invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from medemens.casework.access import Opened
from medemens.casework.actions import entries
from medemens.casework.actions.register import EntryDraft, record
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import Decision, Entry, RegisterEntry
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.law.awb.norms import objection_until
from medemens.work.lenders.actions.lenders import LenderDraft, enter
from medemens.work.lenders.models import Account, Lender
from medemens.work.lenders.queries.history import REGISTER
from tests.make import NOW

_numbers = count(10_000_001)


def admission_authority() -> Authority:
    """The authority that admits."""
    made, _new = Authority.objects.get_or_create(key="toelating", defaults={"name": "Toelatingsautoriteit Verzonnen"})
    return made


def lender(name: str = "Uitzendbureau Verzonnen B.V.", **changes: Any) -> Lender:
    """A lender that stands in the register, without any entry."""
    draft = LenderDraft(**{"name": name, "kvk": f"{next(_numbers):08d}", "place": "Verzonnen", **changes})
    return enter(draft=draft, authority=admission_authority(), by=None, now=NOW)


def entry(
    of: Lender,
    kind: str,
    made_known_on: date,
    takes_effect_on: date | None = None,
    valid_until: date | None = None,
    *,
    recorded_at: datetime = NOW,
    **facts: Any,
) -> RegisterEntry:
    """A line of the register about a lender."""
    draft = EntryDraft(REGISTER, of.organisation, kind, made_known_on, takes_effect_on or made_known_on, valid_until, facts)
    return record(draft=draft, authority=admission_authority(), by=None, now=recorded_at)


def admitted(name: str = "Uitzendbureau Verzonnen B.V.", **changes: Any) -> Lender:
    """A lender that is admitted from 1 January 2028 on."""
    made = lender(name, **changes)
    entry(made, "admitted", date(2027, 12, 1), date(2028, 1, 1), date(2031, 12, 31))
    return made


@transaction.atomic
def decided(opened: Opened, *, on: date, reasons: str, by: StaffMember, now: datetime, outcome: str = "refused") -> Decision:
    """A decision as it stands in a case once it was taken, with its letter; how it is taken is tested in casework."""
    entry = entries.enter(
        opened.case, Entry.Kind.DECISION, key=outcome, now=now, by=by, locked=opened.key.lock({"text": reasons})
    )
    letter = Enclosure("decision.pdf", "application/pdf", b"%PDF-1.7 letter", (), "letter")
    (document,) = entries.enclose(entry, opened.key, [letter])
    return Decision.objects.create(
        case=opened.case,
        entry=entry,
        letter=document,
        outcome=outcome,
        decided_on=on,
        made_known_on=on,
        takes_effect_on=on + timedelta(28),
        objection_until=objection_until(on),
    )


def account(name: str = "Flexwerk Verzonnen B.V.", *, of: Lender | None = None, kvk: str = "") -> Account:
    """An account of a firm, with whom signs in for it; `of` is the lender that the authority has confirmed they act for."""
    number = next(_numbers)
    person = StaffMember.objects.create(
        email=f"firma{number}@verzonnen.example", name=f"Fatima Verzonnen {number}", representative=True
    )
    confirmed = {"lender": of, "confirmed_at": NOW} if of else {}
    return Account.objects.create(person=person, name=name, kvk=kvk, made_at=NOW, **confirmed)

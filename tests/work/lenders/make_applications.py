"""Applications of invented firms, sent in as their accounts do; and decisions on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from medemens.casework.access import Opened
from medemens.casework.actions.entries import enter
from medemens.casework.case_types import Taken
from medemens.casework.codes import new_code
from medemens.casework.models import Decision, Entry
from medemens.common import installation_key
from medemens.common.staff import StaffMember
from medemens.law.awb.norms import objection_until
from medemens.work.lenders.models import Account, Application, Lender, Paper
from tests import make
from tests.make import NOW, World

ANSWERS = {"firm_name": "Aanvraag Verzonnen B.V.", "kvk": "12345678", "seat": "Verzonnen", "trade_names": "Een, Twee"}
_numbers = count(1)


@dataclass(frozen=True)
class Sent:
    """An application as it came in."""

    application: Application
    world: World

    @property
    def reference(self) -> str:
        """That of its case."""
        assert self.application.case is not None
        return self.application.case.reference

    def opened(self, now: datetime = NOW) -> Opened:
        """Its case, opened by the handler."""
        assert self.application.case is not None
        return self.world.opened(self.application.case, now=now)


def admitting() -> World:
    """The authority that keeps the register, competent for what firms send, with a key."""
    world = make.world("Toelatingsautoriteit Verzonnen")
    world.authority.admits_lenders = True
    world.authority.save()
    return world


def account(name: str = "Aanvraag Verzonnen B.V.", kvk: str = "12345678", *, now: datetime = NOW) -> Account:
    """An account that nobody confirmed yet."""
    number = next(_numbers)
    person = StaffMember.objects.create(
        email=f"firma{number}@verzonnen.example", name=f"Firma Verzonnen {number}", representative=True
    )
    return Account.objects.create(person=person, name=name, kvk=kvk, made_at=now)


def sent(
    world: World,
    subject: str = "lender_admission",
    *,
    now: datetime = NOW,
    lender: Lender | None = None,
    by: Account | None = None,
    **answers: Any,
) -> Sent:
    """An application that was sent in from an account."""
    case, code = make.report(
        world,
        subject,
        now=now,
        code=new_code(),
        language="nl",
        way="contact",
        answers={**ANSWERS, **answers},
        formal_request=subject != "lender_change",
    )
    locked = installation_key.lock(code.digits.encode(), purpose="application code")
    made = Application.objects.create(
        account=by or account(), subject=subject, code=locked, case=case, lender=lender, begun_at=now, changed_at=now, sent_at=now
    )
    return Sent(made, world)


def paper(of: Sent, kind: str, *, number: int = 1, **fields: Any) -> Paper:
    """A paper of an application, as far as it stays readable."""
    return Paper.objects.create(application=of.application, kind=kind, number=number, added_at=NOW, **fields)


def decided(
    of: Sent, outcome: str, on: date, *, now: datetime, effect: date | None = None, proposed_by: StaffMember | None = None
) -> Taken:
    """A decision in its case, as a chapter is given it."""
    opened, by = of.opened(now), of.world.coordinator
    entry = enter(opened.case, Entry.Kind.DECISION, key=outcome, now=now, by=by, locked=opened.key.lock({"text": "Verzonnen."}))
    decision = Decision.objects.create(
        case=opened.case,
        entry=entry,
        outcome=outcome,
        decided_on=on,
        made_known_on=on,
        takes_effect_on=effect or on,
        objection_until=objection_until(on),
    )
    return Taken(case=opened.case, decision=decision, by=by, proposed_by=proposed_by, now=now)

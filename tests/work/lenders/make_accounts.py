"""Accounts of firms for tests, opened by the real deeds. All people and firms are invented."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from medemens.casework.actions import submissions
from medemens.casework.actions.submissions import Submission
from medemens.casework.codes import new_code
from medemens.casework.models import Case
from medemens.work.lenders.actions import accounts
from medemens.work.lenders.actions.accounts import AccountDraft
from medemens.work.lenders.models import Account, Application, Lender
from tests import make
from tests.make import NOW

PASSWORD = "vier verzonnen paarse kamelen"
_numbers = count(1)


def account(*, now: datetime = NOW, **changes: Any) -> Account:
    """An account that nobody confirmed yet."""
    number = next(_numbers)
    fields = {
        "person": f"Vera Verzonnen {number}",
        "email": f"vera{number}@kassenwerk.example",
        "firm": "Kassenwerk Verzonnen B.V.",
        "kvk": "",
    }
    made = accounts.open_account(draft=AccountDraft(**{**fields, **changes}), password=PASSWORD, now=now)
    assert made is not None
    return made


def confirmed(lender: Lender, *, now: datetime = NOW, **changes: Any) -> Account:
    """An account of somebody who may act for this lender."""
    made = account(now=now, **changes)
    by = make.staff(None, "administrator")
    accounts.confirm(account=made, lender=lender, by=by, now=now)
    made.refresh_from_db()
    return made


def draft(of: Account, subject: str = "lender_admission", *, now: datetime = NOW) -> Application:
    """Something that was begun and not sent."""
    return Application.objects.create(
        account=of, subject=subject, answers=b"locked", code=b"locked", begun_at=now, changed_at=now
    )


def sent(of: Account, world: make.World, subject: str = "lender_admission", *, now: datetime = NOW) -> Application:
    """Something that was sent, and is a case now."""
    application, case = draft(of, subject, now=now), _case(world, subject, now)
    application.case, application.sent_at, application.answers = case, now, None
    application.save()
    return application


def _case(world: make.World, subject: str, now: datetime) -> Case:
    kinds = {"lender_change": "lender_change", "lender_objection": "lender_objection"}
    submission = Submission(
        case_type=kinds.get(subject, "lender_application"),
        subject=subject,
        authority=world.authority,
        municipality="",
        language="nl",
        answers={},
        way="contact",
    )
    return submissions.submit(submission=submission, code=new_code(), now=now)

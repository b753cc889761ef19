"""Applications of firms for tests: sent in with a code, answered, and decided on by two people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from medemens.casework.codes import Code
from medemens.casework.models import Case
from medemens.casework.queries.case_page import newest
from medemens.casework.wording import Wording
from tests import make
from tests.make import NOW, World


def application(world: World, subject: str = "lender_admission", *, now: datetime = NOW, **changes: Any) -> tuple[Case, Code]:
    """An application that was received, and the code that opens it for the firm."""
    given = {"formal_request": True, "language": "nl", "way": "contact", "contact": {"name": "J. Verzonnen"}, "answers": {}}
    return make.report(world, subject, now=now, **{**given, **changes})


def wording(**changes: Any) -> Wording:
    """A refusal that was worked out on 24 November 2026."""
    given: dict[str, Any] = {
        "outcome": "refused",
        "addressee": "Uitzendbureau Verzonnen B.V.\nVerzonnenstraat 1",
        "about": "Uw aanvraag om toelating",
        "reasons": "Er is geen verklaring omtrent het gedrag.",
        "norms": ("certificate_of_conduct",),
        "decided_on": date(2026, 11, 24),
        "made_known_on": date(2026, 11, 24),
        "takes_effect_on": date(2026, 11, 24),
    }
    return Wording(**{**given, **changes})


def filled_in(case: Case, **changes: Any) -> dict[str, Any]:
    """The same in the form of the workbench, taken and made known today."""
    today = make.today().isoformat()
    given = {
        "seen": newest(case),
        "outcome": "refused",
        "addressee": "Uitzendbureau Verzonnen B.V.",
        "about": "Uw aanvraag om <toelating>",
        "reasons": "Er is geen verklaring omtrent het gedrag.",
        "norms": ["certificate_of_conduct"],
        "decided_on": today,
        "made_known_on": today,
    }
    return {**given, **changes}

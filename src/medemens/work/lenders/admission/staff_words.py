"""The work with the register in words for the admission authority."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions.submissions import NotPossible
from medemens.common.questions import Text
from medemens.law.waadi.decisions import BadDecision
from medemens.work.lenders.queries.admission import Ends

KINDS: dict[str, Text] = {
    "admitted": _("Admission"),
    "provisional": _("Provisional admission"),
    "exempt": _("Exemption"),
    "extended": _("Extension of an admission"),
    "restored": _("End of a suspension"),
    "suspended": _("Suspension"),
    "revoked": _("Revocation of an admission"),
    "exemption_revoked": _("Revocation of an exemption"),
    "refused": _("Refusal"),
    "applied": _("First application"),
    "application_ended": _("Application ended without a decision on what it asks"),
    "signed_up": _("Sign-up for the transitional scheme"),
    "trade_register": _("In the trade register as a lender"),
    "excepted": _("Outside the act"),
}
"""The kinds of entries; those that are decisions come first."""

STATES: dict[str, Text] = {
    "waiting": _("Waits for approval by another"),
    "approved": _("Waits for the day on which it is made known"),
    "published": _("In the register"),
    "sent_back": _("Sent back"),
}

ENDS: dict[Ends, Text] = {
    Ends.ADMISSIONS: _("Admissions that end"),
    Ends.PROVISIONAL: _("Provisional admissions that end"),
    Ends.SUSPENSIONS: _("Suspensions without an end"),
}

DONE: dict[str, Text] = {
    "entered": _("The lender is in the register now. Nothing was decided about it yet."),
    "there": _("A lender with this number was in the register already. This is the one."),
    "waiting": _("It waits for the approval of a colleague now."),
    "approved": _("It comes into the register on the day on which it is made known."),
    "published": _("It is in the register now."),
    "sent_back": _("It was sent back. Nothing came into the register."),
    "saved": _("It was saved."),
}
"""What is told after a deed, by the word in the address."""

PROBLEMS: dict[str, tuple[str, Text]] = {
    "before_commencement": ("made_known_on", _("The admission system does not hold yet on this day (it begins in 2027).")),
    "before_made_known": ("takes_effect_on", _("A decision takes effect on the day on which it is made known, or later.")),
    "run_off_too_long": ("takes_effect_on", _("At the latest four weeks after it is made known (Waadi art. 12n(1), 12h(1)).")),
    "no_end": ("valid_until", _("Fill in the last day.")),
    "made_known_passed": ("made_known_on", _("This day has passed, so nobody could have kept to it. Choose today or later.")),
    "not_admitted": ("kind", _("The lender is not admitted on that day.")),
    "not_exempt": ("kind", _("The lender has no exemption on that day.")),
    "not_suspended": ("kind", _("The lender is not suspended on that day.")),
    "suspended": ("kind", _("The lender is suspended. End the suspension first.")),
    "provisional_once": ("kind", _("A lender is admitted provisionally once only (Waadi art. 12i(2)).")),
    "wrong_end": ("valid_until", _("The law gives the last day (Waadi art. 12i(2)). Leave it open.")),
    "not_longer": ("valid_until", _("The admission lasts that long already.")),
    "too_long": ("valid_until", _("At most six months after the end that was granted (Waadi art. 12i(2), (6)).")),
    "own": ("", _("Nobody approves their own proposal. A colleague of the authority that proposed it does so.")),
    "not_waiting": ("", _("Somebody was here before you: it does not wait any more.")),
    "corrected": ("", _("This entry was corrected already. Correct the newer one.")),
}
"""Field (empty: none of them) and words, by the key of `BadDecision` and `NotPossible`."""

OF_A_CASE: dict[str, Text] = {
    "not_in_register": _("Say first, on the page of the application, which lender of the register it is about."),
    **{key: words for key, (field, words) in PROBLEMS.items() if field},
}
"""Why a decision on an application cannot be taken over into the register: what is wrong with its kind or its days."""

NUMBERS: dict[str, Text] = {
    "wrong_check": _("A digit is wrong, or two were swapped."),
    "no_name": _("Fill in the name."),
    "no_number": _("Fill in a number of KvK, RSIN or VAT, or of the register in its own country."),
    "country": _("Two letters, such as NL or PL."),
}
"""What is wrong with a field of a lender; others are no number of this kind."""


def tell(form: forms.Form, refused: NotPossible | BadDecision) -> None:
    """Puts a problem beside the field that it is about."""
    field, words = PROBLEMS.get(refused.key, ("", _("This is not possible now.")))
    form.add_error(field if field in form.fields else None, str(words))


def number_trouble(reason: str) -> str:
    """What is wrong with a field of a lender, in words."""
    return str(NUMBERS.get(reason, _("This is no number of this kind.")))

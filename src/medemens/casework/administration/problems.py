"""Why a deed of an administrator was not possible, beside the field that it is about."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions.submissions import NotPossible

PROBLEMS: dict[str, tuple[str, Promise]] = {
    "key_taken": ("key", _("Another organisation has this short name already.")),
    "host_taken": ("point_host", _("Another organisation has this address already.")),
    "logo_too_large": ("logo", _("This file is larger than 200 kB. Make it smaller, and choose it again.")),
    "not_a_picture": ("logo", _("We cannot open this as a picture. Choose a PNG, JPEG or WebP picture.")),
    "email_taken": ("email", _("Somebody has this e-mail address already, perhaps somebody who left.")),
    "email_of_firm": (
        "email",
        _(
            "The account of a firm has this e-mail address. The organisation that keeps the register of lenders can close that "
            "account; the day after, the address is free."
        ),
    ),
    "representative": ("", _("This person acts for a firm, and is no colleague.")),
    "no_organisation": ("authority", _("Handlers, coordinators and auditors belong to an organisation.")),
    "last_administrator": ("", _("This is the last administrator. Make somebody else administrator first.")),
    "yourself": ("", _("You cannot do this for yourself. Ask another administrator.")),
    "blocked": ("", _("This person left.")),
    "not_blocked": ("", _("This person has not left.")),
    "taken": (
        "municipality",
        _("An organisation handles this subject there already, then or later. End that competence first, or choose a later day."),
    ),
    "before_it_began": ("until", _("It did not hold yet on that day. Choose its first day, or a later one.")),
    "ends_sooner": ("until", _("It ends before that day already. Add a new competence for the days after it.")),
    "text_there": ("key", _("There is a text with this short name in this language already. Change that one.")),
}
"""Field (empty: none of them) and words, by the key of `NotPossible`."""


def words_of(refused: NotPossible) -> str:
    """A problem in words."""
    _field, words = PROBLEMS.get(refused.key, ("", _("This is not possible now.")))
    return str(words)


def tell(form: forms.Form, refused: NotPossible) -> None:
    """Puts a problem beside the field that it is about."""
    field, _words = PROBLEMS.get(refused.key, ("", ""))
    form.add_error(field if field in form.fields else None, words_of(refused))

"""Words of the pages for who acts for a firm."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions.submissions import NotPossible
from medemens.common.questions import Text

YOUR_FIRM = _("Your firm")
"""In the menu."""

NUMBERS: dict[str, Text] = {
    "wrong_check": _("A digit is wrong, or two were swapped. A KvK number has eight digits."),
    "scientific": _("A spreadsheet made this number shorter. Type all eight digits."),
    "digits": _("A KvK number has eight digits."),
}
"""What is wrong with a KvK number."""

MAYBE = _("A KvK number has eight digits. Is it %(number)s? Then type the zeros in front too.")
NO_KVK = _("This is a number of another kind. A KvK number has eight digits.")

PROBLEMS: dict[str, tuple[str, Text]] = {
    "email_taken": ("email", _("This address cannot be used. Choose another one.")),
    "by_provider": ("email", _("You sign in without an address.")),
    "applications_open": (
        "",
        _(
            "Something that you sent is still being handled. Withdraw it first, or wait for the decision: without your account "
            "you could not read it."
        ),
    ),
    "closed": ("", _("This account is closed.")),
}
"""Field (empty: none of them) and words, by the key of `NotPossible`."""

DONE: dict[str, Text] = {
    "changed": _("Your change was saved."),
    "closed": _("Your account is closed, and you are signed out."),
}
"""What is told after a deed, by the word in the address."""


def tell(form: forms.Form, refused: NotPossible) -> None:
    """Puts a problem beside the field that it is about."""
    field, words = PROBLEMS.get(refused.key, ("", _("This is not possible now.")))
    form.add_error(field if field in form.fields else None, str(words))

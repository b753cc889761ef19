"""On which ground somebody looks, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from medemens.work.lenders.consulting.staff_words import BASES, PURPOSES


class GroundForm(forms.Form):
    """Asked anew each time."""

    basis = forms.ChoiceField(label=_("On which legal basis do you look?"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("For which purpose?"), widget=forms.RadioSelect, choices=[(str(key), words) for key, words in PURPOSES.items()]
    )
    reference = forms.CharField(
        label=_("Number of your own file"),
        max_length=40,
        required=False,
        validators=[RegexValidator(r"^[A-Za-z0-9]+$", _("Only letters and digits."))],
        help_text=_("Letters and digits only, no names. It stands in the log."),
    )

    def __init__(self, *arguments: Any, bases: Sequence[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        cast(forms.ChoiceField, self.fields["basis"]).choices = [(key, BASES[key]) for key in bases]

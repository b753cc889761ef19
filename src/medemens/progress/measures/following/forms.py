"""What somebody fills in who wants to follow."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_MAIL = 254
WRONG = _("Write an e-mail address like name@example.nl.")


class AddressForm(forms.Form):
    """An e-mail address, and nothing else of who it is."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=MOST_MAIL,
        error_messages={"required": WRONG, "invalid": WRONG},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def clean_address(self) -> str:
        """An address in the open internet."""
        address = str(self.cleaned_data["address"])
        host = address.rpartition("@")[2]
        if "." not in host or host.startswith("["):
            raise forms.ValidationError(WRONG)
        return address

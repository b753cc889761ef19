"""What a password may not lean on: the words of this site and of the work, which whoever guesses tries first."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from medemens.common.staff import StaffMember

OWN_WORDS = (
    "medemens", "meldpunt", "melding", "gemeente", "inspectie", "arbeidsmigrant", "verhuurder", "handhaving", "huisvesting",
    "wachtwoord", "password", "welkom", "welcome", "behandelaar", "zaaksysteem",
)  # fmt: skip
LEAST_BESIDES = 8
"""Characters that must be left of a password when these words, and those of the authority's name, are taken out."""


class NoOwnWords:
    """For `AUTH_PASSWORD_VALIDATORS`."""

    def validate(self, password: str, user: StaffMember | None = None) -> None:
        """Looks at what is left without those words.

        :raises ValidationError: too little
        """
        left = password.lower()
        name = user.authority.name.lower() if user and user.authority else ""
        for word in (*OWN_WORDS, *(each for each in name.split() if len(each) > 3)):
            left = left.replace(word, "")
        if left != password.lower() and len(left) < LEAST_BESIDES:
            raise ValidationError(_("This password is mostly words that anybody would try here. Choose other words."))

    def get_help_text(self) -> str:
        """What is asked."""
        return _("Do not use the name of your organisation or words of your work.")

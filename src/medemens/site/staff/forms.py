"""What staff fill in about themselves: a password, a passphrase, the last group of the recovery key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from medemens.common.staff import StaffMember
from medemens.site.staff import tries

LEAST_PASSPHRASE = 16
_SECRET = forms.PasswordInput(attrs={"autocomplete": "off"})
_NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class NewPassword(forms.Form):
    """A password, twice."""

    password = forms.CharField(label=_("New password"), widget=_NEW, strip=False, help_text=_("At least 12 characters."))
    again = forms.CharField(label=_("The same password again"), widget=_NEW, strip=False)

    def __init__(self, person: StaffMember, data: Any = None) -> None:
        super().__init__(data)
        self.person = person

    def clean_password(self) -> str:
        """Long and unusual enough."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        found = super().clean() or {}
        if {"password", "again"} <= found.keys() and found["password"] != found["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return found


class ChangePassword(NewPassword):
    """Another password; who has one gives it first."""

    field_order = ("current", "password", "again")
    current = forms.CharField(
        label=_("The password that you have now"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, person: StaffMember, data: Any = None) -> None:
        super().__init__(person, data)
        if not person.has_usable_password():
            del self.fields["current"]

    def clean_current(self) -> str:
        """It is theirs; after some tries they must wait."""
        current: str = self.cleaned_data["current"]
        if tries.too_many("password", self.person.pk):
            raise forms.ValidationError(_("Too many tries. Wait a quarter of an hour, and try again."))
        if not self.person.check_password(current):
            tries.count("password", self.person.pk)
            raise forms.ValidationError(_("This is not the password that you have now."))
        return current


class OpenKey(forms.Form):
    """The passphrase of one's own key."""

    passphrase = forms.CharField(label=_("Passphrase"), widget=_SECRET, strip=True)


class NewPassphrase(forms.Form):
    """A passphrase, twice."""

    passphrase = forms.CharField(
        label=_("Passphrase"),
        widget=_NEW,
        help_text=_("At least 16 characters. Six words that have nothing to do with each other are easy to remember."),
    )
    again = forms.CharField(label=_("The same passphrase again"), widget=_NEW)

    def clean_passphrase(self) -> str:
        """Long enough, and not one letter over and over."""
        passphrase: str = self.cleaned_data["passphrase"]
        if len(passphrase) < LEAST_PASSPHRASE or len(set(passphrase)) < 6:
            raise forms.ValidationError(_("This is too short or too simple. Use at least 16 different characters or six words."))
        return passphrase

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        found = super().clean() or {}
        if {"passphrase", "again"} <= found.keys() and found["passphrase"] != found["again"]:
            self.add_error("again", _("The two passphrases are not the same."))
        return found


class RecoveryKept(forms.Form):
    """Proof that the recovery key was written down: its last group. The key itself is never sent back."""

    public_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    check = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    last_group = forms.CharField(
        label=_("The last group of four characters"), max_length=8, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

"""What who acts for a firm fills in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from medemens.common import identifiers
from medemens.common.staff import StaffMember
from medemens.work.lenders.accounts import staff_words
from medemens.work.lenders.actions.accounts import AccountDraft, is_ours

_NO_WRITING = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _line(text: str) -> str:
    """On one line, without signs that are no writing."""
    return " ".join(_NO_WRITING.sub(" ", text).split())


class WhoForm(forms.Form):
    """A person, and the address with which they sign in."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        help_text=_("Only to sign in with. We never send mail to it."),
    )

    def clean_name(self) -> str:
        """There is something in it."""
        name = _line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Fill in your name."))
        return name

    def clean_email(self) -> str:
        """In small letters, and none that we make up ourselves."""
        email = str(self.cleaned_data["email"]).lower()
        if is_ours(email):
            raise ValidationError(_("This address cannot be used. Choose another one."))
        return email


class NameForm(WhoForm):
    """Only the name, of who signs in without an address."""

    email = None  # type: ignore[assignment]


class NewAccountForm(WhoForm):
    """An account with a password."""

    firm = forms.CharField(
        label=_("Name of the firm"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    kvk = forms.CharField(
        label=_("KvK number of the firm"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Eight digits. Leave it open if the firm is not in the Dutch trade register yet."),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=1000,
        help_text=_("At least 12 characters. Some words that have nothing to do with each other are easy to remember."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=1000,
    )
    field_order = ("firm", "kvk", "name", "email", "password", "again")

    def clean_firm(self) -> str:
        """There is something in it."""
        firm = _line(self.cleaned_data["firm"])
        if not firm:
            raise ValidationError(_("Fill in the name of the firm."))
        return firm

    def clean_kvk(self) -> str:
        """Eight digits, however they were typed."""
        typed = self.cleaned_data["kvk"]
        if not typed.strip():
            return ""
        try:
            found = identifiers.read(typed)
        except identifiers.UnreadableNumber as wrong:
            raise ValidationError(str(staff_words.NUMBERS.get(wrong.reason, staff_words.NO_KVK))) from None
        if found.maybe:
            raise ValidationError(staff_words.MAYBE, params={"number": found.maybe})
        if found.kind is not identifiers.Kind.KVK:
            raise ValidationError(staff_words.NO_KVK)
        return found.value

    def clean(self) -> dict[str, Any]:
        """The password is long and unusual enough for this person, and was typed the same twice."""
        given = super().clean() or {}
        password = given.get("password")
        if password is not None:
            person = StaffMember(name=given.get("name", ""), email=given.get("email", ""), representative=True)
            try:
                validate_password(password, person)
            except ValidationError as weak:
                self.add_error("password", weak)
        if {"password", "again"} <= given.keys() and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return given

    @property
    def draft(self) -> AccountDraft:
        """What to open."""
        given = self.cleaned_data
        return AccountDraft(person=given["name"], email=given["email"], firm=given["firm"], kvk=given["kvk"])

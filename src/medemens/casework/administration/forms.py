"""What an administrator fills in."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import case_types
from medemens.common.access import Role
from medemens.common.authorities import Authority
from medemens.common.languages import LANGUAGES
from medemens.common.places import municipalities
from medemens.common.staff import StaffMember

LEAST_CONTRAST, GREY = 4.5, "#f2f5f8"
"""Of the colour of links against the grey of the foot of a page, so also against white (WCAG 2.2, 1.4.3)."""

ROLE_NAMES = {
    Role.HANDLER: _("Handler: reads and works on cases"),
    Role.COORDINATOR: _("Coordinator: also divides the work and shares the key"),
    Role.AUDITOR: _("Auditor: reads the log"),
    Role.ADMINISTRATOR: _("Administrator: sets organisations, staff, competence and texts"),
}


DAY = partial(forms.DateInput, attrs={"type": "date"}, format="%Y-%m-%d")


def luminance(colour: str) -> float:
    """Relative luminance of a colour like #0b5a8a (WCAG 2.2, definition)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


class AuthorityForm(forms.Form):
    """An authority and its face."""

    name = forms.CharField(label=_("Name"), max_length=200)
    key = forms.SlugField(label=_("Short name in addresses"), max_length=60, help_text=_("Small letters, digits and dashes."))
    rsin = forms.CharField(
        label=_("RSIN"),
        required=False,
        validators=[RegexValidator(r"^[0-9]{9}$", _("Nine digits."))],
        help_text=_("Nine digits; needed to take cases to another case system."),
    )
    letterhead = forms.CharField(
        label=_("Address on letters"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    telephone = forms.CharField(label=_("Telephone for reporters"), required=False, max_length=30)
    point_host = forms.CharField(
        label=_("Own address of the reporting point"),
        required=False,
        max_length=200,
        validators=[RegexValidator(r"^[a-z0-9.-]+$", _("Only the name of the site, in small letters."))],
        help_text=_("Such as meldpunt.example.nl. The name must lead to this server, and stand in its setting ALLOWED_HOSTS."),
    )
    colour = forms.CharField(
        label=_("Colour of buttons and headings"),
        required=False,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write it like #0b5a8a."))],
        help_text=_("Write it like #0b5a8a. It must be dark enough to read on white."),
    )
    logo = forms.FileField(label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP, 200 kB at most."))
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    admits_lenders = forms.BooleanField(label=_("It keeps the register of lenders (Waadi, chapter 3a)"), required=False)
    edits_monitor = forms.BooleanField(label=_("It edits the monitor of the measures"), required=False)

    def clean_key(self) -> str:
        """In small letters, as the help says."""
        return str(self.cleaned_data["key"]).lower()

    def clean_colour(self) -> str:
        """Readable on white."""
        colour = str(self.cleaned_data["colour"]).lower()
        if colour and (luminance(GREY) + 0.05) / (luminance(colour) + 0.05) < LEAST_CONTRAST:
            raise forms.ValidationError(_("This colour is too light to read on white. Choose a darker one."))
        return colour

    @classmethod
    def of(cls, authority: Authority) -> AuthorityForm:
        """Filled in with what is there."""
        names = ("name", "key", "rsin", "letterhead", "telephone", "point_host", "colour", "admits_lenders", "edits_monitor")
        return cls(initial={name: getattr(authority, name) for name in names})


class RolesForm(forms.Form):
    """What somebody is at their organisation."""

    role = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[(role.value, words) for role, words in ROLE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def roles(self) -> dict[str, bool]:
        """By the name of the role."""
        return {role.value: role.value in self.cleaned_data.get("role", ()) for role in ROLE_NAMES}

    @classmethod
    def of(cls, staff: StaffMember) -> RolesForm:
        """Filled in with what is there."""
        return cls(initial={"role": list(staff.roles)})


class StaffForm(RolesForm):
    """Somebody new."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address, to sign in with"))
    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Organisation"), required=False)

    def __init__(self, authorities: Any, national: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["authority"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = authorities
        chosen.required = not national
        chosen.empty_label = _("None: the whole installation") if national else _("Choose")
        self.order_fields(["name", "email", "authority"])

    def clean(self) -> dict[str, Any]:
        """At least one role; handlers, coordinators and auditors belong to an organisation."""
        found = super().clean() or {}
        if not found.get("role") and "role" not in self.errors:
            self.add_error("role", _("Choose at least one role."))
        if (
            "authority" not in self.errors
            and found.get("authority") is None
            and set(found.get("role", ())) - {Role.ADMINISTRATOR}
        ):
            self.add_error("authority", _("Choose the organisation they work for."))
        return found


class CompetenceForm(forms.Form):
    """Who handles what, where, from when."""

    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Organisation"), empty_label=_("Choose"))
    subject = forms.ChoiceField(label=_("Subject"))
    municipality = forms.ChoiceField(
        label=_("Where"),
        required=False,
        help_text=_("The competence for one municipality goes before the one for the whole country."),
    )
    since = forms.DateField(label=_("From this day on"), widget=DAY())

    def __init__(self, authorities: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, subject, municipality = (self.fields[name] for name in ("authority", "subject", "municipality"))
        assert isinstance(chosen, forms.ModelChoiceField)
        assert isinstance(subject, forms.ChoiceField)
        assert isinstance(municipality, forms.ChoiceField)
        chosen.queryset = authorities
        subject.choices = [(each.id, each.name) for kind in case_types().values() for each in kind.subjects]
        everywhere = ("", _("The whole country"))
        municipality.choices = [everywhere, *((each.code, each.name) for each in municipalities())]


class EndForm(forms.Form):
    """The first day on which it no longer holds."""

    until = forms.DateField(label=_("No longer from this day on"), widget=DAY())


class TextForm(forms.Form):
    """The words of a text that handlers send often."""

    title = forms.CharField(label=_("Title"), max_length=100, help_text=_("Handlers choose the text by it."))
    text = forms.CharField(
        label=_("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What the handler still has to fill in goes between square brackets."),
    )


class TemplateForm(TextForm):
    """A new text, in one language."""

    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Organisation"), empty_label=_("Choose"))
    key = forms.SlugField(label=_("Short name"), max_length=60, help_text=_("The same for the same text in other languages."))
    language = forms.ChoiceField(label=_("Language"), choices=[(each.code, each.endonym) for each in LANGUAGES])

    def __init__(self, authorities: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["authority"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = authorities
        self.order_fields(["authority", "key", "language"])

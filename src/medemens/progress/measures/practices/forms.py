"""What somebody fills in about a good practice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.progress.measures.editing.forms import area, line

FIELDS = ("name", "who", "place", "since", "problem", "approach", "cost", "effect", "evaluated")
CONTACT = ("contact_name", "contact_email", "contact_telephone")


class PracticeForm(forms.Form):
    """A practice in one language. Only its name, who, problem and approach are needed: what is not known stays open."""

    theme = forms.ChoiceField(label=_("Which theme does it belong to?"))
    name = line(_("What is it called?"), 200, needed=True)
    who = line(_("Who does it?"), 200, needed=True, hint=_("The organisations, not persons."))
    place = line(_("Where?"), 200, hint=_("Municipalities or provinces, with commas between."))
    since = line(_("Since when?"), 60)
    problem = area(_("Which problem does it address?"), 500, needed=True)
    approach = area(_("What do you do?"), 500, needed=True)
    cost = line(_("What does it cost?"), 300, hint=_("Leave open what you do not know."))
    effect = area(_("What did it change?"), 300, hint=_("Figures when you have them. Leave open what you do not know."))
    evaluated = forms.ChoiceField(
        label=_("Did anybody evaluate it?"),
        required=False,
        choices=[("", _("I don't know")), ("yes", _("Yes")), ("no", _("No"))],
    )
    contact_name = line(_("Name of a contact"), 60, hint=_("Only the editors of the monitor read this, for questions."))
    contact_email = forms.EmailField(label=_("E-mail address"), required=False, max_length=100)
    contact_telephone = line(_("Telephone number"), 30)
    contact_public = forms.BooleanField(
        label=_("Show the contact in the directory to everybody. You can always have it removed again."), required=False
    )

    def __init__(self, themes: Iterable[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["theme"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("Choose")), *themes]

    def clean(self) -> dict[str, Any]:
        """A contact that may be shown must be there."""
        given = super().clean() or {}
        if given.get("contact_public") and not any(given.get(name) for name in CONTACT):
            self.add_error("contact_public", _("There is no contact to show. Fill it in, or leave this open."))
        return given

    @property
    def fields_sent(self) -> dict[str, str]:
        """What is told of the practice."""
        return {name: str(self.cleaned_data[name]) for name in FIELDS}

    @property
    def contact(self) -> dict[str, str]:
        """Whom to ask."""
        return {name: str(self.cleaned_data[name]) for name in CONTACT}

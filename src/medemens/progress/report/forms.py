"""What editors fill in: year and day of a report, and their texts for a chapter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medemens.progress.report.period import FIRST_YEAR

MOST_TEXT = 20_000
"""Signs in a text of the editors: some six pages."""


class MakeForm(forms.Form):
    """Which report, and as of which day."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=2100)
    as_of = forms.DateField(
        label=_("As of"),
        help_text=_("A day in the year, or after it: then the report also tells what came after the year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """The year must have begun on that day, and the day have come."""
        given = super().clean() or {}
        year, day = given.get("year"), given.get("as_of")
        if day and day > timezone.localdate():
            self.add_error("as_of", _("This day has yet to come: how things stand then is not known."))
        elif day and year and day < date(year, 1, 1):
            self.add_error("as_of", _("On this day the year had not begun. Choose a later day, or an earlier year."))
        return given


def text_field(label: Any, code: str) -> forms.CharField:
    """A text of several paragraphs in a language."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "lang": code}),
        help_text=_("Plain text; an empty line begins a new paragraph. Leave it empty to have no text in this chapter."),
    )


class TextForm(forms.Form):
    """The texts of one chapter."""

    nl = text_field(_("Text in Dutch"), "nl")
    en = text_field(_("Text in English"), "en")

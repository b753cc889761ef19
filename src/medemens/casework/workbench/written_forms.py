"""The form for a report that came by telephone, by letter or at the desk: the same questions as reporters get, on one page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework import staff_words as words
from medemens.casework.case_types import CaseType
from medemens.casework.workbench import answer_words
from medemens.casework.workbench.deed_forms import MOST_TEXT, day_field
from medemens.common.languages import LANGUAGES
from medemens.common.questions import Field, Question
from medemens.law.money import Unreadable, read_hundredths

if TYPE_CHECKING:
    from medemens.casework.workbench.deed_forms import Words


class HundredthsField(forms.CharField):
    """An amount or a number of hours, in hundredths."""

    def clean(self, value: Any) -> int | None:
        """The number; None when it was left open."""
        text = super().clean(value).strip()
        try:
            return read_hundredths(text) if text else None
        except Unreadable:
            raise forms.ValidationError(_("This is not a number. Write it like 1234,56.")) from None


class ReportForm(forms.Form):
    """What a handler writes down of a report. Nothing but the story is needed: what was not said is left open."""

    channel = forms.ChoiceField(
        label=_("How did it come in?"), choices=list(answer_words.CHANNELS.items()), widget=forms.RadioSelect
    )
    received_on = day_field(_("On which day?"))
    language = forms.ChoiceField(
        label=_("Which language does the reporter read?"), choices=[(each.code, each.endonym) for each in LANGUAGES], initial="nl"
    )
    way = forms.ChoiceField(
        label=_("How does the reporter want to be known?"),
        choices=[(key, name) for key, (name, _use) in answer_words.WAYS.items()],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    formal_request = forms.BooleanField(
        label=_("The reporter asks for a decision (a request to enforce, in writing)"), required=False
    )
    mailbox = forms.BooleanField(
        label=_("Make a mailbox, with a code for the reporter to read answers and to write back"), required=False, initial=True
    )

    def __init__(self, *arguments: Any, kind: CaseType, today: date, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.label_suffix = ""
        self.kind, self.today = kind, today
        self.initial.setdefault("received_on", today)
        places = forms.ChoiceField(label=_("Municipality"), required=False, choices=[("", "–"), *words.municipalities()])
        self.fields["municipality"] = places
        if kind.formal_term is None:
            del self.fields["formal_request"]
        self.asked = [(question, field) for question in (*kind.questions, *answer_words.BESIDES) for field in question.fields]
        for question, field in self.asked:
            self.fields[f"answer_{field.name}"] = _as_input(question, field)

    def clean_received_on(self) -> date:
        """Not in the future."""
        on: date = self.cleaned_data["received_on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet. Check the year."))
        return on

    def clean(self) -> dict[str, Any]:
        """An anonymous reporter leaves no data."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("way") == "anonymous" and self.contact(given):
            self.add_error("way", _("Leave out name, telephone and e-mail of somebody who wants to stay unknown."))
        return given

    @staticmethod
    def contact(given: dict[str, Any]) -> dict[str, str]:
        """The contact data that were filled in."""
        return {key: given[key] for key in ("name", "telephone", "email") if given.get(key)}

    @property
    def formal(self) -> bool:
        """Whether a decision is asked for."""
        by_answers = self.kind.formal_term is not None and self.kind.formal(self.answers)
        return by_answers or bool(self.cleaned_data.get("formal_request"))

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as a reporter's own would be; what was left open is left out."""
        given = {field.name: self.cleaned_data[f"answer_{field.name}"] for _question, field in self.asked}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in given.items()
            if value not in (None, "", [])
        }


def _as_input(question: Question, field: Field) -> forms.Field:
    label, hint = cast("Words", field.label or question.title), cast("Words", field.hint)
    match field.kind:
        case "choice":
            choices = [("", _("Not said")), *field.choices]
            return forms.ChoiceField(label=label, help_text=hint, choices=choices, required=False)
        case "many":
            boxes = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(label=label, help_text=hint, choices=field.choices, widget=boxes, required=False)
        case "day":
            picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.DateField(label=label, help_text=hint, required=False, widget=picker)
        case "money" | "hours":
            return HundredthsField(label=label, help_text=hint, required=False, max_length=20)
        case "number":
            return forms.IntegerField(label=label, help_text=hint, required=False, min_value=0, max_value=field.most)
        case "text":
            area = forms.Textarea(attrs={"rows": 8})
            return forms.CharField(label=label, help_text=hint, required=False, max_length=MOST_TEXT, widget=area)
        case _:
            return forms.CharField(label=label, help_text=hint, required=False, max_length=field.most)

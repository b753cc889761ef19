"""What the admission authority fills in beside an application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions.register import EntryDraft
from medemens.common.organisations import Organisation
from medemens.work.lenders.admission.application_words import WAYS
from medemens.work.lenders.admission.forms import DayField, reasons_field
from medemens.work.lenders.queries.history import APPLIED, REGISTER
from medemens.work.lenders.queries.papers import CERTIFICATE, REPORT, Paper

FROM_ANSWERS: dict[str, tuple[str, ...]] = {
    "name": ("name", "firm_name"),
    "place": ("place", "seat"),
    **{each: (each,) for each in ("kvk", "rsin", "vat", "country", "home_register", "home_number", "website")},
}
"""The fields of a lender, and the answers of an application that fill them."""


def from_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What an application says of the firm, to begin with in the form of a lender."""
    found = {
        field: next((str(answers[name]) for name in names if answers.get(name)), "") for field, names in FROM_ANSWERS.items()
    }
    names = answers.get("trade_names") or ""
    listed = names if isinstance(names, list) else str(names).replace(",", "\n").splitlines()
    found["trade_names"] = "\n".join(filter(None, (str(each).strip() for each in listed)))
    return {**found, "country": found["country"] or "NL", "sole_trader": answers.get("sole_trader") in (True, "yes")}


class AppliedForm(forms.Form):
    """That a firm applied, as the register shows it: who applied in time may go on lending until the decision."""

    made_known_on = DayField(label=_("Day on which the application was received"))
    with_report = forms.ChoiceField(
        label=_("Did it come with an inspection report?"),
        required=False,
        choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
    )
    certified_until = DayField(label=_("Last day of an SNA certificate"), required=False)
    reasons = reasons_field()

    @classmethod
    def first(cls, received_on: date, papers: Iterable[Paper]) -> dict[str, Any]:
        """What the application and its papers say."""
        papers = list(papers)
        lasts = [each.valid_until for each in papers if each.kind == CERTIFICATE and each.valid_until]
        report = any(each.kind == REPORT for each in papers)
        return {
            "made_known_on": received_on,
            "with_report": "yes" if report else "no",
            "certified_until": max(lasts, default=None),
        }

    def draft(self, organisation: Organisation) -> EntryDraft:
        """What to write down."""
        given, facts = self.cleaned_data, dict[str, Any]()
        if given["with_report"]:
            facts["with_report"] = given["with_report"] == "yes"
        if given["certified_until"]:
            facts["certified_until"] = given["certified_until"].isoformat()
        return EntryDraft(REGISTER, organisation, APPLIED, given["made_known_on"], given["made_known_on"], None, facts)


class LinkForm(forms.Form):
    """Which lender an application is about."""

    number = forms.CharField(label=_("Number in the register, or KvK number"), max_length=60)


class CheckedForm(forms.Form):
    """In which ways it was looked who has the account, and whether they may act for the firm."""

    ways = forms.MultipleChoiceField(
        label=_("How was it checked who this is, and that they may act for the firm?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever can sign in with this account sees from now on what is not public of the lender."),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        cast(forms.MultipleChoiceField, self.fields["ways"]).choices = list(WAYS)

"""Deeds with the terms of a case: standing still, running on, becoming longer."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions import terms
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.counting import rule_of
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case
from medemens.casework.staff_words import GROUNDS
from medemens.casework.workbench.deed_forms import DeedForm, day_field
from medemens.common.staff import StaffMember


class Suspend(DeedForm):
    """The running terms stand still."""

    name, title, button, anchor = "suspend", _("Let the term stand still"), _("Suspend"), "terms"
    explanation = _(
        "Only on a ground that the law gives. The ground is kept, and the new last day is counted when the term runs on."
    )
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    on = day_field(_("On which day was the letter sent, or was it agreed?"))

    def prepare(self) -> None:
        """The grounds of the terms that run."""
        self.running = queries.running_terms(self.case)
        grounds = {ground for term in self.running for ground in rule_of(term).suspended_by}
        ordered = sorted(grounds, key=lambda each: each.key)
        self.choose("ground", [(each.key, f"{GROUNDS[each.key]} ({each.citation})") for each in ordered])
        self.initial["on"] = self.today

    def act(self, now: datetime) -> None:
        """Suspends them."""
        if not self.running:
            raise NotPossible("no_term")
        terms.suspend(case=self.case, on=self.cleaned_data["on"], ground=self.cleaned_data["ground"], by=self.staff, now=now)


class Resume(DeedForm):
    """The terms run on."""

    name, title, button, anchor = "resume", _("Let the term run on"), _("Run on"), "terms"
    on = day_field(_("From which day does it count again?"), _("For an answer: the day on which it came in."))

    @classmethod
    def offered(cls, case: Case, staff: StaffMember) -> bool:
        """When a term stands still."""
        return cls.possible(case, staff) and bool(queries.still_terms(case))

    def prepare(self) -> None:
        """Today, or the day that a link names."""
        self.initial["on"] = self.today
        with suppress(ValueError):
            self.initial["on"] = date.fromisoformat(self.asked.get("on", ""))

    def act(self, now: datetime) -> None:
        """Resumes them."""
        if not queries.still_terms(self.case):
            raise NotPossible("not_still")
        terms.resume(case=self.case, on=self.cleaned_data["on"], by=self.staff, now=now)


class Extend(DeedForm):
    """The terms become longer."""

    name, title, button, anchor = "extend", _("Extend the term"), _("Extend"), "terms"
    explanation = _("Tell those concerned before the term ends, with the day on which they can expect the decision (Awb 4:14).")
    weeks = forms.IntegerField(label=_("How many weeks longer?"), min_value=1, max_value=52)
    ground = forms.CharField(
        label=_("Ground"), help_text=_("The article, for instance Awb 4:14(3). No names or facts."), max_length=60
    )
    on = day_field(_("On which day were they told?"))

    def prepare(self) -> None:
        """Today."""
        self.running = queries.running_terms(self.case)
        self.initial["on"] = self.today

    def act(self, now: datetime) -> None:
        """Extends them."""
        if not self.running:
            raise NotPossible("no_term")
        given = self.cleaned_data
        terms.extend(case=self.case, weeks=given["weeks"], ground=given["ground"], on=given["on"], by=self.staff, now=now)

"""The decision: outcome, reasons, days, and the letter that goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions import decisions
from medemens.casework.actions.decisions import Draft
from medemens.casework.case_types import Outcome, case_type
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case
from medemens.casework.wording import Wording
from medemens.casework.workbench import letters
from medemens.casework.workbench.deed_forms import DeedForm, day_field, text_field
from medemens.common.staff import StaffMember
from medemens.law.awb.norms import takes_effect_on

if TYPE_CHECKING:
    from medemens.casework.workbench.deed_forms import Words


class Decide(DeedForm):
    """A decision in the sense of the Awb (art. 1:3), with its letter."""

    name, title, button, anchor = "decision", _("Take a decision"), _("Take this decision"), "decisions"
    page, preview = "workbench/decision.html", "preview"
    explanation = _("A decision is never changed afterwards, only followed by another. Look at the letter first.")
    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    addressee = text_field(
        _("To whom is the letter? (in Dutch)"),
        _("Name and address, one below the other. Do not name a reporter who wants to stay unknown."),
        rows=4,
    )
    about = forms.CharField(label=_("What is it about? (in Dutch, one line)"), max_length=200)
    reasons = text_field(
        _("Reasons (in Dutch)"),
        _("Facts, norms, interests that were weighed (Awb 3:46). An empty line begins a new paragraph."),
        rows=14,
    )
    norms = forms.MultipleChoiceField(
        label=_("Norms that the decision rests on"), widget=forms.CheckboxSelectMultiple, required=False
    )
    decided_on = day_field(_("Day of the decision"))
    made_known_on = day_field(
        _("Day on which it is sent or handed over"), _("The term for objection begins on the day after (Awb 6:8).")
    )
    stated_on = forms.DateField(
        label=_("Takes effect on"), help_text=_("Leave open for the day on which it is made known."), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Where the case type knows decisions; also after it was closed, because a decision can be followed by another."""
        return any(each.decision for each in case_type(case.case_type).outcomes)

    def prepare(self) -> None:
        """The outcomes that are decisions; the norms that were found not to be met."""
        self.decisions = [each for each in self.kind.outcomes if each.decision]
        self.choose("outcome", [(each.id, _named(each)) for each in self.decisions])
        self.choose("norms", [(each.id, f"{each.name} ({each.citation})") for each in self.kind.norms])
        self.initial.setdefault("norms", queries.norms_not_met(self.case))
        for field in ("decided_on", "made_known_on"):
            self.initial.setdefault(field, self.today)
        for field in ("addressee", "about", "reasons"):
            self.fields[field].widget.attrs["lang"] = "nl"

    def clean(self) -> dict[str, Any]:
        """The days follow each other."""
        given: dict[str, Any] = super().clean() or {}
        decided, known = given.get("decided_on"), given.get("made_known_on")
        if decided and decided > self.today:
            self.add_error("decided_on", _("This day has not come yet. Check the year."))
        if decided and known and known < decided:
            self.add_error("made_known_on", _("A decision cannot be made known before it is taken."))
        return given

    def around(self) -> dict[str, Any]:
        """The letter, when it was asked for; whether this is a proposal, and whether another one waits."""
        wanted = self.is_bound and self.preview in self.data and self.is_valid()
        proposes = self._proposes() if wanted else None
        signed_by = "" if proposes else self.staff.name
        letter = letters.letter(letters.of(self._wording(), self.opened, signed_by=signed_by)) if wanted else None
        return {
            "letter": letter,
            "button": self._button(proposes),
            "some_proposed": any(each.four_eyes for each in self.decisions),
            "waits": queries.waiting_decision(self.case),
        }

    def goes_to(self) -> str:
        """The decisions, or what waits for a second person."""
        return "second-person" if self._proposes() else super().goes_to()

    def act(self, now: datetime) -> None:
        """Takes it, with the letter as PDF; or proposes it, where another must take it."""
        wording = self._wording()
        if self._proposes():
            decisions.propose(opened=self.opened, wording=wording, by=self.staff, now=now)
            return
        draft = Draft(
            outcome=wording.outcome,
            reasons=wording.reasons,
            decided_on=wording.decided_on,
            made_known_on=wording.made_known_on,
            takes_effect_on=wording.takes_effect_on,
            letter=letters.pdf(letters.of(wording, self.opened, signed_by=self.staff.name)),
        )
        decisions.decide(opened=self.opened, draft=draft, by=self.staff, now=now)

    def _proposes(self) -> bool:
        return self.kind.outcome(self.cleaned_data["outcome"]).four_eyes

    def _button(self, proposes: bool | None) -> Words:
        """What the button does; before the letter was looked at, that depends on the outcome that is chosen."""
        kinds = {each.four_eyes for each in self.decisions} if proposes is None else {proposes}
        if kinds == {True, False}:
            return _("Take or propose this decision")
        return _("Propose this decision") if True in kinds else self.button

    def _wording(self) -> Wording:
        given = self.cleaned_data
        known: date = given["made_known_on"]
        return Wording(
            outcome=given["outcome"],
            addressee=given["addressee"],
            about=given["about"],
            reasons=given["reasons"],
            norms=tuple(each.id for each in self.kind.norms if each.id in given["norms"]),
            decided_on=given["decided_on"],
            made_known_on=known,
            takes_effect_on=takes_effect_on(known, given["stated_on"]),
        )


def _named(outcome: Outcome) -> str:
    if not outcome.four_eyes:
        return str(outcome.name)
    return gettext("%(outcome)s (a second person takes it)") % {"outcome": outcome.name}

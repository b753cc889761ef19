"""What the admission authority fills in."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions.register import EntryDraft
from medemens.common.organisations import Organisation
from medemens.law.waadi.decisions import BadDecision, Decision, Kind
from medemens.work.lenders.actions.importing import drafted
from medemens.work.lenders.actions.lenders import LenderDraft
from medemens.work.lenders.admission.staff_words import KINDS, number_trouble, tell
from medemens.work.lenders.queries.admission import computed
from medemens.work.lenders.queries.history import KINDS as DECISIONS
from medemens.work.lenders.queries.history import REGISTER
from medemens.work.lenders.queries.letters import LetterText

DayField = partial(forms.DateField, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)


def reasons_field() -> forms.CharField:
    """Why something is done."""
    return forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For colleagues and auditors of the register; they are not published. No names of persons."),
    )


class _Days(forms.Form):
    """Days that can be."""

    def clean(self) -> dict[str, Any]:
        """A day far away is a mistake in the year."""
        given = super().clean() or {}
        for name, value in list(given.items()):
            if isinstance(value, date) and not FIRST <= value <= LAST:
                self.add_error(name, _("Choose a day between 1990 and 2100."))
        return given


class DecisionForm(_Days):
    """A decision about a lender; the law counts the days that are left open."""

    kind = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect, choices=[(key, KINDS[key]) for key in DECISIONS])
    made_known_on = DayField(label=_("Day on which it is made known"), help_text=_("It is published on that day."))
    takes_effect_on = DayField(
        label=_("Takes effect on"),
        required=False,
        help_text=_("Left open: on that day; a suspension, revocation or refusal after the weeks of art. 12n or 12h."),
    )
    valid_until = DayField(
        label=_("Last day"), required=False, help_text=_("Only for an extension. For what is granted the law counts it.")
    )
    reasons = reasons_field()
    addressee = forms.CharField(
        label=_("To whom is the letter? (in Dutch)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "nl"}),
        help_text=_("Name and address, one below the other. Leave the letter open when it is made elsewhere."),
    )
    about = forms.CharField(
        label=_("What is it about? (in Dutch, one line)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"lang": "nl"}),
    )
    told = forms.CharField(
        label=_("Reasons for the firm (in Dutch)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "lang": "nl"}),
        help_text=_("Facts, norms, interests that were weighed (Awb 3:46). An empty line begins a new paragraph."),
    )
    decision: Decision | None = None

    @property
    def letter(self) -> LetterText | None:
        """What goes out to the firm; None when nothing was written."""
        given = self.cleaned_data
        return LetterText(given["addressee"], given["about"], given["told"]) if given["told"] else None

    def clean(self) -> dict[str, Any]:
        """With the days that the law counts; a letter is whole or not there."""
        given = super().clean()
        written = [name for name in ("addressee", "about", "told") if given.get(name)]
        for name in ("addressee", "about", "told"):
            if written and name not in written and name not in self.errors:
                self.add_error(name, _("Fill this in too, or leave the whole letter open."))
        if self.errors:
            return given
        kind, known, effect, until = (given[name] for name in ("kind", "made_known_on", "takes_effect_on", "valid_until"))
        try:
            if kind == Kind.EXTENDED.key:
                self.decision = Decision(Kind.EXTENDED, known, effect or known, until)
            else:
                self.decision = computed(DECISIONS[kind], known, effect)
                if until is not None and until != self.decision.valid_until:
                    raise BadDecision("wrong_end")
        except BadDecision as bad:
            tell(self, bad)
        return given

    def draft(self, organisation: Organisation) -> EntryDraft:
        """What to propose."""
        made = self.decision
        assert made is not None
        return EntryDraft(
            REGISTER, organisation, made.kind.key, made.made_known_on, made.takes_effect_on, made.valid_until, facts={}
        )


class EntryForm(_Days):
    """An entry that is no decision."""

    kind = forms.ChoiceField(
        label=_("What"), widget=forms.RadioSelect, choices=[(key, words) for key, words in KINDS.items() if key not in DECISIONS]
    )
    made_known_on = DayField(label=_("On which day did it happen?"))
    takes_effect_on = DayField(label=_("From which day does it hold?"), required=False, help_text=_("Left open: from that day."))
    valid_until = DayField(label=_("Last day"), required=False, help_text=_("Left open: no end is known."))
    with_report = forms.ChoiceField(
        label=_("For an application: did it come with an inspection report?"),
        required=False,
        choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
    )
    certified_until = DayField(label=_("For an application: last day of an SNA certificate"), required=False)
    reasons = reasons_field()

    def clean(self) -> dict[str, Any]:
        """The days follow each other."""
        given = super().clean()
        known, effect, until = (given.get(name) for name in ("made_known_on", "takes_effect_on", "valid_until"))
        if known and effect and effect < known:
            self.add_error("takes_effect_on", _("This day is before the day on which it happened."))
        if known and until and until < (effect or known):
            self.add_error("valid_until", _("This day is before it begins."))
        return given

    def draft(self, organisation: Organisation) -> EntryDraft:
        """What to write down."""
        given, facts = self.cleaned_data, dict[str, Any]()
        if given["kind"] == "applied":
            if given["with_report"]:
                facts["with_report"] = given["with_report"] == "yes"
            if given["certified_until"]:
                facts["certified_until"] = given["certified_until"].isoformat()
        known = given["made_known_on"]
        return EntryDraft(
            REGISTER, organisation, given["kind"], known, given["takes_effect_on"] or known, given["valid_until"], facts
        )


class CorrectionForm(_Days):
    """What stands in the place of an entry that is wrong."""

    what = forms.ChoiceField(
        label=_("What is to be done?"),
        widget=forms.RadioSelect,
        choices=[("change", _("Other days in its place")), ("annul", _("Nothing in its place: it should not be there"))],
    )
    made_known_on = DayField(label=_("Made known on"))
    takes_effect_on = DayField(label=_("Takes effect on"))
    valid_until = DayField(label=_("Last day"), required=False)
    reasons = reasons_field()

    def clean(self) -> dict[str, Any]:
        """The days follow each other."""
        given = super().clean()
        known, effect = given.get("made_known_on"), given.get("takes_effect_on")
        if known and effect and effect < known:
            self.add_error("takes_effect_on", _("This day is before the day on which it was made known."))
        return given


class JudgementForm(forms.Form):
    """What a second person thinks of a proposal."""

    verdict = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[("approve", _("Approve: it comes into the register")), ("send_back", _("Send back"))],
    )
    remark = forms.CharField(
        label=_("Why is it sent back?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        """Who sends back says why."""
        given = super().clean() or {}
        if given.get("verdict") == "send_back" and not given.get("remark"):
            self.add_error("remark", _("Write down why."))
        return given


class NameTermForm(_Days):
    """When the name of a sole trader leaves the register."""

    until = DayField(label=_("First day on which the name is no longer shown"), required=False)


class LenderForm(forms.Form):
    """A lender that comes into the register."""

    name = forms.CharField(label=_("Name"), max_length=200)
    trade_names = forms.CharField(
        label=_("Trade names, one on a line"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    kvk = forms.CharField(label=_("KvK number"), required=False, max_length=60)
    rsin = forms.CharField(label=_("RSIN"), required=False, max_length=60)
    vat = forms.CharField(label=_("VAT number"), required=False, max_length=60)
    country = forms.CharField(label=_("Country of its seat"), max_length=2, initial="NL", help_text=_("Two letters."))
    home_register = forms.CharField(label=_("Register in its own country"), required=False, max_length=100)
    home_number = forms.CharField(label=_("Number in that register"), required=False, max_length=40)
    place = forms.CharField(label=_("Place"), required=False, max_length=100)
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    sole_trader = forms.BooleanField(label=_("A sole trader: the name may be that of a person"), required=False)
    draft: LenderDraft

    def clean(self) -> dict[str, Any]:
        """Numbers as they are kept."""
        given = super().clean() or {}
        names = [line.strip() for line in given.get("trade_names", "").splitlines() if line.strip()]
        self.draft, wrong = drafted(given, names)
        for field, reason in wrong.items():
            if field not in self.errors:
                self.add_error(field, number_trouble(reason))
        return given

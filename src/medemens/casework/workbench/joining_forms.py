"""Deeds that join a case with others: its organisation, linked cases, another authority."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions import cases, referrals
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case
from medemens.casework.staff_words import LINKS
from medemens.casework.workbench.deed_forms import DeedForm, text_field
from medemens.common.staff import StaffMember

WRITE_DOWN, NONE = "new", "none"


class NameOrganisation(DeedForm):
    """Which organisation the case is about."""

    name, title = "organisation", _("Which organisation is this about?")
    explanation = _(
        "Choose from the register where you can. What you write down yourself is seen by your authority only, because it tells "
        "that there was a report."
    )
    page, again = "workbench/organisation.html", "search"
    search_text = forms.CharField(label=_("Search by name or KvK number"), max_length=200, required=False)
    chosen = forms.ChoiceField(label=_("Organisation"), widget=forms.RadioSelect)
    written_name = forms.CharField(label=_("Name"), max_length=200, required=False)
    written_kvk = forms.RegexField(
        r"^\d{8}$", label=_("KvK number"), required=False, error_messages={"invalid": _("A KvK number has eight digits.")}
    )
    written_place = forms.CharField(label=_("Place"), max_length=100, required=False)

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Also after it was closed."""
        return True

    def prepare(self) -> None:
        """What the reporter wrote is searched for already."""
        typed = queries.organisation_typed(self.opened)
        self.initial.setdefault("written_name", typed)
        self.initial.setdefault("search_text", self.case.organisation.name if self.case.organisation else typed)
        text = self.data.get("search_text") if self.is_bound else self.initial["search_text"]
        self.found = queries.organisations(text or "", self.case.authority)
        shown = [(str(each.pk), ", ".join(filter(None, (each.name, each.kvk, each.place)))) for each in self.found]
        self.choose(
            "chosen",
            [
                *shown,
                (WRITE_DOWN, _("Another one, that I write down")),
                (NONE, _("None, or not known")),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Who writes one down gives a name."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("chosen") == WRITE_DOWN and not given.get("written_name"):
            self.add_error("written_name", _("Write down the name."))
        return given

    def act(self, now: datetime) -> None:
        """Keeps it."""
        given, organisation = self.cleaned_data, None
        if given["chosen"] == WRITE_DOWN:
            organisation = cases.write_down_organisation(
                name=given["written_name"], kvk=given["written_kvk"], place=given["written_place"], by=self.staff, now=now
            )
        elif given["chosen"] != NONE:
            organisation = queries.organisation(int(given["chosen"]), self.case.authority)
        cases.name_organisation(case=self.case, organisation=organisation, by=self.staff, now=now)


class _WithOther(DeedForm):
    """A deed with another case of the same authority."""

    other = forms.CharField(label=_("Reference of the other case"), max_length=20)

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Also after it was closed."""
        return True

    def prepare(self) -> None:
        """From the address."""
        self.initial.setdefault("other", self.asked.get("other", ""))

    def clean_other(self) -> Case:
        """A case that this handler may see."""
        found = queries.other_case(self.staff, self.cleaned_data["other"])
        if found is None:
            raise forms.ValidationError(_("There is no case with this reference. Check the ten letters and digits."))
        return found


class Link(_WithOther):
    """They belong together."""

    name, title, button, anchor = "link", _("Link with another case"), _("Link"), "links"
    kind_of_link = forms.ChoiceField(
        label=_("Why do they belong together?"), choices=list(LINKS.items()), widget=forms.RadioSelect
    )

    def act(self, now: datetime) -> None:
        """Links them."""
        given = self.cleaned_data
        cases.link(case=self.case, other=given["other"], kind=given["kind_of_link"], by=self.staff, now=now)


class Unlink(_WithOther):
    """They do not belong together after all."""

    name, title, button, anchor = "unlink", _("Take a link away"), _("Take the link away"), "links"

    def act(self, now: datetime) -> None:
        """Takes it away."""
        cases.unlink(case=self.case, other=self.cleaned_data["other"], by=self.staff, now=now)


class Refer(DeedForm):
    """To another authority."""

    name, title, button = "refer", _("Pass on to another authority"), _("Pass on")
    page = "workbench/refer.html"
    explanation = _("What clearly belongs with another authority is sent on at once, and the reporter is told (Awb 2:3).")
    to = forms.ChoiceField(label=_("To which authority?"))
    to_name = forms.CharField(label=_("Name of an authority that is not on the list"), max_length=200, required=False)
    basis = forms.ChoiceField(label=_("On which legal basis?"), widget=forms.RadioSelect)
    reason = text_field(_("Why? This stays in your own file."), rows=4)

    def prepare(self) -> None:
        """The authorities of this system, and the grounds of this kind of case."""
        self.authorities = {str(each.pk): each for each in queries.authorities(self.case.authority)}
        listed = [(key, each.name) for key, each in self.authorities.items()]
        self.choose("to", [("", _("Choose an authority")), *listed, ("other", _("Another one, not on this list"))])
        self.choose("basis", [(each.id, f"{each.name} ({each.citation})") for each in self.kind.referrals])

    def around(self) -> dict[str, Any]:
        """What will be passed on."""
        messages, documents = queries.passed_on(self.opened)
        way = queries.report(self.opened).get("way", "anonymous")
        return {"messages": messages, "documents": documents, "way": way}

    def clean(self) -> dict[str, Any]:
        """Who is not on the list is named."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("to") == "other" and not given.get("to_name"):
            self.add_error("to_name", _("Write down the name of the authority."))
        return given

    def act(self, now: datetime) -> None:
        """Passes it on."""
        given = self.cleaned_data
        referrals.refer(
            opened=self.opened, to=self.authorities.get(given["to"]), to_name=given["to_name"], basis=given["basis"],
            reason=given["reason"], by=self.staff, now=now,
        )  # fmt: skip

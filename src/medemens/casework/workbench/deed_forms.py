"""What every deed of a handler has: a title, when it is possible, a form, and what it does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.access import Opened
from medemens.casework.case_types import CaseType, case_type
from medemens.casework.queries.case_page import Case
from medemens.common.staff import StaffMember

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

MOST_TEXT = 20_000

PROBLEMS: dict[str, Words] = {
    "other_authority": _("That belongs to another authority."),
    "not_a_handler": _("This colleague does not handle cases, or left."),
    "no_mailbox": _("This reporter has no mailbox, so nobody can read a message. Use the contact data, if there are any."),
    "unknown_norm": _("This norm does not belong to this kind of case."),
    "closed": _("This case was closed already."),
    "open": _("This case is not closed."),
    "itself": _("A case cannot be linked with itself or passed on to its own authority."),
    "no_key": _("This authority has made no key yet, so nothing can be sealed for it. Write down its name instead."),
    "withdrawn": _("This report was withdrawn already."),
    "no_term": _("No term runs in this case."),
    "not_still": _("No term of this case stands still."),
    "irrevocable_before_decision": _("A decision cannot be irrevocable before the term for objection has ended."),
    "no_decision": _("There is no decision in this case yet."),
    "four_eyes": _("A decision with this outcome is proposed by one and taken by another. Propose it."),
    "not_four_eyes": _("A decision with this outcome needs no second person. Take it yourself."),
    "proposed": _("A decision waits for a second person in this case. It must be taken or sent back first."),
    "not_waiting": _("This decision does not wait any more: it was taken or sent back, or there is none."),
    "own": _("Somebody else must look at this: who proposes a decision does not take it, and does not send it back."),
    "no_request": _("No decision was asked for in this case, so there is no request to complete."),
    "too_soon": _("Give at least a week to complete it."),
}
"""Why a deed was not possible, by the key of `NotPossible`."""

REFUSED: dict[str, Words] = {
    "before_commencement": _("The term would begin before the law that sets it was in force."),
    "out_of_order": _("Something happened to the term on a later day than this one. Choose that day or a later one."),
    "after_end": _("The term had ended on that day: it can no longer be suspended or extended."),
    "already_suspended": _("The term stands still already."),
    "not_suspended": _("The term does not stand still."),
    "no_ground": _("The law does not let this term stand still on that ground."),
    "no_weeks": _("Give a number of weeks of 1 or more."),
    "not_extendable": _("The law does not let this term become so much longer."),
}
"""Why a term could not be changed, by the key of `law.awb.terms.TermRefused`."""


def words_of_problem(key: str, kind: CaseType) -> Words:
    """A problem in words: those of the case type first, for what its chapter refuses."""
    return cast("Words", kind.problems.get(key)) or PROBLEMS.get(key) or REFUSED.get(key) or _("This is not possible now.")


class DeedForm(forms.Form):
    """One deed. `seen` is the newest entry that the handler saw: with newer ones they are asked to look again.

    `press`: it is one press of a button, with nothing to fill in. `again` and `preview` name a button that does not do the deed:
    the first shows the form once more with other choices, the second what would be done. `lacks` is the problem when the deed is
    not possible for want of something; without it the case is open, or closed, and should not be.
    """

    name: ClassVar[str]
    title: ClassVar[Words]
    explanation: ClassVar[Words] = ""
    button: ClassVar[Words] = _("Save")
    page: ClassVar[str] = "workbench/deed.html"
    anchor: ClassVar[str] = ""
    press: ClassVar[bool] = False
    again: ClassVar[str] = ""
    preview: ClassVar[str] = ""
    lacks: ClassVar[str] = ""
    do_not_call_in_templates: ClassVar[bool] = True

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, opened: Opened, staff: StaffMember, today: date, asked: Any = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.opened = opened
        self.case: Case = opened.case
        self.kind: CaseType = case_type(opened.case.case_type)
        self.staff = staff
        self.today = today
        self.asked = asked or {}
        self.label_suffix = ""
        self.prepare()

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Whether it can be done in a case as it is now."""
        return case.is_open

    @classmethod
    def offered(cls, case: Case, staff: StaffMember) -> bool:
        """Whether it stands among what can be done; one that is not may still be told why not."""
        return cls.possible(case, staff)

    def prepare(self) -> None:
        """Fills choices and first values from the case."""

    def choose(self, field: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Sets what can be chosen in a field."""
        cast(forms.ChoiceField, self.fields[field]).choices = list(choices)

    def around(self) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {}

    def goes_to(self) -> str:
        """Where on the page of the case one comes back to after it was done."""
        return self.anchor or "main"

    def act(self, now: datetime) -> None:
        """Does it.

        :raises NotPossible: it cannot be done now
        :raises law.awb.terms.TermRefused: the law does not allow it
        """
        raise NotImplementedError


def text_field(label: Words, hint: Words = "", *, rows: int = 8, required: bool = True) -> forms.CharField:
    """Several lines of text."""
    missing = _("Write something here.")
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, max_length=MOST_TEXT, widget=area, required=required, error_messages={"required": missing}
    )


def day_field(label: Words, hint: Words = "") -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

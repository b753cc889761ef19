"""Deeds with the case as a whole: who handles it, its status, waiting, the file, the end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from medemens.casework import staff_words as words
from medemens.casework.actions import cases
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case
from medemens.casework.queries.queue import handlers
from medemens.casework.workbench.deed_forms import PROBLEMS, DeedForm, day_field, text_field
from medemens.common.languages import language
from medemens.common.staff import StaffMember


class Take(DeedForm):
    """The handler takes the case."""

    name, title, button, press = "take", _("Take this case"), _("Take it"), True

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """An open case of somebody else or of nobody."""
        return case.is_open and case.handler_id != staff.pk

    def act(self, now: datetime) -> None:
        """Takes it."""
        cases.assign(case=self.case, to=self.staff, by=self.staff, now=now)


class HandOver(DeedForm):
    """To a colleague."""

    name, title, button = "hand-over", _("Hand over to a colleague"), _("Hand over")
    to = forms.ChoiceField(label=_("Colleague"))

    def prepare(self) -> None:
        """The colleagues who handle cases."""
        self.colleagues = {str(each.pk): each for each in handlers(self.staff) if each.pk != self.case.handler_id}
        self.choose("to", [("", _("Choose a colleague")), *((key, each.name) for key, each in self.colleagues.items())])

    def act(self, now: datetime) -> None:
        """Hands it over."""
        cases.assign(case=self.case, to=self.colleagues[self.cleaned_data["to"]], by=self.staff, now=now)


class PutBack(DeedForm):
    """Into the queue."""

    name, title, button, press = "put-back", _("Put back into the queue"), _("Put back"), True

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """An open case that somebody has."""
        return case.is_open and case.handler_id is not None

    def act(self, now: datetime) -> None:
        """Puts it back."""
        cases.assign(case=self.case, to=None, by=self.staff, now=now)


class SetStatus(DeedForm):
    """Another step of the work."""

    name, title, button = "status", _("Change the status"), _("Change")
    explanation = _("The reporter reads the sentence that stands with the new status, when there is one.")
    status = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The steps but the last (a case gets that by closing it); the next one is chosen already."""
        steps = self.kind.statuses[:-1]
        self.choose(
            "status",
            [(each.id, f"{each.name}: {each.told}" if each.told else each.name) for each in steps if each.id != self.case.status],
        )
        places = [each.id for each in steps]
        place = places.index(self.case.status) if self.case.status in places else -1
        self.initial["status"] = places[min(place + 1, len(places) - 1)]

    def act(self, now: datetime) -> None:
        """Changes it."""
        cases.set_status(case=self.case, status=self.cleaned_data["status"], by=self.staff, now=now)


class Wait(DeedForm):
    """For whom the case waits."""

    name, title = "wait", _("Waiting for somebody")
    explanation = _("This only marks the case in the queue. To let a term stand still, suspend it.")
    waiting = forms.ChoiceField(label=_("For whom does the case wait?"), widget=forms.RadioSelect, required=False)

    def prepare(self) -> None:
        """Nobody, the reporter, others."""
        self.choose("waiting", list(words.WAITING.items()))
        self.initial["waiting"] = self.case.waiting

    def act(self, now: datetime) -> None:
        """Marks it."""
        cases.wait(case=self.case, waiting=self.cleaned_data["waiting"], by=self.staff, now=now)


class MarkRead(DeedForm):
    """What the reporter wrote was read."""

    name, title, button, press, anchor = "read", _("Mark as read"), _("Mark as read"), True, "messages"

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """When there is something new."""
        return case.unread

    def act(self, now: datetime) -> None:
        """Marks it."""
        cases.mark_read(case=self.case, by=self.staff, now=now)


class KeepForFile(DeedForm):
    """Whether the data is needed to build a file."""

    name, title = "keep", _("Keep for a file")
    explanation = _(
        "Data about a report is removed at the end of its term. It is kept longer only when it is needed to build a file "
        "against the one it is about. Say why; the auditor sees that it was done, not what you write."
    )
    keep = forms.ChoiceField(
        label=_("Is the data needed for a file?"),
        choices=[("yes", _("Yes, keep it")), ("no", _("No, remove it in time"))],
        widget=forms.RadioSelect,
    )
    reason = text_field(_("Why?"), rows=4)

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Also after it was closed."""
        return True

    def prepare(self) -> None:
        """As it is now."""
        self.initial["keep"] = "yes" if self.case.kept_for_file else "no"

    def act(self, now: datetime) -> None:
        """Keeps it, or no longer."""
        keep, reason = self.cleaned_data["keep"] == "yes", self.cleaned_data["reason"]
        cases.keep_for_file(opened=self.opened, keep=keep, reason=reason, by=self.staff, now=now)


class Close(DeedForm):
    """The end, with a message to the reporter."""

    name, title, button = "close", _("Close with an outcome"), _("Close the case")
    page = "workbench/close.html"
    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    text = text_field(_("What the reporter reads about it, and why"))

    def prepare(self) -> None:
        """The outcomes of this kind of case; after a decision that one is chosen already."""
        self.language = language(queries.language_of(self.opened))
        self.choose("outcome", [(each.id, each.name) for each in self.kind.outcomes])
        decision = queries.last_decision(self.case)
        chosen = self.asked.get("outcome") or (decision.outcome if decision else "")
        if any(each.id == chosen for each in self.kind.outcomes):
            self.initial["outcome"] = chosen
            with translation.override(self.language.code):
                self.initial["text"] = str(self.kind.outcome(chosen).told)
        self.fields["text"].widget.attrs |= {"lang": self.language.code, "dir": self.language.direction}

    def around(self) -> dict[str, Any]:
        """What each outcome tells, in both languages."""
        with translation.override(self.language.code):
            theirs = [str(each.told) for each in self.kind.outcomes]
        told = [(each, ours, self.language) for each, ours in zip(self.kind.outcomes, theirs, strict=True)]
        return {"told": told, "reporter": self.language, "has_mailbox": self.case.mailbox_id is not None}

    def act(self, now: datetime) -> None:
        """Closes it."""
        given = self.cleaned_data
        cases.close(
            opened=self.opened, outcome=given["outcome"], text=given["text"], language=self.language.code, by=self.staff, now=now
        )


class Reopen(DeedForm):
    """Work goes on; a new term starts."""

    name, title, button, press = "reopen", _("Reopen this case"), _("Reopen"), True
    explanation = _("Work on it goes on, and a new term starts today.")

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """A closed case."""
        return not case.is_open

    def act(self, now: datetime) -> None:
        """Reopens it."""
        cases.reopen(case=self.case, by=self.staff, now=now)


class SetIrrevocable(DeedForm):
    """Since when the decision can no longer be contested."""

    name, title = "irrevocable", _("The decision is irrevocable")
    explanation = _(
        "Nobody can contest the decision any more. For some cases the day on which data is removed is counted from it."
    )
    on = day_field(_("Since which day?"))

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Also after it was closed; whether there is a decision is looked at when it is done."""
        return True

    def prepare(self) -> None:
        """The day after the term for objection."""
        decision = queries.last_decision(self.case)
        self.contested_until = decision.objection_until if decision else None
        if self.contested_until:
            self.initial["on"] = self.case.irrevocable_on or self.contested_until + timedelta(1)

    def clean_on(self) -> date:
        """After the term for objection (Awb 6:7), and not in the future."""
        on: date = self.cleaned_data["on"]
        if self.contested_until is None:
            raise forms.ValidationError(PROBLEMS["no_decision"])
        if on <= self.contested_until:
            raise forms.ValidationError(PROBLEMS["irrevocable_before_decision"])
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet. Check the year."))
        return on

    def act(self, now: datetime) -> None:
        """Writes it down."""
        cases.set_irrevocable(case=self.case, on=self.cleaned_data["on"], by=self.staff, now=now)

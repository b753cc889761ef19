"""Deeds that are writing: to the reporter, for colleagues, and what was found about a norm."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework import message_texts
from medemens.casework import staff_words as words
from medemens.casework.actions import cases, terms
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.counting import rule_of
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case
from medemens.casework.workbench import letters
from medemens.casework.workbench.deed_forms import PROBLEMS, DeedForm, day_field, text_field
from medemens.common.languages import language
from medemens.common.staff import StaffMember

USUAL_TO_COMPLETE = timedelta(weeks=2)


class Write(DeedForm):
    """To the reporter, in their language."""

    name, title, button, anchor = "write", _("Write to the reporter"), _("Send"), "messages"
    page, lacks = "workbench/write.html", "no_mailbox"
    text = text_field(_("Message"), rows=12)
    question = forms.BooleanField(label=_("This is a question: the case waits for an answer"), required=False)
    ground = forms.ChoiceField(label=_("Does the term stand still until there is an answer?"), required=False)

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Also after it was closed, as long as there is a mailbox."""
        return case.mailbox_id is not None

    def prepare(self) -> None:
        """The text that was chosen, and the grounds that the law gives for the terms that run."""
        self.reporter = language(queries.language_of(self.opened))
        self.templates = message_texts.all_of(self.case.authority, self.reporter.code)
        chosen = next((each for each in self.templates if each.key == self.asked.get("text")), None)
        if chosen:
            self.initial["text"] = chosen.texts[self.reporter.code]
        self.chosen = chosen
        self.fields["text"].widget.attrs |= {"lang": self.reporter.code, "dir": self.reporter.direction}
        grounds = {ground for term in queries.running_terms(self.case) for ground in rule_of(term).suspended_by}
        if grounds:
            choices = [
                (each.key, f"{words.GROUNDS[each.key]} ({each.citation})") for each in sorted(grounds, key=lambda each: each.key)
            ]
            self.choose("ground", [("", _("No, the term runs on")), *choices])
        else:
            del self.fields["ground"]

    def around(self) -> dict[str, Any]:
        """The texts to choose from, and the chosen one in the languages of the handler."""
        siblings = [
            (language(code), self.chosen.texts[code])
            for code in ("nl", "en")
            if self.chosen and code != self.reporter.code and code in self.chosen.texts
        ]
        return {"templates": self.templates, "chosen": self.chosen, "siblings": siblings, "reporter": self.reporter}

    def act(self, now: datetime) -> None:
        """Sends it; suspends the terms when that was asked."""
        given = self.cleaned_data
        code = self.reporter.code
        cases.send(opened=self.opened, text=given["text"], language=code, question=given["question"], by=self.staff, now=now)
        cases.mark_read(case=self.case, by=self.staff, now=now)
        if given["question"] and given.get("ground"):
            terms.suspend(case=self.case, on=self.today, ground=given["ground"], by=self.staff, now=now)


class AskForCompletion(DeedForm):
    """What is missing from a request for a decision, and until when it can be sent."""

    name, title, button, anchor = "complete", _("Ask for completion"), _("Send"), "messages"
    page, lacks = "workbench/complete.html", "no_request"
    text = text_field(
        _("What is missing? (in Dutch)"), _("Say exactly which data and papers you need. Each on a line of its own."), rows=10
    )
    complete_by = day_field(_("Last day to complete it"), _("At least a week from now. This day stands in the message."))

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """An open case in which a decision was asked for, by somebody who has a mailbox."""
        return case.is_open and case.mailbox_id is not None and cases.completed_for(case) is not None

    def prepare(self) -> None:
        """Two weeks."""
        self.initial.setdefault("complete_by", self.today + USUAL_TO_COMPLETE)
        self.fields["text"].widget.attrs["lang"] = "nl"

    def clean_complete_by(self) -> date:
        """Not within a week."""
        last: date = self.cleaned_data["complete_by"]
        if last < self.today + cases.LEAST_TO_COMPLETE:
            raise forms.ValidationError(PROBLEMS["too_soon"])
        return last

    def around(self) -> dict[str, Any]:
        """The language of whoever must complete it."""
        return {"reporter": language(queries.language_of(self.opened))}

    def act(self, now: datetime) -> None:
        """Asks it; the term stands still."""
        ground = cases.completed_for(self.case)
        if ground is None:
            raise NotPossible("no_request")
        last: date = self.cleaned_data["complete_by"]
        text = letters.completion(self.cleaned_data["text"], last, ground)
        cases.ask_for_completion(opened=self.opened, text=text, language="nl", complete_by=last, by=self.staff, now=now)
        cases.mark_read(case=self.case, by=self.staff, now=now)


class Note(DeedForm):
    """For colleagues."""

    name, title, anchor = "note", _("Write a note"), "notes"
    explanation = _("For colleagues. The reporter does not see it, and it is not passed on to another authority.")
    text = text_field(_("Note"))

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """Also after it was closed."""
        return True

    def act(self, now: datetime) -> None:
        """Keeps it."""
        cases.note(opened=self.opened, text=self.cleaned_data["text"], by=self.staff, now=now)


class Find(DeedForm):
    """The handler's own finding about a norm."""

    name, title, anchor = "finding", _("Finding about a norm"), "norms"
    explanation = _("Your own judgement, with the reason. What the answers suggest is only that: a suggestion.")
    norm = forms.ChoiceField(label=_("Norm"))
    outcome = forms.ChoiceField(label=_("What did you find?"), widget=forms.RadioSelect)
    reason = text_field(_("Why? Which facts, from which source?"))

    def prepare(self) -> None:
        """The norms of this kind of case."""
        norms = [(each.id, f"{each.name} ({each.citation})") for each in self.kind.norms]
        self.choose("norm", [("", _("Choose a norm")), *norms])
        self.choose("outcome", [(key, words.OUTCOMES[key]) for key in ("met", "not met", "cannot tell")])
        self.initial["norm"] = self.asked.get("norm", "")

    def act(self, now: datetime) -> None:
        """Keeps it."""
        given = self.cleaned_data
        cases.find(
            opened=self.opened, norm=given["norm"], outcome=given["outcome"], reason=given["reason"], by=self.staff, now=now
        )

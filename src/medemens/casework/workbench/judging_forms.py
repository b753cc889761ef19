"""A decision that was proposed: a second person takes it, or sends it back and says why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.casework.actions import decisions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case
from medemens.casework.wording import Wording
from medemens.casework.workbench import letters
from medemens.casework.workbench.deed_forms import DeedForm, text_field
from medemens.common.staff import StaffMember


class Judge(DeedForm):
    """The letter as it goes out today, and the choice: take the decision, or send it back."""

    name, title, button, anchor = "judge", _("Take or send back the proposed decision"), _("Save"), "decisions"
    page, lacks = "workbench/judge.html", "not_waiting"
    verdict = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[("take", _("Take the decision; the letter goes out")), ("send_back", _("Send it back"))],
        widget=forms.RadioSelect,
    )
    remark = text_field(
        _("Why do you send it back?"), _("For whoever proposed it. Only when you send it back."), rows=5, required=False
    )

    @classmethod
    def possible(cls, case: Case, staff: StaffMember) -> bool:
        """When a decision waits. Who proposed it comes in too, and reads that a colleague must judge it."""
        return queries.waiting_decision(case) is not None

    def prepare(self) -> None:
        """What waits, with the days that it gets when it is taken today."""
        self.proposed = queries.waiting_decision(self.case)
        if self.proposed is not None:
            self.wording = Wording.read(self.opened.key.open(self.proposed.entry.content)).taken_on(self.today)

    def clean(self) -> dict[str, Any]:
        """Whoever proposed it must know what to do better."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("verdict") == "send_back" and not given.get("remark"):
            self.add_error("remark", _("Say what should be different."))
        return given

    def around(self) -> dict[str, Any]:
        """The whole letter, who proposed it and when."""
        if self.proposed is None:
            return {"proposed": None}
        letter = letters.letter(letters.of(self.wording, self.opened, signed_by=self.staff.name))
        return {
            "proposed": self.proposed,
            "own": self.proposed.proposed_by_id == self.staff.pk,
            "outcome": self.kind.outcome(self.wording.outcome).name,
            "letter": letter,
        }

    def act(self, now: datetime) -> None:
        """Takes it, with the letter as PDF; or sends it back."""
        if self.proposed is None:
            raise NotPossible("not_waiting")
        given = self.cleaned_data
        if given["verdict"] == "send_back":
            decisions.send_back(opened=self.opened, proposed=self.proposed, remark=given["remark"], by=self.staff, now=now)
            return
        letter = letters.pdf(letters.of(self.wording, self.opened, signed_by=self.staff.name))
        decisions.take(opened=self.opened, proposed=self.proposed, letter=letter, by=self.staff, now=now)

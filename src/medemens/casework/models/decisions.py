"""Decisions (ZGW besluit) and referrals. Never changed, only followed by another."""

from __future__ import annotations

from django.db import models

from medemens.casework.models.cases import Case, Entry
from medemens.casework.models.documents import Document
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember


class Decision(models.Model):
    """A decision with its moments. Reasons and letter are locked with the case; `objection_until` is the last day in time."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="decision")
    letter = models.OneToOneField(Document, null=True, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=40)
    decided_on = models.DateField()
    made_known_on = models.DateField()
    takes_effect_on = models.DateField()
    objection_until = models.DateField()
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")

    def __str__(self) -> str:
        return f"decision of {self.decided_on}"


class ProposedDecision(models.Model):
    """A decision that one person wants and another must take (`Outcome.four_eyes`). What it says is locked in the entry.

    Once it is taken `decision` is what it became; sent back, the remark stands in an entry of the case.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        TAKEN = "taken"
        SENT_BACK = "sent_back"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposed_decisions")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="proposed_decision")
    outcome = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    proposed_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.CASCADE, related_name="proposed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(judged_by=None) | ~models.Q(judged_by=models.F("proposed_by")), name="taken_by_another"
            ),
            models.UniqueConstraint(fields=["case"], condition=models.Q(state="waiting"), name="one_proposed_decision_waits"),
        ]

    def __str__(self) -> str:
        return f"proposed decision {self.pk}"


class Referral(models.Model):
    """A case passed to another body, on which ground. `authority` is empty when that body does not work with this system."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="referral")
    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=200)
    basis = models.CharField(max_length=40)
    referred_on = models.DateField()

    def __str__(self) -> str:
        return f"referral to {self.to_name}"

"""Decisions of the admission authority before they stand in the register, with the reasons for them."""

from __future__ import annotations

from django.db import models

from medemens.casework.models import Decision, RegisterEntry
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.work.lenders.models.lenders import Lender


class Proposal(models.Model):
    """An entry that somebody wants in the register. What takes something from a lender waits for the approval of another.

    `corrects` is the entry in whose place it will stand; `annuls`: nothing will stand there. Once approved it waits for the day
    on which it is made known, and then `entry` is what it became. `reasons` are for colleagues; `remark` is of who sent it back.
    `decision` is the one in the case of an application from which it comes: its reasons and its letter are sealed there.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        APPROVED = "approved"
        PUBLISHED = "published"
        SENT_BACK = "sent_back"

    lender = models.ForeignKey(Lender, on_delete=models.PROTECT, related_name="proposals")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    made_known_on = models.DateField()
    takes_effect_on = models.DateField()
    valid_until = models.DateField(null=True)
    facts = models.JSONField(default=dict)
    reasons = models.TextField(max_length=4000)
    corrects = models.ForeignKey(RegisterEntry, null=True, on_delete=models.PROTECT, related_name="+")
    annuls = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices)
    proposed_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    judged_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, max_length=4000)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="+")
    entry = models.OneToOneField(RegisterEntry, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["made_known_on"], condition=models.Q(state__in=["waiting", "approved"]), name="proposals_not_done"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(judged_by=None) | ~models.Q(judged_by=models.F("proposed_by")), name="judged_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_known_on}"

"""Public registers: what was decided about organisations, with its moments. Never changed, only followed or corrected."""

from __future__ import annotations

from django.db import models

from medemens.casework.models.decisions import Decision
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.staff import StaffMember


class RegisterEntry(models.Model):
    """One line of a register.

    `made_known_on`, `takes_effect_on` and `valid_until` say when it holds; `recorded_at` says since when we know it, so that
    "what was known then" has one answer for ever. An entry that `corrects` another stands in its place from the moment it was
    recorded; when it is `annulled` nothing stands there. `facts` holds keys, days and truths that the register may show.
    """

    register = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="register_entries")
    kind = models.CharField(max_length=40)
    made_known_on = models.DateField()
    takes_effect_on = models.DateField()
    valid_until = models.DateField(null=True)
    facts = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="+")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    annulled = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["register", "organisation", "id"], name="register_of_one"),
            models.Index(fields=["register", "recorded_at"], name="register_changes"),
            models.Index(fields=["register", "valid_until"], condition=~models.Q(valid_until=None), name="register_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(takes_effect_on__gte=models.F("made_known_on")), name="effect_after_made_known"
            ),
            models.CheckConstraint(
                condition=models.Q(annulled=False) | models.Q(corrects__isnull=False), name="annulled_is_a_correction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_known_on}"

"""Decisions (ZGW besluit) and referrals. Never changed, only followed by another."""

from __future__ import annotations

from django.db import models

from medemens.casework.models.cases import Case, Entry
from medemens.casework.models.documents import Document
from medemens.common.authorities import Authority


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

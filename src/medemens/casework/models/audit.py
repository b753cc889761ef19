"""Who did what, and who read what: append-only, each entry holding the digest of the one before it."""

from __future__ import annotations

from django.db import models

from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

MOST_FREQUENT = "case.received"
"""The deed that is not in the index of deeds, so that receiving a report costs no more than it must."""


class AuditChain(models.Model):
    """The head of one chain. There are several, so that deeds in different cases need not wait for each other."""

    lane = models.PositiveSmallIntegerField(unique=True)
    length = models.PositiveBigIntegerField(default=0)
    digest = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return f"chain {self.lane}"


class AuditEntry(models.Model):
    """One deed. `details` holds keys and numbers, never what people wrote. It does not point to the case: it outlives it."""

    class Actor(models.TextChoices):
        """Who did it."""

        REPORTER = "reporter"
        STAFF = "staff"
        SYSTEM = "system"

    lane = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=10, choices=Actor.choices)
    staff = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=60)
    reference = models.CharField(max_length=16, blank=True)
    details = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lane", "number"], name="chain_in_order")]
        indexes = [
            models.Index(fields=["authority", "at"], name="audit_of_authority"),
            models.Index(fields=["reference"], name="audit_of_case", condition=~models.Q(reference="")),
            models.Index(fields=["staff", "at"], name="audit_of_staff", condition=~models.Q(staff=None)),
            models.Index(fields=["authority", "deed", "at"], name="audit_of_deed", condition=~models.Q(deed=MOST_FREQUENT)),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.lane}/{self.number}"

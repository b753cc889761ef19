"""Accounts of firms: who signs in for which firm, and whether the authority confirmed that they may."""

from __future__ import annotations

from django.db import models

from medemens.common.staff import StaffMember
from medemens.work.lenders.models.lenders import Lender


class Account(models.Model):
    """What one person may do for one firm.

    `name` and `kvk` are what they wrote of the firm, or what eHerkenning says of it (`provider` is the key of that setting).
    Anybody can make an account and apply with it. Only when somebody of the authority has confirmed that they act for `lender`
    do they see what is not public of it; eHerkenning confirms by itself.
    """

    person = models.OneToOneField(StaffMember, on_delete=models.PROTECT, related_name="account")
    name = models.CharField(max_length=200)
    kvk = models.CharField(max_length=8, blank=True, db_index=True)
    provider = models.CharField(max_length=60, blank=True)
    lender = models.ForeignKey(Lender, null=True, on_delete=models.PROTECT, related_name="accounts")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(lender__isnull=False), name="confirmed_for_a_lender"
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

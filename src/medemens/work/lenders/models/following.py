"""Who wants to be told of changes of lenders, and what was told. No lender sees who follows it."""

from __future__ import annotations

from django.db import models

from medemens.casework.models import RegisterEntry
from medemens.work.lenders.models.lenders import Lender


class Follower(models.Model):
    """Somebody who follows lenders, by e-mail or by a webhook. They hold a code (`lookup` finds it), and no account.

    `address` (of mail or web) and `secret` (with which calls are signed) are locked with a key of the installation. Nothing is
    sent before `confirmed_at`. `stopped_at`: too many deliveries failed, or they ended it. `told_until` is the newest entry of
    the register that was looked at for them.
    """

    class Way(models.TextChoices):
        """How they are told."""

        MAIL = "mail"
        WEBHOOK = "webhook"

    lookup = models.BinaryField(max_length=32, unique=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    address = models.BinaryField()
    secret = models.BinaryField(null=True)
    language = models.CharField(max_length=5, default="nl")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    told_until = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"follower {self.pk}"


class Followed(models.Model):
    """A lender that somebody follows."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="followed")
    lender = models.ForeignKey(Lender, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "lender"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.lender_id}"


class Delivery(models.Model):
    """One change to be told to one follower. Told once; tried again later when it fails, until `given_up_at`."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(delivered_at=None, given_up_at=None), name="deliveries_to_do"),
        ]
        constraints = [models.UniqueConstraint(fields=["follower", "entry"], name="delivered_once")]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

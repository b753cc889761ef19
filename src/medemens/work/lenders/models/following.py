"""Who wants to hear of changes, and what must still be told."""

from __future__ import annotations

from django.db import models

from medemens.work.lenders.models.lenders import Lender


class Follower(models.Model):
    """Somebody who follows lenders: by e-mail (locked, after they confirmed it) or by a webhook.

    `fingerprint` finds what a link or key belongs to, without leading back to it. The lender is never told who follows.
    """

    class Way(models.TextChoices):
        """How they are told."""

        EMAIL = "email"
        WEBHOOK = "webhook"

    way = models.CharField(max_length=10, choices=Way.choices)
    address = models.BinaryField()
    fingerprint = models.BinaryField(max_length=32, unique=True)
    language = models.CharField(max_length=5, default="nl")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    lenders = models.ManyToManyField(Lender, related_name="followers")

    def __str__(self) -> str:
        return f"{self.way} {self.pk}"


class Notice(models.Model):
    """Something to tell a follower: which entry, how often it was tried, when it is tried again."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="notices")
    entry = models.ForeignKey("casework.RegisterEntry", on_delete=models.CASCADE, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_index=True)
    told_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "entry"], name="told_once")]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(told_at=None, given_up_at=None), name="notices_to_send"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

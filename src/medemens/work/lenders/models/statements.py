"""The keys with which statements are signed. Public halves stay for ever, so that old statements can be verified."""

from __future__ import annotations

from django.db import models


class SigningKey(models.Model):
    """An Ed25519 key. `private` is locked with a key made from the installation's secret, and gone once it is retired."""

    kid = models.CharField(max_length=43, unique=True)
    public = models.BinaryField(max_length=32)
    private = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    in_use = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=models.Q(in_use=True), name="one_signing_key_in_use"),
        ]

    def __str__(self) -> str:
        return self.kid

"""Who is told of new steps by e-mail."""

from __future__ import annotations

from django.db import models

from medemens.progress.measures.models.measures import Measure, Theme


class MonitorFollower(models.Model):
    """An address that is told of new steps of one measure, of one theme, or of everything when it names neither.

    `address` is locked with the key of the installation. `lookup` is a digest of the address and what is followed, so that the
    same wish is there once. Nothing is sent before it was `confirmed_at`; `told_until` is the newest step that was told.
    """

    address = models.BinaryField()
    lookup = models.BinaryField(max_length=32, unique=True)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(Measure, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(theme__isnull=True) | models.Q(measure__isnull=True), name="follows_a_theme_or_a_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"

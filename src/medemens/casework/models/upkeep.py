"""What the installation does to itself: the daily work, and checks of the audit log."""

from __future__ import annotations

from django.db import models

from medemens.common.staff import StaffMember


class DailyRun(models.Model):
    """The work of one day. Whoever adds the row may begin; one that was not finished after a while is begun anew."""

    day = models.DateField(unique=True)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    removed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"work of {self.day}"


class LogCheck(models.Model):
    """A walk through the whole audit log. `faults` holds the first ones found: lane, number and kind."""

    staff = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    entries = models.PositiveBigIntegerField()
    walked = models.PositiveBigIntegerField(default=0)
    faults = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"check of {self.begun_at}"

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 if self.finished_at else min(99, self.walked * 100 // max(1, self.entries))

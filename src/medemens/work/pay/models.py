"""A payroll that was given to be checked: only counts, times and states; the file and the results lie in a private folder."""

from __future__ import annotations

from django.db import models


class PayrollCheck(models.Model):
    """One job. Whoever holds the key (a cookie) may see it; the database knows the key's fingerprint only."""

    class State(models.TextChoices):
        """How far the job is."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    key_fingerprint = models.CharField(max_length=64)
    demonstration = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    stop_wanted = models.BooleanField(default=False)
    trouble = models.JSONField(default=dict, blank=True)
    as_of = models.DateField()
    summary = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="percent_at_most_100"),
            models.UniqueConstraint(fields=["demonstration"], condition=models.Q(demonstration=True), name="one_demonstration"),
        ]

    def __str__(self) -> str:
        return f"payroll check {self.pk}"

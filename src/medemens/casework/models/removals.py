"""What is left of a case for its reporter when the law had it removed: keys and days of ours, and nothing that anybody wrote."""

from __future__ import annotations

from django.db import models

from medemens.casework.models.cases import Mailbox
from medemens.common.authorities import Authority


class RemovedCase(models.Model):
    """A notice in the mailbox of a case that was removed: who handled it, what came of it, and why it is gone.

    It has no reference, place, subject or organisation, so it does not lead back to what the case was about. `because` is the
    key of the reason of removal. From `readable_until` on the work of a day removes the notice, and with the last the mailbox.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="removed")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case_type = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40, blank=True)
    received_on = models.DateField()
    closed_on = models.DateField()
    removed_on = models.DateField()
    because = models.CharField(max_length=40)
    readable_until = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["readable_until"], name="notices_by_end")]

    def __str__(self) -> str:
        return f"notice {self.pk}"

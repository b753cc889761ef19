"""Which partner looked at what is not public of a lender, and on which legal basis. Who it was stands in the log."""

from __future__ import annotations

from django.db import models

from medemens.common.authorities import Authority
from medemens.work.lenders.models.lenders import Lender


class Consultation(models.Model):
    """One look. `basis` is a key of `common.authorities.CONSULTING_BASES`, `purpose` one of `queries.consulting.Purpose`."""

    lender = models.ForeignKey(Lender, on_delete=models.PROTECT, related_name="consultations")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["lender", "id"], name="consultations_of_lender")]

    def __str__(self) -> str:
        return f"{self.basis} {self.at:%Y-%m-%d}"

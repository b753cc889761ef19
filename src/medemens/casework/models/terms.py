"""Terms of a case, and what changed them. The days are counted in `law/awb`; here is what they were counted from."""

from __future__ import annotations

from django.db import models

from medemens.casework.models.cases import Case
from medemens.common.staff import StaffMember


class Term(models.Model):
    """A term that runs in a case. `ends_on` is the last day that is in time; None while the term is suspended."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms")
    rule = models.CharField(max_length=60)
    started_on = models.DateField()
    ends_on = models.DateField(null=True)
    met_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "rule", "started_on"], name="a_term_runs_once")]

    def __str__(self) -> str:
        return f"{self.rule} from {self.started_on}"


class TermChange(models.Model):
    """A suspension, its end, or an extension by a number of weeks, with the ground it was done on."""

    class Kind(models.TextChoices):
        """What happened."""

        SUSPENDED = "suspended"
        RESUMED = "resumed"
        EXTENDED = "extended"

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    weeks = models.PositiveSmallIntegerField(default=0)
    ground = models.CharField(max_length=60, blank=True)
    staff = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"

"""What happened to measures and promises, and what was announced: dated, with a source, never changed, only corrected."""

from __future__ import annotations

from django.db import models

from medemens.common.staff import StaffMember
from medemens.progress.measures.models.measures import Measure, Source
from medemens.progress.measures.models.promises import Promise
from medemens.progress.measures.phases import Phase, Precision, PromiseStep

PRECISIONS = [(each.value, each.name) for each in Precision]


class Event(models.Model):
    """What every event has.

    `key` is its lasting name within the measure or promise: links lead to it, and a correction bears the same. `on` is the day on
    which it happened or was announced; `target` the day that was announced. `recorded_at` says since when we know it, so that
    "what was known then" has one answer for ever. An event that `corrects` another stands in its place from that moment; when
    it is `annulled` nothing stands there.
    """

    key = models.CharField(max_length=60)
    on = models.DateField()
    precision = models.CharField(max_length=10, choices=PRECISIONS, default=Precision.DAY.value)
    target = models.DateField(null=True)
    target_precision = models.CharField(max_length=10, blank=True, choices=PRECISIONS)
    fact_nl = models.CharField(max_length=500, blank=True)
    fact_en = models.CharField(max_length=500, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_index=True)
    recorded_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    annulled = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key} {self.on}"


class StatusEvent(Event):
    """A step of a measure. `planned`: its phase was announced for `target`, and is not seen to have happened.

    `milestone` names what is planned or reached when a phase has several (a law starts; later it is enforced). `reversal`: the
    source tells that a choice was turned around, which the phases alone do not show.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="events")
    phase = models.CharField(max_length=20, choices=[(each.value, each.name) for each in Phase])
    planned = models.BooleanField(default=False)
    milestone = models.CharField(max_length=40, blank=True)
    reversal = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["measure", "on"], name="steps_of_a_measure")]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "key"], condition=models.Q(corrects__isnull=True), name="step_of_a_measure_once"
            ),
            models.CheckConstraint(
                condition=models.Q(planned=True, target__isnull=False) | models.Q(planned=False, target__isnull=True),
                name="planned_has_a_target",
            ),
            models.CheckConstraint(
                condition=models.Q(annulled=False) | models.Q(corrects__isnull=False), name="annulled_step_is_a_correction"
            ),
        ]


class PromiseEvent(Event):
    """A step of a commitment or motion; `target` is the day by which it was promised."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=20, choices=[(each.value, each.name) for each in PromiseStep])

    class Meta:
        indexes = [models.Index(fields=["promise", "on"], name="steps_of_a_promise")]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "key"], condition=models.Q(corrects__isnull=True), name="step_of_a_promise_once"
            ),
            models.CheckConstraint(
                condition=models.Q(annulled=False) | models.Q(corrects__isnull=False), name="annulled_promise_is_a_correction"
            ),
        ]

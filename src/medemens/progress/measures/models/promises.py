"""Commitments of ministers and motions of parliament, and good practices: what they are. What happened stands in `events`."""

from __future__ import annotations

from django.db import models

from medemens.progress.measures.models.measures import Measure, Source, Theme
from medemens.progress.measures.phases import PromiseKind


class Promise(models.Model):
    """A commitment or motion. `made_words` says when, where no day is known; `asks` is told in our own words.

    What is empty was not found; `note` says so in words.
    """

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=[(each.value, each.name) for each in PromiseKind])
    number = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=150, blank=True)
    minister = models.CharField(max_length=150, blank=True)
    made_words_nl = models.CharField(max_length=150, blank=True)
    made_words_en = models.CharField(max_length=150, blank=True)
    asks_nl = models.CharField(max_length=500, blank=True)
    asks_en = models.CharField(max_length=500, blank=True)
    note_nl = models.CharField(max_length=500, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    measures = models.ManyToManyField(Measure, related_name="promises")
    sources = models.ManyToManyField(Source, related_name="+")
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Practice(models.Model):
    """A good practice, as far as a source tells of it. What is empty was not found; `evaluated` is None then."""

    key = models.CharField(max_length=60, unique=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="practices")
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    since = models.CharField(max_length=60, blank=True)
    problem_nl = models.CharField(max_length=500, blank=True)
    problem_en = models.CharField(max_length=500, blank=True)
    approach_nl = models.CharField(max_length=500, blank=True)
    approach_en = models.CharField(max_length=500, blank=True)
    cost_nl = models.CharField(max_length=300, blank=True)
    cost_en = models.CharField(max_length=300, blank=True)
    effect_nl = models.CharField(max_length=300, blank=True)
    effect_en = models.CharField(max_length=300, blank=True)
    evaluated = models.BooleanField(null=True)
    contact = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    measures = models.ManyToManyField(Measure, related_name="practices")
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key

"""What a measure is: its theme, goal, sources and who is responsible. What happened to it stands in `events`."""

from __future__ import annotations

from django.db import models

from medemens.common.staff import StaffMember
from medemens.progress.measures.phases import AdviceTheme, Confidence, Kind, PartyKind


class Theme(models.Model):
    """A theme of the public monitor. `advice_theme` is the closest one of the advice; `confirmed`: its page was seen."""

    key = models.CharField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField()
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    advice_theme = models.CharField(max_length=40, blank=True, choices=[(each.value, each.name) for each in AdviceTheme])
    confirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key


class Goal(models.Model):
    """What measures of a theme are for. One that is not `confirmed` bears a name that we gave it."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="goals")
    key = models.CharField(max_length=40, unique=True)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    confirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key


class Source(models.Model):
    """Where a step was read. `dated` is its date as words, for not every source has a day; `url` where it stands, if known."""

    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=300, blank=True)
    dated = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.key


class Party(models.Model):
    """A body that is responsible for measures."""

    name = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=20, choices=[(each.value, each.name) for each in PartyKind])

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """A measure by our own `code`; `official_code` is that of the government's list, empty until it was seen.

    `form` is what was advised to be set up, and `aim` what for: the form can be dropped while the aim is reached another way.
    `related`: keys of norms ("case type.norm"), registers and case types of this system. `changed_at` is the moment at which any
    of this was last changed; unlike steps this is not kept by moment.
    """

    code = models.CharField(max_length=12, unique=True)
    official_code = models.CharField(max_length=20, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="measures")
    advice_theme = models.CharField(max_length=40, blank=True, choices=[(each.value, each.name) for each in AdviceTheme])
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=20, choices=[(each.value, each.name) for each in Kind])
    confidence = models.CharField(max_length=10, choices=[(each.value, each.name) for each in Confidence])
    title_nl = models.CharField(max_length=250)
    title_en = models.CharField(max_length=250, blank=True)
    recommended_nl = models.CharField(max_length=500, blank=True)
    recommended_en = models.CharField(max_length=500, blank=True)
    form_nl = models.CharField(max_length=300, blank=True)
    form_en = models.CharField(max_length=300, blank=True)
    aim_nl = models.CharField(max_length=300, blank=True)
    aim_en = models.CharField(max_length=300, blank=True)
    note_nl = models.CharField(max_length=500, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    responsible = models.ManyToManyField(Party, related_name="measures")
    depends_on = models.ManyToManyField("self", symmetrical=False, related_name="needed_by")
    related = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """A moment at which the monitor changed, written by each deed: whoever holds a copy sees by it that theirs is old."""

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    deed = models.CharField(max_length=30)
    changes = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.deed} {self.recorded_at:%Y-%m-%d}"

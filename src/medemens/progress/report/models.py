"""What editors wrote, and the reports that were made of it. Neither is ever changed: what is newer stands beside it."""

from __future__ import annotations

from django.db import models

from medemens.common.staff import StaffMember


class ReportText(models.Model):
    """A text of the editors for a chapter of the report of a year, in one language. The newest counts; empty: there is none."""

    year = models.PositiveSmallIntegerField()
    chapter = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["year", "chapter", "language", "id"], name="texts_of_a_chapter")]

    def __str__(self) -> str:
        return f"{self.year} {self.chapter} {self.language}"


class Report(models.Model):
    """An edition of the report of a year, made as of a day from what was known at a moment.

    `address` is the beginning of its links; `data` marks the data from which it was made; `figures` are those that it shows.
    Once published it is public, and is never changed or removed.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    known_at = models.DateTimeField()
    address = models.CharField(max_length=200)
    data = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    wanted_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["year", "published_at"], name="editions_of_a_year")]
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="report_percent_at_most_100"),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(state="done"), name="published_report_is_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} as of {self.as_of}"


class ReportFile(models.Model):
    """A report in one language and form (`html`: the part of the page that is the report, `pdf`, `docx`), as it was made."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2)
    form = models.CharField(max_length=4)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "language", "form"], name="report_file_once")]

    def __str__(self) -> str:
        return f"{self.language}.{self.form}"


class KeptFigure(models.Model):
    """A figure of a year as it was first published: a later report shows the same, so that no two can be subtracted."""

    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40)
    shown = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "source"], name="figure_of_a_year_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.year}"

"""What an authority is competent for, and its own texts."""

from __future__ import annotations

from django.db import models

from medemens.common.authorities import Authority

EVERYWHERE = ""
"""Stands for "in the whole country" in `Competence.municipality`."""


class Competence(models.Model):
    """An authority handles a subject, in one municipality or everywhere. The nearer one goes before the general one."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="competences")
    subject = models.CharField(max_length=40)
    municipality = models.CharField(max_length=6, blank=True, default=EVERYWHERE)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "municipality"], condition=models.Q(until=None), name="one_is_competent_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} in {self.municipality or 'the whole country'}"


class MessageTemplate(models.Model):
    """A text that handlers send often, in one language. `key` is the same in all languages."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="templates")
    key = models.SlugField(max_length=60)
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=100)
    text = models.TextField(max_length=4000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "key", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"

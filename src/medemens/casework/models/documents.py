"""Papers and pictures of a case, locked like all content. They lie in the database, so that none is there by half."""

from __future__ import annotations

from django.db import models

from medemens.casework.models.cases import Case, Entry


class Document(models.Model):
    """One enclosure or letter. `description` holds its name and type, locked; `parts` is how many pictures there are to show."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveIntegerField()
    description = models.BinaryField()
    bytes = models.PositiveIntegerField()
    parts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="documents_are_numbered")]

    def __str__(self) -> str:
        return f"document {self.number}"


class DocumentPart(models.Model):
    """The picture of a page (from 1 on), or the whole (0) of a document that has no pages; a whole is bound from its pages."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="contents")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="parts_are_numbered")]

    def __str__(self) -> str:
        return f"part {self.number}"

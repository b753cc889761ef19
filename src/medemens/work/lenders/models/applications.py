"""What a firm sends to the admission authority from its account, while it is written and after it was sent."""

from __future__ import annotations

from django.db import models

from medemens.casework.models import Case
from medemens.work.lenders.models.accounts import Account
from medemens.work.lenders.models.lenders import Lender


class Application(models.Model):
    """An application, a report of a change or an objection of a firm; `subject` is that of its case type.

    `answers` and the papers are locked with a key of the installation for as long as it is a draft. Once sent they are in the
    case, sealed, and only there; `code` (locked) opens the case for the account, as a reporter's code opens theirs. `lender` is
    whom the authority says it is about.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="applications")
    subject = models.CharField(max_length=40)
    answers = models.BinaryField(null=True)
    code = models.BinaryField()
    case = models.OneToOneField(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    lender = models.ForeignKey(Lender, null=True, on_delete=models.PROTECT, related_name="applications")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "id"], name="applications_of_account")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(answers=None), name="sent_answers_are_only_in_the_case"
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"


class Paper(models.Model):
    """A paper of an application: `kind` is a key of `applying.papers.KINDS`.

    `given_on`, `valid_until` (last day) and `amount` (euro cents) are what the firm says of it. They stay readable, so that the
    authority sees over all firms what expires. `number` is that of the document in the case, once it was sent.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=40)
    given_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    description = models.BinaryField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["valid_until"], condition=models.Q(valid_until__isnull=False, number__isnull=False), name="papers_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PaperPart(models.Model):
    """A page of a paper of a draft (from 1 on), or the whole (0), locked. Gone once it is in the case."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_part_once")]

    def __str__(self) -> str:
        return f"{self.paper_id}/{self.number}"

"""Letters with which decisions without an application go out: a suspension, a revocation, a refusal of office."""

from __future__ import annotations

from django.db import models

from medemens.work.lenders.models.proposals import Proposal


class ProposalLetter(models.Model):
    """What a proposal says to the firm. `content` (addressee, subject and reasons) is locked with a key of the installation.

    `document` is the letter as PDF, locked too. It is made when the proposal is approved, and stays as it went out.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="letter")
    content = models.BinaryField()
    document = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"letter of proposal {self.proposal_id}"

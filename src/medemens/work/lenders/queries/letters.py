"""What a decision of office says to the firm, and the letter as it went out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from medemens.common import installation_key
from medemens.work.lenders.models import Proposal, ProposalLetter

PURPOSE = "letter of a proposal"


@dataclass(frozen=True)
class LetterText:
    """What somebody wrote for the firm, in Dutch: to whom, what it is about, and why it was decided."""

    addressee: str
    about: str
    reasons: str

    @property
    def locked(self) -> bytes:
        """As it is kept."""
        return installation_key.lock(json.dumps(asdict(self), ensure_ascii=False).encode(), purpose=PURPOSE)


def text_of(proposal: Proposal) -> LetterText | None:
    """What it says to the firm; None when nothing was written."""
    found = _found(proposal)
    return LetterText(**json.loads(installation_key.unlock(found.content, purpose=PURPOSE))) if found else None


def document_of(proposal: Proposal) -> bytes | None:
    """The letter as it went out; None when there is none, or not yet."""
    found = _found(proposal)
    return installation_key.unlock(found.document, purpose=PURPOSE) if found and found.document else None


def _found(proposal: Proposal) -> ProposalLetter | None:
    return ProposalLetter.objects.filter(proposal=proposal).first()

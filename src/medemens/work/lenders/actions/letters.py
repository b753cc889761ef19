"""Letters of decisions of office: written with the proposal, made when it is approved. Within the transaction of that deed."""

from __future__ import annotations

from medemens.common import installation_key
from medemens.work.lenders.models import Proposal, ProposalLetter
from medemens.work.lenders.queries.letters import PURPOSE, LetterText


def write(*, proposal: Proposal, text: LetterText) -> None:
    """Keeps what a proposal says to the firm."""
    ProposalLetter.objects.create(proposal=proposal, content=text.locked)


def send(*, proposal: Proposal, document: bytes) -> None:
    """Keeps the letter as it goes out; it is never made anew."""
    locked = installation_key.lock(document, purpose=PURPOSE)
    ProposalLetter.objects.filter(proposal=proposal, document=None).update(document=locked)

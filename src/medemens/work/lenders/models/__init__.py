"""The tables of the admission register. Only its own queries and actions use them."""

from medemens.work.lenders.models.accounts import Account
from medemens.work.lenders.models.applications import Application, Paper, PaperPart
from medemens.work.lenders.models.consultations import Consultation
from medemens.work.lenders.models.following import Delivery, Followed, Follower
from medemens.work.lenders.models.lenders import Lender, TradeName
from medemens.work.lenders.models.letters import ProposalLetter
from medemens.work.lenders.models.proposals import Proposal
from medemens.work.lenders.models.statements import SigningKey

__all__ = [
    "Account",
    "Application",
    "Consultation",
    "Delivery",
    "Followed",
    "Follower",
    "Lender",
    "Paper",
    "PaperPart",
    "Proposal",
    "ProposalLetter",
    "SigningKey",
    "TradeName",
]

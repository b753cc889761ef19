"""The tables of the admission register. Only its own queries and actions use them."""

from medemens.work.lenders.models.lenders import Lender, TradeName
from medemens.work.lenders.models.proposals import Proposal
from medemens.work.lenders.models.statements import SigningKey

__all__ = ["Lender", "Proposal", "SigningKey", "TradeName"]

"""The tables of the casework floor. Only `queries`, `actions`, `access` and `audit` of this floor use them."""

from medemens.casework.models.audit import AuditChain, AuditEntry
from medemens.casework.models.cases import Case, CaseLink, Entry, Finding, Mailbox
from medemens.casework.models.competences import Competence, MessageTemplate
from medemens.casework.models.decisions import Decision, ProposedDecision, Referral
from medemens.casework.models.documents import Document, DocumentPart
from medemens.casework.models.keys import AuthorityKey, KeyShare, RecoveryShare, StaffKey
from medemens.casework.models.register import RegisterEntry
from medemens.casework.models.removals import RemovedCase
from medemens.casework.models.terms import Term, TermChange
from medemens.casework.models.upkeep import DailyRun, LogCheck

__all__ = [
    "AuditChain", "AuditEntry", "AuthorityKey", "Case", "CaseLink", "Competence", "DailyRun", "Decision", "Document",
    "DocumentPart", "Entry", "Finding", "KeyShare", "LogCheck", "Mailbox", "MessageTemplate", "ProposedDecision", "RecoveryShare",
    "Referral", "RegisterEntry", "RemovedCase", "StaffKey", "Term", "TermChange",
]  # fmt: skip

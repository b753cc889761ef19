"""The letter of a decision without an application: a suspension, a revocation, a refusal. In Dutch, as the Awb asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from medemens.casework.actions.register import EntryDraft
from medemens.casework.workbench.letters import STYLE
from medemens.common import documents, formats
from medemens.common.authorities import Authority
from medemens.law.awb.norms import objection_until
from medemens.law.waadi.decisions import ENDINGS
from medemens.work.lenders.admission.staff_words import KINDS as WORDS
from medemens.work.lenders.queries.admission import Proposal
from medemens.work.lenders.queries.history import KINDS
from medemens.work.lenders.queries.letters import LetterText


@dataclass(frozen=True)
class Letter:
    """What stands in a letter. `kind` is the key of a decision; `reference` is what the firm names when it objects."""

    authority: Authority
    reference: str
    kind: str
    text: LetterText
    decided_on: date
    made_known_on: date
    takes_effect_on: date
    valid_until: date | None
    signed_by: str


def of_proposal(proposal: Proposal, text: LetterText, *, decided_on: date, signed_by: str) -> Letter:
    """The letter of a proposal, signed by whoever decides."""
    return of_days(
        proposal, text, proposal.authority, f"{proposal.lender.number}-{proposal.pk}", decided_on=decided_on, signed_by=signed_by
    )


def of_days(
    days: Proposal | EntryDraft, text: LetterText, authority: Authority, reference: str, *, decided_on: date, signed_by: str
) -> Letter:
    """The letter of a decision that is proposed, or is about to be."""
    return Letter(
        authority=authority,
        reference=reference,
        kind=days.kind,
        text=text,
        decided_on=decided_on,
        made_known_on=days.made_known_on,
        takes_effect_on=days.takes_effect_on,
        valid_until=days.valid_until,
        signed_by=signed_by,
    )


def letter(written: Letter) -> SafeString:
    """The letter as HTML of ours; everything that was typed is escaped."""
    days = {name: formats.day(getattr(written, name), "nl") for name in ("decided_on", "made_known_on", "takes_effect_on")}
    days["objection_until"] = formats.day(objection_until(written.made_known_on), "nl")
    days["valid_until"] = formats.day(written.valid_until, "nl") if written.valid_until else ""
    kind = KINDS[written.kind]
    with translation.override("nl"):
        context = {
            "letter": written,
            "days": days,
            "outcome": str(WORDS[written.kind]),
            "citation": kind.citation,
            "winds_up": kind in ENDINGS and written.takes_effect_on > written.made_known_on,
            "ends": kind in ENDINGS,
        }
        return SafeString(render_to_string("lenders/letters/decision.html", context))


def pdf(written: Letter) -> bytes:
    """The letter as an accessible PDF (PDF/UA-1)."""
    title = f"Besluit {written.reference}"
    return documents.pdf(str(letter(written)), title=title, code="nl", on=written.decided_on, style=STYLE)

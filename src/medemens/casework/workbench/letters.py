"""The letter of a decision: in Dutch, as the Awb asks, and a summary in the language of whoever asked for the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from medemens.casework.access import Opened
from medemens.casework.case_types import NormInQuestion, Outcome, case_type
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case, Decision
from medemens.casework.wording import Wording
from medemens.common import documents, formats
from medemens.common.languages import language
from medemens.law.awb.norms import OBJECTION_CLAUSE, objection_until
from medemens.law.awb.terms import Ground

STYLE = """
.head { border-bottom: 2pt solid #000; padding-bottom: 6pt; margin-bottom: 24pt } .head strong { font-size: 14pt }
.address { white-space: pre-line; margin-bottom: 24pt } .facts p { margin: 0 } .objection { border: 1pt solid #000; padding: 8pt }
.summary { break-before: page }
"""


@dataclass(frozen=True)
class Letter:
    """What stands in a letter. `reporter` is the language of the summary; "nl" for none. Nobody signs what is only proposed."""

    case: Case
    outcome: Outcome
    addressee: str
    about: str
    reasons: str
    norms: tuple[NormInQuestion, ...]
    decided_on: date
    made_known_on: date
    takes_effect_on: date
    follows: Decision | None
    signed_by: str
    reporter: str = "nl"

    @property
    def objection_until(self) -> date:
        """The last day on which one can object."""
        return objection_until(self.made_known_on)


def of(wording: Wording, opened: Opened, *, signed_by: str) -> Letter:
    """The letter of a decision in a case; its summary is for whoever asked for the decision."""
    case = opened.case
    kind = case_type(case.case_type)
    return Letter(
        case=case,
        outcome=kind.outcome(wording.outcome),
        addressee=wording.addressee,
        about=wording.about,
        reasons=wording.reasons,
        norms=tuple(each for each in kind.norms if each.id in wording.norms),
        decided_on=wording.decided_on,
        made_known_on=wording.made_known_on,
        takes_effect_on=wording.takes_effect_on,
        follows=queries.last_decision(case),
        signed_by=signed_by,
        reporter=queries.language_of(opened) if case.formal_request else "nl",
    )


def letter(written: Letter) -> SafeString:
    """The letter as HTML of ours; everything that was typed is escaped."""
    days = {
        "decided_on": formats.day(written.decided_on, "nl"),
        "made_known_on": formats.day(written.made_known_on, "nl"),
        "takes_effect_on": formats.day(written.takes_effect_on, "nl"),
        "objection_until": formats.day(written.objection_until, "nl"),
        "follows": formats.day(written.follows.decided_on, "nl") if written.follows else "",
    }
    with translation.override("nl"):
        context = {"letter": written, "days": days, "clause": OBJECTION_CLAUSE, "outcome": str(written.outcome.name)}
        text = render_to_string("letters/decision.html", context)
    return SafeString(text + _summary(written))


def pdf(written: Letter) -> bytes:
    """The letter as an accessible PDF (PDF/UA-1)."""
    title = f"Besluit {written.case.reference}"
    return documents.pdf(str(letter(written)), title=title, code="nl", on=written.decided_on, style=STYLE)


def _summary(written: Letter) -> str:
    """What it comes down to, in the other language; nothing for a reader of Dutch."""
    reader = language(written.reporter)
    if reader.code == "nl":
        return ""
    with translation.override(reader.code):
        until = formats.day(written.objection_until, reader.code)
        context = {"letter": written, "reader": reader, "told": str(written.outcome.told), "until": until}
        return render_to_string("letters/summary.html", context)


def completion(text: str, complete_by: date, ground: Ground) -> str:
    """What is written to whoever must complete a request: what is missing, until when, and what follows (Awb art. 4:5, 6:6)."""
    day = formats.day(complete_by, "nl")
    if ground is Ground.REPAIR:
        ends = "Doet u dat niet, dan kunnen wij uw bezwaar niet-ontvankelijk verklaren (artikel 6:6 Awb)."
        until = f"U kunt uw bezwaar aanvullen tot en met {day}."
    else:
        ends = "Doet u dat niet, dan kunnen wij besluiten uw aanvraag niet te behandelen (artikel 4:5 Awb)."
        until = f"U kunt uw aanvraag aanvullen tot en met {day}."
    return f"{text}\n\n{until} {ends} Zolang wij op u wachten, staat de termijn voor ons besluit stil."

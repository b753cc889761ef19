"""Finding a lender, and one lender with its whole history: what was corrected, and what was proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from medemens.casework import staff_words as case_words
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.common.questions import Text
from medemens.work.lenders import forms as public
from medemens.work.lenders.admission import staff_words
from medemens.work.lenders.consulting.staff_words import BASES, PURPOSES
from medemens.work.lenders.queries import admission, assessing, consulting, search, snapshot
from medemens.work.lenders.queries.admission import Proposal
from medemens.work.lenders.queries.history import Line, known, lines_of, shown
from medemens.work.lenders.words import STATES, state


@dataclass(frozen=True)
class Row:
    """An entry in words. `stands`: it was not corrected; `instead_of`: the number of the entry it stands in the place of."""

    line: Line
    kind: Text
    stands: bool


@dataclass(frozen=True)
class Proposed:
    """A proposal in words."""

    proposal: Proposal
    kind: Text
    state: Text

    @classmethod
    def of(cls, proposal: Proposal) -> Proposed:
        """In words."""
        return cls(proposal, staff_words.KINDS.get(proposal.kind, proposal.kind), staff_words.STATES[proposal.state])


@audience("staff", may=Permission.ADMIT)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Looks for a lender by name or number; and what waits."""
    asked, held, now = public.text(request.GET, "q"), snapshot.current(), timezone.now()
    found = search.find(held, asked) if asked else ()
    if len(found) == 1 and found[0].by_number:
        return redirect("admission:lender", found[0].lender.number)
    today = timezone.localdate(now)
    rows = [(each, STATES[state(shown(each.lender.lines, today, now))]) for each in found]
    context = {"asked": asked, "rows": rows, "count": len(held.lenders), "waiting": len(admission.not_done())}
    return render(request, "lenders/admission/find.html", context)


@audience("staff", may=Permission.ADMIT)
@require_safe
def lender(request: HttpRequest, lender: str) -> HttpResponse:
    """One lender: how it stands today, all entries, those that were corrected too, and all proposals with their reasons."""
    found, now = admission.lender(lender), timezone.now()
    lines = lines_of(found.organisation_id)
    stood = {each.number for each in known(lines, now)}
    answer = shown(lines, timezone.localdate(now), now)
    context = {
        "lender": found,
        "state": STATES[state(answer)],
        "standing": answer.standing,
        "citation": answer.begins.citation,
        "rows": [Row(each, staff_words.KINDS.get(each.kind, each.kind), each.number in stood) for each in reversed(lines)],
        "proposals": [Proposed.of(each) for each in admission.proposals_of(found)],
        "applications": [
            (
                each.case,
                case_words.subject(each.case.case_type, each.subject),
                case_words.status(each.case.case_type, each.case.status),
            )
            for each in assessing.applications_about(staff_of(request), found)
            if each.case is not None
        ],
        "consultations": [
            (each, BASES.get(each.basis, each.basis), PURPOSES.get(each.purpose, each.purpose))
            for each in consulting.of_lender(found)
        ],
        "done": staff_words.DONE.get(request.GET.get("done", "")),
    }
    return render(request, "lenders/admission/lender.html", context)

"""A partner looks a lender up, says on which ground, and sees what is not public. Each look is asked and logged anew."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework import staff_words as case_words
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.work.lenders import forms as public
from medemens.work.lenders.actions import consulting as actions
from medemens.work.lenders.admission import application_words
from medemens.work.lenders.admission.pages import Row
from medemens.work.lenders.admission.staff_words import KINDS
from medemens.work.lenders.consulting import staff_words
from medemens.work.lenders.consulting.forms import GroundForm
from medemens.work.lenders.queries import admission, search, snapshot
from medemens.work.lenders.queries import consulting as queries
from medemens.work.lenders.queries.consulting import Seen, Sent
from medemens.work.lenders.queries.history import shown
from medemens.work.lenders.words import STATES, state


@audience("staff", may=Permission.CONSULT)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Looks for a lender by name or number; shows no more than who it is."""
    asked = public.text(request.GET, "q")
    found = search.find(snapshot.current(), asked) if asked else ()
    return render(request, "lenders/consulting/find.html", {"asked": asked, "rows": found})


@audience("staff", may=Permission.CONSULT)
@require_http_methods(["GET", "HEAD", "POST"])
def lender(request: HttpRequest, lender: str) -> HttpResponse:
    """Asks for the ground; with it shows the lender, this once."""
    staff, found, now = staff_of(request), admission.lender(lender), timezone.now()
    bases = queries.bases(staff)
    first = {"basis": bases[0]} if len(bases) == 1 else {}
    form = GroundForm(request.POST if request.method == "POST" else None, bases=bases, initial=first)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "lenders/consulting/ground.html", {"form": form, "lender": found}, status=status)
    given = form.cleaned_data
    seen = actions.consult(
        lender=found, basis=given["basis"], purpose=given["purpose"], reference=given["reference"], by=staff, now=now
    )
    answer = shown(tuple(reversed(seen.lines)), timezone.localdate(now), now)
    context = {
        "seen": seen,
        "lender": found,
        "basis": staff_words.BASES[given["basis"]],
        "purpose": staff_words.PURPOSES[queries.Purpose(given["purpose"])],
        "at": now,
        "state": STATES[state(answer)],
        "standing": answer.standing,
        "citation": answer.begins.citation,
        "rows": _rows(seen),
        "sent": [_sent(each) for each in seen.sent],
        "to_come": [(each, KINDS.get(each.kind, each.kind)) for each in seen.to_come],
        "inspectors": given["basis"] == queries.INSPECTORS,
    }
    return render(request, "lenders/consulting/lender.html", context)


def _rows(seen: Seen) -> list[tuple[Row, str]]:
    """All entries in words, with what else they hold."""
    found = []
    for line in seen.lines:
        facts = ", ".join(
            f"{staff_words.FACTS[key]}: {_plain(value)}" for key, value in line.facts.items() if key in staff_words.FACTS
        )
        found.append((Row(line, KINDS.get(line.kind, line.kind), line.number in seen.stands), facts))
    return found


def _plain(value: object) -> str:
    """A truth or a day of an entry."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _sent(one: Sent) -> dict[str, object]:
    """An application in words."""
    case = one.case
    return {
        "subject": case_words.subject(case.case_type, case.subject),
        "case": case,
        "status": case_words.status(case.case_type, case.status),
        "outcome": case_words.outcome(case.case_type, one.outcome) if one.outcome else "",
        "decisions": [(each, case_words.outcome(case.case_type, each.outcome)) for each in one.decisions],
        "papers": [(each, application_words.paper(each.kind)) for each in one.papers],
    }

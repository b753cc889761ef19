"""What firms sent: all that is open, and one of them with its account, papers and lender. Nothing that is sealed is opened."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from medemens.casework import staff_words as case_words
from medemens.casework.opening import staff_of
from medemens.common import formats
from medemens.common.access import Permission, audience
from medemens.work.lenders.admission import application_words, staff_words
from medemens.work.lenders.case_type import CASE_TYPES
from medemens.work.lenders.queries import assessing, papers, search, snapshot
from medemens.work.lenders.queries.assessing import Application, Only
from medemens.work.lenders.queries.history import APPLIED, known, lines_of

SUBJECTS = {subject.id: subject.name for kind in CASE_TYPES for subject in kind.subjects}
ROWS = 50


@audience("staff", may=Permission.ADMIT)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """All that is open, the first term first."""
    staff, today = staff_of(request), timezone.localdate()
    subject, only = request.GET.get("subject", ""), request.GET.get("only", "")
    subject, chosen = subject if subject in SUBJECTS else "", Only(only) if only in list(Only) else Only.ALL
    counts = assessing.counts(staff, subject)
    page = Paginator(assessing.waiting(staff, subject, chosen), ROWS).get_page(request.GET.get("page", ""))

    def query(**changes: Any) -> str:
        return "?" + urlencode({"subject": subject, "only": chosen.value, **changes})

    context = {
        "page": page,
        "rows": [(each, *_in_words(each, today)) for each in page.object_list],
        "subject": subject,
        "subjects": SUBJECTS,
        "only": chosen,
        "parts": [
            (query(only=each.value), words, counts[each], each is chosen) for each, words in application_words.ONLY.items()
        ],
        "before": query(page=page.previous_page_number()) if page.has_previous() else "",
        "after": query(page=page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "lenders/admission/applications.html", context)


@audience("staff", may=Permission.ADMIT)
@require_safe
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them."""
    found, today = assessing.application(staff_of(request), reference), timezone.localdate()
    subject, due, status = _in_words(found, today)
    case = found.case
    assert case is not None
    context = {
        "application": found,
        "case": case,
        "subject": subject,
        "due": due,
        "status": status,
        "outcome": case_words.outcome(case.case_type, case.outcome) if case.outcome else "",
        "decisions": [(each, case_words.outcome(case.case_type, each.outcome)) for each in assessing.decisions_of(found)],
        "proposals": [
            (each, staff_words.KINDS.get(each.kind, each.kind), staff_words.STATES[each.state])
            for each in assessing.proposals_of(found)
        ],
        "done": application_words.DONE.get(request.GET.get("done", "")),
        **_papers(found, request.LANGUAGE_CODE),
        **_lender(found),
    }
    return render(request, "lenders/admission/application.html", context)


def _in_words(one: Application, today: date) -> tuple[Any, ...]:
    """Its subject, its term and its status."""
    case = one.case
    assert case is not None
    due = case_words.due(case.due, today)
    return SUBJECTS.get(one.subject, one.subject), due, case_words.status(case.case_type, case.status)


def _papers(one: Application, code: str) -> dict[str, Any]:
    assert one.case is not None
    received, today = timezone.localdate(one.case.received_at), timezone.localdate()
    found = papers.of_application(one.pk)
    rows = []
    for each in found:
        wrong = [
            (application_words.remark(remark, code), remark.citation)
            for remark in papers.remarks(each, one.subject, received, today)
        ]
        amount = formats.euros(each.amount, code) if each.amount is not None else ""
        rows.append((each, application_words.paper(each.kind), amount, wrong))
    missing = papers.missing(one.subject, {each.kind for each in found})
    return {"papers": rows, "missing": [application_words.paper(each) for each in missing]}


def _lender(one: Application) -> dict[str, Any]:
    """Which lender it is about, others with nearly the same name, and lenders that it may be about."""
    held, now = snapshot.current(), timezone.now()
    if one.lender is None:
        return {"candidates": assessing.candidates(held, one)}
    stood = known(lines_of(one.lender.organisation_id), now)
    row = held.lenders.get(one.lender.organisation_id)
    return {
        "resembling": search.resembling(held, row) if row else (),
        "may_apply": one.subject in papers.APPLICATIONS,
        "applied": any(each.kind == APPLIED for each in stood),
        "other_number": bool(one.account.kvk) and one.account.kvk != one.lender.organisation.kvk,
    }

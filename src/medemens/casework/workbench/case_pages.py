"""A case as its handler sees it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from medemens.casework import access
from medemens.casework import staff_words as words
from medemens.casework.actions import cases
from medemens.casework.case_types import CaseType, case_type
from medemens.casework.opening import keyring, staff_of, with_key
from medemens.casework.queries import case_page
from medemens.casework.queries import deeds as queries
from medemens.casework.queries.case_page import Case, Whole
from medemens.casework.workbench import answer_words, case_words
from medemens.casework.workbench.deed_pages import menu
from medemens.common.access import Permission, audience
from medemens.common.languages import language

TALK = ("from_reporter", "to_reporter", "closed", "withdrawn")
"""The kinds of lines that are messages with the reporter."""

REASONED = ("proposed", "sent_back", "decision", "referral", "status")
"""Those that say why something was done."""


@audience("staff", may=Permission.HANDLE)
@require_safe
@with_key
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One case with all that is in it. What makes equal addresses and names findable is made here: it needs the key."""
    staff = staff_of(request)
    ring = keyring(request)
    found = access.opened(staff, reference, ring, now=timezone.now())
    answers = queries.report(found).get("answers", {})
    address, name = case_page.address(answers), case_page.name(answers)
    address_mark = ring.mark("address", address) if address else None
    name_mark = ring.mark("name", name) if name else None
    cases.mark(case=found.case, address=address_mark, name=name_mark)
    whole = case_page.whole(found, staff)
    return render(request, "workbench/case.html", {**_header(request, whole), **_content(request, whole)})


def _header(request: HttpRequest, whole: Whole) -> dict[str, Any]:
    one, today = whole.case, timezone.localdate()
    code = request.LANGUAGE_CODE
    staff = staff_of(request)
    kind = case_type(one.case_type)
    return {
        "case": one,
        "kind": kind,
        "more": _address_of_more(kind, one),
        "proposed": whole.proposed,
        "proposed_outcome": words.outcome(one.case_type, whole.proposed.outcome) if whole.proposed else "",
        "completion": case_words.completion(whole, today, code),
        "whole": whole,
        "mine": one.handler_id == staff.pk,
        "subject": words.subject(one.case_type, one.subject),
        "municipality": words.municipality(one.municipality),
        "status": words.status(one.case_type, one.status),
        "outcome": words.outcome(one.case_type, one.outcome) if one.outcome else "",
        "waiting": words.WAITING[one.waiting],
        "due": words.due(one.due, today),
        "terms": [case_words.term_counted(each, today, code) for each in whole.terms],
        "menu": menu(one, staff),
    }


def _content(request: HttpRequest, whole: Whole) -> dict[str, Any]:
    report = whole.report
    reporter = language(report.get("language"))
    kind = case_type(whole.case.case_type)
    happened = [case_words.happened(whole, line) for line in whole.lines]
    return {
        "reporter": reporter,
        "way": answer_words.way(kind, report),
        "contact": answer_words.contact(report.get("contact", {})),
        "groups": answer_words.answered(kind, report.get("answers", {}), request.LANGUAGE_CODE),
        "norms": case_words.norms(whole, request.LANGUAGE_CODE),
        "timeline": happened,
        "messages": [(each, language(each.line.content.get("language"))) for each in happened if each.line.entry.kind in TALK],
        "notes": [each for each in happened if each.line.entry.kind == "note"],
        "steps": [each for each in happened if each.line.content and each.line.entry.kind in REASONED],
        "decisions": [(each, words.outcome(kind.id, each.outcome)) for each in whole.decisions],
        "suggested": [
            (key, words.LINKS[key], each, words.subject(each.case_type, each.subject)) for key, each in whole.suggested
        ],
        "links": [
            (each, words.LINKS[each.kind], words.subject(each.other.case_type, each.other.subject)) for each in whole.links
        ],
    }


def _address_of_more(kind: CaseType, case: Case) -> str:
    """The chapter's own page about the case; empty when it has none, also when it is not among the addresses of this site."""
    try:
        return reverse(kind.page, args=[case.reference]) if kind.page else ""
    except NoReverseMatch:
        return ""


def _subject(case: Case) -> words.Text:
    return words.subject(case.case_type, case.subject)

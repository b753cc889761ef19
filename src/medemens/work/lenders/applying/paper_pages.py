"""Papers of a draft: which are asked and why, adding one with its dates, looking at it, taking it out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.enclosures import MOST_BYTES, MOST_ENCLOSURES
from medemens.casework.reporting import uploads
from medemens.casework.reporting.going import SeeOther
from medemens.common import forms as common_forms
from medemens.common.access import audience
from medemens.common.questions import Text
from medemens.work.lenders.actions import applications as actions
from medemens.work.lenders.applying import papers as kinds
from medemens.work.lenders.applying.draft_pages import of_draft
from medemens.work.lenders.applying.drafts import NOTES, Draft, paper_in_words
from medemens.work.lenders.applying.paper_forms import paper_from
from medemens.work.lenders.applying.papers import Kind
from medemens.work.lenders.queries import applications as queries

SAFE = {"Content-Security-Policy": "default-src 'none'; sandbox"}


@audience("account")
@require_safe
@of_draft
def papers(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The papers that are there, those that are asked, and those that can be added."""
    lacking = kinds.lacking(draft.answers, draft.papers)
    context = {
        **draft.frame,
        "papers": [paper_in_words(each, draft.today) for each in draft.papers],
        "lacking": [(each, kinds.why(each, draft.answers, draft.today)) for each in lacking],
        "others": [each for each in kinds.KINDS if each not in lacking],
        "full": len(draft.papers) >= MOST_ENCLOSURES,
        "most": MOST_ENCLOSURES,
        "note": NOTES.get(request.GET.get("done", ""), ""),
    }
    return render(request, "lenders/applying/papers.html", context)


@audience("account")
@uploads.in_memory
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def add(request: HttpRequest, draft: Draft, kind: str) -> HttpResponse:
    """One paper: the file, and what is asked about it."""
    found = kinds.kind(kind)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _form(request, draft, found)
    paper, errors = paper_from(request, found, draft.today, first=len(draft.papers) + 1)
    if paper is None:
        return _form(request, draft, found, errors)
    actions.add_paper(application=draft.application, paper=paper, now=timezone.now())
    return SeeOther(f"{reverse('applying:papers', args=[draft.number])}?done=paper")


def _form(request: HttpRequest, draft: Draft, kind: Kind, errors: dict[str, Text] | None = None) -> HttpResponse:
    question = kind.question
    given = common_forms.typed(question, request.POST) if errors else None
    context: dict[str, Any] = {
        **draft.frame,
        "kind": kind,
        "why": kinds.why(kind, draft.answers, draft.today),
        "question": question,
        "fields": common_forms.inputs(question, {}, given, errors),
        "errors": errors,
        "file_error": (errors or {}).get("file", ""),
        "megabytes": MOST_BYTES // 1_000_000,
    }
    return render(request, "lenders/applying/paper.html", context, status=422 if errors else 200)


@audience("account")
@require_POST
@of_draft
def remove(request: HttpRequest, draft: Draft, paper: int) -> HttpResponse:
    """Takes a paper out."""
    actions.remove_paper(application=draft.application, number=paper, now=timezone.now())
    return SeeOther(f"{reverse('applying:papers', args=[draft.number])}?done=removed")


@audience("account")
@require_safe
@of_draft
def picture(request: HttpRequest, draft: Draft, paper: int, page: int) -> HttpResponse:
    """The picture that was made of a page of a paper."""
    content = queries.part(draft.application, paper, page)
    media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return HttpResponse(content, content_type=media_type, headers=SAFE)

"""A draft: how far it is and what is missing; its questions one by one; throwing it away."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from medemens.casework.reporting.going import SeeOther, when_database_is_away
from medemens.common import forms as common_forms
from medemens.common.access import audience
from medemens.common.questions import Question, answered
from medemens.work.lenders.actions import applications as actions
from medemens.work.lenders.actions.applications import NotPossible
from medemens.work.lenders.applying import forms, journey, sent_pages, words
from medemens.work.lenders.applying.drafts import NOTES, Draft, draft_of, summary
from medemens.work.lenders.queries.accounts import Application, account_of
from medemens.work.lenders.queries.accounts import application as one_of

View = Callable[..., HttpResponse]


def to(name: str, *arguments: Any) -> HttpResponse:
    """To another page of this chapter, after a form."""
    return SeeOther(reverse(f"applying:{name}", args=arguments))


def of_draft(view: View) -> View:
    """For a page about a draft: gives it the draft. What was sent, also by a try that broke off, leads to what was sent."""

    @functools.wraps(view)
    @when_database_is_away
    def answer(request: HttpRequest, number: int, **named: Any) -> HttpResponse:
        application = one_of(account_of(request), number)
        if application.sent_at is not None or actions.settle(application=application, now=timezone.now()):
            return to("application", number)
        try:
            return view(request, draft_of(application, timezone.localdate()), **named)
        except NotPossible as wrong:
            if wrong.key == "sent":
                return to("application", number)
            return overview(request, application, str(words.REFUSED.get(wrong.key, "")))

    return answer


@audience("account")
@require_http_methods(["GET", "HEAD"])
@when_database_is_away
def application(request: HttpRequest, number: int) -> HttpResponse:
    """What was sent, or how far a draft is."""
    found = one_of(account_of(request), number)
    if found.sent_at is None and actions.settle(application=found, now=timezone.now()):
        return to("application", number)
    return sent_pages.shown(request, found) if found.sent_at else overview(request, found)


def overview(request: HttpRequest, application: Application, refused: str = "") -> HttpResponse:
    """How far a draft is, and what is missing."""
    draft = draft_of(application, timezone.localdate())
    context = {"refused": refused, "note": NOTES.get(request.GET.get("done", ""), ""), **summary(draft)}
    return render(request, "lenders/applying/draft.html", context, status=422 if refused else 200)


@audience("account")
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def ask(request: HttpRequest, draft: Draft, place: int) -> HttpResponse:
    """One question."""
    if request.method == "POST":
        return _answered(request, draft, place)
    questions, missing = journey.sequence(draft.answers), journey.first_missing(draft.answers)
    if not 1 <= place <= len(questions) or (missing is not None and place > missing):
        return to("question", draft.number, missing) if missing is not None else to("check", draft.number)
    return _shown(request, draft, questions[place - 1], place)


def _answered(request: HttpRequest, draft: Draft, place: int) -> HttpResponse:
    """What was filled in belongs to the question that the page asked, also when it has another number by now."""
    question = journey.known(request.POST.get("question", ""), draft.answers)
    if question is None:
        return to("question", draft.number, journey.first_missing(draft.answers) or 1)
    read = forms.read(question, request.POST, draft.today)
    if read.errors:
        return _shown(request, draft, question, place, read.errors)
    actions.answer(application=draft.application, values=read.values, now=timezone.now())
    answers = journey.as_of({**draft.answers, **read.values}, draft.today)
    return SeeOther(_next(draft.number, answers, question, change=request.GET.get("change") == "1"))


def _next(number: int, answers: dict[str, Any], question: Question, *, change: bool) -> str:
    """The page after a question: the next that has no answer, or the papers; after a change back to the check."""
    names = [each.id for each in journey.sequence(answers)]
    missing = journey.first_missing(answers)
    if not change and question.id in names:
        after = names.index(question.id) + 2
        missing = min(after, missing) if missing is not None else after if after <= len(names) else None
    if missing is None:
        return reverse("applying:check" if change else "applying:papers", args=[number])
    return reverse("applying:question", args=[number, missing]) + ("?change=1" if change else "")


def _shown(
    request: HttpRequest, draft: Draft, question: Question, place: int, errors: dict[str, Any] | None = None
) -> HttpResponse:
    given = common_forms.typed(question, request.POST) if errors else None
    before = place - 1
    context = {
        **draft.frame,
        "question": question,
        "fields": common_forms.inputs(question, draft.answers, given, errors),
        "errors": errors,
        "place": place,
        "count": len(journey.sequence(draft.answers)),
        "before": before,
        "new": not answered(question, draft.answers),
    }
    return render(request, "lenders/applying/question.html", context, status=422 if errors else 200)


@audience("account")
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def discard(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Throwing a draft away, after reading what that means."""
    if request.method != "POST":
        return render(request, "lenders/applying/discard.html", draft.frame)
    actions.discard(application=draft.application, now=timezone.now())
    return to("begin")

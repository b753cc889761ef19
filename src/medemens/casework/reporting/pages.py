"""Writing a report: one question a page, each a form and then a redirect, so Back, reload and a broken line lose nothing."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.codes import new_code
from medemens.casework.reporting import draft as drafts
from medemens.casework.reporting import forms, journey
from medemens.casework.reporting.draft import Draft
from medemens.casework.reporting.going import SeeOther, to, when_database_is_away
from medemens.common.access import audience
from medemens.common.cookies import PREFIX
from medemens.common.forms import first_input, in_words, inputs, typed
from medemens.common.languages import spoken
from medemens.common.questions import Question
from medemens.common.sealed_cookie import TooLarge


def helplines() -> Any:
    """Whom to call first, the most urgent first."""
    return import_module(settings.CASE_TYPES).HELPLINES


def language() -> str:
    """The language of the page."""
    return spoken()


@audience("worker")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Whom to call in danger; what this is, who reads it, what is kept; where to begin or go on."""
    return render(request, "reporting/start.html", {"draft": drafts.read(request), "helplines": helplines()})


@audience("worker")
@require_http_methods(["GET", "HEAD", "POST"])
@when_database_is_away
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """One question."""
    draft = drafts.read(request)
    if draft.sent_to:
        return to("receipt")
    if request.method == "POST":
        return _answered(request, draft, number)
    questions = journey.sequence(draft)
    missing = journey.first_missing(draft)
    if not 1 <= number <= len(questions) or (missing is not None and number > missing):
        return to("question", missing) if missing is not None else to("check")
    return _shown(request, draft, questions[number - 1], number)


def _answered(request: HttpRequest, draft: Draft, number: int) -> HttpResponse:
    """What was filled in belongs to the question that the page asked, also when it has another number by now."""
    question = journey.known(request.POST.get("question", ""), draft)
    if question is None:
        return to("question", journey.first_missing(draft) or number)
    read = forms.read(question, request.POST, draft)
    if read.errors:
        return _shown(request, draft, question, number, read.errors)
    taken = journey.taken(draft, question, read.values, timezone.localdate())
    response = SeeOther(_next(taken, question, change=request.GET.get("change") == "1"))
    try:
        drafts.write(request, response, taken)
    except TooLarge as much:
        return _shown(request, draft, question, number, {first_input(question.fields[0]): _too_much(much)})
    return response


def _next(draft: Draft, question: Question, *, change: bool) -> str:
    """The page after a question: the next one; from the check page back to it, or to what must be asked because of the change."""
    names, number = [each.id for each in journey.sequence(draft)], journey.first_missing(draft)
    if not change and question.id in names:
        number = min(names.index(question.id) + 2, number or len(names) + 1)
    if number is None or number > len(names):
        return reverse("report:check")
    return reverse("report:question", args=[number]) + ("?change=1" if change else "")


def _too_much(much: TooLarge) -> str:
    return ngettext(
        "All your answers together are %(number)d character too long for your phone to remember. Make a text shorter.",
        "All your answers together are %(number)d characters too long for your phone to remember. Make a text shorter.",
        much.characters,
    ) % {"number": much.characters}


def _shown(
    request: HttpRequest, draft: Draft, question: Question, number: int, errors: dict[str, Any] | None = None
) -> HttpResponse:
    given = typed(question, request.POST) if errors else None
    kind = journey.kind_of(draft)
    context = {
        "question": question,
        "fields": inputs(question, draft.answers, given, errors),
        "errors": errors,
        "number": number,
        "count": len(journey.sequence(draft)) if kind else None,
        "before": max(number - 1, 0),
        "urgent": kind is not None and kind.urgent(draft.answers),
        "helplines": helplines(),
    }
    return render(request, "reporting/question.html", context, status=422 if errors else 200)


@audience("worker")
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """All answers, to check and change. The code is made here, before anything is sent."""
    draft = drafts.read(request)
    if draft.sent_to:
        return to("receipt")
    if (missing := journey.first_missing(draft)) is not None:
        return to("question", missing)
    kind = journey.kind_of(draft)
    context = {"rows": rows(draft), "urgent": kind is not None and kind.urgent(draft.answers), "helplines": helplines()}
    response = render(request, "reporting/check.html", context)
    if not draft.code:
        drafts.write(request, response, replace(draft, code=new_code().digits))
    return response


def rows(draft: Draft) -> list[tuple[int, Any, str]]:
    """All answers in words, each with the number of its question."""
    found: list[tuple[int, Any, str]] = []
    for number, each in enumerate(journey.sequence(draft), 1):
        for field in each.fields:
            if text := in_words(field, draft.answers.get(field.name), language()):
                found.append((number, field.label or each.title, text))
    return found


@audience("worker")
@require_POST
@when_database_is_away
def from_pay_check(request: HttpRequest) -> HttpResponse:
    """Begins a report about pay, with the pay check enclosed."""
    draft = drafts.read(request)
    if draft.sent_to:
        return to("receipt")
    taken = journey.taken(draft, journey.subject_question(), {"subject": "pay"}, timezone.localdate())
    response = to("start")
    drafts.write(request, response, replace(taken, enclosed=("pay_check",)))
    return response


@audience("worker")
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Takes the answers off the device."""
    response = to("start")
    drafts.COOKIE.clear(request, response)
    return response


OURS = ("report", "mailbox", "answers")
"""The sealed cookies of a reporter: their report, their mailbox, and their pay check."""


@audience("worker")
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here, at once. Our own cookies go; the page to which it leads does not learn where somebody came from.

    A link and no form, so that it works without any cookie. No Clear-Site-Data: with "cache" Chrome can stand still for seconds
    (crbug.com/40233601), and "cookies" would sign people out of all sites of the same domain.
    """
    response = HttpResponseRedirect(settings.QUICK_EXIT_URL)
    response.status_code = 303
    response.headers["Referrer-Policy"] = "no-referrer"
    return _without_cookies(request, response)


@audience("worker")
@require_http_methods(["GET", "HEAD", "POST"])
def traces(request: HttpRequest) -> HttpResponse:
    """How to leave no traces, and a button that removes what this site left in the browser."""
    response = render(request, "reporting/traces.html", {"done": request.method == "POST"})
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        _without_cookies(request, response)
    return response


def _without_cookies(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    for name in request.COOKIES:
        ours = name.removeprefix(PREFIX).rstrip("0123456789").rstrip("_") in OURS
        if ours or name == settings.CSRF_COOKIE_NAME:
            response.delete_cookie(name, samesite="Lax")
    return response

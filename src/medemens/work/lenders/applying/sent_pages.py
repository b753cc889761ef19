"""What was sent: what became of it, writing about it with papers, taking it back, and objecting to what was decided."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.access import Opened
from medemens.casework.enclosures import MOST_BYTES
from medemens.casework.queries import mailbox
from medemens.casework.reporting import uploads
from medemens.casework.reporting.going import SeeOther, when_database_is_away
from medemens.common import forms as common_forms
from medemens.common.access import audience
from medemens.common.forms import explained, read_text
from medemens.common.languages import spoken
from medemens.common.questions import Field, Question, Text
from medemens.law.money import Unreadable
from medemens.work.lenders.actions import applications as actions
from medemens.work.lenders.actions.applications import NewPaper, NotPossible
from medemens.work.lenders.applying import papers, sent_words, words
from medemens.work.lenders.applying.drafts import NOTES, paper_in_words
from medemens.work.lenders.applying.pages import begun
from medemens.work.lenders.applying.paper_forms import paper_from
from medemens.work.lenders.applying.papers import GIVEN_ON
from medemens.work.lenders.queries import applications as queries
from medemens.work.lenders.queries.accounts import Application, account_of
from medemens.work.lenders.queries.accounts import application as one_of

MESSAGE = Field("text", "text", "", most=6000)


def paper_question() -> Question:
    """What is asked about a paper that is added to what was sent: its kind, and what dates it has."""
    kinds = tuple((each.key, each.name) for each in papers.KINDS)
    fields = (
        Field("kind", "choice", _("What is it?"), choices=kinds, optional=True),
        Field("given_on", "day", GIVEN_ON.label, optional=True),
        Field("valid_until", "day", papers.VALID_UNTIL.label, optional=True),
        Field("amount", "money", papers.AMOUNT.label, _("Of a security."), optional=True, most=papers.AMOUNT.most),
    )
    return Question("paper", _("Add a paper"), "", fields)


def _opened(request: HttpRequest, number: int, place: int = 0) -> tuple[Application, Opened]:
    """What was sent from this account, opened.

    :param place: which of the cases that came of it, from 1; 0: the newest

    :raises Http404: it is not theirs, was not sent, or has been removed
    """
    application = one_of(account_of(request), number)
    cases = queries.opened(application) if application.sent_at is not None else []
    if not 0 <= place <= len(cases) or not cases:
        raise Http404
    return application, cases[place - 1]


def shown(
    request: HttpRequest, application: Application, typed: Any = None, errors: dict[str, Text] | None = None
) -> HttpResponse:
    """What became of it."""
    today, question = timezone.localdate(), paper_question()
    there = queries.papers(application)
    names = {each.number: papers.name(each.kind) for each in there if each.number is not None}
    opened = enumerate(queries.opened(application), 1)
    cases = [sent_words.words(mailbox.shown(each), place, today, names) for place, each in opened]
    given = common_forms.typed(question, typed) if typed is not None else None
    context = {
        "application": application,
        "name": words.NAMES[application.subject],
        "cases": cases,
        "papers": [paper_in_words(each, today) for each in there],
        "fields": common_forms.inputs(question, {}, given, errors),
        "question": question,
        "errors": errors,
        "text_error": (errors or {}).get("text", ""),
        "file_error": (errors or {}).get("file", ""),
        "typed": typed.get("text", "") if typed is not None else "",
        "note": NOTES.get(request.GET.get("done", ""), ""),
        "megabytes": MOST_BYTES // 1_000_000,
    }
    return render(request, "lenders/applying/sent.html", context, status=422 if errors else 200)


@audience("account")
@uploads.in_memory
@require_POST
@when_database_is_away
def write(request: HttpRequest, number: int) -> HttpResponse:
    """A message to the authority or the answer to its question, with a paper if there is one."""
    application, case = _opened(request, number)
    errors: dict[str, Text] = {}
    try:
        text = read_text(request.POST.get("text", ""), MESSAGE) or ""
    except Unreadable as wrong:
        text, errors = "", {"text": explained(wrong, MESSAGE.most)}
    sent: list[NewPaper] = []
    if request.FILES.getlist("file"):
        kind = papers.kind(request.POST.get("kind", ""))
        if kind is None:
            errors["kind-0"] = _("Choose what the paper is.")
        else:
            paper, wrongs = paper_from(request, kind, timezone.localdate(), first=mailbox.papers_before(case) + 1)
            errors |= wrongs
            sent = [paper] if paper else []
    elif not text and not errors:
        errors["text"] = _("Write something, or choose a paper.")
    if errors:
        return shown(request, application, request.POST, errors)
    actions.write(application=application, opened=case, text=text, language=spoken(), papers=sent, now=timezone.now())
    return _back(number, "written")


@audience("account")
@require_http_methods(["GET", "HEAD", "POST"])
@when_database_is_away
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Taking it back, after reading what that means."""
    application, case = _opened(request, number)
    if any(each.decision for each in mailbox.shown(case).lines):
        return SeeOther(reverse("applying:application", args=[number]))
    if request.method != "POST":
        context = {"application": application, "name": words.NAMES[application.subject], "case": case.case}
        return render(request, "lenders/applying/withdraw.html", context)
    reason = read_text(request.POST.get("reason", "")[: MESSAGE.most], MESSAGE) or ""
    with suppress(NotPossible):  # it was withdrawn by the same press a moment ago
        actions.withdraw(opened=case, reason=reason, language=spoken(), now=timezone.now())
    return _back(number, "withdrawn")


@audience("account")
@require_POST
@when_database_is_away
def object_to(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """Begins an objection to the newest decision about it; in time or late, that is for the authority to judge."""
    application, case = _opened(request, number, place)
    decided = [each.decision for each in mailbox.shown(case).lines if each.decision]
    if not decided:
        raise Http404
    known = {"objects_to": case.case.reference, "made_known_on": decided[-1].made_known_on.isoformat()}
    try:
        made = begun(application.account, "lender_objection", known)
    except NotPossible as wrong:
        return shown(request, application, None, {"object": words.REFUSED[wrong.key]})
    return SeeOther(reverse("applying:application", args=[made.pk]))


@audience("account")
@require_safe
@when_database_is_away
def document(request: HttpRequest, number: int, place: int, document: int, page: int) -> HttpResponse:
    """The picture of a page of a document; of a decision the letter itself."""
    _application, case = _opened(request, number, place)
    content = mailbox.part(case, document, page)
    if content is None:
        raise Http404
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    if page == 0:
        headers["Content-Disposition"] = 'attachment; filename="letter.pdf"'
        return HttpResponse(content, content_type="application/pdf", headers=headers)
    return HttpResponse(content, content_type="image/png" if content.startswith(b"\x89PNG") else "image/jpeg", headers=headers)


def _back(number: int, done: str) -> HttpResponse:
    return SeeOther(f"{reverse('applying:application', args=[number])}?done={done}")

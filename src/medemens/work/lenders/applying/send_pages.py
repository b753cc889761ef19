"""Checking what was filled in, sending it, and the receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.queries import points
from medemens.casework.reporting.going import when_database_is_away
from medemens.common import formats
from medemens.common.access import audience
from medemens.common.authorities import Authority
from medemens.common.languages import spoken
from medemens.work.lenders.actions import applications as actions
from medemens.work.lenders.applying import journey, papers, words
from medemens.work.lenders.applying.draft_pages import of_draft, to
from medemens.work.lenders.applying.drafts import Draft, rows, summary
from medemens.work.lenders.queries import applications as queries
from medemens.work.lenders.queries.accounts import account_of
from medemens.work.lenders.queries.accounts import application as one_of


@audience("account")
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """All answers and papers, what is missing, and the button."""
    if (place := journey.first_missing(draft.answers)) is not None:
        return to("question", draft.number, place)
    authority = points.competent(draft.application.subject, "", draft.today)
    if request.method != "POST" or authority is None:
        return _form(request, draft, authority)
    if request.POST.get("true") != "yes":
        return _form(request, draft, authority, {"true": _("Say that it is true and complete, as far as you know.")})
    submission = journey.submission(
        draft.answers,
        papers.facts(draft.papers),
        authority=authority,
        organisation=queries.organisation_of(draft.application.account),
        language=spoken(),
        enclosures=queries.enclosures(draft.application),
    )
    actions.send(application=draft.application, submission=submission, now=timezone.now())
    return to("received", draft.number)


def _form(request: HttpRequest, draft: Draft, authority: Authority | None, errors: dict[str, str] | None = None) -> HttpResponse:
    context = {**summary(draft), "rows": rows(draft), "authority": authority, "errors": errors}
    return render(request, "lenders/applying/check.html", context, status=422 if errors else 200)


@audience("account")
@require_safe
@when_database_is_away
def received(request: HttpRequest, number: int) -> HttpResponse:
    """The receipt: who received it, under which reference, and by when they decide."""
    application = one_of(account_of(request), number)
    if application.sent_at is None or application.case is None:
        return to("application", number)
    case = application.case
    context = {
        "application": application,
        "name": words.NAMES[application.subject],
        "case": case,
        "due": formats.day(case.due, spoken()) if case.due else "",
        "received": formats.day(timezone.localdate(case.received_at), spoken()),
    }
    return render(request, "lenders/applying/received.html", context)

"""Where a firm begins: all that it wrote, what it can ask, and help to choose."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.reporting.going import SeeOther, when_database_is_away
from medemens.common import formats, forms
from medemens.common.access import audience
from medemens.common.languages import spoken
from medemens.common.questions import YES_NO, Field, Question, Text
from medemens.law import library
from medemens.work.lenders.actions import applications as actions
from medemens.work.lenders.actions.applications import NotPossible
from medemens.work.lenders.applying import judging, words
from medemens.work.lenders.applying.firm_questions import SUBJECT
from medemens.work.lenders.queries.accounts import Account, Application, account_of, applications_of


def situation(today: date) -> Question:
    """What is asked to choose by, with the limits of the law on a day."""
    on, series = judging.judged_on(today), library.series("waadi")
    share, most = series["exemption_share"].on(on), series["exemption_turnover"].on(on)
    code = spoken()
    limits = {"share": formats.percentage(share or 0, code), "most": formats.euros(most or 0, code)}
    fields = (
        Field(
            "lent",
            "choice",
            _("Did you lend workers in the last twelve months?"),
            choices=YES_NO,
            hint=_("Agency work, secondment, payroll, lending on. One worker for one day counts."),
        ),
        Field("certified", "choice", _("Do you hold an SNA certificate through 30 June 2027?"), choices=YES_NO),
        Field("foreign", "choice", _("Is the seat of the firm outside the Netherlands?"), choices=YES_NO),
        Field(
            "small",
            "choice",
            _("Is lending less than %(share)s of your turnover, and %(most)s a year at most?") % limits,
            choices=YES_NO,
        ),
    )
    return Question("situation", _("What fits your firm?"), _("Nothing of this is kept."), fields)


REASONS: dict[str, Text] = {
    "lender_admission": _(
        "You lend workers, so a provisional admission is not for you: the law refuses it to who lent in the twelve months before "
        "(Waadi art. 12j(1)(c)). Ask for an admission (Waadi art. 12i, 12k)."
    ),
    "lender_provisional": _(
        "You are new. A provisional admission needs no inspection report and lasts six months, once. In that time you get the "
        "report, and ask for an admission (Waadi art. 12i, 12j)."
    ),
    "lender_exemption": _(
        "Who lends little can ask for an exemption in the place of an admission (Waadi art. 12e). An expert states your figures, "
        "and you may have no agency contracts."
    ),
}
"""Why a form fits, by its subject."""


@audience("account")
@require_http_methods(["GET", "HEAD", "POST"])
@when_database_is_away
def begin(request: HttpRequest) -> HttpResponse:
    """What was begun and sent, and a choice of what to begin."""
    account = account_of(request)
    errors: dict[str, Any] = {}
    if request.method == "POST":
        read = forms.read(SUBJECT, request.POST)
        if not (errors := read.errors):
            try:
                made = begun(account, str(read.values["subject"]), {})
                return SeeOther(reverse("applying:application", args=[made.pk]))
            except NotPossible as wrong:
                errors = {"subject-0": words.REFUSED[wrong.key]}
    context = {
        "account": account,
        "applications": [{"application": each} for each in applications_of(account)],
        "question": SUBJECT,
        "fields": forms.inputs(SUBJECT, {}, forms.typed(SUBJECT, request.POST) if errors else None, errors),
        "errors": errors,
    }
    return render(request, "lenders/applying/begin.html", context, status=422 if errors else 200)


def begun(account: Account, subject: str, known: dict[str, Any]) -> Application:
    """Begins a draft with what is known of the firm and of who is signed in.

    :raises NotPossible: there are drafts enough
    """
    lender = account.lender if account.confirmed_at else None
    firm = {
        "firm_name": lender.organisation.name if lender else account.name,
        "kvk": lender.organisation.kvk if lender else account.kvk,
        "contact_name": account.person.name,
        "contact_email": account.person.email,
    }
    answers = {name: value for name, value in {**firm, **known}.items() if value}
    return actions.begin(account=account, subject=subject, answers=answers, now=timezone.now())


@audience("account")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Helps to choose between admission, provisional admission and exemption."""
    account_of(request)
    question = situation(timezone.localdate())
    asked = any(field.name in request.GET for field in question.fields) or "asked" in request.GET
    read = forms.read(question, request.GET) if asked else None
    errors = read.errors if read else {}
    advised = judging.advised(**{name: str(value) for name, value in read.values.items()}) if read and not errors else ""
    context = {
        "question": question,
        "fields": forms.inputs(question, {}, forms.typed(question, request.GET) if asked else None, errors),
        "errors": errors,
        "advised": advised,
        "name": words.NAMES.get(advised, ""),
        "reason": REASONS.get(advised, ""),
        "foreign": bool(read and read.values.get("foreign") == "yes"),
        "certified": bool(read and read.values.get("certified") == "yes" and advised == "lender_admission"),
    }
    return render(request, "lenders/applying/choose.html", context, status=422 if errors else 200)

"""For who acts for a firm: its page, their own name and address, closing the account."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.staff_words import subjects
from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.common.questions import Text
from medemens.work.lenders.accounts import staff_words
from medemens.work.lenders.accounts.forms import NameForm, WhoForm
from medemens.work.lenders.actions import accounts as deeds
from medemens.work.lenders.queries import accounts
from medemens.work.lenders.queries.accounts import Account, Application
from medemens.work.lenders.queries.history import Shown, lines_of, shown
from medemens.work.lenders.words import STATES, State, state

CHANGES = Limit(10)
"""Other addresses that are tried in a minute, by all together: whether one is in use can be told from the answer."""


@dataclass(frozen=True)
class Row:
    """Something that the firm began or sent, with its name."""

    application: Application
    subject: Text


@dataclass(frozen=True)
class Register:
    """How the firm stands in the register today."""

    state: State
    answer: Shown
    trade_names: tuple[str, ...]


@audience("account")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The firm: whether somebody confirmed that they act for it, how it stands in the register, and what it sent."""
    account = accounts.account_of(request)
    names = dict(subjects())
    context = {
        "account": account,
        "lender": account.lender if account.confirmed_at else None,
        "register": _register(account, timezone.now()),
        "applications": [Row(each, names.get(each.subject, each.subject)) for each in accounts.applications_of(account)],
        "done": staff_words.DONE.get(request.GET.get("done", "")),
    }
    return render(request, "lenders/accounts/home.html", context)


def _register(account: Account, now: datetime) -> Register | None:
    """Only of a lender for which it was confirmed that they act."""
    if account.lender is None or account.confirmed_at is None:
        return None
    answer = shown(lines_of(account.lender.organisation_id), timezone.localdate(now), now)
    return Register(STATES[state(answer)], answer, accounts.trade_names(account.lender))


@audience("account", fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Another name, or another address to sign in with."""
    account = accounts.account_of(request)
    person = account.person
    kind = NameForm if account.provider else WhoForm
    form = kind(request.POST if request.method == "POST" else None, initial={"name": person.name, "email": person.email})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data.get("email", person.email)
        if email != person.email and CHANGES.wait(time.monotonic()):
            return render(request, "lenders/accounts/change.html", {"form": form, "busy": True}, status=429)
        try:
            deeds.change(account=account, name=form.cleaned_data["name"], email=email, by=person, now=timezone.now())
            return redirect(f"{reverse('accounts:home')}?done=changed")
        except NotPossible as refused:
            staff_words.tell(form, refused)
    return render(request, "lenders/accounts/change.html", {"form": form}, status=422 if form.is_bound else 200)


@audience("account", fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Asks first, then closes the account and ends the session."""
    account = accounts.account_of(request)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.close(account=account, by=account.person, now=timezone.now())
        except NotPossible as refused:
            staff_words.tell(form, refused)
        else:
            logout(request)
            return redirect(f"{reverse('accounts:about')}?done=closed")
    return render(request, "lenders/accounts/close.html", {"form": form}, status=422 if form.is_bound else 200)

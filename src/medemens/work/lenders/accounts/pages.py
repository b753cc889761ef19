"""For firms that have no account yet: what it is for, and making one."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.work.lenders.accounts.forms import NewAccountForm
from medemens.work.lenders.accounts.staff_words import DONE
from medemens.work.lenders.actions import accounts

NEW_ACCOUNTS = Limit(30)
"""Accounts that are made in a minute, of all firms together: far more than there are, and too few to fill the tables."""


@audience("official")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What an account is for, and how to sign in."""
    return render(request, "lenders/accounts/about.html", {"sign_in": _sign_in(), "done": DONE.get(request.GET.get("done", ""))})


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes an account. What follows is the same when there was one with this address: it tells nobody who has one."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "lenders/accounts/new.html", {"form": form}, status=422 if form.is_bound else 200)
    if seconds := NEW_ACCOUNTS.wait(time.monotonic()):
        response = render(request, "lenders/accounts/new.html", {"form": form, "busy": seconds}, status=429)
        response["Retry-After"] = str(seconds)
        return response
    accounts.open_account(draft=form.draft, password=form.cleaned_data["password"], now=timezone.now())
    return redirect("accounts:made")


@audience("official")
@require_safe
def made(request: HttpRequest) -> HttpResponse:
    """What to do now."""
    return render(request, "lenders/accounts/made.html", {"sign_in": _sign_in()})


def _sign_in() -> str:
    """Where to sign in, so that the page of the firm follows."""
    return f"{reverse('account_login')}?{urlencode({'next': reverse('accounts:home')})}"

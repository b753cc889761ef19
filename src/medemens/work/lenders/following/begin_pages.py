"""Beginning to follow: which lenders, told how and where; then the code is shown once."""

from __future__ import annotations

import json
import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from medemens.casework.codes import new_code
from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.common.languages import spoken
from medemens.work.lenders import forms as register_forms
from medemens.work.lenders.actions import following
from medemens.work.lenders.following import confirming, door, forms, mail, webhook
from medemens.work.lenders.following.forms import Wanted, Where
from medemens.work.lenders.following.staff_words import busy
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Follower

BEGINNINGS = Limit(60)
"""How many lists are begun in this process in a minute."""


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The form; then what was recognised of it; then the list is made."""
    step = request.POST.get("step", "")
    if request.method != "POST" or not step:
        numbers = request.POST.get("numbers", "") or register_forms.text(request.GET, "number")
        return _form(request, Wanted(numbers), Where("" if mail.offered() else Follower.Way.WEBHOOK, "", "", {}))
    lenders, where = forms.wanted(request), forms.where(request)
    errors = {**(lenders.errors or {}), **where.errors}
    if errors:
        return _form(request, lenders, where, errors)
    if step != "follow":
        return _form(request, lenders, where, look=True)
    if seconds := BEGINNINGS.wait(time.monotonic()):
        return _form(request, lenders, where, {"way-0": busy(seconds)}, status=429)
    return _begun(request, lenders, where)


def _form(
    request: HttpRequest,
    lenders: Wanted,
    where: Where,
    errors: dict[str, Any] | None = None,
    *,
    look: bool = False,
    status: int = 422,
) -> HttpResponse:
    context = {
        "lenders": lenders,
        "where": where,
        "errors": errors or {},
        "look": look,
        "mail": mail.offered(),
        "example": json.dumps(webhook.EXAMPLE, indent=2),
    }
    return render(request, "lenders/following/begin.html", context, status=status if errors else 200)


def _begun(request: HttpRequest, lenders: Wanted, where: Where) -> HttpResponse:
    code, now = new_code(), timezone.now()
    begun = following.begin(
        way=where.way,
        address=where.address,
        language=spoken(),
        lenders=queries.lenders(lenders.numbers),
        code=code,
        now=now,
    )
    remark = "" if begun.secret else confirming.by_mail(begun.follower, len(lenders.numbers))
    secret = webhook.written(begun.secret) if begun.secret else ""
    return door.keep(request, door.to("code"), code, fresh=True, secret=secret, remark=remark)


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code and the secret, until somebody says that they kept them. They cannot be shown again."""
    box = door.opened(request)
    if box is None or not (box.fresh or box.secret):
        return door.to("mine")
    if request.method == "POST":
        return door.keep(request, door.to("mine"), box.code, remark=box.remark)
    context = {"groups": box.code.groups if box.fresh else (), "secret": box.secret, "way": box.follower.way}
    return render(request, "lenders/following/code.html", context)


@audience("official")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Takes the code off the device."""
    return door.close(request, door.to("mine"))

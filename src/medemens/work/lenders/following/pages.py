"""The list of who follows, for who has its code; and links in mail that confirm an address or stop it all."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import DIGITS, UnreadableCode, read_code
from medemens.casework.reporting.going import SeeOther
from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.common.questions import Text
from medemens.work.lenders.actions import following
from medemens.work.lenders.following import confirming, door, forms, links, overview, webhook
from medemens.work.lenders.following.door import Opened
from medemens.work.lenders.following.forms import Where
from medemens.work.lenders.following.staff_words import NOT_CONFIRMED, NUMBERS, busy
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries import snapshot
from medemens.work.lenders.queries.following import Follower

CALLS = Limit(30)
"""How many addresses this process tries in a minute."""

ON_A_PAGE = 100
View = Callable[..., HttpResponse]


def with_list(view: Callable[[HttpRequest, Opened], HttpResponse]) -> View:
    """Only for who has the code on the device; else it is asked for."""

    @functools.wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        box = door.opened(request)
        return view(request, box) if box else door.to("mine")

    return answer


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Where the code is filled in; and the list, once it was."""
    if request.method != "POST":
        box = door.opened(request)
        return _list(request, box) if box else _code_form(request)
    typed = request.POST.get("code", "")[:200]
    try:
        code = read_code(typed)
    except UnreadableCode as wrong:
        return _code_form(request, typed, _wrong(wrong.reason, typed))
    if queries.of_code(code):
        return door.keep(request, door.to("mine"), code)
    if seconds := door.WRONG_CODES.wait(time.monotonic()):
        return _code_form(request, typed, busy(seconds), 429)
    return _code_form(request, typed, _wrong("unknown", typed))


def _wrong(reason: str, typed: str) -> Text:
    digits = sum(letter.isdigit() for letter in typed)
    texts = {
        "length": _("The code has %(most)d digits. You filled in %(digits)d. Look for a digit that is missing or double.")
        % {"most": DIGITS, "digits": digits},
        "check": _("One of the digits is not right, or two were swapped. Compare them with what you wrote down, group by group."),
        "unknown": _("No list belongs to this code. Perhaps it was ended, or its address was never confirmed."),
    }
    return texts[reason]


def _code_form(request: HttpRequest, typed: str = "", wrong: Text = "", status: int = 422) -> HttpResponse:
    context = {"typed": typed, "errors": {"code": wrong} if wrong else {}}
    return render(request, "lenders/following/code_form.html", context, status=status if wrong else 200)


def _list(
    request: HttpRequest, box: Opened, *, errors: dict[str, Text] | None = None, typed: str = "", unknown: Any = ()
) -> HttpResponse:
    follower, held = box.follower, snapshot.current()
    lenders = [one for number in queries.numbers(follower) if (one := held.of_number(number)) is not None]
    page = Paginator(overview.worst_first(lenders), ON_A_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "page": page,
        "rows": page.object_list,
        "before": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "after": f"?page={page.next_page_number()}" if page.has_next() else "",
        "follower": follower,
        "address": overview.address(follower),
        "stands": overview.stands(follower),
        "remark": NOT_CONFIRMED.get(box.remark, ""),
        "told": overview.told(follower),
        "given_up": queries.given_up(follower),
        "unknown": unknown[: forms.MOST_SHOWN],
        "errors": errors or {},
        "typed": typed,
    }
    response = render(request, "lenders/following/mine.html", context, status=422 if errors else 200)
    return door.keep(request, response, box.code)


@audience("official")
@require_POST
@with_list
def add(request: HttpRequest, box: Opened) -> HttpResponse:
    """More lenders. What was not recognised is told above the list."""
    lenders = forms.wanted(request)
    errors = lenders.errors
    if not errors:
        try:
            following.add(follower=box.follower, lenders=queries.lenders(lenders.numbers), now=timezone.now())
        except NotPossible:
            errors = {"numbers": NUMBERS["too_many"]}
    if errors or lenders.unknown:
        typed = lenders.typed if errors else ""
        return _list(request, box, errors=errors, typed=typed, unknown=lenders.unknown)
    return door.keep(request, door.to("mine"), box.code)


@audience("official")
@require_POST
@with_list
def remove(request: HttpRequest, box: Opened) -> HttpResponse:
    """One lender, or those that were ticked, are followed no longer."""
    following.remove(follower=box.follower, lenders=queries.lenders(request.POST.getlist("number")[:ON_A_PAGE]))
    return door.keep(request, door.to("mine"), box.code)


@audience("official")
@require_POST
@with_list
def pause(request: HttpRequest, box: Opened) -> HttpResponse:
    """Nothing is sent, or again."""
    deed = following.go_on if request.POST.get("what") == "go-on" else following.pause
    deed(follower=box.follower, now=timezone.now())
    return door.keep(request, door.to("mine"), box.code)


@audience("official")
@require_POST
@with_list
def again(request: HttpRequest, box: Opened) -> HttpResponse:
    """What was given up is tried again."""
    following.again(follower=box.follower, now=timezone.now())
    return door.keep(request, door.to("mine"), box.code)


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
@with_list
def address(request: HttpRequest, box: Opened) -> HttpResponse:
    """Another address, which must be confirmed."""
    follower = box.follower
    where = forms.where(request, follower.way) if request.method == "POST" else Where(follower.way, "", "", {})
    if request.method != "POST" or where.errors:
        context = {"where": where, "errors": where.errors, "now": overview.address(follower)}
        response = render(request, "lenders/following/address.html", context, status=422 if where.errors else 200)
        return door.keep(request, response, box.code)
    following.change_address(follower=follower, address=where.address, now=timezone.now())
    changed = queries.of_code(box.code)
    remark = confirming.by_mail(changed, len(queries.numbers(changed))) if changed and follower.way == Follower.Way.MAIL else ""
    return door.keep(request, door.to("mine"), box.code, remark=remark)


@audience("official")
@require_POST
@with_list
def confirm(request: HttpRequest, box: Opened) -> HttpResponse:
    """Tries the webhook, or sends the mail with the link once more."""
    if CALLS.wait(time.monotonic()):
        return door.keep(request, door.to("mine"), box.code, remark="busy")
    follower = box.follower
    if follower.way == Follower.Way.MAIL:
        remark = confirming.by_mail(follower, len(queries.numbers(follower))) if follower.confirmed_at is None else ""
    else:
        remark = confirming.by_call(follower, timezone.now())
    return door.keep(request, door.to("mine"), box.code, remark=remark)


@audience("official")
@require_POST
@with_list
def secret(request: HttpRequest, box: Opened) -> HttpResponse:
    """Another secret, shown once; the one before it holds for a day."""
    try:
        made = following.new_secret(follower=box.follower, now=timezone.now())
    except NotPossible:
        return door.to("mine")
    return door.keep(request, door.to("code"), box.code, secret=webhook.written(made))


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
@with_list
def end(request: HttpRequest, box: Opened) -> HttpResponse:
    """Ends it all, after a question."""
    if request.method != "POST":
        return door.keep(request, render(request, "lenders/following/end.html", {"stop": False}), box.code)
    following.end(follower=box.follower)
    return door.close(request, render(request, "lenders/following/ended.html"))


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail that asks. Opening it does nothing, for programs open links too; the button does."""
    follower = links.read(token, links.CONFIRM)
    if follower is None:
        return render(request, "lenders/following/link_over.html", {"stop": False}, status=404)
    if request.method == "POST":
        following.confirm(follower=follower, now=timezone.now())
        return SeeOther(request.path)
    context = {"done": follower.confirmed_at is not None, "number": len(queries.numbers(follower))}
    return render(request, "lenders/following/confirm.html", context)


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link in every mail that ends it, without the code."""
    follower = links.read(token, links.STOP)
    if follower is None:
        return render(request, "lenders/following/link_over.html", {"stop": True}, status=404)
    if request.method != "POST":
        return render(request, "lenders/following/end.html", {"stop": True})
    following.end(follower=follower)
    return render(request, "lenders/following/ended.html")

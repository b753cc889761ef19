"""Following the monitor by e-mail, without an account: asking, confirming and stopping."""

from __future__ import annotations

import time

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.reporting.going import trouble
from medemens.casework.throttle import Limit
from medemens.common import mail as mail_server
from medemens.common.access import audience
from medemens.progress.measures import shown
from medemens.progress.measures.actions import following
from medemens.progress.measures.following import links, mail
from medemens.progress.measures.following.forms import AddressForm
from medemens.progress.measures.queries import following as queries
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.following import Wish
from medemens.progress.measures.queries.snapshot import Snapshot

ASKED = Limit(20)
"""How many mails are asked of this process in a minute."""


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The form; then a mail with a link goes to the address, and nothing more until that link is used."""
    held, offered = snapshot.current(), mail_server.offered()
    sent = request.method == "POST"
    wish = _wish(held, request.POST if sent else request.GET)
    form = AddressForm(request.POST if sent else None)
    if sent and offered and form.is_valid():
        if seconds := ASKED.wait(time.monotonic()):
            return trouble(request, 429, seconds=seconds)
        wrong = _asked(form.cleaned_data["address"], wish)
        if not wrong:
            return redirect("measures-following:asked")
        form.add_error("address", wrong)
    feed, back = _places(wish)
    context = {"form": form, "wish": wish, "what": mail.followed(held, wish), "offered": offered, "feed": feed, "back": back}
    return render(request, "measures/following/follow.html", context, status=422 if sent else 200)


def _wish(held: Snapshot, given: QueryDict) -> Wish:
    wish = Wish(given.get("theme", ""), given.get("measure", ""))
    if wish.measure:
        wish = Wish(measure=wish.measure)
    if (wish.measure and wish.measure not in held.measures) or (wish.theme and wish.theme not in held.themes):
        raise Http404
    return wish


def _places(wish: Wish) -> tuple[str, str]:
    """The feed of what is followed, and its page."""
    if wish.measure:
        return reverse("measures:measure-feed", args=[wish.measure]), reverse("measures:measure", args=[wish.measure])
    if wish.theme:
        return reverse("measures:theme-feed", args=[wish.theme]), reverse("measures:theme", args=[wish.theme])
    return reverse("measures:feed"), reverse("measures:overview")


def _asked(address: str, wish: Wish) -> str:
    """Empty when the mail with the link left, else why not."""
    if mail_server.too_often(address):
        return _("Enough mails were sent to this address today. Try again tomorrow.")
    follower = following.ask(address=address, wish=wish, language=shown.code(), now=timezone.now())
    wrong = mail.ask_to_confirm(follower, address)
    if not wrong:
        return ""
    if wrong == "failed":
        return _("The mail was refused for this address. Look whether it is written as it should be.")
    return _("No mail could be sent just now. Try again later.")


@audience("official")
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """That a mail is under way. The same for an address that follows already: nobody learns who does."""
    return render(request, "measures/following/asked.html")


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail that asks. Opening it does nothing, for programs open links too; the button does."""
    follower = links.read(token, links.CONFIRM)
    if follower is None:
        return render(request, "measures/following/link_over.html", {"stop": False}, status=404)
    if request.method == "POST":
        following.confirm(follower=follower, now=timezone.now())
        return redirect(request.path)
    what = mail.followed(snapshot.current(), queries.wish_of(follower))
    return render(request, "measures/following/confirm.html", {"done": follower.confirmed_at is not None, "what": what})


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in every mail that ends it."""
    follower = links.read(token, links.STOP)
    if follower is None:
        return render(request, "measures/following/link_over.html", {"stop": True}, status=404)
    if request.method == "POST":
        following.end(follower=follower)
        return redirect("measures-following:stopped")
    return render(request, "measures/following/stop.html", {"what": mail.followed(snapshot.current(), queries.wish_of(follower))})


@audience("official")
@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """That nothing is sent any more."""
    return render(request, "measures/following/stopped.html")

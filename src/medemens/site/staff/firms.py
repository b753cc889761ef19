"""Single sign-on of firms: a provider, such as a broker of eHerkenning, says who comes and for which firm they act."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from medemens.work.lenders.actions import accounts
from medemens.work.lenders.queries.accounts import account_of_person

KVK, FIRM, PERSON, LEVEL = "kvk", "firm", "person", "level"
"""What is taken from the claims."""

MOST_NAME, MOST_FIRM = 150, 200
"""Characters of names; what is longer is cut off."""


def is_for_firms(sociallogin: Any) -> bool:
    """Whether who comes is sent by a provider for firms."""
    return bool(sociallogin.provider.app.settings.get("firms"))


def one_subject(said: dict[str, Any]) -> bool:
    """Whether both answers of a provider are about one and the same person (OpenID Connect Core, 5.3.2)."""
    subjects = {str(part.get("sub")) for part in (said.get("id_token"), said.get("userinfo")) if part}
    return len(subjects) == 1


def keyed(sociallogin: Any) -> None:
    """Makes firm and person together the key of the account: who acts for two firms has two.

    Of the claims no more stays than what `let_in` needs, and no e-mail address: nobody is found by one here.
    """
    settings = sociallogin.provider.app.settings
    said = sociallogin.account.extra_data
    claims = {**(said.get("id_token") or {}), **(said.get("userinfo") or {})}
    kvk, subject = _text(claims, settings["kvk_claim"]), _text(claims, settings.get("subject_claim") or "sub")
    known = bool(re.fullmatch(r"[0-9]{8}", kvk)) and bool(subject)
    digest = hashlib.blake2b(subject.encode(), digest_size=24).hexdigest()
    sociallogin.account.uid = f"{kvk}:{digest}" if known else f"nobody:{digest}"
    sociallogin.account.extra_data = {
        KVK: kvk if known else "",
        FIRM: _text(claims, settings["name_claim"])[:MOST_FIRM],
        LEVEL: _text(claims, "acr"),
    }
    sociallogin.email_addresses = []
    sociallogin.user.email, sociallogin.user.name = "", _text(claims, "name")[:MOST_NAME]


def let_in(request: HttpRequest, sociallogin: Any) -> None:
    """Finds the account of this person for this firm, or makes it.

    :raises ImmediateHttpResponse: the provider names no firm, or was not certain enough of who it is
    """
    said, wanted = sociallogin.account.extra_data, sociallogin.provider.app.settings.get("levels")
    if not said[KVK] or (wanted and said[LEVEL] not in wanted):
        why = "level" if said[KVK] else "firm"
        raise ImmediateHttpResponse(render(request, "staff/no_firm.html", {"why": why}, status=403))
    now = timezone.now()
    if not sociallogin.is_existing:
        with transaction.atomic():
            account = accounts.open_by_provider(
                provider=sociallogin.account.provider, kvk=said[KVK], firm=said[FIRM], person=sociallogin.user.name, now=now
            )
            sociallogin.connect(request, account.person)
        return
    if not sociallogin.user.representative:
        raise ImmediateHttpResponse(render(request, "staff/unknown.html", status=403))
    if sociallogin.user.is_active:
        accounts.came_by_provider(account=account_of_person(sociallogin.user), firm=said[FIRM], now=now)


def _text(claims: dict[str, Any], name: str) -> str:
    """A claim as plain text on one line; empty when it is not there, or is no text."""
    value = claims.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""

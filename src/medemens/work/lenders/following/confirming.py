"""Whether an address is theirs: by a link in a mail, or by a word that a server must give back."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.cache import cache

from medemens.common.secrets import NotOpened, derived
from medemens.work.lenders.actions import following
from medemens.work.lenders.following import mail, webhook
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Follower

MOST_MAILS, WITHIN_SECONDS = 3, 24 * 3_600
"""How many mails somebody can have sent to one address, which need not be theirs."""


def by_mail(follower: Follower, number: int) -> str:
    """Sends the link; gives the key of why it was not sent, or nothing."""
    try:
        key = _key(queries.address_of(follower))
    except NotOpened:
        return "lost"
    cache.add(key, 0, WITHIN_SECONDS)
    if cache.incr(key) > MOST_MAILS:
        return "mail_often"
    return "" if mail.ask_to_confirm(follower, number) else "mail"


def _key(address: str) -> str:
    """What counts the mails to an address, and does not tell which one."""
    digest = derived(address.casefold().encode(), purpose="mails to an address")
    return f"following.mails.{hashlib.sha256(digest).hexdigest()[:32]}"


def by_call(follower: Follower, now: datetime) -> str:
    """Asks the server for the word; it is theirs at once when that comes back, else the key of why not."""
    try:
        reason = webhook.challenge(follower, now)
    except NotOpened:
        return "lost"
    if not reason:
        following.confirm(follower=follower, now=now)
    return reason

"""Whether an address is theirs: by a link in a mail, or by a word that a server must give back."""

from __future__ import annotations

from datetime import datetime

from medemens.common.mail import too_often
from medemens.common.secrets import NotOpened
from medemens.work.lenders.actions import following
from medemens.work.lenders.following import mail, webhook
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Follower


def by_mail(follower: Follower, number: int) -> str:
    """Sends the link; gives the key of why it was not sent, or nothing."""
    try:
        if too_often(queries.address_of(follower)):
            return "mail_often"
    except NotOpened:
        return "lost"
    return "" if mail.ask_to_confirm(follower, number) else "mail"


def by_call(follower: Follower, now: datetime) -> str:
    """Asks the server for the word; it is theirs at once when that comes back, else the key of why not."""
    try:
        reason = webhook.challenge(follower, now)
    except NotOpened:
        return "lost"
    if not reason:
        following.confirm(follower=follower, now=now)
    return reason

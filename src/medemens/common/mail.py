"""Mail that this installation sends: plain text, by the server of the settings, and not too often to one address."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage

from medemens.common import installation_key

MOST_ASKED, WITHIN_SECONDS = 3, 24 * 3_600
"""How many mails somebody can have sent to one address, which need not be theirs."""


def offered() -> bool:
    """Whether this installation can send mail."""
    return bool(settings.EMAIL_HOST)


def post(address: str, title: str, text: str, *, to_stop: str) -> str:
    """Sends one mail. Empty when it left; `failed` when it was refused for this address, `ours` when no mail can leave now.

    :param to_stop: where all such mails are stopped; programs for mail offer it
    """
    if not offered():
        return "ours"
    headers = {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{to_stop}>"}
    try:
        EmailMessage(title, text, settings.MAIL_FROM, [address], headers=headers).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
        return "failed"
    except (smtplib.SMTPException, OSError):
        return "ours"
    return ""


def too_often(address: str) -> bool:
    """Counts a mail that anybody can have sent to an address; whether it is one too many today.

    The count does not tell which address it is.
    """
    digest = installation_key.digest(address.casefold().encode(), purpose="mails to an address")
    key = f"mails.{digest.hex()[:32]}"
    cache.add(key, 0, WITHIN_SECONDS)
    return bool(cache.incr(key) > MOST_ASKED)

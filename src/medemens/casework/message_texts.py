"""Texts that handlers often send, ready in all languages of reporters; an authority can add its own (`MessageTemplate`)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medemens.casework.queries import deeds as queries
from medemens.common.authorities import Authority

OURS: dict[str, tuple[str | Promise, str | Promise]] = {
    "looked-at": (
        _("We look at your report"),
        _(
            "Thank you for your report. We are looking at it now. You will hear from us here, in this mailbox. You need "
            "not do anything."
        ),
    ),
    "question": (
        _("We have a question"),
        _(
            "Thank you for your report. To go on we need to know more. Can you tell us: [your question]? You can answer "
            "here, in this mailbox. If you do not know, just say so."
        ),
    ),
    "papers": (
        _("Do you have papers or photos?"),
        _(
            "Do you have papers or photos that show what happened? For example a contract, a payslip, a bank statement or "
            "a photo. You can add them here. Only do this if it is safe for you. Do not take anything that is not yours."
        ),
    ),
    "speak": (
        _("We would like to speak with you"),
        _(
            "We would like to speak with you. You choose whether you want that, how, and when. You may bring somebody "
            "whom you trust, and we can arrange an interpreter. Tell us here what is safe for you."
        ),
    ),
    "visit": (
        _("We will have a look"),
        _(
            "We want to have a look at the place that you told us about. We do not say that there was a report, and we do "
            "not mention you. Is there anything that we should know for your safety?"
        ),
    ),
    "longer": (
        _("It takes longer"),
        _(
            "Looking into your report takes longer than we thought. We are sorry. We go on with it. We expect to tell you "
            "more before [day]."
        ),
    ),
    "in-danger": (
        _("Are you in danger?"),
        _(
            "What you wrote worries us. Are you in danger now? Then call 112. If you cannot speak freely, tell us here "
            "how we can help you safely."
        ),
    ),
}
"""Title and text by key. What stands in square brackets the handler fills in."""


@dataclass(frozen=True)
class Template:
    """A text in several languages; `title` is in the language of the screen."""

    key: str
    title: str
    texts: dict[str, str]


def all_of(authority: Authority, code: str) -> list[Template]:
    """The texts of an authority and ours, as far as they are there in the reporter's language; with their Dutch and English."""
    codes = list(dict.fromkeys((code, "nl", "en")))
    own: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    for each in queries.templates(authority, codes):
        own.setdefault(each.key, {})[each.language] = each.text
        titles[each.key] = each.title if each.language == translation.get_language() else titles.get(each.key, each.title)
    theirs = [Template(key, titles[key], texts) for key, texts in own.items() if code in texts]
    return theirs + [Template(key, str(title), {each: _in(text, each) for each in codes}) for key, (title, text) in OURS.items()]


def _in(text: str | Promise, code: str) -> str:
    with translation.override(code):
        return str(text)

"""A report that is being written. It lies sealed on the reporter's own device until they send it; the server keeps nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from secrets import token_hex
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from medemens.common.sealed_cookie import SealedCookie

COOKIE = SealedCookie("report", session_only=True)
ROOM = 24
"""Bytes that a code or the name of an enclosure takes at most; there must be room for each that is not there yet."""

Found = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """What was answered so far, by the names of the fields, and what follows from it.

    `places` and `organisations` were found for what was typed: key and words. `everywhere` says that somebody handles this
    subject for the whole country. `enclosed` names what comes along from another part of the site. `code` is made when the
    answers are checked, so that sending twice is receiving once. `sent_to` is the name of the authority that received it.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    places: Found = ()
    organisations: Found = ()
    everywhere: bool = False
    enclosed: tuple[str, ...] = ()
    code: str = field(default="", repr=False)
    sent_to: str = ""

    def with_answers(self, values: dict[str, Any]) -> Draft:
        """With other answers. It is another report then, so it gets another code: what was changed must not get lost."""
        answers = {**self.answers, **values}
        return self if answers == self.answers else replace(self, answers=answers, code="")

    def without(self, *names: str) -> Draft:
        """Without some answers."""
        return replace(self, answers={name: value for name, value in self.answers.items() if name not in names}, code="")

    @property
    def begun(self) -> bool:
        """Whether there is something to lose."""
        return bool(self.answers or self.enclosed) and not self.sent_to


def read(request: HttpRequest) -> Draft:
    """What is on the device; empty when there is nothing, or it was made by another version of the site."""
    kept = COOKIE.read(request)
    try:
        return Draft(
            answers=dict(kept.get("answers", {})),
            places=_pairs(kept.get("places", ())),
            organisations=_pairs(kept.get("organisations", ())),
            everywhere=bool(kept.get("everywhere")),
            enclosed=tuple(kept.get("enclosed", ())),
            code=str(kept.get("code", "")),
            sent_to=str(kept.get("sent_to", "")),
        )
    except (TypeError, ValueError):
        return Draft()


def write(request: HttpRequest, response: HttpResponseBase, draft: Draft) -> None:
    """Puts it on the device.

    :raises TooLarge: a browser would not keep so much, or not when the code and a pay check come to it
    """
    kept = {name: value for name, value in asdict(draft).items() if value}
    COOKIE.seal({**{name: token_hex(ROOM) for name in ("code", "enclosed", "everywhere")}, **kept})
    COOKIE.write(request, response, kept)


def _pairs(found: Any) -> Found:
    return tuple((str(key), str(words)) for key, words in found)

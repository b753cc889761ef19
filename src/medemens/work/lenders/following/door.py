"""Who follows opens their list with a code, which stays sealed on the device for half an hour."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from medemens.casework.codes import Code, UnreadableCode, read_code
from medemens.casework.reporting.going import SeeOther
from medemens.casework.throttle import Limit
from medemens.common.sealed_cookie import SealedCookie
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Follower

COOKIE = SealedCookie("following", max_age_seconds=1_800, session_only=True)
WRONG_CODES = Limit(30)
"""Wrong codes that this process answers in a minute; a right one always opens."""


@dataclass(frozen=True)
class Opened:
    """A follower whose code is on the device. `fresh`: the code was not written down yet; `secret` is shown once."""

    follower: Follower
    code: Code
    fresh: bool = False
    secret: str = ""
    remark: str = ""


def to(name: str) -> HttpResponse:
    """To another page of who follows."""
    return SeeOther(reverse(f"following:{name}"))


def opened(request: HttpRequest) -> Opened | None:
    """The follower whose code is on the device; None when there is none, or it lay idle for too long."""
    kept = COOKIE.read(request)
    try:
        code = read_code(str(kept.get("code", "")))
    except UnreadableCode:
        return None
    follower = queries.of_code(code)
    if follower is None:
        return None
    return Opened(follower, code, bool(kept.get("fresh")), str(kept.get("secret", "")), str(kept.get("remark", "")))


def keep(
    request: HttpRequest, response: HttpResponse, code: Code, *, fresh: bool = False, secret: str = "", remark: str = ""
) -> HttpResponse:
    """Keeps the list open on the device for another half hour. `remark` is the key of what is told on the next page."""
    COOKIE.write(request, response, {"code": code.digits, "fresh": fresh, "secret": secret, "remark": remark})
    return response


def close(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Takes the code off the device."""
    COOKIE.clear(request, response)
    return response

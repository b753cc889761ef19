"""Links that stand in mail: to confirm an address, and to stop. Whoever has one can do just that, and read nothing."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from medemens.common.web_address import site
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Follower

CONFIRM, STOP = "following confirm", "following stop"
CONFIRM_SECONDS = 7 * 24 * 3_600


def to_confirm(follower: Follower) -> str:
    """Where an address is confirmed; for a week."""
    return _link(follower, "confirm", CONFIRM)


def to_stop(follower: Follower) -> str:
    """Where all messages are stopped, without the code."""
    return _link(follower, "stop", STOP)


def to_list(follower: Follower) -> str:
    """Where the list is, for who has the code."""
    with override(follower.language):
        return site() + reverse("following:mine")


def _link(follower: Follower, page: str, purpose: str) -> str:
    token = signing.dumps({"follower": follower.pk, "address": queries.fingerprint(follower)}, salt=purpose)
    with override(follower.language):
        return site() + reverse(f"following:{page}", args=[token])


def read(token: str, purpose: str) -> Follower | None:
    """Whose link it is; None when it is too old, not ours, or about an address that is no longer theirs."""
    try:
        kept = signing.loads(token, salt=purpose, max_age=CONFIRM_SECONDS if purpose == CONFIRM else None)
    except signing.BadSignature:
        return None
    found = queries.of_number(kept["follower"])
    return found if found is not None and queries.fingerprint(found) == kept["address"] else None

"""Links that stand in mail: to confirm, and to stop. Whoever has one can do just that, and does not learn the address."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from medemens.common.web_address import site
from medemens.progress.measures.queries import following as queries
from medemens.progress.measures.queries.following import MonitorFollower

CONFIRM, STOP = "monitor confirm", "monitor stop"
CONFIRM_SECONDS = 7 * 24 * 3_600


def to_confirm(follower: MonitorFollower) -> str:
    """Where an address is confirmed; for a week."""
    return _link(follower, "confirm", CONFIRM)


def to_stop(follower: MonitorFollower) -> str:
    """Where it is ended; without a term."""
    return _link(follower, "stop", STOP)


def _link(follower: MonitorFollower, page: str, purpose: str) -> str:
    token = signing.dumps({"follower": follower.pk, "wish": _wish(follower)}, salt=purpose)
    with override(follower.language):
        return site() + reverse(f"measures-following:{page}", args=[token])


def _wish(follower: MonitorFollower) -> str:
    """So that a link never holds for another who got the same number, after a backup was put back."""
    return bytes(follower.lookup)[:12].hex()


def read(token: str, purpose: str) -> MonitorFollower | None:
    """Whose link it is; None when it is too old, not ours, or of who is not there any more."""
    try:
        kept = signing.loads(token, salt=purpose, max_age=CONFIRM_SECONDS if purpose == CONFIRM else None)
    except signing.BadSignature:
        return None
    found = queries.of_number(kept["follower"])
    return found if found is not None and _wish(found) == kept["wish"] else None

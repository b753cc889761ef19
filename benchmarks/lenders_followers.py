"""How soon who follows a lender is told of a change: from the commit of the entry until the last call was answered.

Who tells runs as it does beside the site, in a thread of its own; servers of hirers answer at once, without a network.
"""

from __future__ import annotations

import statistics
import threading
import time
from datetime import date
from typing import Any

FOLLOWERS, EACH, CHANGES = 500, 200, 10
"""How many follow, how many lenders each of them follows, and how many changes are measured."""


class Answering:
    """The network of the benchmark: every call is answered, and its moment is kept."""

    def __init__(self) -> None:
        self.moments: list[float] = []

    def post(self, *_: Any, **__: Any) -> Any:
        """A call."""
        from medemens.work.lenders.following.network import Answer

        self.moments.append(time.perf_counter())
        return Answer(200, b"")


def _follow(lenders: int) -> None:
    """All follow the first lender, and others."""
    from django.utils import timezone

    from medemens.casework.codes import new_code
    from medemens.work.lenders.actions import following
    from medemens.work.lenders.models import Lender

    keys = list(Lender.objects.order_by("id").values_list("pk", flat=True))
    now = timezone.now()
    for number in range(FOLLOWERS):
        chosen = [keys[0], *(keys[(number * EACH + place) % lenders] for place in range(EACH))]
        begun = following.begin(
            way="webhook", address="https://bench.example/", language="nl", lenders=chosen, code=new_code(), now=now
        )
        following.confirm(follower=begun.follower, now=now)


def _tell(over: threading.Event) -> None:
    from django.db import connection
    from django.utils import timezone

    from medemens.work.lenders.following.telling import EVERY_SECONDS, Teller

    teller = Teller()
    while not over.is_set():
        teller.round(timezone.now())
        time.sleep(EVERY_SECONDS)
    teller.finish(timezone.now())
    connection.close()


def followers(lenders: int) -> None:
    """Prints how long it takes until the last of those who follow a lender was told."""
    from django.utils import timezone

    from medemens.casework.actions.register import EntryDraft, record
    from medemens.common.authorities import Authority
    from medemens.work.lenders.following import network
    from medemens.work.lenders.models import Lender

    _follow(lenders)
    answering = Answering()
    network.OUTSIDE = answering  # type: ignore[assignment]
    one = Lender.objects.select_related("organisation").order_by("id")[0].organisation
    authority, over = Authority.objects.get(key="bench"), threading.Event()
    teller = threading.Thread(target=_tell, args=(over,))
    teller.start()
    found = []
    for number in range(1, CHANGES + 1):
        time.sleep(0.37 * number % 1)  # not in step with the rounds
        record(
            draft=EntryDraft("lenders", one, "excepted", date(2026, 1, 1), date(2026, 1, 1)),
            authority=authority, by=None, now=timezone.now(),
        )  # fmt: skip
        began = time.perf_counter()
        while len(answering.moments) < number * FOLLOWERS:
            assert time.perf_counter() - began < 60
            time.sleep(0.01)
        found.append(max(answering.moments) - began)
    over.set()
    teller.join()
    name = f"a change reaches the last of {FOLLOWERS} who follow, median and longest of {CHANGES}"
    print(f"| {name} | {statistics.median(found):.1f} and {max(found):.1f} s | below 5 s |", flush=True)

"""Who follows is told: what is new is looked up and sent, by several threads, so that a slow server keeps nobody waiting."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime

from django.db import close_old_connections

from medemens.common.secrets import NotOpened
from medemens.work.lenders.actions import delivering, following
from medemens.work.lenders.actions.delivering import Parcel, Sent
from medemens.work.lenders.following import mail, webhook
from medemens.work.lenders.following.network import BadAddress
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Follower

MOST_AT_ONCE = 32
EVERY_SECONDS = 1.0
_log = logging.getLogger(__name__)


def send(parcel: Parcel, now: datetime) -> Sent:
    """By mail or webhook, as they chose. It asks the database nothing."""
    try:
        by_mail = parcel.follower.way == Follower.Way.MAIL
        return mail.send(parcel, now) if by_mail else webhook.send(parcel, now)
    except (NotOpened, BadAddress):  # locked by another installation, or by rules that no longer hold
        return Sent(failed=[each.pk for each in parcel.deliveries])


def once(*, now: datetime) -> int:
    """Looks and tells, by hand; how many messages came through."""
    following.look(now=now)
    return delivering.deliver_due(now=now, send=send)


class Teller:
    """Looks and tells, round after round. `round` returns at once; what was sent meanwhile is noted by the next one."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="telling")
        self._most = most
        self._under_way: dict[int, tuple[Parcel, Future[Sent]]] = {}
        self._seen: tuple[int, int] | None = None

    def round(self, now: datetime) -> int:
        """Notes what was sent, looks for what is new, and begins to send it; how many parcels are on their way."""
        self._note(now)
        seen = queries.seen()
        if seen != self._seen or queries.behind(seen[0]):
            following.look(now=now)
            self._seen = seen
        if len(self._under_way) < self._most:
            for parcel in delivering.take(now=now, but=self._under_way):
                self._under_way[parcel.follower.pk] = (parcel, self._threads.submit(send, parcel, now))
        return len(self._under_way)

    def _note(self, now: datetime) -> None:
        done = [(parcel, sending) for parcel, sending in self._under_way.values() if sending.done()]
        if done:
            delivering.note_all(outcomes=[(parcel, _outcome(parcel, sending)) for parcel, sending in done], now=now)
        for parcel, _sending in done:
            del self._under_way[parcel.follower.pk]

    def finish(self, now: datetime, seconds: float = 15) -> None:
        """Waits for what is on its way, and notes it."""
        wait([sending for _parcel, sending in self._under_way.values()], timeout=seconds)
        self._note(now)
        self._threads.shutdown(wait=False, cancel_futures=True)


def _outcome(parcel: Parcel, sending: Future[Sent]) -> Sent:
    """What became of a parcel; a mistake in our own program is a fault of ours."""
    if sending.exception() is None:
        return sending.result()
    _log.error("A message was not sent: %s", type(sending.exception()).__name__)
    return Sent(ours=[each.pk for each in parcel.deliveries])


def stay(*, clock: Callable[[], datetime]) -> None:
    """Round after round until the program is told to stop. What goes wrong is tried again."""
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: stopped.append(got))
    teller = Teller()
    while not stopped:
        try:
            teller.round(clock())
        except Exception as wrong:  # whatever it is, it must not end the site beside it
            _log.error("Followers were not told: %s", type(wrong).__name__)
            time.sleep(5)
        close_old_connections()
        time.sleep(EVERY_SECONDS)
    teller.finish(clock())

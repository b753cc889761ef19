"""Many clients at once, as light as they can be: each sends a request, waits for the whole answer, and sends the next one."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

RECEIVED = "303 /en/report/receipt/"


@dataclass(frozen=True)
class Request:
    """What one client sends: the head of its own, a body that may be shared, and by what the sender knows it.

    `wanted` is the answer that counts: its status and where it leads.
    """

    head: bytes = field(repr=False)
    body: bytes = field(repr=False)
    name: str = field(repr=False)
    wanted: str = RECEIVED


@dataclass
class Outcome:
    """What came of it: milliseconds of each answer, the answers (status and where they lead), and the names of those received."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    received: list[str] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        """How many answers that were wanted came in a second."""
        return len(self.received) / self.seconds

    @property
    def errors(self) -> int:
        """Answers that were not wanted."""
        return self.answers.total() - len(self.received)

    def late(self, percent: int) -> float:
        """The time in milliseconds within which so many of a hundred were answered."""
        return statistics.quantiles(self.times, n=100)[percent - 1] if len(self.times) > 1 else 0.0


class Client(asyncio.Protocol):
    """One connection that stays open."""

    def __init__(self, requests: list[Request], outcome: Outcome, until: float) -> None:
        self.requests, self.outcome, self.until = requests, outcome, until
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        """The next request, as long as there is time."""
        self.began = time.perf_counter()
        if self.began > self.until or not self.requests:
            self.done.set_result(None)
            self.transport.close()
            return
        self.request = self.requests.pop()
        self.answer = b""
        self.transport.writelines((self.request.head, self.request.body))

    def data_received(self, data: bytes) -> None:
        """A piece of the answer."""
        self.answer += data
        head, end, body = self.answer.partition(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line) if end else {}
        if not end or len(body) < int(fields.get(b"content-length", b"0")):
            return
        what = f"{head[9:12].decode()} {fields.get(b'location', b'').decode()}"
        self.outcome.times.append((time.perf_counter() - self.began) * 1000)
        self.outcome.answers[what] += 1
        if what == self.request.wanted:
            self.outcome.received.append(self.request.name)
        self.send()

    def connection_lost(self, wrong: Exception | None) -> None:
        """The server went away in the middle."""
        if not self.done.done():
            self.outcome.answers["broken off"] += 1
            self.done.set_result(None)


async def _all(port: int, requests: list[Request], clients: int, seconds: float) -> Outcome:
    outcome, begun = Outcome(), time.perf_counter()
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Client(requests, outcome, begun + seconds), "127.0.0.1", port)
        for _number in range(clients)
    ]
    await asyncio.gather(*(client.done for _transport, client in made))
    outcome.seconds = time.perf_counter() - begun
    return outcome


def sent(port: int, requests: list[Request], *, clients: int, seconds: float) -> Outcome:
    """So many clients for so many seconds; what was sent is taken off `requests`."""
    return asyncio.run(_all(port, requests, clients, seconds))

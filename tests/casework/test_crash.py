"""Nothing acknowledged is lost: servers are killed at any moment while reports come in, and every receipt opens its report."""

from __future__ import annotations

import http.client
import os
import random
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from io import BytesIO
from pathlib import Path
from threading import Event, Lock, Thread
from uuid import uuid4

import psycopg
import pytest
from PIL import Image

from medemens.casework.codes import Code, new_code
from medemens.casework.reporting.draft import Draft
from tests.casework.filling import cookies, filled
from tests.casework.installation import Installation, free_port, kill

SECONDS = float(os.environ.get("CRASH_SECONDS", "30"))
"""How long reports come in, for each database."""
REPORTERS = 8
FORGERY = "c" * 32
BOUNDARY = "verzonnengrens"


@dataclass
class Sent:
    """What the reporters know: receipts by code (story, number of documents), and codes that they gave up on."""

    receipts: dict[str, tuple[str, int]] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    again: int = 0
    broken_off: int = 0
    troubled: int = 0
    lock: Lock = field(default_factory=Lock)


@dataclass
class Servers:
    """Two servers of one installation, each killed and started again until it is enough."""

    installation: Installation
    ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    enough: Event = field(default_factory=Event)
    killed: int = 0

    def kill_again_and_again(self, port: int, draw: random.Random) -> None:
        while not self.enough.is_set():
            server = self.installation.start(port)
            self.enough.wait(draw.uniform(0.3, 9.0))
            kill(server)
            self.killed += 1


class Reporter:
    """Sends reports, one after the other, and sends again what got no answer, as people do."""

    def __init__(self, servers: Servers, sent: Sent, model: Draft, number: int) -> None:
        self.servers, self.sent, self.model = servers, sent, model
        self.draw = random.Random(number)
        self.connection: http.client.HTTPConnection | None = None

    def send_until(self, end: float) -> None:
        while time.monotonic() < end:
            self.one_report(end)

    def one_report(self, end: float) -> None:
        code, story = new_code(), f"Szef zabrał mi paszport. {uuid4()}"
        draft = replace(self.model, code=code.digits, answers={**self.model.answers, "story": story})
        body, documents = form(self.draw)
        jar = cookies(draft)
        for _ in range(60):
            if time.monotonic() > end + 20:
                break
            kept = self.received(jar, body)
            if kept is None:
                if self.draw.random() < 0.1:
                    break
                continue
            with self.sent.lock:
                self.sent.receipts[code.digits] = (story, documents)
            self.reads_the_receipt(kept, code)
            if self.draw.random() < 0.1:
                self.presses_twice(jar, body)
            return
        with self.sent.lock:
            self.sent.given_up.add(code.digits)

    def received(self, jar: dict[str, str], body: bytes) -> dict[str, str] | None:
        """The cookie of the receipt; None when there was none."""
        answer = self.asks("POST", "/en/report/send/", jar, body)
        if answer is None:
            self.sent.broken_off += 1
            return None
        status, location, kept = answer
        if status == 503:
            self.sent.troubled += 1
            time.sleep(0.1)
            return None
        assert (status, location) == (303, "/en/report/receipt/"), (status, location)
        return kept

    def presses_twice(self, jar: dict[str, str], body: bytes) -> None:
        """The same form again, through both servers at once."""
        self.sent.again += 1
        twins = [Reporter(self.servers, self.sent, self.model, number) for number in (0, 1)]
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda twin: twin.received(jar, body), twins))

    def reads_the_receipt(self, kept: dict[str, str], code: Code) -> None:
        for _ in range(200):
            answer = self.asks("GET", "/en/report/receipt/", kept, shown=code)
            if answer is not None:
                assert answer[0] == 200
                return
            time.sleep(0.1)
        raise AssertionError("the receipt was not shown")

    def asks(
        self, method: str, path: str, jar: dict[str, str], body: bytes = b"", shown: Code | None = None
    ) -> tuple[int, str, dict[str, str]] | None:
        """Status, where it leads and the cookies; None when the server fell before it had answered."""
        connection = self.connected()
        carried = "; ".join(f"{name}={value}" for name, value in {**jar, "csrftoken": FORGERY}.items())
        headers = {"Cookie": carried, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            connection.close()
            self.connection = None
            return None
        if shown is not None and answer.status == 200:
            assert all(f"<span>{group}</span>" in text for group in shown.groups)
        received = SimpleCookie()
        for value in answer.headers.get_all("Set-Cookie") or []:
            received.load(value)
        return answer.status, answer.headers.get("Location", ""), {name: each.value for name, each in received.items()}

    def connected(self) -> http.client.HTTPConnection:
        """To one of the servers that are there; now and then to another one."""
        if self.connection is not None and self.draw.random() < 0.9:
            return self.connection
        while True:
            found = http.client.HTTPConnection("127.0.0.1", self.draw.choice(self.servers.ports), timeout=30)
            try:
                found.connect()
            except OSError:
                time.sleep(0.02)
                continue
            if self.connection is not None:
                self.connection.close()
            self.connection = found
            return found


PHOTO = BytesIO()
Image.radial_gradient("L").convert("RGB").save(PHOTO, "JPEG")


def form(draw: random.Random) -> tuple[bytes, int]:
    """The form of the last page, as a browser sends it, with up to two files, and how many there are."""
    text, photo = b"kwit za lipiec\n", PHOTO.getvalue()
    files = draw.choices([(), (text,), (photo,), (text, photo)], weights=[20, 3, 1, 1])[0]
    edge = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    parts = [f'{edge}"csrfmiddlewaretoken"\r\n\r\n{FORGERY}\r\n'.encode()]
    for each in files:
        parts.append(f'{edge}"files"; filename="x"\r\nContent-Type: text/plain\r\n\r\n'.encode() + each + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()]), len(files)


def database_falls(url: str) -> None:
    """Ends PostgreSQL in the middle of what it does, and starts it again: it must find all that it said was written."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    data = Path(row[0])
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))[-1]
    owner = data.stat()
    change = [] if os.geteuid() else ["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
    command = [
        *change,
        str(binaries / "pg_ctl"),
        "-D",
        str(data),
        "-l",
        str(data.parent / "log"),
        "-m",
        "immediate",
        "-w",
        "restart",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def test_every_receipt_opens_its_report(installation: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    world = installation.inside("world")
    servers, sent, model = Servers(installation), Sent(), filled("other")
    killers = [
        Thread(target=servers.kill_again_and_again, args=(port, random.Random(place))) for place, port in enumerate(servers.ports)
    ]
    for each in killers:
        each.start()
    end = time.monotonic() + SECONDS
    reporters = [Reporter(servers, sent, model, number) for number in range(REPORTERS)]
    try:
        with ThreadPoolExecutor(REPORTERS) as crowd:
            done = [crowd.submit(each.send_until, end) for each in reporters]
            if installation.database_url:
                time.sleep(SECONDS / 2)
                database_falls(installation.database_url)
            for each in done:
                each.result()
    finally:
        servers.enough.set()
        for killer in killers:
            killer.join()
    receipts = [(digits, *what) for digits, what in sent.receipts.items()]
    found = installation.inside("whole", {**world, "receipts": receipts})
    with capsys.disabled():
        print(
            f"\n{installation.database_url.partition(':')[0] or 'sqlite'}: {len(receipts)} receipts, {found['cases']} cases with "
            f"{found['documents']} documents, {len(sent.given_up)} given up, {servers.killed} servers killed, "
            f"{sent.broken_off} requests broken off, {sent.troubled} times 503, {sent.again} sent again after the receipt"
        )
    assert found["wrong"] == []
    assert len(receipts) <= found["cases"] == found["stories"] <= len(receipts) + len(sent.given_up)
    assert servers.killed >= 3, "the servers were hardly killed"
    assert sent.broken_off > 0, "no request was broken off: nothing was tried"
    assert len(receipts) >= 100, "too few reports to say anything"
    assert "Traceback" not in installation.log()

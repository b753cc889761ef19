"""The site under load: a single check at a steady 20 requests a second, and the size of the first page."""

from __future__ import annotations

import gzip
import json
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

RATE, SECONDS = 20, 20
CHECK = {
    "as_of": "2026-11-23",
    "lines": [
        {
            "period_start": "2026-06-01",
            "period_end": "2026-06-28",
            "birth_date": "1998-04-30",
            "hours": 16000,
            "gross_wage": 210000,
        }
    ],
}


@contextmanager
def served() -> Iterator[str]:
    """The site as it is served, two processes, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "medemens.site.wsgi:application", "--no-access-log"]
    site = subprocess.Popen(
        [*command, "--port", str(port), "--workers", "2", "--blocking-threads", "1"], stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/robots.txt", timeout=2)
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        site.terminate()
        site.wait(timeout=20)


def one_check(address: str, at: float) -> float:
    """Sends a check at its moment; the milliseconds from then until the whole answer."""
    time.sleep(max(at - time.perf_counter(), 0))
    body = json.dumps(CHECK).encode()
    request = urllib.request.Request(f"{address}/api/v1/wage-checks", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()
    return (time.perf_counter() - at) * 1000


def check_times(address: str) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    one_check(address, time.perf_counter())
    start = time.perf_counter() + 0.5
    with ThreadPoolExecutor(RATE) as people:
        moments = [start + number / RATE for number in range(RATE * SECONDS)]
        taken = list(people.map(lambda at: one_check(address, at), moments))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def first_page(address: str) -> int:
    """Bytes that the worker's first page costs in all, with its style sheet and icon, as a phone asks for them."""

    def size(path: str) -> tuple[int, bytes]:
        request = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
            return len(body) + len(str(answer.headers)), gzip.decompress(body) if packed else body

    total, page = size("/nl/")
    for path in set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)):
        total += size(path.decode())[0]
    return total

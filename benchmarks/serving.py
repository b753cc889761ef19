"""A server of its own for a measurement."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def served(*command: str) -> Iterator[tuple[int, int]]:
    """A server of this installation on a free port: the port, and the number of its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", *(word.format(port=port) for word in command)]
    with subprocess.Popen(
        words, env={**os.environ, "PORT": str(port)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as site:
        try:
            for _ in range(300):
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port, site.pid
        finally:
            site.terminate()


def granian(application: str) -> tuple[str, ...]:
    """The words by which `medemens serve` starts the site: two processes of four threads. Without the work of each day."""
    plain = ("granian", "--interface", "wsgi", application, "--no-access-log")
    return (*plain, "--port", "{port}", "--workers", "2", "--blocking-threads", "4")

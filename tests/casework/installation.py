"""An installation of its own, in a folder of the test: settings, database, and servers that can be killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECRET = "the secret key of an invented installation"
PATIENCE = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """Folder and database of the installation; `logs` is where its servers write."""

    folder: Path
    logs: Path
    database_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self, port: int = 0) -> dict[str, str]:
        """The settings of this installation, and of the machine no more than programs need."""
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        given = {"DATABASE_URL": self.database_url} if self.database_url else {}
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "tmp"),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "medemens.site.settings",
            "MEDEMENS_FOLDER": str(self.folder),
            "SECRET_KEY": SECRET,
            "PORT": str(port),
            "WORKERS": "1",
            "SUBMISSIONS_A_MINUTE": "0",
            "PASSPHRASE_MEGABYTES": "8",
            **given,
            **self.settings,
        }

    def set_up(self) -> None:
        """Its tables and its styles."""
        for words in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
            subprocess.run([sys.executable, "-m", "medemens.site.command", *words], env=self.environment(), check=True)

    def inside(self, function: str, given: Any = None) -> Any:
        """Runs a function of `inside.py` with the settings of this installation; what goes in and comes out is JSON."""
        command = [sys.executable, "-m", "tests.casework.inside", function]
        text = json.dumps(given)
        done = subprocess.run(command, env=self.environment(), input=text, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)

    def start(self, port: int, *words: str) -> subprocess.Popen[bytes]:
        """A server, in a group of processes of its own; waits until it answers. With `words` it is that command of `medemens`."""
        site = ["-m", "granian", "--interface", "wsgi", "medemens.site.wsgi:application", "--no-access-log", "--port", str(port),
                "--blocking-threads", "4"]  # fmt: skip
        command = [sys.executable, *(["-m", "medemens.site.command", *words] if words else site)]
        self.logs.mkdir(exist_ok=True)
        with open(self.logs / f"server-{port}.log", "ab") as log:
            server = subprocess.Popen(
                command, env=self.environment(port), stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        until = time.monotonic() + PATIENCE
        while not answers(port):
            if server.poll() is not None or time.monotonic() > until:
                kill(server)
                raise AssertionError(f"the server does not answer: {self.log()[-2000:]}")
            time.sleep(0.05)
        return server

    def log(self) -> str:
        """All that the servers wrote."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.logs.glob("*.log")))


def answers(port: int) -> bool:
    """Whether a server answers."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def kill(server: subprocess.Popen[bytes]) -> None:
    """Ends a server and all its processes at once, in the middle of whatever they do."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()

"""A server of a hirer on this machine, with a certificate of its own, and a network that leads to it."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from medemens.work.lenders.following.network import Network

NAME = "hooks.verzonnen.example"
ADDRESS = f"https://{NAME}/lenders"


@cache
def certificate() -> Path:
    """A certificate for the name, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = Path(mkdtemp()) / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def trusting() -> ssl.SSLContext:
    """Trusts that certificate only."""
    return ssl.create_default_context(cafile=str(certificate()))


Behave = Callable[[BaseHTTPRequestHandler, bytes], None]


def echo(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """Answers 200, and gives the word of a challenge back."""
    answer(handler, 200, json.dumps({"challenge": json.loads(body).get("challenge")}).encode())


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    """An answer with a status."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def status(number: int) -> Behave:
    """Always answers with a status."""
    return lambda handler, _body: answer(handler, number)


@dataclass
class Hirer:
    """What came in at a hirer's server: headers and body, in order. `behave` can be changed."""

    port: int
    behave: Behave = echo
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def network(self) -> Network:
        """A network in which every name leads here."""
        return Network(
            resolve=lambda _host, _port: ["192.0.2.1"],
            public=lambda _address: True,
            connect=lambda _address, _port, seconds: socket.create_connection(("127.0.0.1", self.port), seconds),
            trust=trusting,
        )

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The bodies."""
        return [json.loads(body) for _headers, body in self.got]


@contextmanager
def hirer(behave: Behave = echo) -> Iterator[Hirer]:
    """A server of a hirer that runs for a while."""
    made: list[Hirer] = []

    class Handler(BaseHTTPRequestHandler):
        """Keeps what comes in, and behaves as it was told."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made[0].got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            made[0].behave(self, body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        """Says nothing of calls that were broken off."""

        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """As it should be."""

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate())
    server.socket = context.wrap_socket(server.socket, server_side=True)
    made.append(Hirer(server.server_address[1], behave))
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    running.start()
    try:
        yield made[0]
    finally:
        server.shutdown()
        server.server_close()


def changed(network: Network, **parts: Any) -> Network:
    """The same network, but for some parts."""
    return replace(network, **parts)

"""Calls to addresses that strangers named: over TLS only, never into a private network, never for longer than some seconds.

A name is looked up once. Each address that comes of it must be public, and the connection goes to one of those very addresses:
a second look-up could give another answer (DNS rebinding).
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import idna

PORTS = (443, 8443)
MOST_CHARACTERS = 500
MOST_SECONDS = 5.0
"""For looking up, connecting, sending and the answer together."""

MOST_BODY, MOST_ANSWER = 1_024, 65_536
"""Bytes that are read: of the body of an answer, and of a whole answer with its headers."""

MOST_ADDRESSES = 4
"""How many addresses of one name are tried."""

CLOSED = tuple(
    map(
        ipaddress.ip_network,
        (
            # IANA's special-purpose addresses of IPv4, and the group and future ones
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32",  # looks public, and is the inside of a large cloud
            # IPv6: within 2000::/3, which is all that is given out, the special-purpose ones
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        ),
    )
)  # fmt: skip
GIVEN_OUT = ipaddress.ip_network("2000::/3")
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 within IPv6 (NAT64): what counts is the address inside."""

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?")
_look_ups = ThreadPoolExecutor(8, thread_name_prefix="look-up")


class BadAddress(ValueError):
    """It cannot be an address to call; `reason`: `unreadable`, `scheme`, `userinfo`, `port`, `host`, `too_long`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotReached(Exception):
    """There was no answer; `reason`: `unknown_name`, `private`, `connection`, `tls`, `too_slow`, `no_http`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class WebAddress:
    """An address to call, in parts. `host` is as the network knows it, `target` the path with its query."""

    host: str
    port: int
    target: str

    def __str__(self) -> str:
        port = "" if self.port == 443 else f":{self.port}"
        return f"https://{self.host}{port}{self.target}"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and the beginning of the body."""

    status: int
    body: bytes


def read_address(text: str) -> WebAddress:
    """An address as somebody typed it: https, a name, port 443 or 8443, no name or password of a user in it.

    :raises BadAddress: see there
    """
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        raise BadAddress("too_long")
    if any(letter.isspace() or not letter.isprintable() or letter == "\\" for letter in text):
        raise BadAddress("unreadable")
    try:
        parts = urlsplit(text)
        port = parts.port or 443
    except ValueError:
        raise BadAddress("unreadable") from None
    if parts.scheme.lower() != "https":
        raise BadAddress("scheme")
    if "@" in parts.netloc:
        raise BadAddress("userinfo")
    if port not in PORTS:
        raise BadAddress("port")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    return WebAddress(_host(parts.hostname or ""), port, path + query)


def _host(name: str) -> str:
    """A name as the network knows it. Numbers are refused, in all the ways in which they can be written."""
    try:
        host = idna.encode(name.rstrip("."), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise BadAddress("host") from None
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        raise BadAddress("host")
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        raise BadAddress("host")
    return host


def is_public(address: str) -> bool:
    """Whether an address on the network is one of the open internet."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found in TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)))
        if found not in GIVEN_OUT:
            return False
    return not any(found.version == each.version and found in each for each in CLOSED)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name, in the order in which the system would try them."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def connected(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Network:
    """How the outside is reached. Tests put their own in its place."""

    resolve: Callable[[str, int], list[str]] = resolved
    public: Callable[[str], bool] = is_public
    connect: Callable[[str, int, float], socket.socket] = connected
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    seconds: float = MOST_SECONDS

    def post(self, to: WebAddress, body: bytes, headers: Mapping[str, str], *, listen: bool = False) -> Answer:
        """Sends it and gives the answer, whatever its status. A redirect is an answer: it is not followed.

        :param listen: reads the beginning of the body as well
        :raises NotReached: see there
        """
        ends = time.monotonic() + self.seconds
        try:
            with self._line(to, ends) as line:
                answer = _asked(line, to, body, headers, ends)
                return Answer(answer.status, answer.read(MOST_BODY) if listen else b"")
        except NotReached:
            raise
        except ssl.SSLError:
            raise NotReached("tls") from None
        except TimeoutError:
            raise NotReached("too_slow") from None
        except (http.client.HTTPException, ValueError):
            raise NotReached("no_http") from None
        except OSError:
            raise NotReached("connection") from None

    def _line(self, to: WebAddress, ends: float) -> ssl.SSLSocket:
        """A connection over TLS to one of the addresses of the name, all of which must be public."""
        addresses = self._addresses(to, ends)
        for place, address in enumerate(addresses, start=1):
            try:
                plain = self.connect(address, to.port, _left(ends))
            except TimeoutError:
                raise
            except OSError:
                if place == len(addresses):
                    raise
                continue
            try:
                plain.settimeout(_left(ends))
                return self.trust().wrap_socket(plain, server_hostname=to.host)
            except BaseException:
                plain.close()
                raise
        raise NotReached("unknown_name")

    def _addresses(self, to: WebAddress, ends: float) -> list[str]:
        try:
            found = _look_ups.submit(self.resolve, to.host, to.port).result(_left(ends))
        except TooLate:
            raise NotReached("too_slow") from None
        except (OSError, UnicodeError):
            raise NotReached("unknown_name") from None
        if not all(map(self.public, found)):
            raise NotReached("private")
        return found[:MOST_ADDRESSES]


def _left(ends: float) -> float:
    """The seconds that are left.

    :raises TimeoutError: none
    """
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _asked(line: ssl.SSLSocket, to: WebAddress, body: bytes, headers: Mapping[str, str], ends: float) -> http.client.HTTPResponse:
    """Asks, and reads what comes before the body."""
    asking = http.client.HTTPSConnection(to.host, to.port)
    asking.sock = line
    line.settimeout(_left(ends))
    asking.request("POST", to.target, body, {**headers, "Connection": "close", "Accept-Encoding": "identity"})
    answer = http.client.HTTPResponse(_Heard(line, ends), method="POST")  # type: ignore[arg-type]
    answer.begin()
    return answer


class _Heard(io.RawIOBase):
    """What comes over a line, until a moment and up to a number of bytes: who answers letter by letter keeps nobody waiting."""

    def __init__(self, line: ssl.SSLSocket, ends: float) -> None:
        super().__init__()
        self._line, self._ends, self._left = line, ends, MOST_ANSWER

    def makefile(self, *_: object) -> io.BufferedReader:
        """As `http.client` asks of a line."""
        return io.BufferedReader(self, 4_096)

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, into: Any) -> int:
        """Reads what is there."""
        self._line.settimeout(_left(self._ends))
        read = self._line.recv_into(memoryview(into)[: max(self._left, 1)])
        self._left -= read
        if self._left < 0:
            raise http.client.LineTooLong("answer")
        return read


OUTSIDE = Network()

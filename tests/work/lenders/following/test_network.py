"""No call goes into a private network, to another address than was checked, in the open, or on for ever."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.work.lenders.following import network
from medemens.work.lenders.following.network import BadAddress, Network, NotReached, is_public, read_address
from tests.work.lenders.following import outside
from tests.work.lenders.following.outside import ADDRESS, NAME, Hirer

CLOSED = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
    "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:c0a8:101::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "localhost", "", "1", "0x7f000001", "127.1",
)  # fmt: skip
OPEN = ("1.1.1.1", "145.97.20.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2a02:898::1", "64:ff9b::101:101", "::ffff:1.1.1.1")


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_of_the_open_internet_is_closed(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_open_internet_is_open(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4).filter(lambda one: one.is_private or one.is_multicast or one.is_link_local or one.is_reserved))
def test_what_python_calls_private_is_closed_in_every_dress(one: Any) -> None:
    if str(one) not in ("192.0.0.9", "192.0.0.10"):
        assert not is_public(str(one))
        assert not is_public(f"::ffff:{one}")
        assert not is_public(f"64:ff9b::{one}")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://hooks.example.org", "https://hooks.example.org/"),
        (" https://HOOKS.example.org:443/a?b=c&d=%2F#part ", "https://hooks.example.org/a?b=c&d=%2F"),
        ("https://hooks.example.org:8443/x y".replace(" ", "%20"), "https://hooks.example.org:8443/x%20y"),
        ("https://büro.example/größe", "https://xn--bro-hoa.example/gr%C3%B6%C3%9Fe"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://hooks.example.org./", "https://hooks.example.org/"),
    ],
)
def test_an_address_is_read_kindly(typed: str, read: str) -> None:
    assert str(read_address(typed)) == read


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("http://hooks.example.org/", "scheme"),
        ("ftp://hooks.example.org/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("hooks.example.org", "scheme"),
        ("https://user:word@hooks.example.org/", "userinfo"),
        ("https://hooks.example.org@10.0.0.1/", "userinfo"),
        ("https://@hooks.example.org/", "userinfo"),
        ("https://hooks.example.org:22/", "port"),
        ("https://hooks.example.org:80/", "port"),
        ("https://hooks.example.org:99999/", "unreadable"),
        ("https://hooks.example.org\\@10.0.0.1/", "unreadable"),
        ("https://hooks.example.org/\r\nHost: x", "unreadable"),
        ("https://hooks.example.org/a b", "unreadable"),
        ("https://[::1]/", "host"),
        ("https://[2a02:898::1]/", "host"),
        ("https://127.0.0.1/", "host"),
        ("https://2130706433/", "host"),
        ("https://0x7f.1/", "host"),
        ("https://127.0x1/", "host"),
        ("https://１２７.0.0.1/", "host"),
        ("https://localhost/", "host"),
        ("https:///path", "host"),
        ("https://-bad.example/", "host"),
        ("https://a..example/", "host"),
        ("https://hooks.example.org/" + "x" * 500, "too_long"),
        ("https://" + "a" * 64 + ".example/", "host"),
    ],
)
def test_an_address_that_is_not_called_says_why(typed: str, reason: str) -> None:
    with pytest.raises(BadAddress) as refused:
        read_address(typed)
    assert refused.value.reason == reason


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    for typed in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            read = read_address(typed)
        except BadAddress:
            continue
        assert str(read).isascii()
        assert str(read_address(str(read))) == str(read)


def refused(net: Network, address: str = ADDRESS) -> str:
    """Why a call came to nothing."""
    with pytest.raises(NotReached) as found:
        net.post(read_address(address), b"{}", {}, listen=True)
    return found.value.reason


def no_connection(_address: str, _port: int, _seconds: float) -> socket.socket:
    raise AssertionError("it must not connect")


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "100.64.3.2"])
def test_a_name_that_leads_into_a_private_network_is_not_called(address: str) -> None:
    assert refused(Network(resolve=lambda _h, _p: [address], connect=no_connection)) == "private"


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    assert refused(Network(resolve=lambda _h, _p: ["1.1.1.1", "10.0.0.1"], connect=no_connection)) == "private"


def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_is_looked_up_once() -> None:
    answers = iter((["1.1.1.1"], ["127.0.0.1"]))
    went: list[str] = []

    def connect(address: str, _port: int, _seconds: float) -> socket.socket:
        went.append(address)
        raise ConnectionRefusedError

    assert refused(Network(resolve=lambda _h, _p: next(answers), connect=connect)) == "connection"
    assert went == ["1.1.1.1"], "rebinding: the second answer would have been private"


def test_the_real_look_up_of_this_machine_is_refused() -> None:
    here = Network(resolve=lambda _h, port: network.resolved("localhost", port), connect=no_connection)
    assert refused(here) == "private"


@pytest.fixture
def hirer() -> Iterator[Hirer]:
    with outside.hirer() as made:
        yield made


def test_a_call_arrives_with_the_name_in_it(hirer: Hirer) -> None:
    answer = hirer.network.post(read_address(ADDRESS + "?a=b"), b'{"challenge": "x"}', {"X-Own": "yes"}, listen=True)
    assert (answer.status, answer.body) == (200, b'{"challenge": "x"}')
    (headers, body) = hirer.got[0]
    assert (headers["host"], headers["x-own"], body) == (NAME, "yes", b'{"challenge": "x"}')
    assert "content-length" in headers


def test_another_name_than_that_of_the_certificate_is_refused(hirer: Hirer) -> None:
    assert refused(hirer.network, "https://other.verzonnen.example/") == "tls"


def test_a_certificate_that_nobody_vouches_for_is_refused(hirer: Hirer) -> None:
    assert refused(outside.changed(hirer.network, trust=Network().trust)) == "tls"


@pytest.mark.parametrize("where", ["https://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "https://other.example/"])
def test_a_redirect_is_an_answer_and_is_not_followed(hirer: Hirer, where: str) -> None:
    hirer.behave = lambda handler, _body: outside.answer(handler, 307, Location=where)
    assert hirer.network.post(read_address(ADDRESS), b"{}", {}).status == 307
    assert len(hirer.got) == 1


def dripping(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
    """Answers letter by letter, and never ends."""
    for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 10_000:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.02)


def test_a_server_that_answers_letter_by_letter_is_left_after_its_seconds(hirer: Hirer) -> None:
    hirer.behave = dripping
    assert refused(outside.changed(hirer.network, seconds=0.5)) == "too_slow"


def test_a_server_that_says_nothing_is_left_after_its_seconds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        net = Hirer(silent.getsockname()[1]).network
        assert refused(outside.changed(net, seconds=0.3)) == "too_slow"


def test_a_name_server_that_says_nothing_is_left_after_its_seconds() -> None:
    def slow(_host: str, _port: int) -> list[str]:
        time.sleep(0.6)
        return ["1.1.1.1"]

    assert refused(Network(resolve=slow, connect=no_connection, seconds=0.1)) == "too_slow"


def test_of_a_huge_body_only_the_beginning_is_read(hirer: Hirer) -> None:
    def endless(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            pass

    hirer.behave = endless
    assert len(hirer.network.post(read_address(ADDRESS), b"{}", {}, listen=True).body) == network.MOST_BODY


@pytest.mark.parametrize(
    "said", [b"SSH-2.0-OpenSSH_9.2\r\n", b"\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000]
)
def test_what_is_no_http_is_refused(hirer: Hirer, said: bytes) -> None:
    hirer.behave = lambda handler, _body: handler.wfile.write(said) and None
    assert refused(hirer.network) == "no_http"


def test_a_name_that_is_not_there_is_told() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    assert refused(Network(resolve=nobody)) == "unknown_name"
    assert refused(Network(resolve=lambda _h, _p: [])) == "unknown_name"

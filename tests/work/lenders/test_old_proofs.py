"""A hirer shows after years what the register said: the key changed twice, there is no network, and somebody forges."""

from __future__ import annotations

import json
import re
import socket
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import qrcode
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from medemens.common import secrets
from medemens.site.command import main
from medemens.work.lenders.actions import keys
from medemens.work.lenders.hirers import proofs
from medemens.work.lenders.models import SigningKey
from medemens.work.lenders.statement import sign
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db


@dataclass
class Drawer:
    """What a hirer kept: the proof in its two forms, the statement in it, the keys of that day; and the key that signed it."""

    folder: Path
    pdf: Path
    json: Path
    keys: Path
    text: str
    private: bytes

    def forged(self, text: str) -> Path:
        """Another statement in the form of a proof."""
        path = self.folder / "forged.json"
        path.write_text(json.dumps({"statement": text}))
        return path


def published(client: Client, path: Path) -> Path:
    """The keys as the register publishes them now."""
    path.write_bytes(client.get(reverse("lenders-keys")).content)
    return path


@pytest.fixture
def drawer(client: Client, tmp_path: Path) -> Drawer:
    """A proof of today about a lender that is admitted, and what was kept with it."""
    make_lenders.admitted("Goed Verzonnen", kvk="10000001")
    with translation.override("en"):
        address = reverse("lenders:check")
    for form in ("pdf", "json"):
        made = client.post(address, {"numbers": "10000001", "on": "2028-05-10", "as": form})
        (tmp_path / f"proof.{form}").write_bytes(made.content)
    ring = published(client, tmp_path / "keys-then.json")
    text = json.loads((tmp_path / "proof.json").read_text())["statement"]
    return Drawer(tmp_path, tmp_path / "proof.pdf", tmp_path / "proof.json", ring, text, keys.current(now=timezone.now()))


@pytest.fixture
def years_later(drawer: Drawer, client: Client, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Path:
    """The key was changed twice, the keys of now are at hand, and the network is cut."""
    for _time in range(2):
        assert main(["signing-key"]) == 0
    ring = published(client, drawer.folder / "keys-now.json")
    assert len(json.loads(ring.read_text())["keys"]) == 3
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("no network is needed"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("no network is needed"))
    capsys.readouterr()
    return ring


def told(capsys: pytest.CaptureFixture[str], file: Path, *more: str) -> tuple[int, str]:
    """How `medemens verify` ends, and what it says."""
    code = main(["verify", str(file), *more])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("form", ["pdf", "json"])
@pytest.mark.parametrize("ring", ["kept then", "published now", "our own"])
def test_an_old_proof_stays_true(drawer: Drawer, years_later: Path, capsys: Any, form: str, ring: str) -> None:
    chosen = {"kept then": ["--keys", str(drawer.keys)], "published now": ["--keys", str(years_later)], "our own": []}[ring]
    code, said = told(capsys, drawer.pdf if form == "pdf" else drawer.json, *chosen)
    assert (code, said.split(":")[0]) == (0, "VERIFIED")
    assert "10000001: met" in said


def test_a_key_that_was_never_published_is_refused(drawer: Drawer, years_later: Path, capsys: Any) -> None:
    text = sign({"results": []}, private=secrets.new_key(), now=timezone.now())
    code, said = told(capsys, drawer.forged(text), "--keys", str(years_later))
    assert (code, said) == (1, "NOT VERIFIED: it was signed with a key that is not among these keys\n")


def test_a_proof_of_after_the_change_is_not_known_to_keys_of_before(drawer: Drawer, years_later: Path, capsys: Any) -> None:
    text = sign({"results": []}, private=keys.current(now=timezone.now()), now=timezone.now())
    assert told(capsys, drawer.forged(text), "--keys", str(years_later))[0] == 0
    code, said = told(capsys, drawer.forged(text), "--keys", str(drawer.keys))
    assert (code, "not among these keys" in said) == (1, True)


def test_a_proof_that_was_changed_is_refused(drawer: Drawer, years_later: Path, capsys: Any) -> None:
    head, _body, seal = drawer.text.split(".")
    other = sign({"results": [{"asked": "10000001", "may_begin": "met"}]}, private=secrets.new_key(), now=timezone.now())
    forged = ".".join((head, other.split(".")[1], seal))
    code, said = told(capsys, drawer.forged(forged), "--keys", str(years_later))
    assert (code, said) == (1, "NOT VERIFIED: it was changed after it was signed\n")


@pytest.mark.parametrize("days", [-1, 1])
def test_dated_when_its_key_was_not_in_use_is_refused(drawer: Drawer, years_later: Path, capsys: Any, days: int) -> None:
    """Whoever steals a key that went out of use can sign with it, but not date it today; nor before it was made."""
    text = sign({"results": []}, private=drawer.private, now=timezone.now() + timedelta(days=days))
    code, said = told(capsys, drawer.forged(text), "--keys", str(years_later))
    assert (code, said) == (1, "NOT VERIFIED: its date does not fit the key it was signed with\n")


def test_of_the_old_keys_no_private_half_is_left(drawer: Drawer, years_later: Path) -> None:
    assert [bool(key.private) for key in SigningKey.objects.order_by("made_at")] == [False, False, True]


def test_keys_that_were_tampered_with_are_refused(drawer: Drawer, years_later: Path, capsys: Any) -> None:
    ring = json.loads(years_later.read_text())
    for key in ring["keys"]:
        key["x"] = ring["keys"][0]["x"]
    years_later.write_text(json.dumps(ring))
    code, said = told(capsys, drawer.json, "--keys", str(years_later))
    assert (code, said) == (1, "NOT VERIFIED: the file with the keys cannot be read\n")


def squares(svg: str) -> set[tuple[int, int]]:
    """The dark squares of a QR code in SVG, in squares from its corner, of which the border is four."""
    path = re.search(r' d="([^"]+)"', svg)
    assert path is not None
    return {(int(x), int(y)) for x, y in re.findall(r"M(\d+),(\d+)H", path[1])}


def test_the_code_to_scan_holds_the_whole_statement(drawer: Drawer) -> None:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=4)
    code.add_data(drawer.text)
    wanted = {(x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark}
    assert squares(proofs.qr(drawer.text)) == wanted
    other = squares(proofs.qr(drawer.text[:-1] + ("A" if drawer.text[-1] != "A" else "B")))
    assert other != wanted


def test_the_printed_code_is_that_of_the_statement_inside(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_lenders.admitted("Goed Verzonnen", kvk="10000001")
    drawn: list[str] = []
    monkeypatch.setattr(proofs, "qr", lambda text: drawn.append(text) or "")
    with translation.override("en"):
        address = reverse("lenders:check")
    made = client.post(address, {"numbers": "10000001", "on": "2028-05-10", "as": "pdf"}).content
    assert drawn == [proofs.statement_in(made)]

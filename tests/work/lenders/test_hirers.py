"""Hirers check their partners, keep the proof, and verify it: on the page, from the PDF, and on the command line offline."""

from __future__ import annotations

import json
import socket
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse as _reverse
from django.utils.translation import override

from medemens.site.command import main
from medemens.work.lenders.actions import keys
from medemens.work.lenders.hirers import proofs
from medemens.work.lenders.queries.keys import published
from medemens.work.lenders.statement import verify
from tests.make import NOW
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db


def reverse(name: str) -> str:
    """The address of the English page."""
    with override("en"):
        return _reverse(name)


@pytest.fixture
def partners() -> str:
    make_lenders.admitted("Goed Verzonnen", kvk="10000001")
    bad = make_lenders.admitted("Slecht Verzonnen", kvk="10000002")
    make_lenders.entry(bad, "suspended", date(2028, 5, 1), date(2028, 5, 29))
    return "10000001\n10000002\n19999999"


def check(client: Client, numbers: str, **more: Any) -> Any:
    return client.post(reverse("lenders:check"), {"numbers": numbers, "on": "2028-05-10", **more})


def test_a_list_on_a_page(client: Client, partners: str) -> None:
    page = check(client, partners).content.decode()
    assert "This agency is admitted" in page
    assert "This agency will be suspended" in page
    assert "Not in the register" in page


def test_a_file_from_a_spreadsheet(client: Client, partners: str) -> None:
    content = "Naam;KvK\nGoed;10000001\nSlecht;10000002.0\n".encode("cp1252")
    page = check(client, "", file=SimpleUploadedFile("partners.csv", content)).content.decode()
    assert "Goed Verzonnen" in page
    assert "Slecht Verzonnen" in page


@pytest.fixture
def messy() -> bytes:
    """A file as people have it: other names of columns, dots, a zero that was lost, one twice, one that is none."""
    make_lenders.admitted("Goed Verzonnen", kvk="00345678", rsin="813086188")
    ended = make_lenders.lender("Gestopt Verzonnen", kvk="10999003")
    make_lenders.entry(ended, "trade_register", date(2020, 1, 1), valid_until=date(2026, 6, 30))
    rows = [
        "Naam;Telefoon;Inschrijving",
        "Goed;0612345678;0034.5678",
        "Nul weg;;345678",
        "Twee keer;;00345678",
        "Rsin;;813086188",
    ]
    rows += ["Gestopt;;10999003", "Macht;;1,2E+07", "Onbekend;;19999999", "Leeg;;", 'Aanhaling;;="00345678"']
    return "\r\n".join(rows).encode("cp1252")


def test_a_messy_file_is_answered_row_by_row(client: Client, messy: bytes) -> None:
    upload = SimpleUploadedFile("partners.csv", messy)
    said = json.loads(check(client, "", file=upload, **{"as": "json"}).content)["results"]
    assert [(row["asked"], row["found"], row.get("may_begin") or row.get("reason", "")) for row in said] == [
        ("0034.5678", "found", "met"),
        ("345678", "maybe", "zeros"),
        ("00345678", "found", "met"),
        ("813086188", "found", "met"),
        ("10999003", "found", "cannot tell"),
        ("1,2E+07", "unreadable", "scientific"),
        ("19999999", "not_found", ""),
        ('="00345678"', "found", "met"),
    ]


def test_a_messy_file_is_told_in_words(client: Client, messy: bytes) -> None:
    page = check(client, "", file=SimpleUploadedFile("partners.csv", messy)).content.decode()
    assert "With zeros in front there is such a firm" in page
    assert "digits are lost" in page
    assert "Not in the register" in page


def test_a_day_before_the_register_began_is_not_known_which_is_not_a_no(client: Client, partners: str) -> None:
    page = client.post(reverse("lenders:check"), {"numbers": "10000001", "on": "2019-01-01"}).content.decode()
    assert "We do not know if this agency was registered on that day" in page
    assert "not admitted" not in page
    answer = client.get("/api/v1/lenders/10000001/status", {"on": "2019-01-01"}).json()
    assert (answer["may_begin"], answer["state"], answer["because"]) == ("cannot tell", "registration_not_known", "registered")


@pytest.mark.parametrize(("numbers", "told"), [("", "There are no numbers"), ("\0\n", "There are no numbers")])
def test_nothing_to_check_is_told_kindly(client: Client, numbers: str, told: str) -> None:
    answer = check(client, numbers.replace("\0", ""))
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_table_runs_no_formula_in_a_spreadsheet(client: Client) -> None:
    make_lenders.admitted("=cmd|' /C calc'!A0 Verzonnen", kvk="10000001")
    content = check(client, "10000001\n=1+1", **{"as": "csv"}).content.decode("utf-8-sig")
    assert ";=" not in content
    assert not any(line.startswith("=") for line in content.splitlines())


def test_the_json_holds_a_true_statement(client: Client, partners: str) -> None:
    said = json.loads(check(client, partners, **{"as": "json"}).content)
    assert verify(said["statement"], published()).claims["results"] == said["results"]


def test_the_pdf_holds_the_same_statement_and_a_code_to_scan(client: Client, partners: str, tmp_path: Path) -> None:
    content = check(client, "10000001", **{"as": "pdf"}).content
    verified = verify(proofs.statement_in(content), published())
    assert verified.claims["results"][0]["may_begin"] == "met"
    path = tmp_path / "proof.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as document:
        assert document.Root.MarkInfo.Marked


def test_a_proof_is_verified_on_the_page(client: Client, partners: str) -> None:
    text = check(client, partners, **{"as": "jws"}).content.decode()
    page = client.post(reverse("lenders:verify"), {"statement": text})
    assert page.status_code == 200
    assert "true statement" in page.content.decode()
    changed = client.post(reverse("lenders:verify"), {"statement": text[:-4] + "AAAA"})
    assert changed.status_code == 422
    assert "changed after it was signed" in changed.content.decode()


def test_an_old_proof_is_verified_offline_after_two_changes_of_the_key(
    client: Client, partners: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proof, ring = tmp_path / "proof.pdf", tmp_path / "keys.json"
    proof.write_bytes(check(client, partners, **{"as": "pdf"}).content)
    for _time in range(2):
        keys.rotate(by=None, now=NOW.replace(year=2030))
    ring.write_bytes(client.get(_reverse("lenders-keys")).content)
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("no network is needed"))
    assert main(["verify", str(proof), "--keys", str(ring)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("VERIFIED")
    assert "10000002: not met" in told


def test_a_false_proof_is_refused_on_the_command_line(client: Client, partners: str, tmp_path: Path, capsys: Any) -> None:
    proof = tmp_path / "proof.json"
    said = json.loads(check(client, partners, **{"as": "json"}).content)
    head, body, seal = said["statement"].split(".")
    proof.write_text(json.dumps({**said, "statement": f"{head}.{body[:-8]}{'A' * 8}.{seal}"}))
    assert main(["verify", str(proof)]) == 1
    assert "NOT VERIFIED" in capsys.readouterr().out

"""Checks of one number and of very many, with all the ways in which numbers come out of spreadsheets."""

from __future__ import annotations

from datetime import date

import pytest

from medemens.work.lenders import numbers_file
from medemens.work.lenders.numbers_file import UnreadableFile, in_text
from medemens.work.lenders.queries import checks, snapshot
from medemens.work.lenders.queries.checks import Checked
from tests.make import NOW
from tests.work.lenders import make_lenders

ON = date(2028, 5, 10)


def check(*asked: str, on: date = ON) -> list[Checked]:
    return list(checks.check(snapshot.current(), asked, on, NOW))


@pytest.mark.django_db
def test_a_mixed_list() -> None:
    good = make_lenders.admitted("Goed Verzonnen", kvk="00345678", rsin="813086188")
    bad = make_lenders.admitted("Slecht Verzonnen", kvk="87654321")
    make_lenders.entry(bad, "revoked", date(2028, 5, 1), date(2028, 5, 5))
    rows = check("0034.5678", "87654321", "813086188", "345678", "11111111", "1,2E+07", "813086181", good.number, "87654321")
    assert [(row.found.value, row.begins or row.reason) for row in rows] == [
        ("found", "met"),
        ("found", "not met"),
        ("found", "met"),
        ("maybe", "zeros"),
        ("not_found", ""),
        ("unreadable", "scientific"),
        ("unreadable", "wrong_check"),
        ("found", "met"),
        ("found", "not met"),
    ]
    assert [row.first_row for row in rows if row.first_row] == [2]
    assert rows[3].lender is not None
    assert rows[3].lender.number == good.number
    assert rows[3].begins == ""


@pytest.mark.django_db
def test_what_a_statement_says() -> None:
    one = make_lenders.admitted(kvk="00345678")
    said = checks.claims(check("00345678", "11111111"), on=ON, known_at=NOW, register=7, issuer="Medemens")
    assert said["on"] == "2028-05-10"
    assert said["results"] == [
        {
            "row": 1, "asked": "00345678", "found": "found", "number": one.number, "kvk": "00345678",
            "name": "Uitzendbureau Verzonnen B.V.", "state": "admitted", "may_begin": "met", "norm": "Waadi art. 12i, 12k",
            "since": "2028-01-01", "until": "2031-12-31",
        },
        {"row": 2, "asked": "11111111", "found": "not_found"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345678\n87654321", ["12345678", "87654321"]),
        ("\n 12345678 \r\n\r\n", ["12345678"]),
        ("Naam;KvK-nummer\nVerzonnen;12345678\nAnders;00345678\n", ["12345678", "00345678"]),
        ('Naam,Plaats,KvK\n"Verzonnen, Flex",Nergens,12345678', ["12345678"]),
        ("Verzonnen\t12345678\nAnders\t87654321", ["12345678", "87654321"]),
        ("Naam;KvK\nZonder;\nMet;12345678", ["12345678"]),
    ],
)
def test_numbers_in_what_was_pasted(text: str, expected: list[str]) -> None:
    assert in_text(text, 100) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"Naam;KvK\nZonder;\n", "empty"),
        (b"1\n2\n3\n4\n", "too_many"),
        (b"PK\0\0", "encoding"),
        (b'a;KvK\n"' + b"x" * 200_000, "encoding"),
    ],
)
def test_a_file_that_is_none(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        numbers_file.numbers(content, 3)


def test_a_file_in_the_writing_of_windows() -> None:
    assert numbers_file.numbers("Naam;KvK\nCafé;12345678".encode("cp1252"), 3) == ["12345678"]

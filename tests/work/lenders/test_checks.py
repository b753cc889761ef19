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
        ("Naam;Inschrijving\nVerzonnen;12345678\nAnders;345678", ["12345678", "345678"]),
        ("Naam;Telefoon;Postcode;Inschrijving\nVerzonnen;020-1234567;12345;87654321", ["87654321"]),
        ("Verzonnen 2000;020-1234567;87654321\nAnders;0612345678;12345678", ["87654321", "12345678"]),
        ("Naam;Inschrijving\nZonder;\nMet;813086188", ["813086188"]),
        ('"00345678"\n"12345678"', ['"00345678"', '"12345678"']),
        ("12,345,678\n345,678", ["12,345,678", "345,678"]),
        ("Uitzendbureau\n12345678", ["Uitzendbureau", "12345678"]),
        ("Naam;Plaats\nVerzonnen;Nergens", ["Naam", "Verzonnen"]),
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


@pytest.mark.django_db
def test_a_number_that_comes_twice_is_answered_twice_and_says_so_however_it_is_written() -> None:
    make_lenders.admitted(kvk="00345678")
    rows = check("00345678", "0034 5678", '="00345678"', "KvK 00345678", "345678", "345678")
    assert [row.first_row for row in rows] == [0, 1, 1, 1, 0, 5]
    assert [row.found.value for row in rows] == ["found"] * 4 + ["maybe"] * 2


@pytest.mark.django_db
def test_a_zero_that_was_lost_is_not_put_back_even_when_only_one_firm_fits() -> None:
    make_lenders.admitted(kvk="00345678")
    (row,) = check("345678")
    assert (row.found.value, row.reason, row.begins, row.state) == ("maybe", "zeros", "", "")
    (none,) = check("345679")
    assert (none.found.value, none.lender) == ("not_found", None)


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "begins"), [(date(2026, 6, 30), "met"), (date(2026, 7, 1), "not met"), (ON, "cannot tell")])
def test_a_firm_that_ended_is_still_found_and_never_admitted(on: date, begins: str) -> None:
    ended = make_lenders.lender(kvk="10999003")
    make_lenders.entry(ended, "trade_register", date(2020, 1, 1), valid_until=date(2026, 6, 30))
    (row,) = check("10999003", on=on)
    assert (row.found.value, row.begins) == ("found", begins)


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(2012, 7, 1), date(2019, 1, 1), date(2026, 11, 24)])
def test_before_the_register_began_it_is_not_known_and_not_denied(on: date) -> None:
    make_lenders.admitted(kvk="10999004")
    (row,) = check("10999004", on=on)
    assert (row.begins, row.state) == ("cannot tell", "registration_not_known")


@pytest.mark.django_db
def test_before_there_was_a_duty_nobody_needed_leave() -> None:
    make_lenders.admitted(kvk="10999004")
    (row,) = check("10999004", on=date(2012, 6, 30))
    assert row.begins == "not applicable"


@pytest.mark.django_db
def test_a_firm_that_ended_after_it_was_admitted_may_not_lend() -> None:
    ended = make_lenders.admitted(kvk="10999005")
    make_lenders.entry(ended, "revoked", date(2028, 3, 1), date(2028, 3, 29))
    (row,) = check("10999005")
    assert (row.found.value, row.begins, row.state) == ("found", "not met", "revoked")

"""Imports: each row is looked at, differences come first, and twice is once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from medemens.casework.models import AuditEntry, RegisterEntry
from medemens.common.organisations import Organisation
from medemens.site.command import main
from medemens.work.lenders.actions import importing
from medemens.work.lenders.actions.importing import Fault
from medemens.work.lenders.models import Lender
from medemens.work.lenders.queries import snapshot
from tests.make import NOW
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db
HEADER = ",".join(importing.COLUMNS)
ROW = "Invoer Fictief B.V.,12345678,,,NL,Verzonnen,Een Fictief|Twee Fictief,admitted,2027-12-01,2028-01-01,2031-12-31"


def planned(*rows: str) -> importing.Plan:
    return importing.plan([HEADER, *rows])


def taken(*rows: str) -> int:
    return importing.take(planned(*rows), authority=make_lenders.admission_authority(), clock=lambda: NOW)


def test_a_row_brings_in_a_lender_with_its_entry() -> None:
    assert taken(ROW) == 1
    known = snapshot.current().of_number("12345678")
    assert known is not None
    assert known.names == ("Invoer Fictief B.V.", "Een Fictief", "Twee Fictief")
    assert [(each.kind, each.valid_until) for each in known.lines] == [("admitted", date(2031, 12, 31))]
    log = AuditEntry.objects.get(deed="register.imported")
    assert (log.details["entries"], log.details["organisations"]) == (1, 1)


def test_nothing_is_changed_before_it_is_taken() -> None:
    plan = planned(ROW)
    assert (plan.new_lenders, plan.new_entries) == (1, 1)
    assert not Lender.objects.exists()


def test_twice_is_once() -> None:
    assert taken(ROW, ROW) == 1
    assert taken(ROW) == 0
    plan = planned(ROW)
    assert (plan.new_lenders, plan.new_entries, plan.there) == (0, 0, 1)
    assert not any(each.differs for each in plan.wanted)
    assert (Lender.objects.count(), RegisterEntry.objects.count()) == (1, 1)


def test_what_was_corrected_does_not_come_back() -> None:
    from medemens.casework.actions.register import correct
    from tests import make

    taken(ROW)
    entry = RegisterEntry.objects.get()
    correct(entry=entry, draft=None, authority=entry.authority, by=make.staff(entry.authority, "handler"), now=NOW)
    assert taken(ROW) == 0


def test_a_lender_that_is_there_changes_and_keeps_its_number() -> None:
    there = make_lenders.lender("Oude Naam B.V.", kvk="12345678", trade_names=("Een Fictief",))
    plan = planned(ROW)
    (wanted,) = plan.wanted
    assert wanted.changes == {"name": ("Oude Naam B.V.", "Invoer Fictief B.V.")}
    assert wanted.new_names == ["Twee Fictief"]
    taken(ROW)
    known = snapshot.current().of_number("12345678")
    assert known is not None
    assert (known.number, known.name) == (there.number, "Invoer Fictief B.V.")


def test_a_name_that_left_does_not_come_back() -> None:
    there = make_lenders.lender("J. Verzonnen", kvk="12345678", sole_trader=True)
    Organisation.objects.filter(pk=there.organisation_id).update(name="", folded_name="")
    plan = planned(ROW)
    assert plan.wanted[0].changes == {}
    assert plan.wanted[0].new_names == []


def test_an_organisation_that_staff_wrote_down_becomes_public() -> None:
    Organisation.objects.create(name="Invoer", folded_name="invoer", kvk="12345678")
    taken(ROW)
    assert Organisation.objects.get(kvk="12345678").public


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (ROW.replace("12345678", "1.23E+07"), "kvk", "scientific"),
        (ROW.replace("12345678", "345678"), "kvk", "zeros"),
        (ROW.replace("12345678", ""), "kvk", "no_number"),
        (ROW.replace("12345678", "813086188"), "kvk", "kind"),
        (ROW.replace("Invoer Fictief B.V.", ""), "name", "no_name"),
        (ROW.replace("NL", "Nederland"), "country", "country"),
        (ROW.replace("admitted", "toegelaten"), "kind", "unknown"),
        (ROW.replace("2027-12-01", "1-12-2027"), "made_known_on", "no_day"),
        (ROW.replace("2028-01-01", "2027-01-01"), "kind", "before_made_known"),
        (ROW.replace("2031-12-31", ""), "kind", "no_end"),
        (ROW.replace("2031-12-31", "2027-12-31"), "kind", "ends_before_it_begins"),
        (ROW.replace("admitted", "suspended"), "kind", "run_off_too_long"),
    ],
)
def test_a_row_with_a_fault_is_left_out_and_told(row: str, column: str, reason: str) -> None:
    plan = planned(row, ROW.replace("12345678", "87654321"))
    assert plan.faults == [Fault(2, column, reason)]
    assert plan.new_lenders == 1


def test_numbers_of_two_lenders_are_not_joined() -> None:
    make_lenders.lender(kvk="12345678")
    make_lenders.lender(rsin="813086188")
    assert planned(ROW.replace(",,,NL", ",813086188,,NL")).faults == [Fault(2, "kvk", "numbers_of_two")]


def test_a_column_that_is_missing_is_told() -> None:
    with pytest.raises(importing.UnreadableImport, match="trade_names"):
        importing.plan(["name,kvk,rsin,vat,country,place"])


def test_the_command_shows_first_and_takes_when_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lenders.csv"
    file.write_text(f"\ufeff{HEADER}\n{ROW}\nFout Fictief B.V.,1,,,NL,,,,,,\n", encoding="utf-8")
    assert main(["lenders-import", str(file)]) == 2, "nobody keeps the register yet"
    authority = make_lenders.admission_authority()
    authority.admits_lenders = True
    authority.save()
    assert main(["lenders-import", str(file)]) == 1, "a row has a fault"
    told = capsys.readouterr().out
    assert "row 3, kvk" in told
    assert "new    12345678 Invoer Fictief B.V." in told
    assert not Lender.objects.exists()
    main(["lenders-import", str(file), "--take"])
    assert "Taken: 1 entries." in capsys.readouterr().out
    assert Lender.objects.count() == 1


def test_entries_are_known_from_when_they_were_taken_and_not_from_when_the_import_began() -> None:
    moments = iter((NOW, NOW + timedelta(seconds=30)))
    lines = [f"Verzonnen {kvk},{kvk},,,NL,,,admitted,2027-12-01,2028-01-01,2031-12-31" for kvk in ("12345678", "87654321")]
    importing.take(planned(*lines), authority=make_lenders.admission_authority(), clock=lambda: next(moments), batch=1)
    assert sorted(RegisterEntry.objects.values_list("recorded_at", flat=True)) == [NOW, NOW + timedelta(seconds=30)]

"""The whole register as files: on any day, as known at any moment, in three forms that say the same."""

from __future__ import annotations

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pyarrow.parquet as parquet
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from medemens.bulk.writing import harmless
from medemens.casework.actions.register import EntryDraft, correct
from medemens.site import daily
from medemens.work.lenders import open_data
from medemens.work.lenders.models import Lender
from medemens.work.lenders.open_data import SCHEMAS, Busy, ask, make_daily, opened
from medemens.work.lenders.queries import snapshot
from medemens.work.lenders.queries.history import REGISTER
from tests import make
from tests.make import NOW
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
ADMITTED, SUSPENDED, AFTER = date(2028, 2, 1), date(2028, 5, 10), date(2028, 6, 10)
LATER = NOW + timedelta(days=30)
HOSTILE = '=1+1;"Lek\r\nVerzonnen\u202e, B.V.'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.OPEN_DATA_FOLDER = tmp_path / "open-data"
    return tmp_path / "open-data"


def content(
    form: str, what: str = "lenders", on: date = SUSPENDED, known_at: datetime | None = None, today: date = TODAY
) -> bytes:
    held = snapshot.current()
    with opened(held, ask(held, what, on=on, known_at=known_at, today=today), form) as file:
        return file.read()


def rows(**asked: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content("jsonl", **asked).decode().splitlines()]


def row(**asked: Any) -> dict[str, Any]:
    (one,) = rows(**asked)
    return one


@pytest.fixture
def suspended() -> Lender:
    """Admitted, suspended from 29 May 2028 on, and known a month later to be suspended only from 1 June on."""
    one = make_lenders.admitted()
    entry = make_lenders.entry(one, "suspended", date(2028, 5, 1), date(2028, 5, 29))
    officer = make.staff(make_lenders.admission_authority(), "coordinator")
    draft = EntryDraft(REGISTER, one.organisation, "suspended", date(2028, 5, 20), date(2028, 6, 1))
    correct(entry=entry, draft=draft, authority=entry.authority, by=officer, now=LATER)
    return one


@pytest.mark.parametrize(
    ("on", "known_at", "state", "may_begin"),
    [
        (ADMITTED, NOW, "admitted", "met"),
        (SUSPENDED, NOW, "suspended_announced", "not met"),
        (AFTER, NOW, "suspended", "not met"),
        (ADMITTED, LATER, "admitted", "met"),
        (SUSPENDED, LATER, "admitted", "met"),
        (AFTER, LATER, "suspended", "not met"),
    ],
)
def test_a_day_before_and_after_a_correction(suspended: Lender, on: date, known_at: datetime, state: str, may_begin: str) -> None:
    found = row(on=on, known_at=known_at)
    assert (found["number"], found["state"], found["may_begin"]) == (suspended.number, state, may_begin)


@pytest.mark.parametrize("form", open_data.FORMS)
@pytest.mark.parametrize("what", SCHEMAS)
def test_the_same_question_about_the_past_gives_the_same_bytes(form: str, what: str, folder: Path) -> None:
    one = make_lenders.admitted()
    before = content(form, what, SUSPENDED, NOW)
    make_lenders.entry(one, "revoked", date(2028, 3, 1), date(2028, 3, 29), recorded_at=LATER)
    make_lenders.entry(make_lenders.lender("Nieuw Verzonnen"), "admitted", date(2027, 12, 1), recorded_at=LATER)
    for each in folder.iterdir():
        each.unlink()
    assert content(form, what, SUSPENDED, NOW, today=TODAY + timedelta(400)) == before
    assert content(form, what, SUSPENDED, LATER) != before


def test_a_lender_is_in_the_file_from_its_first_entry_on() -> None:
    make_lenders.lender("Nog Niets Verzonnen")
    make_lenders.admitted()
    assert [each["name"] for each in rows()] == ["Uitzendbureau Verzonnen B.V."]
    assert rows(known_at=NOW - timedelta(seconds=1)) == []
    assert content("csv", known_at=NOW - timedelta(seconds=1)).decode() == ",".join(SCHEMAS["lenders"].names) + "\r\n"


def test_every_change_with_what_it_corrects(suspended: Lender) -> None:
    first, second, third = rows(what="changes")
    assert [each["kind"] for each in (first, second, third)] == ["admitted", "suspended", "suspended"]
    assert (second["corrects"], third["corrects"], third["annulled"]) == (None, second["entry"], False)
    assert datetime.fromisoformat(third["recorded_at"]) == LATER.astimezone(UTC)
    assert len(rows(what="changes", known_at=NOW)) == 2


@pytest.mark.parametrize("what", SCHEMAS)
def test_the_three_forms_say_the_same(suspended: Lender, what: str) -> None:
    make_lenders.admitted(HOSTILE, trade_names=["-2 Verzonnen", 'Tweede "Naam"'], place="@Verzonnen", country="BE")
    table = parquet.read_table(io.BytesIO(content("parquet", what)))
    assert table.schema.remove_metadata() == SCHEMAS[what]
    plain = [{name: open_data._plain(value) for name, value in each.items()} for each in table.to_pylist()]
    as_csv = [[open_data._cell(each[name]) for name in SCHEMAS[what].names] for each in table.to_pylist()]
    assert rows(what=what) == [
        {**each, **({"annulled": each["annulled"] == "true"} if what == "changes" else {})} for each in plain
    ]
    found = list(csv.reader(io.StringIO(content("csv", what).decode(), newline="")))
    assert found == [SCHEMAS[what].names, *([str(cell) for cell in line] for line in as_csv)]


def test_a_hostile_name_stays_in_its_cell_and_runs_nothing() -> None:
    make_lenders.admitted(HOSTILE, trade_names=["+49\tVerzonnen", "\x1b[31mRood"])
    text = content("csv").decode()
    assert text.count("\r\n") == text.count("\n") == 2
    (found,) = csv.DictReader(io.StringIO(text, newline=""))
    assert found["name"] == "'=1+1;\"Lek Verzonnen , B.V."
    assert json.loads(found["trade_names"]) == ["+49 Verzonnen", "[31mRood"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in found.values())
    assert harmless(row()["name"]) == found["name"]


def test_numbers_of_tax_of_a_sole_trader_are_in_no_file() -> None:
    make_lenders.admitted("Vera Verzonnen", sole_trader=True, rsin="813086188", vat="NL813086188B01")
    assert row()["name"] == "Vera Verzonnen"
    assert not any(b"813086188" in content(form) for form in open_data.FORMS)


def test_a_name_that_left_is_in_no_file_of_any_day() -> None:
    one = make_lenders.admitted("Vera Verzonnen", sole_trader=True, kvk="10000009", trade_names=["Bureau Vera"], place="Dorp")
    Lender.objects.filter(pk=one.pk).update(name_until=TODAY + timedelta(1), changed_at=LATER)
    assert row(today=TODAY)["name"] == "Vera Verzonnen"
    left = row(today=TODAY + timedelta(1), on=ADMITTED, known_at=NOW)
    assert (left["number"], left["state"], left["country"]) == (one.number, "admitted", "NL")
    assert [left[name] for name in ("name", "trade_names", "kvk", "place")] == ["", [], "", ""]


def test_a_file_is_made_once_a_day_and_leaves_with_it(folder: Path, suspended: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_daily(today=TODAY) == 6
    made = {each.name for each in folder.iterdir()} - {"turn"}
    assert len(made) == 6
    with monkeypatch.context() as patch:
        patch.setattr(open_data, "rows", lambda *_: pytest.fail("it was there"))
        content("csv", on=TODAY)
    make_lenders.entry(suspended, "restored", date(2028, 7, 1), recorded_at=LATER)
    content("csv", on=TODAY)
    assert len(list(folder.glob("*.csv"))) == 3
    make_daily(today=TODAY + timedelta(1))
    assert made.isdisjoint(each.name for each in folder.iterdir())


def test_who_asks_for_very_many_days_fills_no_disk(folder: Path, suspended: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_data, "MOST_FILES", 5)
    for number in range(12):
        content("csv", on=SUSPENDED + timedelta(number))
    assert len(list(folder.glob("*.csv"))) == 5


def test_many_at_once_get_whole_files_and_one_is_made(folder: Path, suspended: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    held = snapshot.current()
    asked = ask(held, "lenders", on=SUSPENDED, known_at=None, today=TODAY)
    times: list[int] = []
    monkeypatch.setattr(open_data, "_at_it", BoundedSemaphore(8))
    real = open_data.rows
    monkeypatch.setattr(open_data, "rows", lambda *given: times.append(1) or real(*given))

    def take(_: int) -> bytes:
        with opened(held, asked, "csv") as file:
            return file.read()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(take, range(40)))
    assert len(found) == len(times) == 1
    assert not list(folder.glob("*.part"))


def test_a_file_that_breaks_off_leaves_nothing(folder: Path, suspended: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        yield from ()
        raise OSError("the disk is full")

    monkeypatch.setattr(open_data, "rows", broken)
    with pytest.raises(OSError, match="full"):
        content("csv")
    assert [each.name for each in folder.iterdir()] == ["turn"]


def test_who_waits_long_is_asked_to_come_back(client: Client, suspended: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_data, "WAIT_SECONDS", 0.0)
    held = snapshot.current()
    with open_data._turn(open_data.settings.OPEN_DATA_FOLDER), pytest.raises(Busy):
        opened(held, ask(held, "lenders", on=AFTER, known_at=None, today=TODAY), "csv")
    with open_data._turn(open_data.settings.OPEN_DATA_FOLDER):
        answer = client.get(reverse("lenders-file", args=["lenders", "csv"]))
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")


def test_who_asks_for_many_days_at_once_leaves_threads_for_pages(suspended: Lender) -> None:
    held = snapshot.current()
    asked = [ask(held, "lenders", on=SUSPENDED + timedelta(number), known_at=None, today=TODAY) for number in range(6)]

    def take(one: open_data.Asked) -> bool:
        try:
            opened(held, one, "csv").close()
        except Busy:
            return False
        return True

    with open_data._turn(open_data.settings.OPEN_DATA_FOLDER), ThreadPoolExecutor(6) as pool:
        taken = [pool.submit(take, one) for one in asked]
        wait(taken, timeout=2)
        assert sum(each.done() for each in taken) == len(asked) - open_data.MOST_AT_IT
        assert not any(each.result() for each in taken if each.done())
    assert take(asked[0])


def test_anybody_downloads_a_day(client: Client, suspended: Lender) -> None:
    answer = client.get("/lenders/open-data/lenders.csv", {"on": "2028-06-10"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="lenders-2028-06-10.csv"'
    (found,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode(), newline=""))
    assert (found["on"], found["state"]) == ("2028-06-10", "suspended")


@pytest.mark.parametrize(
    "wrong",
    [{"on": "31-02-2028"}, {"on": "0001-01-01"}, {"on": "9999-12-31"}, {"known_at": "yesterday"},
     {"known_at": "2026-02-31T00:00:00Z"}, {"known_at": "0001-01-01T00:00:00+14:00"}, {"known_at": "2026-11-25"}],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_kindly(client: Client, suspended: Lender, wrong: dict[str, str]) -> None:
    answer = client.get("/lenders/open-data/lenders.csv", wrong)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(next(iter(wrong)))


def test_a_moment_is_read_with_a_plus_that_became_a_space(client: Client, suspended: Lender) -> None:
    address = "/lenders/open-data/changes.jsonl?known_at="
    moment = timezone.localtime(NOW).isoformat()
    assert "+" in moment
    assert b"".join(client.get(address + moment).streaming_content).count(b"\n") == 2
    assert b"".join(client.get(address + "2999-01-01T00:00:00Z").streaming_content).count(b"\n") == 3


@pytest.mark.parametrize("name", ["lenders.xlsx", "secret.csv", "..csv", "lenders."])
def test_there_are_no_other_files(client: Client, name: str) -> None:
    assert client.get(f"/lenders/open-data/{name}").status_code in {302, 404}


def test_the_page_explains_every_column_and_state(client: Client) -> None:
    with override("en"):
        page = client.get(reverse("lenders:open-data")).content.decode()
        assert reverse("lenders:open-data") in client.get(reverse("lenders:find")).content.decode()
    for name in (*SCHEMAS["lenders"].names, *SCHEMAS["changes"].names):
        assert f"<code>{name}</code>" in page
    assert "CC0 1.0" in page
    assert "/lenders/dcat.ttl" in page


def test_the_daily_work_makes_the_files_and_goes_on_without_them(
    folder: Path, suspended: Lender, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.AUDIT_HEADS_FOLDER = tmp_path / "heads"
    told: list[str] = []
    daily.work(day=TODAY, clock=lambda: LATER, tell=told.append, by_hand=True)
    assert "Files of open data of the register of lenders: 6." in told
    assert len(list(folder.glob(f"{TODAY}-*"))) == 6
    monkeypatch.setattr(daily.open_data, "make_daily", lambda **_: (_ for _ in ()).throw(OSError("the disk is full")))
    assert daily.work(day=TODAY + timedelta(1), clock=lambda: LATER + timedelta(1), tell=told.append, by_hand=True) == 0
    assert "The files of open data were not made (OSError). They are made when somebody asks." in told

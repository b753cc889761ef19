"""A payroll by upload: received, judged, shown to the one who gave it and to nobody else, removed."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from medemens.bulk.watch import Watch
from medemens.work.pay import actions, payroll_words, queries
from medemens.work.pay.models import PayrollCheck

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AS_OF = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path, db: None) -> None:
    settings.PAYROLL_FOLDER = tmp_path / "payroll"


def received(content: bytes | None = None, ending: str = ".csv") -> tuple[PayrollCheck, str]:
    pieces = [content if content is not None else (EXAMPLES / "payroll.csv").read_bytes()]
    return actions.receive(pieces=pieces, ending=ending, as_of=AS_OF, now=datetime.now(UTC))


def holder(check: PayrollCheck, key: str) -> Client:
    client = Client()
    client.cookies[f"payroll_{check.pk}"] = key
    return client


def test_from_upload_to_removal(client: Client) -> None:
    file = SimpleUploadedFile("loon van Jan.csv", (EXAMPLES / "payroll.csv").read_bytes())
    answer = client.post("/nl/pay/payroll/", {"file": file, "as_of": "2026-11-23"})
    check = PayrollCheck.objects.get()
    assert answer["Location"] == f"/nl/pay/payroll/{check.pk}/"
    cookie = answer.cookies[f"payroll_{check.pk}"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert b'http-equiv="refresh"' not in client.get(answer["Location"]).content
    assert b'http-equiv="refresh"' in client.get(f"{answer['Location']}?follow=1").content
    actions.run(number=check.pk, now=NOW)
    page = client.get(answer["Location"]).content.decode()
    assert "196" in page
    assert "208" in page
    for name in queries.FILES:
        assert client.get(f"/nl/pay/payroll/{check.pk}/{name}").status_code == 200, name
    place = queries.folder(check)
    assert not list(place.glob("upload*"))
    client.post(f"/nl/pay/payroll/{check.pk}/remove/")
    assert client.get(answer["Location"]).status_code == 404


def test_rows_given_are_rows_judged_and_rows_not() -> None:
    check, _key = received()
    actions.run(number=check.pk, now=NOW)
    check.refresh_from_db()
    summary = check.summary
    assert summary["rows_given"] == summary["rows_judged"] + summary["rows_unreadable"] == 208
    for norm in {row["norm"] for row in summary["norms"]} - {"holiday_allowance"}:
        assert sum(row["number"] for row in summary["norms"] if row["norm"] == norm) == summary["rows_judged"]


@pytest.mark.parametrize("path", ["", "lines.csv", "report.pdf"])
def test_nobody_else_learns_that_it_exists(client: Client, path: str) -> None:
    check, key = received()
    actions.run(number=check.pk, now=NOW)
    there, nowhere = f"/en/pay/payroll/{check.pk}/{path}", f"/en/pay/payroll/{check.pk + 1}/{path}"
    assert client.get(there).status_code == client.get(nowhere).status_code == 404
    assert holder(check, "another key").get(there).status_code == 404
    assert holder(check, key).get(there).status_code == 200


@pytest.mark.parametrize("deed", ["stop", "remove"])
def test_nobody_else_stops_or_removes(client: Client, deed: str) -> None:
    check, key = received()
    assert client.post(f"/en/pay/payroll/{check.pk}/{deed}/").status_code == 404
    assert client.get(f"/en/pay/payroll/{check.pk}/{deed}/").status_code == 405
    assert PayrollCheck.objects.filter(pk=check.pk, stop_wanted=False).exists()
    assert holder(check, key).post(f"/en/pay/payroll/{check.pk}/{deed}/").status_code == 302


def test_a_job_that_must_stop_leaves_nothing_of_the_file() -> None:
    check, key = received()
    actions.ask_to_stop(check=check)
    actions.run(number=check.pk, now=NOW)
    check.refresh_from_db()
    assert check.state == PayrollCheck.State.STOPPED
    assert list(queries.folder(check).iterdir()) == []
    assert "stopped" in holder(check, key).get(f"/en/pay/payroll/{check.pk}/").content.decode()


def test_a_job_that_is_stopped_while_writing_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    check, key = received()
    told: list[str] = []

    def tell(stage: str, percent: int) -> None:
        told.append(stage)
        if stage.startswith("writing"):
            stop.set()

    stop = Event()
    monkeypatch.setattr(actions, "_watch", lambda check: Watch(tell, stop))
    actions.run(number=check.pk, now=NOW)
    check.refresh_from_db()
    assert check.state == PayrollCheck.State.STOPPED
    assert list(queries.folder(check).iterdir()) == []
    assert holder(check, key).get(f"/en/pay/payroll/{check.pk}/lines.csv").status_code == 404
    assert all(payroll_words.stage(stage) for stage in told)


def test_a_job_whose_worker_died_can_be_run_again() -> None:
    check, _key = received()
    PayrollCheck.objects.filter(pk=check.pk).update(state=PayrollCheck.State.RUNNING)
    for _ in range(2):
        actions.run(number=check.pk, now=NOW)
    check.refresh_from_db()
    assert check.state == PayrollCheck.State.DONE


@pytest.mark.parametrize(("content", "word"), [(b"", "empty"), (b"\x00\x01\x02\x03" * 40, ""), (b"a,b\n1,2\n", "column")])
def test_a_file_that_cannot_be_read_says_why(content: bytes, word: str) -> None:
    check, key = received(content)
    actions.run(number=check.pk, now=NOW)
    check.refresh_from_db()
    assert check.state == PayrollCheck.State.FAILED
    page = holder(check, key).get(f"/en/pay/payroll/{check.pk}/")
    assert word in page.content.decode()


def test_results_end_after_their_time(client: Client, settings: Any) -> None:
    check, key = received()
    actions.run(number=check.pk, now=NOW)
    later = datetime.now(UTC) + timedelta(hours=settings.PAYROLL_RESULTS_HOURS, minutes=1)
    assert queries.of_holder(check.pk, key, later) is None
    assert actions.remove_ended(now=later) == 1
    assert not PayrollCheck.objects.filter(pk=check.pk).exists()
    assert actions.remove_ended(now=later) == 0


@pytest.mark.parametrize(("name", "status"), [("payroll.doc", 422), ("payroll", 422), ("payroll.csv", 302)])
def test_only_files_that_we_read(client: Client, name: str, status: int) -> None:
    given = {"file": SimpleUploadedFile(name, b"employer,worker\n"), "as_of": "2026-11-23"}
    assert client.post("/en/pay/payroll/", given).status_code == status


def test_a_file_that_is_too_big_is_refused_before_it_is_read(client: Client, settings: Any) -> None:
    settings.PAYROLL_UPLOAD_BYTES = 10
    given = {"file": io.BytesIO(b"x" * 20_000), "as_of": "2026-11-23"}
    answer = client.post("/en/pay/payroll/", given)
    assert answer.status_code == 413
    assert not PayrollCheck.objects.exists()


def test_the_demonstration_is_made_once_and_open_to_all(client: Client) -> None:
    assert client.get("/en/pay/payroll/example/").status_code == 404
    first = actions.make_demonstration(file=EXAMPLES / "payroll.csv", as_of=AS_OF, now=NOW)
    again = actions.make_demonstration(file=EXAMPLES / "payroll.csv", as_of=AS_OF, now=NOW)
    assert first.pk == again.pk
    assert client.get("/en/pay/payroll/example/").status_code == 200
    assert client.get(f"/en/pay/payroll/{first.pk}/lines.csv").status_code == 200
    assert client.get(f"/en/pay/payroll/{first.pk}/").status_code == 404


def test_screens_for_officials_are_dutch_and_english(client: Client) -> None:
    assert client.get("/pl/pay/payroll/")["Location"] == "/en/pay/payroll/"
    for code in ("nl", "en"):
        assert client.get(f"/{code}/pay/payroll/").status_code == 200
        assert client.get(f"/{code}/pay/api/").status_code == 200
    assert client.get("/en/pay/payroll/schema.json").json()["fields"]
    assert client.get("/en/pay/payroll/example/payroll.xlsx").status_code == 200
    assert client.get("/en/pay/payroll/example/secret-key").status_code == 404

"""Editors write, make and publish; what is public stays as it is, and so do its figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditEntry
from medemens.progress.report import actions, paper, queries, word_file
from medemens.progress.report.models import KeptFigure, Report, ReportFile, ReportText
from medemens.site import figures as listed
from tests import make
from tests.progress.report import make_reports

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def plain_styles(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def quick_paper(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paper and text documents are made in `test_writing`; here a line stands for them, but where bytes are compared."""
    if not {"byte", "readers"} & set(request.node.name.split("_")):
        monkeypatch.setattr(paper, "made", lambda *given, **more: b"%PDF")
        monkeypatch.setattr(word_file, "made", lambda *given, **more: b"PK")


@pytest.fixture
def world() -> make.World:
    make_reports.monitor()
    return make_reports.editors()


def made(world: make.World, year: int = 2023, as_of: date = AS_OF) -> Report:
    now = timezone.now()
    report = actions.want(year=year, as_of=as_of, address="https://monitor.example", by=world.handler, now=now)
    actions.make(number=report.pk, now=now)
    report.refresh_from_db()
    return report


def published(world: make.World, **chosen: Any) -> Report:
    report = made(world, **chosen)
    actions.publish(report=report, by=world.coordinator, now=timezone.now())
    report.refresh_from_db()
    return report


def test_a_text_is_added_and_the_newest_counts(world: make.World) -> None:
    now = timezone.now()

    def write(text: str) -> bool:
        return actions.write(year=2023, chapter="summary", language="nl", text=text, by=world.handler, now=now)

    assert [write("Eén."), write("Eén."), write("Twee.")] == [True, False, True]
    assert queries.texts(2023, "nl") == {"summary": "Twee."}
    assert write("")
    assert queries.texts(2023, "nl") == {}
    assert [each.text for each in queries.earlier(2023, "summary")] == ["", "Twee.", "Eén."]
    assert AuditEntry.objects.filter(deed="report.text_written").count() == 3


def test_a_report_holds_the_texts_of_the_moment_it_was_asked_for(world: make.World) -> None:
    now = timezone.now()
    actions.write(year=2023, chapter="summary", language="nl", text="Toen.", by=world.handler, now=now - timedelta(hours=1))
    report = actions.want(year=2023, as_of=AS_OF, address="", by=world.handler, now=now)
    actions.write(year=2023, chapter="summary", language="nl", text="Later.", by=world.handler, now=now + timedelta(hours=1))
    actions.make(number=report.pk, now=now + timedelta(hours=2))
    page = bytes(queries.file(report, "nl", "html").content).decode()
    assert "Toen." in page
    assert "Later." not in page


def test_made_again_it_stays_as_it_was(world: make.World) -> None:
    report = made(world)
    digests = list(report.files.values_list("digest", flat=True))
    assert len(digests) == 6
    actions.make(number=report.pk, now=timezone.now())
    assert list(report.files.values_list("digest", flat=True)) == digests


def test_two_editions_of_the_same_data_are_the_same_to_the_byte(world: make.World) -> None:
    first, second = made(world), made(world)
    assert first.data == second.data
    assert sorted(first.files.values_list("digest")) == sorted(second.files.values_list("digest"))


def test_what_fails_is_told_and_leaves_nothing(world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any, **_more: Any) -> None:
        raise RuntimeError

    report = actions.want(year=2023, as_of=AS_OF, address="", by=world.handler, now=timezone.now())
    monkeypatch.setattr(actions.writing, "made", broken)
    with pytest.raises(RuntimeError):
        actions.make(number=report.pk, now=timezone.now())
    report.refresh_from_db()
    assert report.state == Report.State.FAILED
    assert report.files.count() == 0
    with pytest.raises(NotPossible, match="not_done"):
        actions.publish(report=report, by=world.handler, now=timezone.now())


CHANGES: dict[str, Callable[[], object]] = {
    "text": lambda: ReportText.objects.update(text="anders"),
    "no text": lambda: ReportText.objects.all().delete(),
    "file": lambda: ReportFile.objects.update(content=b"anders"),
    "no file": lambda: ReportFile.objects.filter(form="pdf").delete(),
    "day": lambda: Report.objects.update(as_of=date(2020, 1, 1)),
    "not public": lambda: Report.objects.update(published_at=None),
    "figure": lambda: KeptFigure.objects.update(shown={}),
    "no figure": lambda: KeptFigure.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_what_is_public(world: make.World, change: str) -> None:
    actions.write(year=2023, chapter="summary", language="nl", text="Tekst.", by=world.handler, now=timezone.now())
    published(world)
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        CHANGES[change]()


def test_an_edition_is_published_once(world: make.World) -> None:
    report = published(world)
    with pytest.raises(NotPossible, match="published"):
        actions.publish(report=report, by=world.handler, now=timezone.now())
    assert AuditEntry.objects.filter(deed="report.published").count() == 1


def test_published_only_when_it_is_done(world: make.World) -> None:
    report = made(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="running", published_at=timezone.now())


def test_figures_that_were_published_stay_as_they_were(world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the law had cases removed since, a second report would tell by subtraction of whom."""
    monkeypatch.setattr(listed, "FIGURES", (make_reports.invented((30, 20, 25), (("Venlo", 60), ("Ede", 15))),))
    waiting = made(world)
    monkeypatch.setattr(listed, "FIGURES", (make_reports.invented((30, 20, 24), (("Venlo", 60), ("Ede", 14))),))
    published(world)
    assert "In the whole year: 74 schepen." in page(published(world))
    monkeypatch.setattr(listed, "FIGURES", (make_reports.invented((1, 20, 24), (("Venlo", 31), ("Ede", 14))),))
    assert "In the whole year: 74 schepen." in page(made(world))
    with pytest.raises(NotPossible, match="other_figures"):
        actions.publish(report=waiting, by=world.handler, now=timezone.now())


def page(report: Report) -> str:
    return bytes(queries.file(report, "en", "html").content).decode()


def test_readers_see_what_was_published_and_nothing_else(world: make.World, client: Client) -> None:
    draft = made(world)
    assert client.get("/en/measures/report/2023/").status_code == 404
    assert client.get(f"/en/measures/report/2023/{draft.pk}/en.pdf").status_code == 404
    report = published(world)
    assert client.get(f"/en/measures/report/2023/{draft.pk}/").status_code == 404
    assert client.get(f"/en/measures/report/2022/{report.pk}/").status_code == 404
    answer = client.get("/en/measures/report/2023/")
    assert answer.status_code == 200
    assert 'id="summary"' in answer.content.decode()
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(f"/en/measures/report/2023/{report.pk}/nl.{form}")
        assert file.content.startswith(begins)
        assert file["ETag"].strip('"') == queries.file(report, "nl", form).digest
    for wrong in ("nl.html", "pl.pdf", "nl.exe"):
        assert client.get(f"/en/measures/report/2023/{report.pk}/{wrong}").status_code == 404


def test_a_later_edition_stands_beside_the_first(world: make.World, client: Client) -> None:
    first = published(world, as_of=date(2023, 12, 1))
    second = published(world)
    text = client.get("/nl/measures/report/2023/").content.decode()
    assert f'href="/nl/measures/report/2023/{first.pk}/"' in text
    assert f"/measures/report/2023/{second.pk}/nl.pdf" in text
    assert client.get(f"/nl/measures/report/2023/{first.pk}/").status_code == 200
    assert client.get("/nl/measures/report/").content.decode().count("/measures/report/2023/") == 2


@pytest.mark.parametrize(
    ("year", "as_of", "wrong"),
    [("2024", "2023-12-01", "as_of"), ("2023", "2999-01-01", "as_of"), ("2019", "2023-12-01", "year"), ("", "x", "year")],
)
def test_what_cannot_be_reported_is_refused_and_what_was_typed_stays(
    world: make.World, year: str, as_of: str, wrong: str
) -> None:
    client = make.sign_in(Client(), world.handler)
    answer = client.post("/en/workbench/report/", {"year": year, "as_of": as_of})
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert f'value="{as_of}"' in answer.content.decode()
    assert not Report.objects.exists()


def test_a_text_that_is_too_long_is_refused_and_stays(world: make.World) -> None:
    client = make.sign_in(Client(), world.handler)
    long = "woord " * 4000
    answer = client.post("/nl/workbench/report/texts/2023/summary/", {"nl": long, "en": ""})
    assert answer.status_code == 422
    assert "woord woord" in answer.content.decode()
    assert queries.texts(2023, "nl") == {}


def test_texts_can_be_written_for_chapters_and_years_that_are_there(world: make.World) -> None:
    client = make.sign_in(Client(), world.handler)
    for path, status in (("2023/theme-werk", 200), ("2023/theme-none", 404), ("1999/summary", 404), ("2999/summary", 404)):
        assert client.get(f"/nl/workbench/report/texts/{path}/").status_code == status, path


def test_an_authority_that_does_not_edit_the_monitor_sees_none_of_it(world: make.World) -> None:
    report = made(world)
    other = make.world("Gemeente Anders", subjects=("none",))
    client = make.sign_in(Client(), other.coordinator)
    for path in ("", "texts/2023/", "texts/2023/summary/", f"{report.pk}/", f"{report.pk}/look/", f"{report.pk}/nl.pdf"):
        assert client.get(f"/nl/workbench/report/{path}").status_code == 403, path
    assert client.post(f"/nl/workbench/report/{report.pk}/publish/").status_code == 403

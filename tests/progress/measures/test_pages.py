"""The pages of the monitor: what they say, how many questions they ask the database, how large they are, who may frame them."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from medemens.progress.measures import kept_pages, yaml_file
from medemens.progress.measures.actions import importing
from medemens.progress.measures.queries import snapshot
from medemens.site.middleware import HEADERS
from tests.progress.measures.make_measures import NOW, everything, small, take

pytestmark = pytest.mark.django_db

PAGES = (
    "", "?q=loon", "?on=2023-12-01&since=2021-01-01&kind=recommendation", "theme/werk/", "M1-01/", "M2-04/?on=2023-12-01",
    "compare/", "compare/?from=2023-12-01&to=2025-11-20", "promises/", "practices/", "sources/", "method/", "open-data/",
    "M1-01/card/",
)  # fmt: skip
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def plain_styles(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def full(client: Client) -> Client:
    everything(timezone.now())
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_asks_one_question_however_much_there_is(
    full: Client, path: str, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    snapshot.current()
    kept_pages.forget()
    with django_assert_max_num_queries(2):  # once to look for a page that is kept, once to make it
        answer = full.get(f"/nl/measures/{path}")
    assert answer.status_code == 200
    assert len(answer.content) < 150_000
    with django_assert_num_queries(1):
        assert full.get(f"/nl/measures/{path}").content == answer.content


def test_a_page_that_is_kept_goes_as_soon_as_anything_comes_in(client: Client) -> None:
    take(small({"date": "2020-10-30", "phase": "not_started", "fact": "Advised"}))
    assert "Advised" in text(client, "/en/measures/M9-01/")
    take(small({"date": "2020-10-30", "phase": "not_started", "fact": "Told otherwise"}), NOW + timedelta(1))
    page = text(client, "/en/measures/M9-01/")
    assert page.index("Told otherwise") < page.index("<del>")
    assert "Advised" in page.split("<del>")[1]


def test_the_overview_says_that_it_is_a_reconstruction_and_gives_no_share_of_fifty(full: Client) -> None:
    page = text(full, "/en/measures/")
    assert "This list is a reconstruction" in page
    assert "of 50" not in page
    assert "65 entries" in page


def test_a_measure_shows_its_history_with_a_source_and_an_anchor_at_each_step(full: Client) -> None:
    page = text(full, "/en/measures/M1-01/")
    stood = snapshot.current().measures["M1-01"].steps
    for each in stood:
        assert f'id="step-{each.key}"' in page
        assert f'href="#step-{each.key}"' in page
    assert page.count("Source:") == len(stood)
    assert "https://zoek.officielebekendmakingen.nl/kst-29861-98.html" in page
    assert "1 to 365 days later" in page
    assert "365 days later" in page
    assert "Register of lenders" in page


def test_a_day_in_the_past_has_its_own_state_and_before_the_first_it_is_not_known(full: Client) -> None:
    told = re.compile(r'<p class="m-word">([^<]*)<')
    found = [told.findall(text(full, f"/en/measures/M1-01/?on={day}"))[0] for day in ("2020-01-01", "2023-12-01", "2025-12-01")]
    assert found == ["Not known", "Before parliament, since 10 October 2023", "Adopted, not yet in force, since 11 November 2025"]


def test_facts_that_are_there_in_one_language_only_say_in_which(client: Client) -> None:
    take(small({"date": "2020-10-30", "phase": "not_started", "fact": "Advised & told"}))
    assert '<span lang="en">Advised &amp; told</span>' in text(client, "/nl/measures/M9-01/")
    assert "Advised &amp; told" in text(client, "/en/measures/M9-01/")
    assert '<span lang="en">Advised' not in text(client, "/en/measures/M9-01/")


@pytest.mark.parametrize(
    "path", ["?on=gisteren", "?since=2020-13-01", "M1-01/?on=1066-10-14", "compare/?from=x", "theme/werk/?on=-"]
)
def test_a_day_that_cannot_be_read_is_told_and_kept(full: Client, path: str) -> None:
    page = text(full, f"/en/measures/{path}", 422)
    assert 'aria-invalid="true"' in page
    assert f'value="{path.split("=")[1]}"' in page


@pytest.mark.parametrize(
    "path", ["M9-99/", "theme/elsewhere/", "M9-99/card/", "M9-99/card.svg", "M9-99/feed.xml", "theme/x/feed.xml"]
)
def test_what_is_not_there_is_not_found(full: Client, path: str) -> None:
    assert full.get(f"/nl/measures/{path}").status_code == 404


def test_what_readers_type_is_never_markup(full: Client) -> None:
    page = text(full, "/en/measures/?q=<script>alert(1)</script>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_two_days_are_put_in_order(full: Client) -> None:
    assert (
        text(full, "/en/measures/compare/?from=2025-11-20&to=2023-12-01").split("<h2")[1:]
        == text(full, "/en/measures/compare/?to=2025-11-20&from=2023-12-01").split("<h2")[1:]
    )


def test_a_late_commitment_tells_how_late(full: Client) -> None:
    assert "117 days late" in text(full, "/en/measures/promises/")
    assert "117 days late" not in text(full, "/en/measures/promises/?on=2024-01-31")
    assert "31 days late" in text(full, "/en/measures/promises/?on=2024-01-31")


def test_the_front_page_has_a_door_only_when_there_is_something(client: Client) -> None:
    assert "/nl/measures/" not in text(client, "/nl/")
    everything()
    assert "/nl/measures/" in text(client, "/nl/")


def test_a_card_may_be_framed_and_nothing_else(full: Client) -> None:
    for path in ("M1-01/card/", "M1-01/card.svg", "M1-01/card/"):
        answer = full.get(f"/nl/measures/{path}")
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "script" not in answer["Content-Security-Policy"]
        assert not answer.has_header("X-Frame-Options")
    for path in ("", "M1-01/", "feed.xml", "M9-99/card/"):
        answer = full.get(f"/nl/measures/{path}")
        assert {name: answer[name] for name in HEADERS} == HEADERS


def test_a_picture_tells_the_same_in_words(full: Client) -> None:
    picture = ElementTree.fromstring(full.get("/en/measures/M1-10/card.svg").content)
    title, description = (picture.find(f"{{http://www.w3.org/2000/svg}}{name}").text for name in ("title", "desc"))  # type: ignore[union-attr]
    assert title.startswith("M1-10 ")  # type: ignore[union-attr]
    assert "Before parliament" in description  # type: ignore[operator]
    assert "passed without confirmation" in description  # type: ignore[operator]


def entries(client: Client, path: str) -> dict[str, str]:
    feed = ElementTree.fromstring(client.get(path).content)
    return {each.findtext("a:id", "", ATOM): each.findtext("a:updated", "", ATOM) for each in feed.findall("a:entry", ATOM)}


def test_feeds_have_lasting_ids_and_tell_what_was_corrected(client: Client) -> None:
    take(small({"date": "2020-10-30", "phase": "not_started", "fact": "Advised"}))
    before = entries(client, "/nl/measures/feed.xml")
    assert list(before) == ["urn:medemens:measure:M9-01:2020-10-30-not_started"]
    take(small({"date": "2020-10-30", "phase": "not_started", "fact": "Otherwise"}), NOW + timedelta(1))
    for path in ("feed.xml", "theme/werk/feed.xml", "M9-01/feed.xml"):
        after = entries(client, f"/en/measures/{path}")
        assert after.keys() == before.keys()
        assert after != before


def test_the_files_hold_everything_and_are_the_same_twice(full: Client) -> None:
    whole = json.loads(full.get("/measures/monitor.json?on=2023-12-01").content)
    assert whole["meta"]["reconstruction"] is True
    assert {each["id"]: each["state"]["phase"] for each in whole["measures"]}["M1-01"] == "in_parliament"
    assert yaml_file.read(full.get("/measures/monitor.yaml").content)["format"] == whole["format"]  # type: ignore[index,call-overload]
    packed = full.get("/measures/monitor.zip").content
    assert packed == full.get("/measures/monitor.zip").content
    names = zipfile.ZipFile(BytesIO(packed)).namelist()
    assert names == ["measures.csv", "steps.csv", "promises.csv", "sources.csv"]
    assert full.get("/measures/monitor.exe").status_code == 404
    assert full.get("/measures/monitor.json?on=x").status_code == 422


def test_no_cell_of_a_table_is_taken_for_a_formula(client: Client) -> None:
    take(small({"date": "2020-10-30", "phase": "not_started", "fact": "=HYPERLINK(1)"}))
    steps = zipfile.ZipFile(BytesIO(client.get("/measures/monitor.zip").content)).read("steps.csv").decode()
    assert ",'=HYPERLINK(1)," in steps


def test_an_empty_monitor_has_pages_too(client: Client) -> None:
    assert importing.plan({}).changes == 0
    for path in ("", "compare/", "promises/", "practices/", "sources/", "method/", "feed.xml"):
        assert client.get(f"/nl/measures/{path}").status_code == 200, path
    assert client.get("/measures/monitor.zip").status_code == 200


def test_what_workers_say_stands_beside_a_measure_of_its_theme_and_not_before_it_was_known(full: Client) -> None:
    address = "/en/measures/M1-01/"
    assert 'id="workers"' in full.get(address, {"on": "2026-11-23"}).content.decode()
    assert 'id="workers"' not in full.get(address, {"on": "2023-12-01"}).content.decode()

"""The frame around every page: closed to scripts and strangers, in the reader's language and direction, light."""

from __future__ import annotations

import logging
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from medemens.casework.case_types import Closed, case_types
from medemens.casework.reporting import going, journey, uploads
from medemens.common.access import audience_of
from medemens.common.languages import LANGUAGES, Language
from medemens.law import library
from medemens.site.logs import Impersonal
from medemens.site.middleware import HEADERS

PAGES = ("", "about/", "privacy/", "accessibility/", "pay/", "pay/question/period/", "nowhere/")
STYLE = Path(__file__).resolve().parents[2] / "src" / "medemens" / "site" / "static" / "site" / "style.css"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_page_in_every_language(client: Client, language: Language) -> None:
    for path in PAGES:
        answer = client.get(f"/{language.code}/{path}")
        text = answer.content.decode()
        assert answer.status_code == (404 if path == "nowhere/" else 200)
        assert f'<html lang="{language.code}" dir="{language.direction}"' in text
        assert "<script" not in text
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
        assert {name: answer[name] for name in HEADERS} == HEADERS
        assert answer["Cache-Control"] == "no-store"
        assert set(answer.cookies) <= {"csrftoken"}


def test_the_root_goes_to_the_language_of_the_browser(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "pl-PL,en;q=0.5"})["Location"] == "/pl/"
    assert client.get("/", headers={"accept-language": "xx"})["Location"] == "/nl/"


def test_the_first_page_is_light(client: Client) -> None:
    assert len(client.get("/nl/").content) + STYLE.stat().st_size < 100_000


def views(patterns: Any = None) -> Any:
    """Every view of the URL map, but for those of the API, which declare themselves under a wrapper."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern).startswith("api/v1"):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


def test_every_page_says_who_it_is_for() -> None:
    found = list(views())
    assert len(found) > 15
    assert [view.__name__ for view in found if audience_of(view) is None] == []


def test_a_form_without_its_cookie_is_refused_kindly() -> None:
    answer = Client(enforce_csrf_checks=True).post("/nl/pay/forget/")
    assert answer.status_code == 403
    assert "cookie" in answer.content.decode()


@pytest.mark.parametrize("code", ["nl", "en", "pl"])
def test_the_first_page_has_a_door_for_each_who_comes(client: Client, code: str) -> None:
    text = client.get(f"/{code}/").content.decode()
    doors = ("pay/", "report/", "report/mailbox/", "pay/payroll/", "pay/api/", "staff/")
    links = re.findall(r'href="([^"]+)"', text.partition('id="main"')[2])
    assert [links.index(f"/{code}/{each}") for each in doors] == sorted(links.index(f"/{code}/{each}") for each in doors)
    assert client.get(f"/{code}/staff/", follow=True).status_code == 200


def test_how_long_reports_are_kept_is_as_the_privacy_page_says(client: Client) -> None:
    day = date(2026, 3, 2)
    closed = Closed(received_on=day, closed_on=day, trigger="unfounded", kept_for_file=False, irrevocable_on=None)
    reported = [kind for kind in case_types().values() if not kind.by_account]
    years = {kind.retention(closed).on.year - day.year for kind in reported if kind.id != "landlord_report"}
    assert (min(years), max(years)) == (1, 5)
    assert library.series("wgv")["file_years"].on(day) == 4
    text = client.get("/en/privacy/").content.decode()
    assert "one to five years after it is closed" in text
    assert "four years after it came in" in text


STORY = "Szef zabrał mi paszport."
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A reporter at the moment of a mistake of ours."""

    def fails(*_: Any, **__: Any) -> None:
        raise ValueError(STORY)

    monkeypatch.setattr(journey, "known", fails)
    return Client(raise_request_exception=False)


def test_a_mistake_of_ours_gives_back_what_a_reporter_wrote(broken: Client, caplog: pytest.LogCaptureFixture) -> None:
    given = {"question": "story", "story": STORY, "proof": "", "csrfmiddlewaretoken": "abc def"}
    answer = broken.post("/en/report/question/2/", urlencode(given), content_type=FORM)
    text = answer.content.decode()
    assert answer.status_code == 500
    assert f"\n{STORY}</textarea>" in text
    assert "abc def" not in text
    assert "/en/report/leave/" in text
    assert answer["Cache-Control"] == "no-store"


def test_a_code_is_never_given_back() -> None:
    form = urlencode({"code": "1234 5678 9012", "text": "Mam nowe zdjęcia."})
    request = RequestFactory().post("/en/report/mailbox/", form, content_type=FORM)
    assert (going.typed(request), len(request.POST)) == ("Mam nowe zdjęcia.", 2)


@pytest.mark.parametrize(("in_memory", "given_back"), [(True, "Mam nowe zdjęcia."), (False, "")])
def test_a_form_with_files_is_read_only_where_they_touch_no_disk(in_memory: bool, given_back: str) -> None:
    request = RequestFactory().post("/en/report/send/", {"files": SimpleUploadedFile("a.txt", b"x"), "text": "Mam nowe zdjęcia."})
    if in_memory:
        request.upload_handlers = [uploads.InMemory(request)]
    assert going.typed(request) == given_back
    assert hasattr(request, "_files") is in_memory


@pytest.mark.parametrize(("origin", "given_back"), [("http://testserver", True), ("https://evil.example", False), ("", False)])
def test_a_form_that_was_refused_gives_text_back_to_our_own_page_only(origin: str, given_back: bool) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": origin} if origin else {})
    answer = client.post("/en/report/question/2/", urlencode({"question": "story", "story": STORY}), content_type=FORM)
    assert answer.status_code == 403
    assert (STORY in answer.content.decode()) is given_back


def test_the_words_of_other_forms_are_not_given_back() -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    form = urlencode({"login": "jan@verzonnen.example", "password": "een geheim van woorden"})
    answer = client.post("/en/staff/sign-in/", form, content_type=FORM)
    assert answer.status_code == 403
    assert "geheim" not in answer.content.decode()


def test_a_mistake_of_ours_says_so_and_tells_the_log_no_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("Jan Verzonnen verdient 1234,56")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "failed", None, __import__("sys").exc_info())
    assert Impersonal().filter(record)
    assert "Verzonnen" not in logging.Formatter().format(record)

"""The frame around every page: closed to scripts and strangers, in the reader's language and direction, light."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from medemens.common.access import audience_of
from medemens.common.languages import LANGUAGES, Language
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


def test_a_mistake_of_ours_says_so_and_tells_the_log_no_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("Jan Verzonnen verdient 1234,56")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "failed", None, __import__("sys").exc_info())
    assert Impersonal().filter(record)
    assert "Verzonnen" not in logging.Formatter().format(record)

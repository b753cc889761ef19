"""Answers on the worker's device: sealed, whole, or empty."""

import secrets
from http.cookies import Morsel

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from medemens.common import sealed_cookie
from medemens.common.sealed_cookie import SealedCookie, TooLarge

COOKIE = SealedCookie("answers", path="/pay/")


def carried(response: HttpResponse) -> dict[str, str]:
    return {name: morsel.value for name, morsel in response.cookies.items() if morsel["max-age"] != 0}


def sent_back(cookies: dict[str, str], *, https: bool = False):
    request = RequestFactory().get("/pay/", secure=https)
    request.COOKIES.update(cookies)
    return request


def test_what_was_written_is_read() -> None:
    response = HttpResponse()
    COOKIE.write(sent_back({}), response, {"hours": 3750, "name": "Łódź"})
    assert COOKIE.read(sent_back(carried(response))) == {"hours": 3750, "name": "Łódź"}
    assert "3750" not in response.cookies.output()


def test_the_cookie_is_closed() -> None:
    response = HttpResponse()
    COOKIE.write(sent_back({}, https=True), response, {"a": 1})
    morsel: Morsel[str] = response.cookies["answers"]
    assert (morsel["httponly"], morsel["secure"], morsel["samesite"]) == (True, True, "Lax")
    assert (morsel["path"], morsel["max-age"]) == ("/pay/", 86_400)


def test_large_answers_take_several_cookies_and_small_ones_clear_the_rest() -> None:
    response = HttpResponse()
    large = {"noise": secrets.token_hex(6_000)}
    COOKIE.write(sent_back({}), response, large)
    cookies = carried(response)
    assert len(cookies) > 1
    assert all(len(value) <= sealed_cookie.PIECE_CHARACTERS for value in cookies.values())
    assert COOKIE.read(sent_back(cookies)) == large
    smaller = HttpResponse()
    COOKIE.write(sent_back(cookies), smaller, {"a": 1})
    assert list(carried(smaller)) == ["answers"]
    assert smaller.cookies["answers_1"]["max-age"] == 0


def test_too_large_is_said_and_changes_nothing() -> None:
    response = HttpResponse()
    with pytest.raises(TooLarge):
        COOKIE.write(sent_back({}), response, {"noise": secrets.token_hex(40_000)})
    assert not response.cookies


@pytest.mark.parametrize("text", ["", "x", "====", "é", "A" * 200, "answers"])
def test_strange_text_is_empty(text: str) -> None:
    assert COOKIE.open(text) == {}


def test_a_changed_seal_another_name_and_another_key_are_empty(settings) -> None:
    text = COOKIE.seal({"a": 1})
    assert COOKIE.open(("B" if text[60] == "A" else "A").join([text[:60], text[61:]])) == {}
    assert SealedCookie("other").open(text) == {}
    settings.SECRET_KEY = "another installation"
    assert COOKIE.open(text) == {}


def test_after_a_day_it_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    text = COOKIE.seal({"a": 1})
    then = sealed_cookie.time.time()
    monkeypatch.setattr(sealed_cookie.time, "time", lambda: then + 86_402)
    assert COOKIE.open(text) == {}


def test_clear_takes_every_piece_off() -> None:
    response = HttpResponse()
    COOKIE.clear(sent_back({"answers": "a", "answers_1": "b"}), response)
    assert {name for name, morsel in response.cookies.items() if morsel["max-age"] == 0} == {"answers", "answers_1"}

"""Days in templates, as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.translation import override


def written(form: str, day: object, code: str) -> str:
    with override(code):
        return str(engines["django"].from_string(f'{{{{ day|date:"{form}"|default:"–" }}}}').render({"day": day}))


@pytest.mark.parametrize(
    ("code", "short", "long"),
    [("nl", "1 mei 2030", "1 mei 2030"), ("en", "1 May 2030", "1 May 2030"), ("pt", "1 mai 2030", None)],
)
def test_a_month_has_a_capital_where_the_language_writes_it_so(code: str, short: str, long: str | None) -> None:
    assert written("j M Y", date(2030, 5, 1), code) == short
    if long:
        assert written("j F Y", date(2030, 5, 1), code) == long


def test_a_moment_is_that_of_the_country_and_nothing_stays_nothing() -> None:
    assert written("j M Y, H:i", datetime(2030, 3, 31, 22, 30, tzinfo=UTC), "nl") == "1 apr 2030, 00:30"
    assert written("j M Y", None, "nl") == "–"


def test_the_months_of_a_year_in_dutch() -> None:
    short = [written("M", date(2030, number, 1), "nl") for number in range(1, 13)]
    assert short == ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def test_a_day_in_a_sentence_is_written_so_too() -> None:
    text = '{% load i18n %}{% blocktranslate with day=day|date:"j M Y" %}<b>{{ day }}</b>{% endblocktranslate %}'
    with override("nl"):
        assert engines["django"].from_string(text).render({"day": date(2030, 5, 1)}) == "<b>1 mei 2030</b>"

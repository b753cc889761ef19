"""Figures that systems offer: what is shown of them, and that they come back from how they were kept as they were."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date

from medemens.common import figures
from medemens.common.figures import Published
from tests.progress.report.make_reports import invented

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)


def published(**changes: object) -> Published:
    return figures.published(replace(invented(), **changes), SINCE, UNTIL, "rest")  # type: ignore[arg-type]


def test_small_numbers_are_hidden_and_small_places_put_together() -> None:
    months, places = published().breakdowns
    assert [numbers for _key, _name, numbers in months.rows] == [(30,), (None,), (None,)]
    assert [(key, numbers) for key, _name, numbers in places.rows] == [("rest", (46,))]


def test_of_a_public_register_everything_is_shown() -> None:
    months, places = published(public=True).breakdowns
    assert [numbers for _key, _name, numbers in months.rows] == [(30,), (4,), (12,)]
    assert [key for key, _name, _numbers in places.rows] == ["Venlo", "Ede"]


def test_states_at_the_end_of_months_have_no_sum() -> None:
    assert published(public=True, state=True).total is None


def test_nothing_kept_is_no_zero() -> None:
    assert published(of=lambda since, until: None) == replace(
        published(), kept=False, total=None, sums=(), columns=(), breakdowns=()
    )


def test_what_was_kept_comes_back_as_it_was() -> None:
    for one in (published(), published(public=True), published(of=lambda since, until: None)):
        assert Published.read(json.loads(json.dumps(asdict(one)))) == one


def test_every_source_that_is_listed_has_words_and_a_key_of_its_own() -> None:
    sources = figures.sources()
    assert len({each.key for each in sources}) == len(sources)
    for each in sources:
        assert all(figures.said(words)["en"] for words in (each.name, each.unit, each.source, each.method))

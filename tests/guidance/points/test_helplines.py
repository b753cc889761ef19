"""The numbers to call: each seen somewhere, each with words, 112 before all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from medemens.guidance.points import helplines as reading
from medemens.guidance.points.danger import WHEN
from medemens.guidance.points.helplines import HELPLINES, Helpline


def test_the_emergency_number_comes_first() -> None:
    assert HELPLINES[0].number == "112"


@pytest.mark.parametrize("line", HELPLINES, ids=lambda line: line.id)
def test_each_number_can_be_dialled_and_traced(line: Helpline) -> None:
    assert re.fullmatch(r"112|0\d{6,9}", line.dialled)
    assert urlsplit(line.source).scheme == "https"
    assert date(2026, 11, 1) <= line.seen
    assert len(str(line.when)) > 20


def test_words_and_numbers_belong_together() -> None:
    assert set(WHEN) == {line.id for line in HELPLINES}
    assert len({line.dialled for line in HELPLINES}) == len(WHEN)


def test_a_number_of_which_no_page_was_read_is_not_shown() -> None:
    assert "FairWork" in Path(reading.__file__).with_name("helplines.toml").read_text(encoding="utf-8")
    assert not any("fairwork" in line.name.lower() for line in HELPLINES)

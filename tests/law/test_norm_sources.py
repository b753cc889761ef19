"""Every norm leads back to its article: the text that was read, where there is a regulation number."""

import re

import pytest

from medemens.law import HOLIDAY_ALLOWANCE, NORMS
from medemens.law.finding import Norm


@pytest.mark.parametrize("norm", [*NORMS, HOLIDAY_ALLOWANCE], ids=lambda norm: norm.id)
def test_a_norm_leads_to_the_text_of_a_day(norm: Norm) -> None:
    assert re.fullmatch(r"(https://wetten\.overheid\.nl/BWBR\d{7}/\d{4}-\d\d-\d\d)?", norm.text_url)
    assert bool(norm.text_url) == norm.source.startswith("BWBR")


def test_the_minimum_wage() -> None:
    assert NORMS[0].text_url == "https://wetten.overheid.nl/BWBR0002638/2026-07-01"

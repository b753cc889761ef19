"""Who a page is for."""

from typing import Any

import pytest

from medemens.common.access import audience, audience_of


def test_a_view_says_who_it_is_for() -> None:
    def view() -> None: ...

    assert audience_of(view) is None
    assert audience_of(audience("official")(view)) == "official"


def test_an_unknown_audience_is_refused() -> None:
    wrong: Any = "somebody"
    with pytest.raises(ValueError, match="somebody"):
        audience(wrong)

"""Whatever somebody asks of the monitor or sends to it: never a fault, never a trace, and not a word of it in a log."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.casework.test_fuzz import filled_by_chance, heard, no_limits
from tests.progress.measures import make_measures
from tests.site.test_permission_matrix import patterns

__all__ = ["heard", "no_limits"]
pytestmark = pytest.mark.django_db

PARTS = ("measures", "practices", "annual-report", "report-progress", "measures-following")
PAGES = [(name, pattern) for name, pattern in patterns() if name.split(":")[0] in PARTS]
VALUES: dict[str, Any] = {
    "code": "M1-01",
    "theme": "werk",
    "key": "arene",
    "year": 2023,
    "form": "json",
    "number": 1,
    "edition": 1,
    "token": "made-up",
}


@pytest.mark.parametrize(("name", "pattern"), PAGES, ids=[name for name, _pattern in PAGES])
def test_pages_of_the_monitor_take_anything(name: str, pattern: Any, heard: StringIO) -> None:
    make_measures.everything()
    path = reverse(name, kwargs={key: VALUES.get(key, 1) for key in pattern.pattern.converters})
    filled_by_chance(Client(), path, heard)

"""What all tests share."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def quick_passphrases(request: pytest.FixtureRequest) -> None:
    """Opening a key costs tests a fraction of what it costs an attacker."""
    if (
        "django_db_setup" in request.fixturenames
        or "settings" in request.fixturenames
        or request.node.get_closest_marker("django_db")
    ):
        settings: Any = request.getfixturevalue("settings")
        settings.PASSPHRASE_MEGABYTES = 8

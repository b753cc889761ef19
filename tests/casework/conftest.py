"""An installation of its own, on each database; and a limit that no other test has used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tools import postgres

from medemens.casework.throttle import Limit
from tests.casework.installation import SECRET, Installation


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[Installation]:
    """An installation with tables and styles, in a folder of the test."""
    if "DATABASE_URL" in os.environ:
        pytest.skip("it starts databases of its own: one run of the tests is enough")
    settings.SECRET_KEY = SECRET
    made = Installation(tmp_path / "installation", tmp_path / "logs")
    if request.param == "sqlite":
        made.set_up()
        yield made
        return
    with postgres.server(durable=True) as url:
        made.database_url = url
        made.set_up()
        yield made


@pytest.fixture
def fresh_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is slowed down by the wrong codes of another."""
    monkeypatch.setattr("medemens.casework.reporting.mailbox_pages.WRONG_CODES", Limit(30))

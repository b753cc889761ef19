"""What the tests of the monitor share: each begins with nothing in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from medemens.progress.measures import kept_pages
from medemens.progress.measures.queries import snapshot


@pytest.fixture(autouse=True)
def nothing_in_memory() -> Iterator[None]:
    """A database that was put back can look the same to the memory of the process."""
    snapshot._held = snapshot.Snapshot(shape=("nothing yet",))
    kept_pages.forget()
    yield
    snapshot._held = snapshot.Snapshot(shape=("nothing yet",))
    kept_pages.forget()

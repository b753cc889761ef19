"""The document for hirers' programmers, held against what is sent."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from medemens.work.lenders.actions.delivering import DELAYS
from medemens.work.lenders.actions.following import STOPPED_KEPT, TOLD_KEPT, UNCONFIRMED_KEPT
from medemens.work.lenders.following import network, webhook
from medemens.work.lenders.queries.following import STOPPED_AFTER
from tests.make import NOW

TEXT = (Path(__file__).resolve().parents[4] / "docs" / "following.md").read_text(encoding="utf-8")
SECRET, OLD = b"a" * 32, b"b" * 32


def genuine() -> Any:
    """The function in the document."""
    (block,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, "docs/following.md", "exec"), names)
    return names["genuine"]


@pytest.mark.parametrize("keys", [[SECRET], [SECRET, OLD], [OLD, SECRET]])
def test_the_example_takes_what_we_sign(keys: list[bytes]) -> None:
    body = b'{"id": "entry_1"}'
    sent = webhook.headers(keys, "entry_1", NOW, body)
    assert genuine()(webhook.written(SECRET), sent, body, NOW.timestamp())


@pytest.mark.parametrize(
    ("secret", "changes", "body", "later"),
    [
        (OLD, {}, b"{}", 0),
        (SECRET, {"webhook-id": "entry_2"}, b"{}", 0),
        (SECRET, {"webhook-timestamp": "1"}, b"{}", 0),
        (SECRET, {}, b"{ }", 0),
        (SECRET, {}, b"{}", 301),
    ],
)
def test_the_example_refuses_what_is_not_ours_or_old(secret: bytes, changes: dict[str, str], body: bytes, later: int) -> None:
    sent = webhook.headers([SECRET], "entry_1", NOW, b"{}") | changes
    assert not genuine()(webhook.written(secret), sent, body, NOW.timestamp() + later)


def test_the_message_in_the_document_is_the_example_of_the_page() -> None:
    text = TEXT[TEXT.index('    {"id": "entry_4711"') :].split("\n\n")[0]
    assert json.loads(text) == webhook.EXAMPLE


def test_what_is_promised_is_what_is_done() -> None:
    assert [delay.total_seconds() / 60 for delay in DELAYS] == [1, 5, 30, 2 * 60, 8 * 60, 24 * 60, 48 * 60]
    assert "1, 5 and 30 minutes, 2, 8, 24 and 48 hours" in TEXT
    assert f"within {network.MOST_SECONDS:.0f} seconds" in TEXT
    assert f"port {network.PORTS[0]} or {network.PORTS[1]}" in TEXT
    assert f"at most {network.MOST_CHARACTERS} characters" in TEXT
    assert (UNCONFIRMED_KEPT.days, TOLD_KEPT.days, STOPPED_KEPT.days, STOPPED_AFTER) == (7, 90, 365, 20)

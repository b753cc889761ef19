"""The data that come with the software: the measures, commitments, motions and practices that public sources told of."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from medemens.progress.measures import yaml_file
from medemens.progress.measures.actions import importing
from medemens.progress.measures.queries import snapshot

FILES = ("measures.yaml", "promises.yaml", "practices.yaml")
FOLDER = Path(__file__).parent / "data"


def plain() -> dict[str, yaml_file.Plain]:
    """All of it as one file."""
    whole: dict[str, yaml_file.Plain] = {"sources": {}}
    for name in FILES:
        read = yaml_file.read((FOLDER / name).read_bytes())
        assert isinstance(read, dict)
        sources = {**whole["sources"], **read.get("sources", {})}  # type: ignore[dict-item]
        whole |= read
        whole["sources"] = sources
    return whole


def load(*, now: datetime) -> bool:
    """Brings it into a monitor that is empty; whether it did. Later versions of it are taken by `medemens measures-import`."""
    if snapshot.current().measures:
        return False
    plan = importing.plan(plain())
    assert not plan.faults, plan.faults
    importing.take(plan, by=None, now=now)
    return True

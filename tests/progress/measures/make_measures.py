"""Worlds for the monitor: a small file, brought in by the real import, and steps without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from medemens.progress.measures import shipped
from medemens.progress.measures.actions import importing
from medemens.progress.measures.phases import Phase, Precision
from medemens.progress.measures.queries.status import Step, Text

NOW = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
"""When steps are recorded: long ago, so that whoever asks now knows them."""

TODAY = date(2026, 11, 26)
_numbers = count(1)


def step(phase: Phase, on: str, **other: Any) -> Step:
    """A step of M9-01; a `target` makes it planned."""
    number = next(_numbers)
    target = other.pop("target", None)
    given: dict[str, Any] = {
        "number": number,
        "measure": "M9-01",
        "key": f"s{number}",
        "phase": phase,
        "on": date.fromisoformat(on),
        "precision": Precision.DAY,
        "recorded_at": NOW,
        "fact": Text("verzonnen", "invented"),
        "source": "letter",
        "planned": target is not None,
        "target": date.fromisoformat(target) if target else None,
    }
    return Step(**(given | other))


def small(*status: dict[str, Any], **measure: Any) -> dict[str, Any]:
    """A file with one measure."""
    return {
        "themes": [{"id": "werk", "number": "1", "nl": "Werk", "en": "Work"}],
        "goals": [{"id": "eerlijk", "theme": "werk", "nl": "Eerlijk werk"}],
        "sources": {"letter": {"title": "Letter", "ref": "kst 29 861 nr. 122", "date": "2023-12-01"}},
        "measures": [
            {
                "id": "M9-01",
                "theme": "werk",
                "goal": "eerlijk",
                "kind": "recommendation",
                "confidence": "high",
                "title": {"nl": "Verzonnen maatregel", "en": "Invented measure"},
                "responsible": ["SZW"],
                "status": [{"source": "letter", **each} for each in status],
                **measure,
            }
        ],
    }


def take(plain: Any, now: datetime = NOW) -> importing.Plan:
    """Brings a file in."""
    plan = importing.plan(plain)
    importing.take(plan, by=None, now=now)
    return plan


def everything(now: datetime = NOW) -> None:
    """All that comes with the software."""
    assert shipped.load(now=now)

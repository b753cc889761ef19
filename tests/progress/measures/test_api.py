"""The monitor for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from medemens.progress.measures.queries import snapshot
from tests.progress.measures.make_measures import NOW, everything, small, take

pytestmark = pytest.mark.django_db

LINE = {"date": "2020-10-30", "phase": "not_started", "fact": "Advised", "id": "advice"}


def asked(client: Client, path: str, **data: str) -> Any:
    answer = client.get(f"/api/v1/{path}", data)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_all_measures_on_a_day_and_some_of_them(client: Client) -> None:
    everything()
    assert len(asked(client, "measures")) == 65
    then = {each["id"]: each["phase"] for each in asked(client, "measures", on="2023-12-01")}
    assert (then["M1-01"], then["M3-09"]) == ("in_parliament", "")
    chosen = asked(client, "measures", on="2026-11-26", theme="werk", kind="recommendation", overdue="true")
    assert [each["id"] for each in chosen] == ["M1-10"]
    assert chosen[0]["overdue_days"] == 329


def test_one_measure_with_all_its_steps(client: Client) -> None:
    everything()
    one = asked(client, "measures/M1-01")
    assert len(one["steps"]) == 11
    assert {each["target"] for each in one["steps"] if each["planned"]} == {
        "2025-01-01",
        "2026-01-01",
        "2027-01-01",
        "2028-01-01",
    }
    assert client.get("/api/v1/measures/M9-99").status_code == 404


def test_the_state_on_a_day_as_known_at_a_moment_stays_the_same(client: Client) -> None:
    take(small(LINE))
    question = {"on": "2021-01-01", "known_at": (NOW + timedelta(hours=1)).isoformat()}
    before = asked(client, "measures/M9-01/status", **question)
    assert (before["phase"], before["step"]["fact"]["en"]) == ("not_started", "Advised")
    take(small({**LINE, "phase": "exploring", "fact": "Examined"}), NOW + timedelta(days=1))
    assert asked(client, "measures/M9-01/status", **question) == before
    earlier = asked(client, "measures/M9-01/status", on="2021-01-01", known_at=(NOW - timedelta(1)).isoformat())
    assert (earlier["phase"], earlier["step"], earlier["gaps"]) == ("", None, ["nothing"])
    assert snapshot.current().states(NOW.date())["M9-01"].phase == "exploring"


def test_slips_reversals_and_what_is_overdue(client: Client) -> None:
    everything()
    state = asked(client, "measures/M1-01/status", on="2026-11-26")
    assert [(each["least_days"], each["most_days"]) for each in state["slips"]] == [(1, 365), (365, 365)]
    assert [each["turn"] for each in asked(client, "measures/M3-16/status", on="2026-11-26")["reversals"]] == ["dropped"]
    assert asked(client, "measures/M3-01/status", on="2026-11-26")["overdue"][0]["days"] == 879


def test_commitments_and_motions(client: Client) -> None:
    everything()
    found = {each["id"]: each for each in asked(client, "promises", on="2026-11-26")}
    assert len(found) == 16
    late = found["toezegging-rechtsvermoeden"]
    assert (late["state"], late["late_days"], late["due"], late["ended"]) == ("done_late", 117, "2023-12-31", "2024-04-26")
    assert found["motie-35359-11"]["outcome"] == "unknown"


@pytest.mark.parametrize(
    "path", ["measures?on=x", "measures?kind=all", "measures/M1-01/status?known_at=x", "promises?on=2020-13-01"]
)
def test_what_cannot_be_read_is_a_problem_that_repeats_nothing(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"

"""The API: the same answers as the rules, errors that name their place, nothing remembered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from medemens.law import PayslipLine, check
from medemens.site.api import api
from medemens.site.wsgi import application
from medemens.work.pay.api import EXAMPLE, BatchIn, WageCheckIn

CHECKS = "/api/v1/wage-checks"


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")


def test_the_example_gives_what_the_rules_give(client: Client) -> None:
    answer = post(client, CHECKS, EXAMPLE)
    given = WageCheckIn(**EXAMPLE)
    assert given.as_of is not None
    found = check([PayslipLine(**line.model_dump()) for line in given.lines], given.as_of)
    assert answer.status_code == 200
    assert answer.json()["owed_cents"] == found.owed == 25360
    first = answer.json()["lines"][0]["findings"][0]
    assert (first["norm"], first["outcome"], first["amount_cents"], first["citation"]) == (
        "minimum_wage",
        "not met",
        25360,
        "WML art. 7, 8",
    )
    assert {step["name"]: step["value"] for step in first["steps"]}["due_least"] == 235360


def test_no_cookie_no_caching_and_a_version(client: Client) -> None:
    answer = post(client, CHECKS, EXAMPLE)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert answer["API-Version"] == "1.1.0"


def test_a_batch_is_its_checks_in_order(client: Client) -> None:
    paid = {**EXAMPLE, "lines": [{**EXAMPLE["lines"][0], "gross_wage": 235360}]}  # type: ignore[dict-item]
    answer = post(client, f"{CHECKS}/batch", {"checks": [EXAMPLE, paid]})
    assert [one["owed_cents"] for one in answer.json()["checks"]] == [25360, 0]


def test_a_batch_that_is_too_big_is_refused_with_the_mend(client: Client) -> None:
    one = {"as_of": "2026-11-23", "lines": [{"period_start": "2026-06-01", "period_end": "2026-06-07"}] * 300}
    answer = post(client, f"{CHECKS}/batch", {"checks": [one] * 17})
    assert answer.status_code == 413
    assert "5000 lines" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"period_start": "31-06-2026"}, "lines.0.period_start"),
        ({"hours": -1}, "lines.0.hours"),
        ({"hours": "veel"}, "lines.0.hours"),
        ({"gross_wage": 12.5}, "lines.0.gross_wage"),
        ({"gross_wgae": 1200}, "lines.0.gross_wgae"),
    ],
)
def test_errors_name_their_place(client: Client, change: dict[str, Any], place: str) -> None:
    answer = post(client, CHECKS, {**EXAMPLE, "lines": [{**EXAMPLE["lines"][0], **change}]})  # type: ignore[dict-item]
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [each["place"] for each in answer.json()["errors"]] == [place]


def test_a_proposal_counts_only_when_it_is_asked_for(client: Client) -> None:
    refused = post(client, CHECKS, {**EXAMPLE, "proposals": ["presents_for_all"]})
    assert refused.status_code == 422
    asked = post(client, CHECKS, {**EXAMPLE, "proposals": ["housing_phase_out"]})
    assert asked.json()["proposals"] == ["housing_phase_out"]
    assert post(client, CHECKS, EXAMPLE).json()["proposals"] == []


def test_a_check_of_a_day_long_ahead_is_refused(client: Client) -> None:
    """It would lay out the law of thousands of years, and none of it is known."""
    answer = post(client, CHECKS, {**EXAMPLE, "as_of": "5825-09-26"})
    assert answer.status_code == 422
    assert "as_of" in answer.json()["detail"]


def test_text_that_is_no_json(client: Client) -> None:
    answer = client.post(CHECKS, "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_norms_and_amounts_carry_their_sources(client: Client) -> None:
    assert all(norm["citation"] and norm["source"] and norm["plain"] for norm in client.get("/api/v1/norms").json())
    amounts = {each["id"]: each for each in client.get("/api/v1/amounts?on=2026-11-23").json()}
    assert amounts["adult_hour"]["value"] == "14.99"
    assert all(each["source"] for each in amounts.values())
    later = {each["id"] for each in client.get("/api/v1/amounts?on=2027-01-01").json()}
    assert "adult_hour" not in later


def test_the_description_names_every_call_and_gives_examples(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) >= {
        f"/api/v1/{path}" for path in ("wage-checks", "wage-checks/batch", "norms", "amounts", "schema/payroll-line")
    }
    assert "example" in described["components"]["schemas"]["WageCheckIn"]
    assert BatchIn(**described["components"]["schemas"]["BatchIn"]["example"])


DESCRIBED = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
DESCRIBED.app = application
CALLS = [each.ok() for each in DESCRIBED.get_all_operations()]
GOOD_AND_BAD = [
    *((call, GenerationMode.POSITIVE) for call in CALLS),
    *((call, GenerationMode.NEGATIVE) for call in CALLS if call.body or call.query),
]


def test_all_calls_are_tried() -> None:
    assert sorted(each.method.upper() for each in CALLS) == ["GET"] * 12 + ["POST"] * 3


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A server closes the connection to the database after a request; here the test stands on it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize(("call", "mode"), GOOD_AND_BAD, ids=lambda each: getattr(each, "label", None) or each.value)
def test_the_calls_keep_to_their_description(call: Any, mode: GenerationMode) -> None:
    """Whatever fits the description is answered as described; whatever does not is refused as a problem, without a fault."""
    strategy = call.as_strategy(generation_mode=mode)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
    @given(case=strategy)
    def keep(case: Any) -> None:
        answer = case.call()
        assert answer.status_code < 500
        assert b"Traceback" not in answer.content
        if mode is GenerationMode.POSITIVE:
            case.validate_response(answer, checks=[content_type_conformance, response_schema_conformance])
        if answer.status_code >= 400:
            assert answer.headers["content-type"][0].split(";")[0] in ("application/problem+json", "text/html")

    keep()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "head", "trace"])
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.label)
def test_other_methods_do_nothing(client: Client, call: Any, method: str) -> None:
    assert getattr(client, method)(call.full_path).status_code == 405

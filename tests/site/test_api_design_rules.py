"""The API keeps to the API Design Rules of the Dutch government, in what it says of itself and in what it does."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings

from medemens.site.api import BASE, api
from medemens.site.problems import API_VERSION
from tests.site import design_rules
from tests.site.design_rules import RULES, Described, Rule

ASKS = "/lenders/{number}/status"


@pytest.fixture
def described(settings: Any) -> Described:
    """The description of an installation that says whom to ask."""
    settings.OPEN_DATA_CONTACT = "mailto:register@verzonnen.example"
    found: Described = json.loads(json.dumps(api.get_openapi_schema()))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_description_keeps_to_the_rule(described: Described, rule: Rule) -> None:
    assert list(rule(described)) == []


def _without(*path: str) -> Callable[[Described], None]:
    def take(one: Any) -> None:
        for each in path[:-1]:
            one = one[each]
        del one[path[-1]]

    return take


def _another(value: Any, *path: Any) -> Callable[[Described], None]:
    def put(one: Any) -> None:
        for each in path[:-1]:
            one = one[each]
        one[path[-1]] = value

    return put


def _path(name: str) -> Callable[[Described], None]:
    return lambda one: one["paths"].update({name: one["paths"].pop(ASKS)})


BROKEN: list[tuple[Rule, Callable[[Described], None]]] = [
    (design_rules.doc_openapi, _another("2.0", "openapi")),
    (design_rules.doc_openapi_contact, _without("info", "contact")),
    (design_rules.doc_openapi_contact, _without("info", "contact", "email")),
    (design_rules.publish_openapi, _without("components", "schemas", "StatusOut")),
    (design_rules.publish_openapi, _another("findLenders", "paths", ASKS, "get", "operationId")),
    (design_rules.publish_openapi, _path("/lenders/{another}/status")),
    (design_rules.no_trailing_slash, _path("/lenders/{number}/status/")),
    (design_rules.path_segments_kebab_case, _path("/lenders/{number}/itsStatus")),
    (design_rules.query_keys_camel_case, _another("known_at", "paths", ASKS, "get", "parameters", 2, "name")),
    (design_rules.http_methods, lambda one: one["paths"][ASKS].update(fetch=one["paths"][ASKS]["get"])),
    (design_rules.http_methods, _another({}, "paths", ASKS, "get", "requestBody")),
    (design_rules.date_time_format, _without("components", "schemas", "Line", "properties", "birth_date", "format")),
    (design_rules.date_time_format, _another("date", "components", "schemas", "StatusOut", "properties", "known_at", "format")),
    (design_rules.problem_details, _another({}, "paths", ASKS, "get", "responses", "404", "content")),
    (design_rules.problem_details, _another(["title"], "components", "schemas", "Problem", "required")),
    (design_rules.invalid_input, _without("paths", ASKS, "get", "responses", "400")),
    (design_rules.invalid_input, _another({}, "paths", ASKS, "get", "responses", "422")),
    (design_rules.uri_version, _another("/api", "servers", 0, "url")),
    (design_rules.uri_version, _another([], "servers")),
    (design_rules.semver, _another("1.1", "info", "version")),
    (design_rules.version_header, _without("paths", ASKS, "get", "responses", "200", "headers")),
    (design_rules.tls, _another("http://register.example/api/v1", "servers", 0, "url")),
]


@pytest.mark.parametrize(("rule", "breaks"), BROKEN, ids=lambda each: getattr(each, "__name__", ""))
def test_a_description_that_breaks_the_rule_is_found(
    described: Described, rule: Rule, breaks: Callable[[Described], None]
) -> None:
    broken = copy.deepcopy(described)
    breaks(broken)
    assert list(rule(broken))


def test_every_rule_was_seen_to_find_a_fault() -> None:
    assert {rule for rule, _breaks in BROKEN} == set(RULES)


pages = pytest.mark.django_db
REFUSED = [
    ("get", "/lenders/99999999", 404),
    ("get", "/lenders/99999999/", 404),
    ("get", "/nothing-here", 404),
    ("get", "/lenders?q=", 400),
    ("get", "/lender-changes?limit=0", 400),
    ("get", "/lenders/99999999/status?on=31-02-2028", 400),
    ("post", "/lender-checks", 400),
    ("put", "/lender-changes", 405),
]


@pages
@pytest.mark.parametrize(("method", "path", "status"), REFUSED)
def test_whatever_is_refused_is_a_problem(client: Client, method: str, path: str, status: int) -> None:
    """/core/error-handling/problem-details, /core/error-handling/invalid-input, /core/http-response-code"""
    answer = getattr(client, method)(f"{BASE}{path}", content_type="application/json")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert (said["status"], bool(said["title"]), bool(said["detail"])) == (status, True, True)


@pages
def test_all_that_is_wrong_is_told_together(client: Client) -> None:
    """/core/error-handling/all-errors"""
    said = client.get(f"{BASE}/lender-changes?limit=0&after=-1").json()
    assert {each["place"] for each in said["errors"]} == {"limit", "after"}


@pages
def test_a_trailing_slash_leads_nowhere(client: Client) -> None:
    """/core/no-trailing-slash: it is not sent on to the right address"""
    assert client.get(f"{BASE}/lenders/?q=verzonnen").status_code == 404


@pages
@pytest.mark.parametrize("path", ["/openapi.json", "/lenders?q=verzonnen", "/lenders/99999999", "/nothing-here"])
def test_every_answer_carries_the_version_and_closes_itself(client: Client, path: str) -> None:
    """/core/version-header, /core/transport/security-headers"""
    answer = client.get(f"{BASE}{path}")
    assert answer["API-Version"] == API_VERSION == api.version
    assert answer["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")


@pages
def test_the_description_lies_where_programs_look_and_every_site_may_read_it(client: Client) -> None:
    """/core/publish-openapi, /core/transport/cors: the description alone; the rest is for programs, not for pages of others"""
    answer = client.get(f"{BASE}/openapi.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    said = answer.json()
    assert (said["servers"], said["info"]["version"]) == ([{"url": BASE}], API_VERSION)
    assert "Access-Control-Allow-Origin" not in client.get(f"{BASE}/norms")


@pages
@override_settings(SECURE_SSL_REDIRECT=True)
def test_without_tls_nothing_is_answered_and_nothing_is_sent_on(client: Client) -> None:
    """/core/transport/tls"""
    answer = client.get(f"{BASE}/norms")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert answer.json()["detail"]
    assert client.get(f"{BASE}/norms", secure=True).status_code == 200

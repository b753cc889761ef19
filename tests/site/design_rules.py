"""The API Design Rules of the Dutch government (Logius, version 2.2.0 of 2 June 2026), as far as a description alone can be held
against them. Each says in its own words what the published rule asks, and gives its faults; the rules are our own reading, the
identifiers are the published ones. https://logius-standaarden.github.io/API-Design-Rules/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Described = dict[str, Any]
Rule = Callable[[Described], Iterator[str]]
METHODS = {"get", "head", "post", "put", "patch", "delete", "options"}


def calls(described: Described) -> Iterator[tuple[str, str, Described]]:
    """Every call: its path, its method, and what is said of it."""
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            yield path, method, call


def properties(part: Any) -> Iterator[tuple[str, Described]]:
    """Every field of every form, wherever it stands."""
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            yield from part["properties"].items()
        for each in part.values():
            yield from properties(each)
    elif isinstance(part, list):
        for each in part:
            yield from properties(each)


def doc_openapi(described: Described) -> Iterator[str]:
    """/core/doc-openapi: the description is OpenAPI 3."""
    if not re.fullmatch(r"3(\.\d+){1,2}", described.get("openapi", "")):
        yield f"openapi: {described.get('openapi')}"


def doc_openapi_contact(described: Described) -> Iterator[str]:
    """/core/doc-openapi-contact: it says whom to ask, with a name, an address on the web and one for mail."""
    yield from {"name", "url", "email"} - described["info"].get("contact", {}).keys()


def publish_openapi(described: Described) -> Iterator[str]:
    """/core/publish-openapi: it can be parsed, all it points at is there, and each call has a name of its own."""
    text = repr(described)
    for name in set(re.findall(r"#/components/schemas/(\w+)", text)):
        if name not in described["components"]["schemas"]:
            yield f"points at nothing: {name}"
    names = [call["operationId"] for _path, _method, call in calls(described)]
    yield from {name for name in names if names.count(name) > 1}
    for path, method, call in calls(described):
        said = {each["name"] for each in call.get("parameters", ()) if each["in"] == "path"}
        if said != set(re.findall(r"{(\w+)}", path)):
            yield f"{method} {path}: the parts of the path are not those that are described"


def no_trailing_slash(described: Described) -> Iterator[str]:
    """/core/no-trailing-slash: no path ends with a slash, but that of the root."""
    yield from (path for path in described["paths"] if path != "/" and path.endswith("/"))


def path_segments_kebab_case(described: Described) -> Iterator[str]:
    """/core/path-segments-kebab-case: parts of a path are small letters and digits with hyphens between."""
    for path in described["paths"]:
        if not all(re.fullmatch(r"{\w+}|_?[a-z0-9]+(-[a-z0-9]+)*", part) for part in path.strip("/").split("/")):
            yield path


def query_keys_camel_case(described: Described) -> Iterator[str]:
    """/core/query-keys-camel-case: keys of a query are written asThis."""
    for path, _method, call in calls(described):
        for each in call.get("parameters", ()):
            if each["in"] == "query" and not re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", each["name"]):
                yield f"{path}: {each['name']}"


def http_methods(described: Described) -> Iterator[str]:
    """/core/http-methods: only the methods that HTTP has for it, and nothing is written by one that only reads."""
    for path, method, call in calls(described):
        if method not in METHODS or (method in {"get", "delete"} and "requestBody" in call):
            yield f"{method} {path}"


def date_time_format(described: Described) -> Iterator[str]:
    """/core/date-time/format, /timezone, /date-omit-time-portion: days are `date`, moments `date-time`, with their zone."""
    for name, form in properties(described):
        kind = form.get("format")
        if re.search(r"(^|_|\w)date$", name) and kind != "date":
            yield f"{name}: {kind}"
        if re.search(r"(_at|At)$", name) and kind != "date-time":
            yield f"{name}: {kind}"
        if kind in ("time", "date-time-local"):
            yield f"{name}: {kind}"


def problem_details(described: Described) -> Iterator[str]:
    """/core/error-handling/problem-details: what refuses is `application/problem+json` with status, title and detail."""
    for path, method, call in calls(described):
        for status, answer in call["responses"].items():
            if str(status) >= "400":
                forms = answer["content"].get("application/problem+json", {}).get("schema", {})
                name = forms.get("$ref", "").rpartition("/")[2]
                if not {"status", "title", "detail"} <= set(described["components"]["schemas"].get(name, {}).get("required", ())):
                    yield f"{method} {path}: {status}"


def invalid_input(described: Described) -> Iterator[str]:
    """/core/error-handling/invalid-input: a call that takes something can answer 400; 422 is not for that."""
    for path, method, call in calls(described):
        statuses = {str(status) for status in call["responses"]}
        if ((call.get("parameters") or "requestBody" in call) and "400" not in statuses) or "422" in statuses:
            yield f"{method} {path}"


def uri_version(described: Described) -> Iterator[str]:
    """/core/uri-version: the address has the major version, and no more of it."""
    major = described["info"]["version"].split(".")[0]
    if not described.get("servers"):
        yield "no servers"
    yield from (each["url"] for each in described.get("servers", ()) if not re.search(rf"/v{major}$", each["url"]))


def semver(described: Described) -> Iterator[str]:
    """/core/semver: the version has a major, a minor and a patch number."""
    if not re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\w.-]+)?(\+[\w.-]+)?", described["info"]["version"]):
        yield described["info"]["version"]


def version_header(described: Described) -> Iterator[str]:
    """/core/version-header: every answer has the whole version in `API-Version`."""
    for path, method, call in calls(described):
        for status, answer in call["responses"].items():
            if not {"API-Version"} & set(answer.get("headers", ())):
                yield f"{method} {path}: {status}"


def tls(described: Described) -> Iterator[str]:
    """/core/transport/tls: no address without TLS; one without a host is that of where the description stands."""
    yield from (each["url"] for each in described.get("servers", ()) if each["url"].startswith("http:"))


RULES: tuple[Rule, ...] = (
    doc_openapi, doc_openapi_contact, publish_openapi, no_trailing_slash, path_segments_kebab_case, query_keys_camel_case,
    http_methods, date_time_format, problem_details, invalid_input, uri_version, semver, version_header, tls,
)  # fmt: skip

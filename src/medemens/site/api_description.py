"""What the API says of itself for programs (OpenAPI), as the API Design Rules of the Dutch government ask.

The framework describes what is asked and answered; what holds for every call is put in here: whom to ask, the version in each
answer, and the problems that a call may answer with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

Described = dict[str, Any]

_VERSION: Described = {
    "API-Version": {"description": "The version of the API", "required": True, "schema": {"type": "string", "example": "1.1.0"}}
}
_REASONS = {
    "400": "What was sent does not fit; all that is wrong stands in `errors`",
    "404": "There is nothing at this address",
    "413": "More was sent than is taken at once",
}
_PROBLEM: Described = {
    "title": "Problem",
    "description": "What is wrong (RFC 9457). Nothing that was sent is repeated.",
    "type": "object",
    "required": ["status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["place", "reason"],
                "properties": {"place": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
    },
}


def completed(described: Described) -> Described:
    """The description of the framework, with what it leaves out."""
    described["info"]["contact"] = _contact()
    described["components"]["schemas"]["Problem"] = _PROBLEM
    for path, calls in described["paths"].items():
        for call in calls.values():
            _complete(call, "{" in path)
    for one in _inside(described):
        _flatten(one)
    return described


def _contact() -> Described:
    """Whom to ask; the framework cannot know. Without an address of its own the installation names the project."""
    contact, project = settings.OPEN_DATA_CONTACT, "https://github.com/medemens/medemens"
    mail = contact.removeprefix("mailto:") if contact.startswith("mailto:") else ""
    address = settings.OPEN_DATA_PUBLISHER or project if mail or not contact else contact
    return {"name": settings.REGISTER_ISSUER, "url": address} | ({"email": mail} if mail else {})


def _complete(call: Described, names_one: bool) -> None:
    asks = bool(call.get("parameters")) or "requestBody" in call
    for answer in call["responses"].values():
        answer["headers"] = _VERSION
    wanted = {"400": asks, "404": names_one, "413": "requestBody" in call}
    for status in (status for status, holds in wanted.items() if holds):
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        call["responses"][status] = {"description": _REASONS[status], "headers": _VERSION, "content": content}


def _inside(part: Any) -> Iterator[Described]:
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _inside(each)


def _flatten(one: Described) -> None:
    """Something or nothing is one form with two types, so that a day that may be left out says that it is a day."""
    match one.get("anyOf"):
        case [{"type": str() as kind} as some, {"type": "null"}]:
            del one["anyOf"]
            one.update({**some, "type": [kind, "null"]})

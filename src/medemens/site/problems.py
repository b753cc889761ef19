"""How the API says what is wrong: problem details (RFC 9457), whoever found it. They repeat nothing that was sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse

API_VERSION = "1.1.0"
PROBLEM = "application/problem+json"


def problem(status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """A problem; it names the place and the mend."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type=PROBLEM)


def as_problem(response: HttpResponse) -> HttpResponse:
    """An answer of the API; one that refuses and is no problem yet, as a page for people, becomes one."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(PROBLEM):
        return response
    status = HTTPStatus(response.status_code)
    made = problem(status, status.phrase, status.description or status.phrase)
    if "Allow" in response.headers:
        made.headers["Allow"] = response.headers["Allow"]
    return made

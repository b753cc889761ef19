"""The names of our cookies."""

from __future__ import annotations

from django.http import HttpRequest

PREFIX = "__Host-"


def named(name: str, request: HttpRequest) -> str:
    """The name on this connection. Over https it has the prefix with which no other host and no plain connection can set it."""
    return f"{PREFIX}{name}" if request.is_secure() else name

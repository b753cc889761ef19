"""A site that does nothing: what the server and the client of a measurement take by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Reads the form and answers as a report that was received is answered."""
    environ["wsgi.input"].read()
    start_response("303 See Other", [("Location", "/en/report/receipt/"), ("Content-Length", "0")])
    return [b""]


def ok(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers every question with "ok": what a question costs before anything is looked up."""
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "4")])
    return [b'"ok"']

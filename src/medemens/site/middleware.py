"""What every answer carries, and what no log line carries."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Handler = Callable[[HttpRequest], HttpResponse]


def headers(handle: Handler) -> Handler:
    """Closes every page: no scripts, no frames, no other sites. Nothing but styles and pictures may be kept by a browser.

    The referrer goes to our own site only: Django's protection against forged forms needs it there.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


class Impersonal(logging.Filter):
    """Keeps requests out of log lines: Django hangs them on records of errors, and mail or trace handlers would show them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Strips the record; always lets it pass."""
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = f"{type(record.exc_info[1]).__name__} (details are left out, they can hold what people filled in)"
            record.exc_text += _places(record.exc_info[2])
            record.exc_info = None
        return True


def _places(trace: object) -> str:
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code  # type: ignore[attr-defined]
        lines.append(f"\n  {code.co_filename}:{trace.tb_lineno} {code.co_name}")  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return "".join(lines)

"""What no log line carries."""

from __future__ import annotations

import logging


class Impersonal(logging.Filter):
    """Keeps requests out of log lines: Django hangs them on records of errors, and mail or trace handlers would show them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Strips the record; always lets it pass."""
        request = record.__dict__.pop("request", None)
        if record.name.startswith("django.") and request is not None:
            # Django would write the address: it can name a case, or hold an invitation that somebody has yet to use.
            record.msg, record.args = "%s: %s", (getattr(record, "status_code", "refused"), _kind_of_page(request))
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = f"{type(record.exc_info[1]).__name__} (details are left out, they can hold what people filled in)"
            record.exc_text += _places(record.exc_info[2])
            record.exc_info = None
        return True


def _kind_of_page(request: object) -> str:
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else "no page"


def _places(trace: object) -> str:
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code  # type: ignore[attr-defined]
        lines.append(f"\n  {code.co_filename}:{trace.tb_lineno} {code.co_name}")  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return "".join(lines)

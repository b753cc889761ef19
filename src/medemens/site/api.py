"""The root of the API: which parts it has, its version, and how it says what is wrong."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from medemens.progress.measures.api import router as measures
from medemens.work.lenders.api import router as lenders
from medemens.work.pay.api import router as pay

VERSION = "1.1.0"

api = NinjaAPI(
    title="Medemens",
    version=VERSION,
    description=(
        "Holds payslip lines against Dutch wage law, says which agencies may lend people on any day, and how far measures are. "
        "Money in whole euro cents, hours in hundredths. No key is needed and nothing that is sent is stored."
    ),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", pay)
api.add_router("", lenders)
api.add_router("", measures)


def problem(status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """A problem as RFC 9457 has it; it names the place and the mend and repeats nothing that was sent."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type="application/problem+json", headers={"API-Version": VERSION})


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """A field is missing, of the wrong kind or out of bounds."""
    errors = [{"place": ".".join(str(part) for part in each["loc"][2:]), "reason": each["msg"]} for each in wrong.errors]
    return problem(422, "The request does not fit", "See the fields in errors; the form stands in /api/v1/openapi.json.", errors)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    """A rule of the API itself, or JSON that cannot be read."""
    return problem(wrong.status_code, "The request was not taken", str(wrong))


@api.exception_handler(Http404)
def missing(request: HttpRequest, wrong: Http404) -> HttpResponse:
    """There is nothing at this address."""
    return problem(404, "Not found", "There is nothing at this address.")


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, wrong: RequestDataTooBig) -> HttpResponse:
    """The body is above a megabyte."""
    return problem(413, "The request is too big", "Split it, or use the file upload of the site.")

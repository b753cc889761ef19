"""The root of the API: which parts it has, its version, and how it says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from medemens.progress.measures.api import router as measures
from medemens.site.api_description import completed
from medemens.site.problems import API_VERSION, problem
from medemens.work.lenders.api import router as lenders
from medemens.work.pay.api import router as pay

BASE = "/api/v1"


class Api(NinjaAPI):
    """The API, which describes itself as the API Design Rules ask."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> OpenAPISchema:
        """The description; without a prefix the paths stand after the address in `servers`."""
        described = super().get_openapi_schema(path_prefix=path_prefix or "/", path_params=path_params)
        completed(described)
        return described


def readable_everywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The description may be read by the page of another site: that is how programs find it."""

    @wraps(view)
    def answer(*given: Any, **named: Any) -> HttpResponse:
        response = view(*given, **named)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


api = Api(
    title="Medemens",
    version=API_VERSION,
    description=(
        "Holds payslip lines against Dutch wage law, says which agencies may lend people on any day, and how far measures are. "
        "Money in whole euro cents, hours in hundredths. No key is needed and nothing that is sent is stored."
    ),
    docs_url=None,
    docs_decorator=readable_everywhere,
    servers=[{"url": BASE}],
    urls_namespace="api",
)
api.add_router("", pay)
api.add_router("", lenders)
api.add_router("", measures)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """A field is missing, of the wrong kind or out of bounds."""
    errors = [{"place": _place(each["loc"]), "reason": each["msg"]} for each in wrong.errors]
    return problem(400, "The request does not fit", "See the fields in errors; the form stands in /api/v1/openapi.json.", errors)


def _place(where: Sequence[object]) -> str:
    """Where in what was sent; of a body the name that only we give to it is left out."""
    return ".".join(map(str, where[2 if where[0] == "body" else 1 :]))


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

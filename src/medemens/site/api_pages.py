"""The page about the API, made from its own description."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medemens.common.access import audience
from medemens.site.api import api
from medemens.work.lenders.api import EXAMPLE as CHECK
from medemens.work.pay.api import EXAMPLE as WAGES


@audience("official")
@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """How to call the API."""
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    calls = [
        {"method": method.upper(), "path": path, "summary": call["summary"], "description": call.get("description", "")}
        for path, methods in paths.items()
        for method, call in methods.items()
    ]
    context = {"calls": calls, "example": json.dumps(WAGES, indent=2), "check": json.dumps(CHECK, indent=2)}
    return render(request, "api.html", context)

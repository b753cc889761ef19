"""Who did what, and who saw what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medemens.common.access import Permission, audience


@audience("staff", may=Permission.AUDIT)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """A page of the log."""
    return render(request, "staff.html")

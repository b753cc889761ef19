"""Authorities and their face."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medemens.common.access import Permission, audience


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def authorities(request: HttpRequest) -> HttpResponse:
    """All that somebody administers."""
    return render(request, "staff.html")

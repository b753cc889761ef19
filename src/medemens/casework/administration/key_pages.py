"""The keys of authorities as far as an administrator may know: that there is one, since when, and who can open it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medemens.casework.opening import staff_of
from medemens.casework.queries import administration as queries
from medemens.common.access import Permission, audience


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """No deeds: those are for coordinators."""
    return render(request, "administration/keys.html", {"keys": queries.keys(staff_of(request))})

"""The face of an authority: at its own address the pages for everybody and for workers carry its name, logo and colour.

Which authority it is, is asked of the database at each such page: one small question over a few hundred rows at most. So a
changed face is seen at once in every process, and a page for staff or officials asks nothing.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.core.exceptions import DisallowedHost
from django.db import Error
from django.db.models import Q
from django.http import HttpRequest

from medemens.common.access import audience_of
from medemens.common.authorities import Authority

FOR = ("everyone", "worker")
"""Who the pages are for that carry a face."""

STYLE = """:root{{--m-deep:{0};--m-link:{0}}}
.voorbeeld-theme{{--utrecht-link-text-decoration-color:{0};--utrecht-heading-1-color:{0};--utrecht-heading-2-color:{0};--utrecht-heading-3-color:{0}}}
"""
"""Buttons, lines and links are in our own properties; headings, and the lines under links, in those of NL Design System."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Face:
    """Whose page it is: `colour` is empty when the authority has chosen none."""

    key: str
    name: str
    colour: str
    has_logo: bool


def of(request: HttpRequest) -> Face | None:
    """The face that this page carries; None at an address that is nobody's own, and on pages for staff and officials.

    A face is never in the way: when the database does not answer, or the name of the site is not ours, the page comes without.
    """
    view = request.resolver_match.func if request.resolver_match else None
    if view is not None and audience_of(view) not in FOR:
        return None
    try:
        return at(request)
    except (Error, DisallowedHost):
        _log.warning("A page without a face: it could not be looked up")
        return None


def at(request: HttpRequest) -> Face | None:
    """The face of the authority whose own address this is, without its logo, which is larger than all the rest."""
    found = Authority.objects.at_host(request.get_host()).annotate(has_logo=Q(logo__isnull=False))
    row = found.values_list("key", "name", "colour", "has_logo").first()
    return Face(*row) if row else None


def logo_at(request: HttpRequest) -> bytes:
    """The logo, a PNG picture, of the authority whose own address this is; empty when there is none."""
    return bytes(Authority.objects.at_host(request.get_host()).values_list("logo", flat=True).first() or b"")

"""The style sheet and the logo of an authority, at its own address.

Like all that is not the same for the whole site they are not kept by a browser: that would show who was at a reporting point.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from medemens.common.access import audience
from medemens.site import faces


@audience("everyone")
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """The colour of buttons, headings and links."""
    face = faces.at(request)
    if face is None or not face.colour:
        raise Http404
    return HttpResponse(faces.STYLE.format(face.colour), content_type="text/css; charset=utf-8")


@audience("everyone")
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """The logo."""
    content = faces.logo_at(request)
    if not content:
        raise Http404
    return HttpResponse(content, content_type="image/png", headers={"Content-Security-Policy": "default-src 'none'; sandbox"})

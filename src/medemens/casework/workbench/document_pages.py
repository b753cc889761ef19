"""Papers and pictures of a case: shown as pictures, one page at a time; the whole only after a warning."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.opening import document as opened_document
from medemens.casework.opening import with_key
from medemens.casework.queries import case_page
from medemens.common.access import Permission, audience

CLOSED = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""The policy of an answer that holds somebody's file: nothing in it may run or fetch anything."""


@audience("staff", may=Permission.HANDLE)
@require_safe
@with_key
def document(request: HttpRequest, reference: str, number: int, part: int = 1) -> HttpResponse:
    """One page of a document, with the way to the pages before and after it."""
    opened, found = opened_document(request, reference, number)
    if part > max(found.parts, 1):
        raise Http404
    shown = case_page.described(opened, found)
    text = (case_page.part(opened, found, 0) or b"").decode(errors="replace") if shown.media_type == "text/plain" else ""
    context = {
        "case": opened.case,
        "document": found,
        "shown": shown,
        "part": part,
        "pages": range(1, found.parts + 1),
        "text": text,
    }
    return render(request, "workbench/document.html", context)


@audience("staff", may=Permission.HANDLE)
@require_safe
@with_key
def picture(request: HttpRequest, reference: str, number: int, part: int) -> HttpResponse:
    """The picture of one page."""
    opened, found = opened_document(request, reference, number)
    content = case_page.part(opened, found, part) if part else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/jpeg", headers={"Content-Security-Policy": CLOSED})


@audience("staff", may=Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_key
def whole(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A warning first; then the whole file, to keep."""
    opened, found = opened_document(request, reference, number)
    shown = case_page.described(opened, found)
    if request.method != "POST":
        return render(request, "workbench/download.html", {"case": opened.case, "document": found, "shown": shown})
    content = case_page.part(opened, found, 0) or b""
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{reference}-{number}{ENDINGS.get(shown.media_type, ".bin")}"',
            "Content-Security-Policy": CLOSED,
        },
    )


ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "text/plain": ".txt"}
"""The ending of a file, by its media type. The name that a reporter gave is not used: it may say who they are."""

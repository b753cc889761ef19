"""Pages that other sites may show in a frame: only those that say so, which hold no form and nothing of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def embeddable(view: View) -> View:
    """Marks the answers of a view as such; the middleware that closes all other pages leaves these open to frames."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        response = view(request, *args, **named)
        response.embeddable = True  # type: ignore[attr-defined]
        return response

    return answer


def is_embeddable(response: HttpResponse) -> bool:
    """Whether other sites may show it."""
    return getattr(response, "embeddable", False) is True

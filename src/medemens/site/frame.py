"""What the frame around every page needs: the languages and where this same page is in each of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from medemens.common.languages import LANGUAGES, language


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `base.html`."""
    code = (get_language() or "nl").split("-")[0]
    elsewhere = [(each, translate_url(request.path, each.code)) for each in LANGUAGES]
    return {"language": language(code), "languages": elsewhere}

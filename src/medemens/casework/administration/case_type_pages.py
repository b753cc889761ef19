"""Case types as they are declared: to read, for they are changed in the software."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medemens.casework import case_types as declared
from medemens.casework import processing
from medemens.casework import staff_removal_words as removal
from medemens.casework.administration import case_type_words as words
from medemens.common.access import Permission, audience


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def case_types(request: HttpRequest) -> HttpResponse:
    """All of them."""
    context = {"kinds": list(declared.case_types().values()), "listed_in": words.file_of(settings.CASE_TYPES)}
    return render(request, "administration/case_types.html", context)


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def case_type(request: HttpRequest, kind: str) -> HttpResponse:
    """One of them, whole."""
    found = declared.case_types().get(kind)
    if found is None:
        raise Http404
    terms = [each for each in (found.term, found.formal_term) if each is not None]
    context = {
        "kind": found,
        "file": words.declared_in(found),
        "terms": [
            (words.length(each), words.extension(each), words.citation(each.citation), words.citation(each.source))
            for each in terms
        ],
        "ends": [
            (each, removal.when(each), removal.reason(each.because), removal.citation(each.citation))
            for each in processing.ends(found)
        ],
    }
    return render(request, "administration/case_type.html", context)

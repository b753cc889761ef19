"""Filters of templates that are another here than in Django, in all templates of the site."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaultfilters import date as django_date
from django.utils.translation import get_language

register = template.Library()


@register.filter("date", expects_localtime=True, is_safe=False)
def date(value: Any, form: str | None = None) -> str:
    """Django's own, but a short name of a month has a capital in English alone: 1 May 2030 is 1 mei 2030 in Dutch."""
    if form is not None and not (get_language() or "en").startswith("en"):
        form = form.replace("M", "b")
    made: str = django_date(value, form)
    return made

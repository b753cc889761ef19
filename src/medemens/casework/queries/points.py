"""Who is competent for what, where; and organisations that may be shown to anybody."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from medemens.casework.models import Competence
from medemens.casework.models.competences import EVERYWHERE
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation

MOST_SHOWN = 8


def competent(subject: str, municipality: str, on: date) -> Authority | None:
    """The authority for a subject in a municipality on a day: the nearest one, else the one for the whole country."""
    found = (
        Competence.objects.filter(subject=subject, municipality__in=(municipality, EVERYWHERE), since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .select_related("authority")
        .order_by("-municipality")
        .first()
    )
    return found.authority if found else None


def organisations(text: str) -> tuple[tuple[str, str], ...]:
    """Public organisations whose name is like what was typed: number and words to show."""
    found = Organisation.objects.public().named(text).order_by("folded_name", "id")[:MOST_SHOWN]
    return tuple((str(each.pk), f"{each.name}, {each.place}" if each.place else each.name) for each in found)


def organisation(number: int) -> Organisation | None:
    """A public organisation."""
    return Organisation.objects.public().filter(pk=number).first()

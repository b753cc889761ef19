"""Who is competent for what, where; and organisations that may be shown to anybody."""

from __future__ import annotations

from datetime import date

from django.db import connection

from medemens.casework.models.competences import EVERYWHERE
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation

MOST_SHOWN = 8


def competent(subject: str, municipality: str, on: date) -> Authority | None:
    """The authority for a subject in a municipality on a day: the nearest one, else the one for the whole country."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPETENT, [subject, municipality, EVERYWHERE, on, on])
        row = cursor.fetchone()
    return Authority.from_db(connection.alias, _OF_AUTHORITY, row) if row else None


_OF_AUTHORITY = ("id", "key", "name", "telephone")
_COMPETENT = """
    SELECT common_authority.id, key, name, telephone
    FROM casework_competence JOIN common_authority ON common_authority.id = authority_id
    WHERE subject = %s AND municipality IN (%s, %s) AND since <= %s AND (until IS NULL OR until > %s)
    ORDER BY municipality DESC LIMIT 1
"""
# By hand, because each report passes here: made by Django it took a sixth of the time of a submission. Other columns of the
# authority (its logo is large) are read when they are asked for.


def organisations(text: str) -> tuple[tuple[str, str], ...]:
    """Public organisations whose name is like what was typed: number and words to show."""
    found = Organisation.objects.public().named(text).order_by("folded_name", "id")[:MOST_SHOWN]
    return tuple((str(each.pk), f"{each.name}, {each.place}" if each.place else each.name) for each in found)


def organisation(number: int) -> Organisation | None:
    """A public organisation."""
    return Organisation.objects.public().filter(pk=number).first()

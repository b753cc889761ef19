"""What an administrator may see: all authorities, or their own. Nothing of cases."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404

from medemens.casework.models import Competence, MessageTemplate
from medemens.common.access import Permission
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

Row = TypeVar("Row")


def authorities(staff: StaffMember) -> QuerySet[Authority]:
    """Those that somebody administers."""
    if not staff.may(Permission.ADMINISTER):
        return Authority.objects.none()
    found = Authority.objects.order_by("name")
    return found if staff.authority_id is None else found.filter(pk=staff.authority_id)


def authority(staff: StaffMember, key: str) -> Authority:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(authorities(staff).filter(key=key).first())


def members(staff: StaffMember) -> QuerySet[StaffMember]:
    """The staff that somebody administers."""
    found = StaffMember.objects.select_related("authority").order_by("-is_active", "authority__name", "name")
    if not staff.may(Permission.ADMINISTER):
        return found.none()
    return found if staff.authority_id is None else found.filter(authority_id=staff.authority_id)


def member(staff: StaffMember, number: int) -> StaffMember:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(members(staff).filter(pk=number).first())


def competences(staff: StaffMember) -> QuerySet[Competence]:
    """Which authority handles what, now and from when."""
    found = Competence.objects.filter(authority__in=authorities(staff)).select_related("authority")
    return found.order_by("until", "subject", "municipality")


def competence(staff: StaffMember, number: int) -> Competence:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(competences(staff).filter(pk=number).first())


def templates(staff: StaffMember) -> QuerySet[MessageTemplate]:
    """The texts of the authorities that somebody administers."""
    found = MessageTemplate.objects.filter(authority__in=authorities(staff)).select_related("authority")
    return found.order_by("authority__name", "key", "language")


def template(staff: StaffMember, number: int) -> MessageTemplate:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(templates(staff).filter(pk=number).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row

"""What an administrator may see: all authorities, or their own. Nothing of cases but how many somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from medemens.casework.models import AuthorityKey, Case, KeyShare
from medemens.casework.models import Competence as Competence
from medemens.casework.models import MessageTemplate as MessageTemplate
from medemens.common.access import Permission
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

Row = TypeVar("Row")
READS = Q(handler=True) | Q(coordinator=True)


class When(StrEnum):
    """Whether a competence holds on a day, will hold, or no longer does."""

    NOW = "now"
    TO_COME = "to-come"
    ENDED = "ended"


@dataclass(frozen=True)
class Standing:
    """How far an authority is on the way to receiving reports: numbers of active staff, of competences that hold, its key.

    `holders` are those who can open the key in use and handle cases.
    """

    authority: Authority
    handlers: int
    coordinators: int
    auditors: int
    has_key: bool
    holders: int
    competences: int


@dataclass(frozen=True)
class KeyInUse:
    """The key of an authority as far as an administrator may know it; number 0: there is none."""

    authority: Authority
    number: int
    since: datetime | None
    holders: tuple[StaffMember, ...]


def authorities(staff: StaffMember) -> QuerySet[Authority]:
    """Those that somebody administers."""
    if not staff.may(Permission.ADMINISTER):
        return Authority.objects.none()
    found = Authority.objects.order_by("name", "id")
    return found if staff.authority_id is None else found.filter(pk=staff.authority_id)


def authority(staff: StaffMember, key: str) -> Authority:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(authorities(staff).filter(key=key).first())


def standings(staff: StaffMember, on: date, authority: Authority | None = None) -> list[Standing]:
    """How far each authority is, or one of them: one SQL statement."""
    people = StaffMember.objects.filter(authority=OuterRef("pk"), is_active=True)
    shares = KeyShare.objects.filter(authority_key__authority=OuterRef("pk"), authority_key__retired_at=None)
    readers = Q(staff_key__staff__handler=True) | Q(staff_key__staff__coordinator=True)
    found = authorities(staff).defer("logo", "letterhead")
    rows = (found if authority is None else found.filter(pk=authority.pk)).annotate(
        handlers=_number(people.filter(READS), "authority"),
        coordinators=_number(people.filter(coordinator=True), "authority"),
        auditors=_number(people.filter(auditor=True), "authority"),
        has_key=Exists(AuthorityKey.objects.filter(authority=OuterRef("pk"), retired_at=None)),
        holders=_number(shares.filter(readers, staff_key__staff__is_active=True), "authority_key__authority"),
        competent=_number(_when(Competence.objects.filter(authority=OuterRef("pk")), When.NOW, on), "authority"),
    )
    return [
        Standing(each, each.handlers, each.coordinators, each.auditors, each.has_key, each.holders, each.competent)
        for each in rows
    ]


def keys(staff: StaffMember) -> list[KeyInUse]:
    """The key in use of each authority and who can open it: two SQL statements."""
    holders: dict[int, list[StaffMember]] = {}
    shares = KeyShare.objects.filter(authority_key__retired_at=None, authority_key__authority__in=authorities(staff))
    for share in shares.select_related("staff_key__staff", "authority_key").order_by("staff_key__staff__name"):
        holders.setdefault(share.authority_key.authority_id, []).append(share.staff_key.staff)
    key = AuthorityKey.objects.filter(authority=OuterRef("pk"), retired_at=None)
    rows = authorities(staff).defer("logo", "letterhead")
    return [
        KeyInUse(each, each.number or 0, each.since, tuple(holders.get(each.pk, ())))
        for each in rows.annotate(number=Subquery(key.values("number")), since=Subquery(key.values("made_at")))
    ]


def members(staff: StaffMember, authority: Authority | None = None) -> QuerySet[StaffMember]:
    """The staff that somebody administers, or those of one authority, but nobody who acts for a firm.

    `second_factor` says whether they set one up.
    """
    found = (
        StaffMember.objects.filter(representative=False)
        .select_related("authority")
        .order_by("-is_active", F("authority__name").asc(nulls_first=True), "name", "id")
    )
    found = found.annotate(second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)))
    if not staff.may(Permission.ADMINISTER):
        return found.none()
    if authority is not None:
        found = found.filter(authority=authority)
    return found if staff.authority_id is None else found.filter(authority_id=staff.authority_id)


def member(staff: StaffMember, number: int) -> StaffMember:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(members(staff).filter(pk=number).first())


def open_cases(member: StaffMember) -> int:
    """How many open cases somebody has: they go back to the queue when that person leaves."""
    return Case.objects.filter(handler=member, closed_at=None).count()


def holds_a_key(member: StaffMember) -> bool:
    """Whether somebody can open a key of their authority."""
    return KeyShare.objects.filter(staff_key__staff=member).exists()


def competences(staff: StaffMember, when: When | None = None, on: date | None = None) -> QuerySet[Competence]:
    """Which authority handles what: all, or those that hold, will hold or no longer hold on a day."""
    found = Competence.objects.filter(authority__in=authorities(staff)).select_related("authority").defer("authority__logo")
    found = found.order_by("subject", "municipality", "since", "id")
    return found if when is None or on is None else _when(found, when, on)


def competence(staff: StaffMember, number: int) -> Competence:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(competences(staff).filter(pk=number).first())


def templates(staff: StaffMember) -> QuerySet[MessageTemplate]:
    """The texts of the authorities that somebody administers."""
    found = MessageTemplate.objects.filter(authority__in=authorities(staff)).select_related("authority").defer("authority__logo")
    return found.order_by("authority__name", "key", "language")


def template(staff: StaffMember, number: int) -> MessageTemplate:
    """One of them.

    :raises Http404: there is none, or it is not theirs
    """
    return _found(templates(staff).filter(pk=number).first())


def new_template(authority: Authority, key: str, language: str) -> MessageTemplate:
    """A text that is not kept yet."""
    return MessageTemplate(authority=authority, key=key, language=language)


def _when(found: QuerySet[Competence], when: When, on: date) -> QuerySet[Competence]:
    """One that ended on its first day never held; it counts as ended."""
    ended = Q(until__lte=on) | Q(until__lte=F("since"))
    if when is When.ENDED:
        return found.filter(ended)
    since = Q(since__lte=on) if when is When.NOW else Q(since__gt=on)
    return found.filter(since, Q(until=None) | ~ended)


def _number(found: QuerySet[Model], of: str) -> Coalesce:
    """How many rows there are beside each authority, as a part of a larger question."""
    counted = found.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row

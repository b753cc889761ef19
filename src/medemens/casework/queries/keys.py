"""Who holds which keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medemens.casework.models import AuthorityKey, KeyShare, StaffKey
from medemens.common.staff import StaffMember


@dataclass(frozen=True)
class KeyState:
    """How far somebody is on the way to reading reports; `holders` are names of colleagues who can share the key."""

    has_own_key: bool
    authority_has_key: bool
    holds_key: bool
    holders: tuple[str, ...]


@dataclass(frozen=True)
class Generation:
    """One key of an authority and who can open it."""

    number: int
    made_at: datetime
    retired_at: datetime | None
    holders: tuple[StaffMember, ...]


def state_of(staff: StaffMember) -> KeyState:
    """Where somebody stands."""
    shares = KeyShare.objects.filter(authority_key__authority=staff.authority, authority_key__retired_at=None)
    holders = list(shares.values_list("staff_key__staff_id", "staff_key__staff__name").order_by("staff_key__staff__name"))
    return KeyState(
        has_own_key=StaffKey.objects.filter(staff=staff).exists(),
        authority_has_key=AuthorityKey.objects.filter(authority=staff.authority).exists(),
        holds_key=any(number == staff.pk for number, _name in holders),
        holders=tuple(name for number, name in holders if number != staff.pk),
    )


def generations(authority_id: int) -> list[Generation]:
    """All keys of an authority, the newest first."""
    keys = AuthorityKey.objects.filter(authority_id=authority_id).prefetch_related("shares__staff_key__staff").order_by("-number")
    return [
        Generation(key.number, key.made_at, key.retired_at, tuple(share.staff_key.staff for share in key.shares.all()))
        for key in keys
    ]


@dataclass(frozen=True)
class Colleague:
    """Somebody of the authority and the keys that they hold. `stray`: they hold one, and should not."""

    staff: StaffMember
    has_own_key: bool
    holds: tuple[int, ...]
    holds_all: bool

    @property
    def reads(self) -> bool:
        """Whether their work is with reports."""
        return self.staff.is_active and (self.staff.handler or self.staff.coordinator)

    @property
    def stray(self) -> bool:
        """They left, or do other work now, and still hold a key."""
        return bool(self.holds) and not self.reads


def colleagues(authority_id: int) -> list[Colleague]:
    """Everybody of an authority who can read reports, could, or still holds a key: three SQL statements."""
    numbers = set(AuthorityKey.objects.filter(authority_id=authority_id).values_list("number", flat=True))
    holds: dict[int, list[int]] = {}
    shares = KeyShare.objects.filter(authority_key__authority_id=authority_id).order_by("authority_key__number")
    for person, number in shares.values_list("staff_key__staff_id", "authority_key__number"):
        holds.setdefault(person, []).append(number)
    people = StaffMember.objects.filter(authority_id=authority_id).select_related("key").order_by("name", "id")
    found = [
        Colleague(each, hasattr(each, "key"), tuple(holds.get(each.pk, ())), numbers <= set(holds.get(each.pk, ())))
        for each in people
    ]
    return [each for each in found if each.reads or each.holds]

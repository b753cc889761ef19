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

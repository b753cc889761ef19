"""Keys: a staff member's own, an authority's, shares of it, rotation, recovery. Nothing private is written down in the clear."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuthorityKey, KeyShare, RecoveryShare, StaffKey
from medemens.casework.sealing import Keyring
from medemens.common import secrets
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember


@transaction.atomic
def make_own(*, staff: StaffMember, passphrase: str, now: datetime) -> StaffKey:
    """Makes somebody's own key under a passphrase that only they know. What was shared with an older key is gone with it."""
    StaffKey.objects.filter(staff=staff).delete()
    private = secrets.new_key()
    made = StaffKey.objects.create(
        staff=staff, public_key=secrets.public_of(private), wrapped=_wrapped(private, passphrase), made_at=now
    )
    audit.record("key.made_own", now=now, by=staff, authority=staff.authority)
    return made


@transaction.atomic
def change_passphrase(*, staff: StaffMember, private: bytes, passphrase: str, now: datetime) -> None:
    """Keeps the same key under another passphrase."""
    StaffKey.objects.filter(staff=staff).update(wrapped=_wrapped(private, passphrase))
    audit.record("key.passphrase_changed", now=now, by=staff, authority=staff.authority)


@transaction.atomic
def found(*, authority: Authority, by: StaffMember, recovery_public_key: bytes, now: datetime) -> AuthorityKey:
    """Makes the first key of an authority, for the one who makes it and for the recovery key.

    :raises NotPossible: `has_key`: there is one; `no_own_key`: make your own first; `other_authority`
    """
    if by.authority_id != authority.pk:
        raise NotPossible("other_authority")
    if AuthorityKey.objects.filter(authority=authority).exists():
        raise NotPossible("has_key")
    made = _new_generation(authority, 1, [_own(by)], recovery_public_key, by=by, now=now)
    audit.record("key.founded", now=now, by=by, authority=authority, key=made.number)
    return made


@transaction.atomic
def share(*, to: StaffMember, keyring: Keyring, by: StaffMember, now: datetime) -> None:
    """Gives a colleague who handles cases all keys of the authority, old ones too.

    :raises NotPossible: `other_authority`, `not_a_handler`, or `no_own_key`: they have made none yet
    """
    if to.authority_id != by.authority_id:
        raise NotPossible("other_authority")
    if not (to.is_active and (to.handler or to.coordinator)):
        raise NotPossible("not_a_handler")
    own = _own(to)
    for number, private in keyring.private.items():
        KeyShare.objects.get_or_create(
            authority_key_id=number,
            staff_key=own,
            defaults={"sealed": secrets.seal(private, to=bytes(own.public_key)), "given_at": now, "given_by": by},
        )
    audit.record("key.shared", now=now, by=by, authority=by.authority, to=to.pk)


@transaction.atomic
def take_away(*, staff: StaffMember, by: StaffMember, now: datetime) -> None:
    """Takes all shares from somebody who left or no longer handles cases. Rotate afterwards: they may have kept a copy."""
    KeyShare.objects.filter(staff_key__staff=staff).delete()
    audit.record("key.taken_away", now=now, by=by, authority=staff.authority, of=staff.pk)


@transaction.atomic
def rotate(*, authority: Authority, by: StaffMember, now: datetime) -> AuthorityKey:
    """From now on cases are sealed to a new key, shared with everybody who holds the old one. Old cases stay open to them.

    :raises NotPossible: `no_key`: there is none yet; `other_authority`
    """
    if by.authority_id != authority.pk:
        raise NotPossible("other_authority")
    old = AuthorityKey.objects.filter(authority=authority, retired_at=None).first()
    if old is None:
        raise NotPossible("no_key")
    holders = [each.staff_key for each in old.shares.select_related("staff_key")]
    recovery = bytes(old.recovery.recovery_public_key)
    old.retired_at = now
    old.save(update_fields=["retired_at"])
    made = _new_generation(authority, old.number + 1, holders, recovery, by=by, now=now)
    audit.record("key.rotated", now=now, by=by, authority=authority, key=made.number)
    return made


@transaction.atomic
def recover(*, authority: Authority, recovery_private_key: bytes, to: StaffMember, now: datetime) -> int:
    """Gives somebody all keys of an authority with the recovery key, when nobody can open them any more; how many.

    :raises NotOpened: it is not the recovery key of this authority
    :raises NotPossible: `other_authority`, or `no_own_key`
    """
    if to.authority_id != authority.pk:
        raise NotPossible("other_authority")
    own = _own(to)
    keys = AuthorityKey.objects.filter(authority=authority).select_related("recovery")
    for key in keys:
        private = secrets.unseal(bytes(key.recovery.sealed), private=recovery_private_key)
        KeyShare.objects.get_or_create(
            authority_key=key,
            staff_key=own,
            defaults={"sealed": secrets.seal(private, to=bytes(own.public_key)), "given_at": now},
        )
    audit.record("key.recovered", now=now, actor="system", authority=authority, to=to.pk)
    return len(keys)


def _new_generation(
    authority: Authority, number: int, holders: list[StaffKey], recovery: bytes, *, by: StaffMember, now: datetime
) -> AuthorityKey:
    private = secrets.new_key()
    made = AuthorityKey.objects.create(authority=authority, number=number, public_key=secrets.public_of(private), made_at=now)
    RecoveryShare.objects.create(authority_key=made, recovery_public_key=recovery, sealed=secrets.seal(private, to=recovery))
    KeyShare.objects.bulk_create(
        KeyShare(
            authority_key=made,
            staff_key=holder,
            sealed=secrets.seal(private, to=bytes(holder.public_key)),
            given_at=now,
            given_by=by,
        )
        for holder in holders
    )
    return made


def _own(staff: StaffMember) -> StaffKey:
    own = StaffKey.objects.filter(staff=staff).first()
    if own is None:
        raise NotPossible("no_own_key")
    return own


def _wrapped(private: bytes, passphrase: str) -> bytes:
    return secrets.wrap(private, passphrase=passphrase, memory_megabytes=settings.PASSPHRASE_MEGABYTES)

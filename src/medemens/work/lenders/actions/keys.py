"""The key with which the register signs: made at the first statement, changed once a year or when it may be known to others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from medemens.casework import audit
from medemens.common import installation_key, secrets
from medemens.common.staff import StaffMember
from medemens.work.lenders import statement
from medemens.work.lenders.models import SigningKey

PURPOSE = "signing key"


@transaction.atomic
def current(*, now: datetime) -> bytes:
    """The private key in use; made when there is none yet."""
    key = SigningKey.objects.filter(in_use=True).first() or _made(now)
    return installation_key.unlock(key.private or b"", purpose=PURPOSE)


@transaction.atomic
def rotate(*, by: StaffMember | None, now: datetime) -> SigningKey:
    """From now on another key signs. The private half of the old one is gone; what it signed stays verifiable."""
    SigningKey.objects.filter(in_use=True).update(in_use=False, retired_at=now, private=None)
    made = _made(now)
    authority = by.authority if by else None
    audit.record("signing_key.rotated", now=now, by=by, actor="" if by else "system", authority=authority, kid=made.kid)
    return made


def _made(now: datetime) -> SigningKey:
    private = secrets.new_key()
    public = statement.public_of(private)
    return SigningKey.objects.create(
        kid=statement.thumbprint(public),
        public=public,
        private=installation_key.lock(private, purpose=PURPOSE),
        made_at=now,
    )

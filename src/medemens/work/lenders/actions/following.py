"""Somebody begins to follow lenders, changes what they follow, and ends it; and what must be told to whom is looked up.

None of it is written in the log of deeds: that would keep, without a term, when somebody looked at whom.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import Code
from medemens.casework.queries import register
from medemens.common import installation_key
from medemens.common.secrets import NotOpened
from medemens.work.lenders.models import Delivery, Followed, Follower, Lender
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import ADDRESS, MOST_FOLLOWED
from medemens.work.lenders.queries.history import REGISTER
from medemens.work.lenders.queries.snapshot import LATE

SECRET_BYTES = 32
AT_A_TIME = 500
UNCONFIRMED_KEPT, STOPPED_KEPT, TOLD_KEPT = timedelta(days=7), timedelta(days=365), timedelta(days=90)


@dataclass(frozen=True)
class Begun:
    """A follower, and the secret with which its calls are signed: shown once."""

    follower: Follower
    secret: bytes


@transaction.atomic
def begin(*, way: str, address: str, language: str, lenders: Sequence[int], code: Code, now: datetime) -> Begun:
    """Begins to follow. Nothing is told before the address is confirmed; then also what happened since now.

    :raises NotPossible: `too_many`
    """
    secret = secrets.token_bytes(SECRET_BYTES) if way == Follower.Way.WEBHOOK else b""
    made = Follower.objects.create(
        lookup=queries.lookup(code),
        way=way,
        address=installation_key.lock(address.encode(), purpose=ADDRESS),
        secret=queries.locked_secrets(secret, b"", now) if secret else None,
        language=language,
        made_at=now,
        told_until=register.newest(REGISTER),
    )
    add(follower=made, lenders=lenders, now=now)
    return Begun(made, secret)


@transaction.atomic
def add(*, follower: Follower, lenders: Sequence[int], now: datetime) -> int:
    """Follows more lenders; how many were new. What stands in the register of them already is not told.

    :raises NotPossible: `too_many`
    """
    held = Follower.objects.select_for_update().get(pk=follower.pk)
    there = set(Followed.objects.filter(follower=held).values_list("lender_id", flat=True))
    new = [each for each in dict.fromkeys(lenders) if each not in there]
    if len(there) + len(new) > MOST_FOLLOWED:
        raise NotPossible("too_many")
    Followed.objects.bulk_create((Followed(follower=held, lender_id=each) for each in new), batch_size=AT_A_TIME)
    _known_already(held, new, now)
    return len(new)


def _known_already(follower: Follower, lenders: Sequence[int], now: datetime) -> None:
    """Marks what `look` would find of lenders that are new to somebody: entries they could read before they followed.

    Such a delivery has no tries.
    """
    about: set[int] = set()
    for some in _parts(lenders):
        about.update(Lender.objects.filter(pk__in=some).values_list("organisation_id", flat=True))
    entries = register.entries(REGISTER).filter(pk__gt=follower.told_until - LATE).values_list("pk", "organisation_id")
    Delivery.objects.bulk_create(
        (Delivery(follower=follower, entry_id=number, next_at=now, delivered_at=now) for number, of in entries if of in about),
        batch_size=AT_A_TIME,
        ignore_conflicts=True,
    )


@transaction.atomic
def remove(*, follower: Follower, lenders: Sequence[int]) -> None:
    """Follows lenders no longer. What was to be told of them is not told."""
    for some in _parts(lenders):
        Followed.objects.filter(follower=follower, lender_id__in=some).delete()
        about = Lender.objects.filter(pk__in=some).values("organisation_id")
        waiting = Delivery.objects.filter(follower=follower, delivered_at=None, given_up_at=None)
        waiting.filter(entry__organisation_id__in=about).delete()


def _parts(of: Iterable[int]) -> Iterator[list[int]]:
    found = iter(of)
    while some := list(islice(found, AT_A_TIME)):
        yield some


def confirm(*, follower: Follower, now: datetime) -> bool:
    """The address is theirs: from now on they are told. Whether it was not confirmed before."""
    return bool(Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now))


def pause(*, follower: Follower, now: datetime) -> None:
    """Nothing is told until they go on."""
    Follower.objects.filter(pk=follower.pk, stopped_at=None).update(stopped_at=now)


def go_on(*, follower: Follower, now: datetime) -> None:
    """Tells again, and of all that came meanwhile; what was given up is tried again."""
    with transaction.atomic():
        Follower.objects.filter(pk=follower.pk).update(stopped_at=None)
        again(follower=follower, now=now)


def again(*, follower: Follower, now: datetime) -> int:
    """Tries again what was given up; how many messages."""
    return Delivery.objects.filter(follower=follower, given_up_at__isnull=False).update(given_up_at=None, next_at=now, tries=0)


def end(*, follower: Follower) -> None:
    """Ends it: nothing of them is kept."""
    Follower.objects.filter(pk=follower.pk).delete()


def change_address(*, follower: Follower, address: str, now: datetime) -> None:
    """Another address, which must be confirmed anew; `made_at` is from then on when this one was given.

    What happens until it is confirmed is told afterwards. Of an address that is never confirmed the whole list goes.
    """
    locked = installation_key.lock(address.encode(), purpose=ADDRESS)
    Follower.objects.filter(pk=follower.pk).update(address=locked, confirmed_at=None, made_at=now)


@transaction.atomic
def new_secret(*, follower: Follower, now: datetime) -> bytes:
    """Another secret to sign with. The one before it signs along for a day.

    :raises NotPossible: `no_secret`: nothing is signed for them
    """
    held = Follower.objects.select_for_update().get(pk=follower.pk)
    if held.secret is None:
        raise NotPossible("no_secret")
    try:
        before = queries.secrets_of(held, now)[0]
    except NotOpened:  # it was locked with another key of the installation, and is lost
        before = b""
    secret = secrets.token_bytes(SECRET_BYTES)
    held.secret = queries.locked_secrets(secret, before, now)
    held.save(update_fields=["secret"])
    return secret


def look(*, now: datetime) -> int:
    """Finds what is new in the register and who must be told of it; how many messages were made.

    An entry can become visible after others with a higher number (it was committed later), so some numbers before those that
    were looked at are looked at again; what was found before is there already.
    """
    newest = register.newest(REGISTER)
    oldest = queries.told_now().order_by("told_until").values_list("told_until", flat=True).first()
    if oldest is None:
        return 0
    entries = register.entries(REGISTER).filter(pk__gt=oldest - LATE, pk__lte=newest).values_list("pk", "organisation_id")
    made = 0
    found = entries.iterator(chunk_size=AT_A_TIME)
    while some := list(islice(found, AT_A_TIME)):
        made += _made(some, now)
    queries.told_now().filter(told_until__lt=newest).update(told_until=newest)
    return made


def _made(entries: Sequence[tuple[int, int]], now: datetime) -> int:
    """Messages about some entries for all who follow those lenders; those that are there already stay as they are."""
    following = queries.following({of for _number, of in entries})
    if not following:
        return 0
    numbers = [number for number, _of in entries]
    there = set(Delivery.objects.filter(entry_id__in=numbers).values_list("follower_id", "entry_id"))
    new = [
        Delivery(follower_id=follower, entry_id=number, next_at=now)
        for number, of in entries
        for follower, until in following.get(of, ())
        if number > until - LATE and (follower, number) not in there
    ]
    Delivery.objects.bulk_create(new, batch_size=AT_A_TIME, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def remove_old(*, now: datetime) -> int:
    """Followers that never confirmed or stopped long ago go, with all that is kept of them; how many.

    What was told goes too, after a while, unless `look` could find it anew.
    """
    gone = queries.ended(unconfirmed_before=now - UNCONFIRMED_KEPT, stopped_before=now - STOPPED_KEPT)
    number = gone.count()
    gone.delete()
    told = Delivery.objects.filter(entry_id__lte=F("follower__told_until") - LATE)
    told.filter(delivered_at__lt=now - TOLD_KEPT).delete()
    told.filter(given_up_at__lt=now - TOLD_KEPT).delete()
    return number

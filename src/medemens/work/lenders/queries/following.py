"""What is asked about followers: their list, what they were told, what must be told now. Nobody asks who follows a lender."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from medemens.casework.codes import Code
from medemens.casework.queries import register
from medemens.common import installation_key
from medemens.common.secrets import derived
from medemens.law.waadi.decisions import ENDINGS
from medemens.work.lenders.models import Delivery as Delivery
from medemens.work.lenders.models import Followed, Lender, TradeName
from medemens.work.lenders.models import Follower as Follower
from medemens.work.lenders.queries.history import REGISTER, Line, lines_of
from medemens.work.lenders.queries.snapshot import LATE, Known

MOST_FOLLOWED = 10_000
MOST_SHOWN = 20
STOPPED_AFTER = 20
"""How many messages given up one after the other, with none that came through between them, stop the telling."""

BOTH_SECRETS = timedelta(hours=24)
"""For how long calls are signed with the secret before this one too, so that a hirer can change it without missing one."""

ADDRESS, SECRET = "follower address", "follower secret"
URGENT = tuple(kind.key for kind in ENDINGS)
"""Suspensions, revocations and refusals go before everything else."""


@dataclass(frozen=True)
class Change:
    """A change to be told: the entry, the lender with its whole history, and what it corrects when it is a correction."""

    entry: Line
    lender: Known
    corrects: Line | None = None

    @property
    def urgent(self) -> bool:
        """Whether hirers must act on it: the lender may not bring anybody new any more."""
        return self.entry.kind in URGENT and not self.entry.annulled


def lookup(code: Code) -> bytes:
    """By what a follower is found."""
    return derived(code.digits.encode(), purpose="follower lookup")


def of_code(code: Code) -> Follower | None:
    """The follower whose code it is."""
    return Follower.objects.filter(lookup=lookup(code)).first()


def address_of(follower: Follower) -> str:
    """Where they want to be told.

    :raises secrets.NotOpened: it was locked by another installation
    """
    return installation_key.unlock(follower.address, purpose=ADDRESS).decode()


def fingerprint(follower: Follower) -> str:
    """What changes when the address does: a link about one address holds for that one only."""
    return base64.urlsafe_b64encode(derived(bytes(follower.address), purpose="follower link")[:12]).decode()


def secrets_of(follower: Follower, now: datetime) -> list[bytes]:
    """The secrets to sign with: the one that holds, and for a day the one before it."""
    if follower.secret is None:
        return []
    kept = json.loads(installation_key.unlock(follower.secret, purpose=SECRET))
    both = kept.get("before") and now < datetime.fromisoformat(kept["changed_at"]) + BOTH_SECRETS
    return [base64.b64decode(each) for each in ((kept["secret"], kept["before"]) if both else (kept["secret"],))]


def locked_secrets(secret: bytes, before: bytes, now: datetime) -> bytes:
    """The same two, as they are kept."""
    texts = {name: base64.b64encode(each).decode() for name, each in (("secret", secret), ("before", before))}
    return installation_key.lock(json.dumps({**texts, "changed_at": now.isoformat()}).encode(), purpose=SECRET)


def numbers(follower: Follower) -> list[str]:
    """The numbers in the register of the lenders that they follow, in order."""
    return list(Followed.objects.filter(follower=follower).order_by("lender__number").values_list("lender__number", flat=True))


def lenders(wanted: Iterable[str]) -> list[int]:
    """The keys of lenders, by their numbers in the register."""
    return list(Lender.objects.filter(number__in=list(wanted)).order_by("id").values_list("pk", flat=True))


def latest(follower: Follower) -> list[Delivery]:
    """What was told last, and what waits or failed; the newest first. What was in the register when they began is not in it."""
    told = Delivery.objects.filter(follower=follower).exclude(tries=0, delivered_at__isnull=False)
    return list(told.select_related("entry").order_by("-id")[:MOST_SHOWN])


def numbers_of(deliveries: Iterable[Delivery]) -> dict[int, str]:
    """The numbers in the register, by organisation, of what deliveries are about."""
    about = {each.entry.organisation_id for each in deliveries}
    return dict(Lender.objects.filter(organisation_id__in=about).values_list("organisation_id", "number"))


def given_up(follower: Follower) -> int:
    """How many messages were given up, and can be sent again."""
    return Delivery.objects.filter(follower=follower, given_up_at__isnull=False).count()


def failing(follower: Follower) -> bool:
    """Whether the last messages were given up one after the other, so many that telling stops."""
    ended = Delivery.objects.filter(follower=follower).exclude(tries=0).exclude(delivered_at=None, given_up_at=None)
    last = ended.order_by("-id").values_list("given_up_at", flat=True)[:STOPPED_AFTER]
    return len(last) == STOPPED_AFTER and all(last)


def told_now() -> QuerySet[Follower]:
    """Followers that are told: they confirmed, and did not stop."""
    return Follower.objects.filter(confirmed_at__isnull=False, stopped_at=None)


def seen() -> tuple[int, int]:
    """What changes when an entry becomes visible, also one that was numbered before others and committed after them."""
    newest = register.newest(REGISTER)
    return newest, register.entries(REGISTER).filter(pk__gt=newest - LATE).count()


def behind(newest: int) -> bool:
    """Whether somebody has not been told of all up to an entry."""
    return told_now().filter(told_until__lt=newest).exists()


def following(organisations: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """By organisation: who follows it and is told, and up to which entry they were told."""
    found: dict[int, list[tuple[int, int]]] = {}
    rows = Followed.objects.filter(
        lender__organisation_id__in=list(organisations), follower__confirmed_at__isnull=False, follower__stopped_at=None
    ).values_list("lender__organisation_id", "follower_id", "follower__told_until")
    for organisation, follower, until in rows.order_by("follower_id"):
        found.setdefault(organisation, []).append((follower, until))
    return found


def to_do(now: datetime) -> QuerySet[Delivery]:
    """Deliveries whose moment came, of followers that are told; what is urgent comes first, then what waits longest."""
    first = Case(
        When(entry__kind__in=URGENT, entry__annulled=False, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    due = Delivery.objects.filter(delivered_at=None, given_up_at=None, next_at__lte=now)
    told = due.filter(Exists(told_now().filter(pk=OuterRef("follower_id"))))
    return told.annotate(rank_of_kind=first).order_by("rank_of_kind", "next_at", "id")


def changes(deliveries: Sequence[Delivery]) -> dict[int, Change]:
    """By number of the delivery: what is to be told."""
    about = {each.entry.organisation_id for each in deliveries}
    known = {one.organisation_id: _known(one) for one in _lenders(about)}
    found = {}
    for each in deliveries:
        lender = known[each.entry.organisation_id]
        corrects = next((line for line in lender.lines if line.number == each.entry.corrects_id), None)
        found[each.pk] = Change(Line.of(each.entry), lender, corrects)
    return found


def _lenders(organisations: set[int]) -> QuerySet[Lender]:
    return Lender.objects.filter(organisation_id__in=organisations).select_related("organisation").order_by("id")


def _known(one: Lender) -> Known:
    """A lender as the register in memory has it, read alone: who tells followers need not hold the whole register."""
    traded = TradeName.objects.filter(lender=one).order_by("id").values_list("name", flat=True)
    of = one.organisation
    kept: dict[str, Any] = {name: getattr(one, name) for name in ("number", "rsin", "vat", "country", "home_number")}
    return Known(
        organisation=of.pk,
        kvk=of.kvk,
        place=of.place,
        names=tuple(filter(None, (of.name, *traded))),
        sole_trader=one.sole_trader,
        name_until=one.name_until,
        lines=lines_of(of.pk),
        **kept,
    )


def ended(*, unconfirmed_before: datetime, stopped_before: datetime) -> QuerySet[Follower]:
    """Followers that go: they never confirmed, or stopped long ago."""
    return Follower.objects.filter(
        Q(confirmed_at=None, made_at__lt=unconfirmed_before) | Q(stopped_at__isnull=False, stopped_at__lt=stopped_before)
    )


def of_number(number: int) -> Follower | None:
    """The follower with a key of ours."""
    return Follower.objects.filter(pk=number).first()

"""Fills an empty database with the cases of one authority, for the measurements of the pages of its staff."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medemens.casework.models import AuthorityKey, Case
    from medemens.common.authorities import Authority
    from medemens.common.staff import StaffMember

SEED = 20261124
ORGANISATIONS = 50_000
HANDLERS = 200
BATCH = 5_000
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def filled(cases: int) -> tuple[StaffMember, StaffMember, StaffMember]:
    """Fills an empty database with one authority's cases, three in ten of them open, and with what the log says of them.

    Gives a handler, a coordinator and an auditor.
    """
    from medemens.casework.models import AuthorityKey, Case
    from medemens.common.authorities import Authority
    from medemens.common.organisations import Organisation
    from medemens.common.staff import StaffMember

    hurry()
    chance = random.Random(SEED)
    authority = Authority.objects.create(key="example", name="Voorbeeldinspectie")
    key = AuthorityKey.objects.create(authority=authority, number=1, public_key=bytes(32), made_at=NOW)
    staff = StaffMember.objects.bulk_create(
        StaffMember(
            email=f"{n}@example.org", name=f"Handler {n}", authority=authority, handler=True, coordinator=n == 8, auditor=n == 9
        )
        for n in range(HANDLERS)
    )
    organisations = Organisation.objects.bulk_create(
        (Organisation(name=f"Bedrijf {n} BV", folded_name=f"bedrijf {n}", kvk=f"{n:08d}") for n in range(ORGANISATIONS)),
        batch_size=BATCH,
    )
    numbers = ([each.pk for each in staff], [each.pk for each in organisations])
    for start in range(0, cases, BATCH):
        made = (_case(number, chance, authority, key, *numbers) for number in range(start, min(start + BATCH, cases)))
        Case.objects.bulk_create(made)
    log_filled(staff[7].pk)
    return staff[7], staff[8], staff[9]


def found_again() -> tuple[StaffMember, StaffMember, StaffMember] | None:
    """The same three in a database that was filled before; None in an empty one."""
    from medemens.common.staff import StaffMember

    found = list(StaffMember.objects.order_by("id")[7:10])
    return (found[0], found[1], found[2]) if found else None


def log_filled(mine: int) -> None:
    """Some three entries a case, as they would be written; not chained, for here they are only searched."""
    from django.db import connection

    columns = "lane, number, at, actor, staff_id, authority_id, deed, reference, details, digest"
    steps = (
        ("received_at", "reporter", "NULL", "case.received", "1 = 1"),
        ("received_at", "staff", "handler_id", "case.opened", "handler_id IS NOT NULL"),
        ("closed_at", "staff", "handler_id", "case.closed", "handler_id IS NOT NULL AND closed_at IS NOT NULL"),
        ("closed_at", "staff", str(mine), "document.opened", "id %% 10 = 0 AND closed_at IS NOT NULL"),
        ("closed_at", "system", "NULL", "case.removed", "id %% 20 = 0 AND closed_at IS NOT NULL"),
    )
    with connection.cursor() as cursor:
        for lane, (at, actor, who, deed, where) in enumerate(steps):
            cursor.execute(
                f"INSERT INTO casework_auditentry ({columns}) "
                f"SELECT {lane}, id, {at}, %s, {who}, authority_id, %s, reference, %s, %s FROM casework_case WHERE {where}",
                [actor, deed, '{"case_type": "landlord_report"}', bytes(32)],
            )


def hurry() -> None:
    """Fills without waiting for the disk; what is measured afterwards goes through a new connection with the site's settings."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -1000000")


def _case(
    number: int, chance: random.Random, authority: Authority, key: AuthorityKey, staff: list[int], organisations: list[int]
) -> Case:
    from medemens.casework.case_types import case_types
    from medemens.casework.models import Case
    from medemens.casework.models.cases import NOTHING_DUE
    from medemens.common.places import municipalities

    kind = chance.choice(list(case_types().values()))
    is_open = chance.random() < 0.3
    received = NOW - timedelta(seconds=chance.randrange(3 * 365 * 86_400) if not is_open else chance.randrange(120 * 86_400))
    letters = "".join(chance.choices(LETTERS, k=4))
    status = chance.choice(kind.statuses[:-1] or kind.statuses) if is_open else kind.statuses[-1]
    waits = is_open and chance.random() < 0.15
    closed_at = None if is_open else min(received + timedelta(chance.randrange(60)), NOW)
    return Case(
        reference=f"{number % 10**5:05d}-{number // 10**5:01d}{letters}",
        authority=authority,
        authority_key=key,
        case_type=kind.id,
        subject=chance.choice(kind.subjects).id,
        municipality=chance.choice(municipalities()).code,
        organisation_id=chance.choice(organisations) if chance.random() < 0.8 else None,
        sealed_for_authority=chance.randbytes(80),
        sealed_for_reporter=chance.randbytes(80),
        status=status.id,
        outcome="" if is_open else chance.choice(kind.outcomes).id,
        handler_id=None if is_open and chance.random() < 0.1 else chance.choice(staff),
        waiting="reporter" if waits else "",
        urgent=chance.random() < 0.02,
        unread=chance.random() < 0.1,
        received_at=received,
        due_on=(received.date() + timedelta(56) if chance.random() < 0.9 else NOTHING_DUE) if is_open else NOTHING_DUE,
        closed_at=closed_at,
        in_time=None if is_open else chance.choice((True, True, True, False, None)),
        remove_on=None if closed_at is None or number % 5 == 0 else closed_at.date() + timedelta(chance.choice((365, 4 * 365))),
        remove_because="" if closed_at is None or number % 5 == 0 else "kept_for_years",
    )

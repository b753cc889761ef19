"""A world to look around in: invented authorities, their staff, and reports by invented people, made by the real deeds.

Nobody can sign in with something that is known beforehand: password, passphrase and second factor are made on the spot and lie
in one file of the installation's own folder.
"""

from __future__ import annotations

import secrets as chance
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from medemens.casework.actions import keys
from medemens.casework.actions.administration import add_competence
from medemens.casework.models import KeyShare
from medemens.casework.sealing import Keyring
from medemens.common import secrets
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation, folded
from medemens.common.staff import StaffMember
from medemens.progress.measures.demonstration import EDITORS
from medemens.site.demonstration_cases import WEEKS, Team, one_of_each, reports
from medemens.work.lenders.demonstration import AUTHORITY

SIGN_IN_FILE = "demonstration-sign-in.txt"
SECOND_FACTOR = "second factor (TOTP)"
AUTHORITIES = (
    ("voorbeeldstad", "Gemeente Voorbeeldstad (demonstratie)", "Postbus 1\n0000 ZZ Voorbeeldstad", ("housing",), "", 44),
    (
        "inspectie",
        "Inspectie Verzonnen (demonstratie)",
        "Postbus 2\n0000 ZZ Verzonnen",
        ("pay", "agency", "unsafe_work", "exploitation", "other"),
        "",
        46,
    ),
    (AUTHORITY, "Toelatingsautoriteit Verzonnen (demonstratie)", "Postbus 4\n0000 ZZ Verzonnen", (), "", 0),
    ("nergens", "Gemeente Nergens (demonstratie)", "Postbus 3\n0000 ZZ Nergens", ("housing",), "GM0363", 4),
    (EDITORS, "Ministerie Verzonnen (demonstratie)", "Postbus 5\n0000 ZZ Verzonnen", (), "", 0),
)
"""Key, name, letterhead, subjects, the one municipality (empty: the whole country), and how many reports.

The fourth handles housing in one municipality; there it goes before the one for the whole country. The third keeps the register
of lenders, and the last edits the monitor of the measures.
"""
ROLES = (("handler", "Hanna"), ("handler", "Bram"), ("coordinator", "Carla"), ("auditor", "Alex"))
ORGANISATIONS = (
    ("Uitzendbureau Verzonnen B.V.", "00000001", "Verzonnen"),
    ("Kassen Voorbeeld B.V.", "00000002", "Voorbeeldstad"),
    ("Verhuurder Fictief V.O.F.", "00000003", "Voorbeeldstad"),
    ("Logistiek Nergens B.V.", "00000004", "Nergens"),
)


@dataclass(frozen=True)
class SignIn:
    """What is needed to sign in as anybody of the demonstration."""

    password: str
    hashed: str
    passphrase: str
    secret: str

    @classmethod
    def new(cls) -> SignIn:
        """Made on the spot."""
        from allauth.mfa.totp.internal.auth import generate_totp_secret

        password = chance.token_urlsafe(12)
        passphrase = " ".join(chance.token_hex(3) for _ in range(5))
        return cls(password, make_password(password), passphrase, generate_totp_secret())


@transaction.atomic
def make(*, folder: Path, now: datetime) -> bool:
    """Makes the world, once and as a whole; whether it was made now."""
    if Authority.objects.filter(key=AUTHORITIES[0][0]).exists():
        return False
    sign_in, made, teams = SignIn.new(), list[StaffMember](), list[Team]()
    for name, kvk, place in ORGANISATIONS:
        Organisation.objects.create(name=name, folded_name=folded(name), kvk=kvk, place=place, public=True)
    administrator = _person(None, "administrator", "Ada", sign_in)
    made.append(administrator)
    draw = Random(20261124)  # noqa: S311 - which invented report comes when is no secret
    for key, name, letterhead, subjects, municipality, number in AUTHORITIES:
        authority = Authority.objects.create(
            key=key, name=name, letterhead=letterhead, telephone="000 000 00 00", admits_lenders=key == AUTHORITY
        )
        Authority.objects.filter(pk=authority.pk).update(edits_monitor=key == EDITORS)
        roles = ROLES if not municipality else ROLES[2:3]
        people = tuple(_person(authority, role, first, sign_in) for role, first in roles)
        made += people
        keyring = _keys(authority, people, sign_in, now - timedelta(weeks=WEEKS + 1))
        for subject in subjects:
            add_competence(
                authority=authority,
                subject=subject,
                municipality=municipality,
                since=date(2026, 1, 1),
                by=administrator,
                now=now,
            )
        team = Team(authority, people, keyring, subjects, municipality)
        if subjects:
            reports(team, number, draw=draw, now=now)
        teams.append(team)
    one_of_each(teams[0], teams[1], draw=draw, now=now)
    _write_down(folder / SIGN_IN_FILE, made, sign_in)
    return True


def code(*, folder: Path, now: datetime) -> str | None:
    """The six digits of the second factor of this moment; None when there is no demonstration."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    file = folder / SIGN_IN_FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    secret = next((line.removeprefix(SECOND_FACTOR).strip() for line in lines if line.startswith(SECOND_FACTOR)), None)
    return format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30)) if secret else None


def _person(authority: Authority | None, role: str, first: str, sign_in: SignIn) -> StaffMember:
    from allauth.mfa.totp.internal.auth import TOTP

    place = authority.key if authority else "medemens"
    person = StaffMember(email=f"{first.lower()}@{place}.example", name=f"{first} Verzonnen", authority=authority, **{role: True})
    person.password = sign_in.hashed
    person.save()
    TOTP.activate(person, sign_in.secret)
    return person


def _keys(authority: Authority, people: tuple[StaffMember, ...], sign_in: SignIn, now: datetime) -> Keyring:
    coordinator = next(each for each in people if each.coordinator)
    for person in people:
        if person.handler or person.coordinator:
            keys.make_own(staff=person, passphrase=sign_in.passphrase, now=now)
    keys.found(authority=authority, by=coordinator, recovery_public_key=secrets.public_of(secrets.new_key()), now=now)
    share = KeyShare.objects.select_related("staff_key").get(staff_key__staff=coordinator)
    private = secrets.unwrap(bytes(share.staff_key.wrapped), passphrase=sign_in.passphrase)
    keyring = Keyring({share.authority_key_id: secrets.unseal(bytes(share.sealed), private=private)})
    for person in people:
        if person.handler:
            keys.share(to=person, keyring=keyring, by=coordinator, now=now)
    return keyring


def _write_down(file: Path, people: list[StaffMember], sign_in: SignIn) -> None:
    lines = [
        "The demonstration's staff. Made for this installation; all of them have the same:",
        "",
        f"password             {sign_in.password}",
        f"{SECOND_FACTOR} {sign_in.secret}",
        f"passphrase of keys   {sign_in.passphrase}",
        "",
        "Sign in at /nl/staff/ or /en/staff/. The second factor goes into any authenticator app; without one,",
        "`medemens demo --code` prints the six digits of this moment.",
        "",
        *(f"{person.email:36} {', '.join(person.roles):14} {person.authority or ''}" for person in people),
    ]
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")

"""A world to look around in: two invented authorities, their staff, and reports by invented people, made by the real deeds.

Nobody can sign in with something that is known beforehand: password, passphrase and second factor are made on the spot and lie
in one file of the installation's own folder.
"""

from __future__ import annotations

import secrets as chance
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from medemens.casework import access
from medemens.casework.actions import cases, keys, submissions, terms
from medemens.casework.actions.administration import add_competence
from medemens.casework.actions.submissions import Submission
from medemens.casework.case_types import CaseType, case_types
from medemens.casework.codes import new_code
from medemens.casework.models import Case, KeyShare
from medemens.casework.sealing import Keyring
from medemens.common import secrets
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation, folded
from medemens.common.questions import Answers, Field, asked
from medemens.common.staff import StaffMember

AUTHORITIES = (
    ("voorbeeldstad", "Gemeente Voorbeeldstad (demonstratie)", "Postbus 1\n0000 ZZ Voorbeeldstad", ("housing",)),
    (
        "inspectie",
        "Inspectie Verzonnen (demonstratie)",
        "Postbus 2\n0000 ZZ Verzonnen",
        ("pay", "agency", "unsafe_work", "exploitation", "other"),
    ),
)
ROLES = (("handler", "Hanna"), ("handler", "Bram"), ("coordinator", "Carla"), ("auditor", "Alex"))
ORGANISATIONS = (
    ("Uitzendbureau Verzonnen B.V.", "00000001", "Verzonnen"),
    ("Kassen Voorbeeld B.V.", "00000002", "Voorbeeldstad"),
    ("Verhuurder Fictief V.O.F.", "00000003", "Voorbeeldstad"),
    ("Logistiek Nergens B.V.", "00000004", "Nergens"),
)
STORIES = (
    ("pl", "Mieszkamy w siedem osób w jednym pokoju. Właściciel bierze 600 euro od każdego i nie oddaje kaucji."),
    ("ro", "Am plătit o lună de garanție și nu o primesc înapoi. Contractul este doar în olandeză."),
    ("bg", "Агенцията удържа повече пари, отколкото пише в договора. Никой не ни дава фишове."),
    ("uk", "Нам сказали виїхати з житла в той самий день, коли закінчилася робота."),
    ("hu", "A gépen nincs védőburkolat. Egy kolléga megsérült, de senki sem jelentette."),
    ("en", "The manager keeps my passport and says I owe him money for the flight."),
    ("es", "Trabajo sesenta horas y me pagan cuarenta. El resto dicen que es para la casa."),
    ("ar", "لا نحصل على أجر الساعات الإضافية، ويهددنا المسؤول بالطرد من السكن."),
    ("nl", "Bij mijn buren slapen zeker tien mensen in een rijtjeshuis; de trap is versperd met matrassen."),
    ("tr", "Bize her hafta farklı bir ücret ödeniyor ve nedenini söylemiyorlar."),
)
REPORTS = 90
WEEKS = 12


@dataclass(frozen=True)
class SignIn:
    """What is needed to sign in as anybody of the demonstration."""

    password: str
    passphrase: str
    secret: str

    @classmethod
    def new(cls) -> SignIn:
        """Made on the spot."""
        from allauth.mfa.totp.internal.auth import generate_totp_secret

        return cls(chance.token_urlsafe(12), " ".join(chance.token_hex(3) for _ in range(5)), generate_totp_secret())


def make(*, folder: Path, now: datetime) -> bool:
    """Makes the world, once; whether it was made now."""
    if Authority.objects.filter(key=AUTHORITIES[0][0]).exists():
        return False
    sign_in, made = SignIn.new(), []
    for name, kvk, place in ORGANISATIONS:
        Organisation.objects.create(name=name, folded_name=folded(name), kvk=kvk, place=place, public=True)
    administrator = _person(None, "administrator", "Ada", sign_in)
    made.append(administrator)
    draw = Random(20261124)  # noqa: S311 - which invented report comes when is no secret
    for key, name, letterhead, subjects in AUTHORITIES:
        authority = Authority.objects.create(key=key, name=name, letterhead=letterhead, telephone="000 000 00 00")
        people = [_person(authority, role, first, sign_in) for role, first in ROLES]
        made += people
        keyring = _keys(authority, people, sign_in, now - timedelta(weeks=WEEKS + 1))
        for subject in subjects:
            add_competence(
                authority=authority, subject=subject, municipality="", since=date(2026, 1, 1), by=administrator, now=now
            )
        _reports(authority, subjects, people, keyring, draw, now)
    _write_down(folder, made, sign_in)
    return True


def _person(authority: Authority | None, role: str, first: str, sign_in: SignIn) -> StaffMember:
    from allauth.mfa.totp.internal.auth import TOTP

    place = authority.key if authority else "medemens"
    person = StaffMember(email=f"{first.lower()}@{place}.example", name=f"{first} Verzonnen", authority=authority, **{role: True})
    person.set_password(sign_in.password)
    person.save()
    TOTP.activate(person, sign_in.secret)
    return person


def _keys(authority: Authority, people: list[StaffMember], sign_in: SignIn, now: datetime) -> Keyring:
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


def _reports(
    authority: Authority, subjects: tuple[str, ...], people: list[StaffMember], keyring: Keyring, draw: Random, now: datetime
) -> None:
    kinds = cycle(
        [(kind, subject) for kind in case_types().values() for subject in subjects if any(s.id == subject for s in kind.subjects)]
    )
    organisations = [*Organisation.objects.filter(public=True), None]
    for _ in range(REPORTS // len(AUTHORITIES)):
        kind, subject = next(kinds)
        language, story = draw.choice(STORIES)
        received = now - timedelta(minutes=draw.randrange(60, WEEKS * 7 * 24 * 60))
        submission = Submission(
            case_type=kind.id,
            subject=subject,
            authority=authority,
            municipality=draw.choice(("GM0518", "GM0599", "GM1783", "GM0363")),
            language=language,
            answers=_answers(kind, story, draw, received.date()),
            way="anonymous",
            organisation=draw.choice(organisations),
        )
        case = submissions.submit(submission=submission, code=new_code(), now=received)
        _work_on(case, people, keyring, draw, received, now)


def _answers(kind: CaseType, story: str, draw: Random, on: date) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for _ in range(len(kind.questions)):
        for question in asked(kind.questions, answers):
            for field in question.fields:
                if field.name not in answers:
                    answers[field.name] = _answer(field, answers, story, draw, on)
    return answers


def _answer(field: Field, answers: Answers, story: str, draw: Random, on: date) -> Any:
    if field.kind == "choice":
        return draw.choice(field.choices)[0]
    if field.kind == "many":
        return [draw.choice(field.choices)[0]]
    if field.kind == "day":
        return (on - timedelta(days=draw.randrange(20, 400))).isoformat()
    if field.kind == "money":
        return draw.choice((350_00, 480_00, 600_00, 1200_00))
    if field.kind in ("hours", "number"):
        return draw.randrange(1, 12)
    return story if field.kind == "text" else ""


def _work_on(case: Case, people: list[StaffMember], keyring: Keyring, draw: Random, received: datetime, now: datetime) -> None:
    """Some are new, most are being worked on, some ended."""
    fate = draw.random()
    handlers = [person for person in people if person.handler]
    kind = case_types()[case.case_type]
    moment = received + timedelta(days=draw.randrange(1, 5))
    if fate < 0.3 or moment >= now:
        return
    handler = draw.choice(handlers)
    cases.assign(case=case, to=handler, by=handler, now=moment)
    cases.set_status(case=case, status=kind.statuses[1].id, by=handler, now=moment)
    opened = access.opened(handler, case.reference, keyring, now=moment)
    cases.mark_read(case=opened.case, by=handler, now=moment)
    cases.note(opened=opened, text="Gebeld met een collega; die kent dit adres.", by=handler, now=moment)
    if fate < 0.55:
        text = "Thank you for your report. Can you tell us how many people sleep there, and since when?"
        cases.send(opened=opened, text=text, language="en", question=True, by=handler, now=moment)
    elif fate > 0.8 and (ended := moment + timedelta(days=9)) < now:
        outcome = next(each for each in kind.outcomes if not each.decision)
        cases.close(opened=opened, outcome=outcome.id, text=str(outcome.told), language="en", by=handler, now=ended)
    elif fate > 0.7 and kind.term.suspended_by:
        ground = kind.term.suspended_by[0].key
        terms.suspend(case=opened.case, on=timezone.localdate(moment), ground=ground, by=handler, now=moment)


def _write_down(folder: Path, people: list[StaffMember], sign_in: SignIn) -> None:
    path = folder / "demonstration-sign-in.txt"
    lines = [
        "The demonstration's staff. Made for this installation; all of them have the same:",
        "",
        f"password             {sign_in.password}",
        f"second factor (TOTP) {sign_in.secret}",
        f"passphrase of keys   {sign_in.passphrase}",
        "",
        *(f"{person.email:36} {', '.join(person.roles):14} {person.authority or ''}" for person in people),
    ]
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

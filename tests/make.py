"""Worlds for tests, built through the real deeds. All people and organisations here are invented."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from medemens.casework import access, vault
from medemens.casework.actions import keys, submissions
from medemens.casework.actions.submissions import Submission
from medemens.casework.case_types import case_types, of_subject
from medemens.casework.codes import Code, new_code
from medemens.casework.models import Case, Competence, KeyShare
from medemens.casework.sealing import Keyring
from medemens.common import secrets
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

PASSPHRASE = "vijf verzonnen woorden achter elkaar"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_numbers = count(1)


@dataclass
class World:
    """An authority with a key, and one person in each role; the recovery key is what would lie in the safe."""

    authority: Authority
    handler: StaffMember
    coordinator: StaffMember
    auditor: StaffMember
    recovery: bytes = field(repr=False)
    private: dict[int, bytes] = field(default_factory=dict, repr=False)

    def keyring(self, staff: StaffMember | None = None) -> Keyring:
        """What somebody holds after they opened their key."""
        of = staff or self.handler
        shares = KeyShare.objects.filter(staff_key__staff=of)
        return Keyring(
            {each.authority_key_id: secrets.unseal(bytes(each.sealed), private=self.private[of.pk]) for each in shares}
        )

    def opened(self, case: Case, staff: StaffMember | None = None, now: datetime = NOW) -> access.Opened:
        """A case, opened by somebody of the authority."""
        return access.opened(staff or self.handler, case.reference, self.keyring(staff), now=now)


def staff(authority: Authority | None, role: str, name: str = "") -> StaffMember:
    """Somebody with one role."""
    number = next(_numbers)
    return StaffMember.objects.create(
        email=f"{role}{number}@verzonnen.example",
        name=name or f"{role.title()} Verzonnen {number}",
        authority=authority,
        **{role: True},
    )


def own_key(world_private: dict[int, bytes], member: StaffMember) -> None:
    """Makes somebody's own key; the private half stays in the world, so that tests need not open it with the passphrase."""
    made = keys.make_own(staff=member, passphrase=PASSPHRASE, now=NOW)
    world_private[member.pk] = secrets.unwrap(bytes(made.wrapped), passphrase=PASSPHRASE)


def world(name: str = "Gemeente Verzonnen", *, municipality: str = "", subjects: tuple[str, ...] = ()) -> World:
    """An authority that is competent for the subjects (all, when none are named) in a municipality, or everywhere."""
    number = next(_numbers)
    authority = Authority.objects.create(
        key=f"verzonnen-{number}", name=name, rsin="123456782", letterhead="Postbus 1, Verzonnen"
    )
    private: dict[int, bytes] = {}
    people = {role: staff(authority, role) for role in ("handler", "coordinator", "auditor")}
    for role in ("handler", "coordinator"):
        own_key(private, people[role])
    recovery = secrets.new_key()
    keys.found(authority=authority, by=people["coordinator"], recovery_public_key=secrets.public_of(recovery), now=NOW)
    made = World(authority, recovery=recovery, private=private, **people)
    keys.share(to=made.handler, keyring=made.keyring(made.coordinator), by=made.coordinator, now=NOW)
    for subject in subjects or [each.id for kind in case_types().values() for each in kind.subjects]:
        Competence.objects.create(authority=authority, subject=subject, municipality=municipality, since=date(2026, 1, 1))
    return made


def submission(of: World, subject: str = "housing", **changes: Any) -> Submission:
    """What somebody sends in."""
    fields: dict[str, Any] = {
        "case_type": of_subject(subject).id,
        "subject": subject,
        "authority": of.authority,
        "municipality": "",
        "language": "pl",
        "answers": {"story": "Szef zabrał mi paszport."},
        "way": "anonymous",
    }
    return Submission(**{**fields, **changes})


def report(
    of: World, subject: str = "housing", *, now: datetime = NOW, code: Code | None = None, **changes: Any
) -> tuple[Case, Code]:
    """A report that was received, and the code of its mailbox."""
    code = code or new_code()
    return submissions.submit(submission=submission(of, subject, **changes), code=code, now=now), code


def sign_in(client: Client, member: StaffMember, private: dict[int, bytes] | None = None) -> Client:
    """Signs somebody in with their second factor; with `private` of their world their key is open too."""
    Authenticator.objects.get_or_create(user=member, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "AAAA"}})
    client.force_login(member)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    if private is not None and member.pk in private:
        key = secrets.new_key()
        session = client.session
        locked = secrets.lock(private[member.pk], key=key, purpose=f"{vault.PURPOSE} of {member.pk}")
        session[vault.PURPOSE] = base64.b64encode(locked).decode()
        session.save()
        client.cookies[vault.COOKIE] = base64.b64encode(key).decode()
    return client


def today() -> date:
    """The day on the machine's clock, for pages that take the clock at their edge."""
    return timezone.localdate()

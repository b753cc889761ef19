"""The one door to cases. Absent and not-yours look the same; opening what is sealed is always recorded."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from medemens.casework import audit
from medemens.casework.codes import Code
from medemens.casework.models import AuditEntry, Case, Document, RemovedCase
from medemens.casework.sealing import CaseKey, Keyring, key_of_reporter
from medemens.common import secrets
from medemens.common.access import Permission
from medemens.common.secrets import NotOpened
from medemens.common.staff import StaffMember

_FOR_NOBODY = secrets.seal(bytes(32), to=secrets.public_of(secrets.new_key()))


def cases(staff: StaffMember) -> QuerySet[Case]:
    """All cases that somebody may see: those of their authority, if they handle cases there."""
    if staff.authority_id is None or not staff.may(Permission.HANDLE):
        return Case.objects.none()
    return Case.objects.filter(authority_id=staff.authority_id)


def cases_about(staff: StaffMember, organisations: Sequence[int]) -> QuerySet[Case]:
    """All cases about some organisations (their numbers) that somebody may see.

    SQLite without statistics would take any index that begins with the authority, and read all its cases. An expression that no
    index has (here: the authority or else itself) keeps it from that; then it takes the one on the organisation.
    """
    if not staff.may(Permission.HANDLE):
        return Case.objects.none()
    found = Case.objects.alias(theirs=Coalesce(F("authority_id"), F("authority_id")))
    return found.filter(theirs=staff.authority_id, organisation__in=organisations)


def planned(staff: StaffMember, *, removal: bool) -> QuerySet[Case]:
    """The closed cases of the authority that have a day of removal, or have none yet, for an auditor: no more than that."""
    if staff.authority_id is None or not staff.may(Permission.AUDIT):
        return Case.objects.none()
    found = Case.objects.filter(authority_id=staff.authority_id).only("reference", "case_type", "remove_on", "remove_because")
    return found.exclude(remove_on=None) if removal else found.exclude(closed_at=None).filter(remove_on=None)


def log(staff: StaffMember, *, few: bool = False) -> QuerySet[AuditEntry]:
    """All entries of the log that somebody may see: those of their authority, if they audit it.

    :param few: they are narrowed down to those of one case or person; then the index on that serves, as in `cases_about`
    """
    if staff.authority_id is None or not staff.may(Permission.AUDIT):
        return AuditEntry.objects.none()
    if few:
        return AuditEntry.objects.alias(theirs=Coalesce(F("authority_id"), F("authority_id"))).filter(theirs=staff.authority_id)
    return AuditEntry.objects.filter(authority_id=staff.authority_id)


def case(staff: StaffMember, reference: str) -> Case:
    """One case that somebody may see.

    :raises Http404: there is none with this reference, or it is not theirs
    """
    if "\0" in reference:  # PostgreSQL knows no text with this sign, and would fall over it
        raise Http404
    found = cases(staff).select_related("handler", "organisation", "authority").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Opened:
    """A case, and the key to its content."""

    case: Case
    key: CaseKey


@transaction.atomic
def opened(staff: StaffMember, reference: str, keyring: Keyring, *, now: datetime, to: str = "read") -> Opened:
    """A case with its content, and a record that it was opened; `to` says for which deed.

    :raises Http404: there is none with this reference, or it is not theirs
    :raises NotOpened: they do not hold the key it was sealed to
    """
    found = case(staff, reference)
    key = keyring.case_key(found)
    audit.record("case.opened", now=now, by=staff, case=found, to=to)
    return Opened(found, key)


@transaction.atomic
def document(staff: StaffMember, reference: str, number: int, keyring: Keyring, *, now: datetime) -> tuple[Opened, Document]:
    """One document of a case, and a record that it was opened.

    :raises Http404: there is none, or it is not theirs
    :raises NotOpened: they do not hold the key
    """
    found = case(staff, reference)
    wanted = found.documents.filter(number=number).first()
    if wanted is None:
        raise Http404
    key = keyring.case_key(found)
    audit.record("document.opened", now=now, by=staff, case=found, document=number)
    return Opened(found, key), wanted


def mailbox(code: Code) -> list[Opened]:
    """The cases that a reporter's code opens, oldest first; empty when it opens none.

    A code that fits nothing costs as much work as one that does: one question to the database, one seal to open.
    """
    theirs = list(Case.objects.filter(mailbox__lookup=code.lookup).select_related("authority").order_by("id"))
    if not theirs:
        with suppress(NotOpened):
            secrets.unseal(_FOR_NOBODY, private=code.private_key)
    return [Opened(each, key_of_reporter(each, code)) for each in theirs]


def removed(code: Code) -> list[RemovedCase]:
    """The notices of removed cases that a reporter's code shows, oldest first: one question to the database.

    It is asked together with `mailbox`, whatever that gave: then a code costs the same, fits it or not.
    """
    return list(RemovedCase.objects.filter(mailbox__lookup=code.lookup).select_related("authority").order_by("id"))

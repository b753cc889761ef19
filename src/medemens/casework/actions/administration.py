"""What an administrator sets: authorities, staff, competence, texts. They read no case and hold no key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from PIL import Image, UnidentifiedImageError

from medemens.casework import audit
from medemens.casework.actions import keys
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import Case, Competence, MessageTemplate
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

MOST_LOGO_BYTES, LOGO_PIXELS = 200_000, (600, 200)


@dataclass(frozen=True)
class Invitation:
    """What stands in the address of an invitation: who it is for, and what makes it theirs."""

    who: str
    token: str


@transaction.atomic
def save_authority(*, authority: Authority, by: StaffMember, now: datetime) -> Authority:
    """Adds an authority, or changes one.

    :raises NotPossible: `host_taken`, or `key_taken`
    """
    deed = "authority.changed" if authority.pk else "authority.added"
    if authority.point_host and Authority.objects.at_host(authority.point_host).exclude(pk=authority.pk).exists():
        raise NotPossible("host_taken")
    if Authority.objects.filter(key=authority.key).exclude(pk=authority.pk).exists():
        raise NotPossible("key_taken")
    authority.save()
    audit.record(deed, now=now, by=by, authority=authority)
    return authority


def made_logo(content: bytes) -> bytes:
    """A logo made anew as a small PNG, without anything hidden in it.

    :raises NotPossible: `logo_too_large`, or `not_a_picture`
    """
    if len(content) > MOST_LOGO_BYTES:
        raise NotPossible("logo_too_large")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            picture.thumbnail(LOGO_PIXELS)
            made = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise NotPossible("not_a_picture") from None
    target = BytesIO()
    made.save(target, "PNG", optimize=True)
    return target.getvalue()


@transaction.atomic
def add_staff(*, staff: StaffMember, by: StaffMember | None, now: datetime) -> StaffMember:
    """Adds somebody, without a password: they choose it with their invitation. `by` is None on a fresh installation.

    :raises NotPossible: `email_taken`
    """
    staff.email = staff.email.strip().lower()
    staff.set_unusable_password()
    if StaffMember.objects.filter(email=staff.email).exists():
        raise NotPossible("email_taken")
    staff.save()
    audit.record("staff.added", now=now, by=by, actor="" if by else "system", authority=staff.authority, staff=staff.pk)
    return staff


@transaction.atomic
def set_roles(*, staff: StaffMember, roles: dict[str, bool], by: StaffMember, now: datetime) -> None:
    """Sets what somebody is. Who no longer handles cases loses the keys.

    :raises NotPossible: `last_administrator`
    """
    if staff.administrator and not roles["administrator"]:
        _keep_an_administrator(staff)
    for role, has in roles.items():
        setattr(staff, role, has)
    staff.save(update_fields=list(roles))
    if not (staff.handler or staff.coordinator):
        keys.take_away(staff=staff, by=by, now=now)
    held = " ".join(role for role, has in roles.items() if has)
    audit.record("staff.roles", now=now, by=by, authority=staff.authority, staff=staff.pk, roles=held)


def invite(*, staff: StaffMember, by: StaffMember | None, now: datetime) -> Invitation:
    """Makes an invitation with which somebody chooses a password, once, within three days."""
    with transaction.atomic():
        audit.record("staff.invited", now=now, by=by, actor="" if by else "system", authority=staff.authority, staff=staff.pk)
    return Invitation(urlsafe_base64_encode(force_bytes(staff.pk)), default_token_generator.make_token(staff))


@transaction.atomic
def block(*, staff: StaffMember, on: date, by: StaffMember, now: datetime) -> None:
    """Somebody leaves: they cannot sign in, their sessions end, their keys are gone, their cases go back to the queue.

    :raises NotPossible: `last_administrator`
    """
    if staff.administrator:
        _keep_an_administrator(staff)
    staff.is_active, staff.left_on = False, on
    staff.set_unusable_password()
    staff.save()
    keys.take_away(staff=staff, by=by, now=now)
    Case.objects.filter(handler=staff, closed_at=None).update(handler=None)
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        if session.get_decoded().get("_auth_user_id") == str(staff.pk):
            session.delete()
    audit.record("staff.blocked", now=now, by=by, authority=staff.authority, staff=staff.pk)


@transaction.atomic
def add_competence(
    *, authority: Authority, subject: str, municipality: str, since: date, by: StaffMember, now: datetime
) -> Competence:
    """From a day on an authority handles a subject in a municipality, or everywhere (empty).

    :raises NotPossible: `taken`: another one does
    """
    try:
        with transaction.atomic():
            made = Competence.objects.create(authority=authority, subject=subject, municipality=municipality, since=since)
    except IntegrityError:
        raise NotPossible("taken") from None
    audit.record("competence.added", now=now, by=by, authority=authority, subject=subject, municipality=municipality)
    return made


@transaction.atomic
def end_competence(*, competence: Competence, on: date, by: StaffMember, now: datetime) -> None:
    """The authority handles it up to and including the day before."""
    competence.until = on
    competence.save(update_fields=["until"])
    audit.record(
        "competence.ended",
        now=now,
        by=by,
        authority=competence.authority,
        subject=competence.subject,
        municipality=competence.municipality,
    )


@transaction.atomic
def save_template(*, template: MessageTemplate, by: StaffMember, now: datetime) -> None:
    """Adds or changes a text that handlers send."""
    values: dict[str, Any] = {"title": template.title, "text": template.text}
    MessageTemplate.objects.update_or_create(
        authority=template.authority, key=template.key, language=template.language, defaults=values
    )
    audit.record("template.saved", now=now, by=by, authority=template.authority, key=template.key, language=template.language)


@transaction.atomic
def remove_template(*, template: MessageTemplate, by: StaffMember, now: datetime) -> None:
    """Removes a text; what was sent with it stays."""
    audit.record("template.removed", now=now, by=by, authority=template.authority, key=template.key, language=template.language)
    template.delete()


def _keep_an_administrator(staff: StaffMember) -> None:
    others = StaffMember.objects.filter(administrator=True, is_active=True).exclude(pk=staff.pk)
    if not others.exists():
        raise NotPossible("last_administrator")

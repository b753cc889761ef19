"""What an administrator sets: authorities, staff, competence, texts. They read no case and hold no key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from PIL import Image

from medemens.casework import audit, enclosures
from medemens.casework.actions import cases, keys
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import Case, Competence, MessageTemplate
from medemens.common.access import OF_AN_AUTHORITY, Role, permissions_of
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

MOST_LOGO_BYTES, LOGO_PIXELS = 200_000, (600, 200)
LOGO_KINDS = ("png", "jpeg", "webp")
FACE = ("name", "key", "rsin", "letterhead", "telephone", "point_host", "colour", "logo", "admits_lenders", "edits_monitor")
"""What can be changed of an authority."""


@dataclass(frozen=True)
class Invitation:
    """What stands in the address of an invitation: who it is for, and what makes it theirs."""

    who: str
    token: str


@transaction.atomic
def save_authority(*, authority: Authority, by: StaffMember, now: datetime) -> Authority:
    """Adds an authority, or changes one. Only who administers the whole installation adds one.

    Nor does anybody else say that it keeps the register of lenders.
    Nor that it edits the monitor of the measures.

    :raises NotPossible: `host_taken`, `key_taken`, or `other_authority`
    """
    _theirs(by, authority)
    if authority.point_host and Authority.objects.at_host(authority.point_host).exclude(pk=authority.pk).exists():
        raise NotPossible("host_taken")
    if Authority.objects.filter(key=authority.key).exclude(pk=authority.pk).exists():
        raise NotPossible("key_taken")
    before = Authority.objects.filter(pk=authority.pk).first()
    if by.authority_id is not None and before is not None and before.admits_lenders != authority.admits_lenders:
        raise NotPossible("other_authority")
    if by.authority_id is not None and before is not None and before.edits_monitor != authority.edits_monitor:
        raise NotPossible("other_authority")
    authority.save()
    if before is None:
        audit.record("authority.added", now=now, by=by, authority=authority)
    elif changed := " ".join(name for name in FACE if _of(before, name) != _of(authority, name)):
        audit.record("authority.changed", now=now, by=by, authority=authority, changed=changed)
    return authority


def _of(authority: Authority, name: str) -> str | bool | bytes:
    """A field of an authority to compare; databases give bytes back in different wrappings."""
    value = getattr(authority, name)
    return value if isinstance(value, str | bool) else bytes(value or b"")


def made_logo(content: bytes) -> bytes:
    """A logo made anew as a small PNG on white, without anything hidden in it.

    :raises NotPossible: `logo_too_large`, or `not_a_picture`
    """
    if len(content) > MOST_LOGO_BYTES:
        raise NotPossible("logo_too_large")
    if enclosures.kind_of(content) not in LOGO_KINDS:
        raise NotPossible("not_a_picture")
    try:
        drawn = enclosures.made_safe(content, number=1).content
    except enclosures.Refused:
        raise NotPossible("not_a_picture") from None
    target = BytesIO()
    with Image.open(BytesIO(drawn), formats=("PNG", "JPEG")) as picture:
        made = picture.convert("RGB")
    made.thumbnail(LOGO_PIXELS)
    made.save(target, "PNG", optimize=True)
    return target.getvalue()


@transaction.atomic
def add_staff(*, staff: StaffMember, by: StaffMember | None, now: datetime) -> StaffMember:
    """Adds somebody, without a password: they choose it with their invitation. `by` is None on a fresh installation.

    :raises NotPossible: `email_taken`, `other_authority`, or `no_organisation`: these roles need one
    """
    if by is not None:
        _theirs(by, staff.authority)
    if staff.authority is None and _needs_authority(staff):
        raise NotPossible("no_organisation")
    staff.email = staff.email.strip().lower()
    staff.set_unusable_password()
    if StaffMember.objects.filter(email=staff.email).exists():
        raise NotPossible("email_taken")
    staff.save()
    audit.record(
        "staff.added",
        now=now,
        by=by,
        actor="" if by else "system",
        authority=staff.authority,
        staff=staff.pk,
        roles=" ".join(staff.roles),
    )
    return staff


@transaction.atomic
def set_roles(*, staff: StaffMember, roles: dict[str, bool], by: StaffMember, now: datetime) -> None:
    """Sets what somebody is. Who no longer handles cases loses the keys, and their open cases go back to the queue.

    :raises NotPossible: `yourself`, `last_administrator`, `blocked`, `other_authority`, or `no_organisation`
    """
    _somebody_else(by, staff)
    if not staff.is_active:
        raise NotPossible("blocked")
    if staff.administrator and not roles["administrator"]:
        _keep_an_administrator(staff)
    handled = staff.handler or staff.coordinator
    for role, has in roles.items():
        setattr(staff, role, has)
    if staff.authority is None and _needs_authority(staff):
        raise NotPossible("no_organisation")
    staff.save(update_fields=list(roles))
    if handled and not (staff.handler or staff.coordinator):
        _take_work_away(staff, by=by, now=now)
    audit.record("staff.roles", now=now, by=by, authority=staff.authority, staff=staff.pk, roles=" ".join(staff.roles))


@transaction.atomic
def invite(*, staff: StaffMember, by: StaffMember | None, now: datetime) -> Invitation:
    """Makes an invitation with which somebody chooses a password, once, within three days.

    For somebody who has no password yet, earlier invitations end.

    :raises NotPossible: `blocked`, or `other_authority`
    """
    if by is not None:
        _theirs(by, staff.authority)
    if not staff.is_active:
        raise NotPossible("blocked")
    if not staff.has_usable_password():
        staff.set_unusable_password()
        staff.save(update_fields=["password"])
    audit.record("staff.invited", now=now, by=by, actor="" if by else "system", authority=staff.authority, staff=staff.pk)
    return Invitation(urlsafe_base64_encode(force_bytes(staff.pk)), default_token_generator.make_token(staff))


@transaction.atomic
def reset_second_factor(*, staff: StaffMember, by: StaffMember, now: datetime) -> None:
    """For somebody who lost their phone: its codes and the recovery codes work no more, and their sessions end.

    At the next sign-in, with their password, they set up a new one.

    :raises NotPossible: `yourself`, or `other_authority`
    """
    _somebody_else(by, staff)
    Authenticator.objects.filter(user=staff).delete()
    _end_sessions(staff, now=now)
    audit.record("staff.second_factor_reset", now=now, by=by, authority=staff.authority, staff=staff.pk)


@transaction.atomic
def block(*, staff: StaffMember, on: date, by: StaffMember, now: datetime) -> int:
    """Somebody leaves: they cannot sign in, their sessions end, their keys are gone.

    Their open cases go back to the queue; how many.

    :raises NotPossible: `yourself`, `last_administrator`, `blocked`: they left already, or `other_authority`
    """
    _somebody_else(by, staff)
    if not staff.is_active:
        raise NotPossible("blocked")
    if staff.administrator:
        _keep_an_administrator(staff)
    staff.is_active, staff.left_on = False, on
    staff.set_unusable_password()
    staff.save()
    number = _take_work_away(staff, by=by, now=now)
    _end_sessions(staff, now=now)
    audit.record("staff.blocked", now=now, by=by, authority=staff.authority, staff=staff.pk)
    return number


@transaction.atomic
def take_back(*, staff: StaffMember, by: StaffMember, now: datetime) -> None:
    """Somebody who left returns: without roles, password and second factor, as if they were new.

    :raises NotPossible: `not_blocked`, or `other_authority`
    """
    _somebody_else(by, staff)
    if staff.is_active:
        raise NotPossible("not_blocked")
    staff.is_active, staff.left_on = True, None
    for role in Role:
        setattr(staff, role.value, False)
    staff.save()
    Authenticator.objects.filter(user=staff).delete()
    audit.record("staff.returned", now=now, by=by, authority=staff.authority, staff=staff.pk)


def _take_work_away(staff: StaffMember, *, by: StaffMember, now: datetime) -> int:
    """Their keys are gone and their open cases go back to the queue; how many."""
    keys.take_away(staff=staff, by=by, now=now)
    theirs = list(Case.objects.select_for_update().filter(handler=staff, closed_at=None).order_by("id"))
    for case in theirs:
        cases.assign(case=case, to=None, by=by, now=now)
    return len(theirs)


def _end_sessions(staff: StaffMember, *, now: datetime) -> None:
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        if session.get_decoded().get("_auth_user_id") == str(staff.pk):
            session.delete()


@transaction.atomic
def add_competence(
    *, authority: Authority, subject: str, municipality: str, since: date, by: StaffMember, now: datetime
) -> Competence:
    """From a day on an authority handles a subject in a municipality, or everywhere (empty).

    :raises NotPossible: `taken`: one does already, then or later; or `other_authority`
    """
    _theirs(by, authority)
    same = Competence.objects.filter(subject=subject, municipality=municipality).exclude(until__lte=F("since"))
    if same.filter(Q(until=None) | Q(until__gt=since)).exists():
        raise NotPossible("taken")
    try:
        with transaction.atomic():
            made = Competence.objects.create(authority=authority, subject=subject, municipality=municipality, since=since)
    except IntegrityError:
        raise NotPossible("taken") from None
    audit.record("competence.added", now=now, by=by, authority=authority, subject=subject, municipality=municipality)
    return made


@transaction.atomic
def end_competence(*, competence: Competence, on: date, by: StaffMember, now: datetime) -> None:
    """The authority handles it up to and including the day before. On its first day: it will never have held.

    :raises NotPossible: `before_it_began`, `ends_sooner`: an end can only be brought forward, or `other_authority`
    """
    _theirs(by, competence.authority)
    if on < competence.since:
        raise NotPossible("before_it_began")
    if competence.until is not None and on > competence.until:
        raise NotPossible("ends_sooner")
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
    """Adds or changes a text that handlers send.

    :raises NotPossible: `text_there`: there is one with this name in this language, or `other_authority`
    """
    _theirs(by, template.authority)
    same = MessageTemplate.objects.filter(authority=template.authority, key=template.key, language=template.language)
    if same.exclude(pk=template.pk).exists():
        raise NotPossible("text_there")
    template.save()
    audit.record("template.saved", now=now, by=by, authority=template.authority, key=template.key, language=template.language)


@transaction.atomic
def remove_template(*, template: MessageTemplate, by: StaffMember, now: datetime) -> None:
    """Removes a text; what was sent with it stays.

    :raises NotPossible: `other_authority`
    """
    _theirs(by, template.authority)
    audit.record("template.removed", now=now, by=by, authority=template.authority, key=template.key, language=template.language)
    template.delete()


def _theirs(by: StaffMember, authority: Authority | None) -> None:
    """Whoever administers one authority touches nothing of another, nor of the whole installation."""
    if by.authority_id is not None and (authority is None or authority.pk != by.authority_id):
        raise NotPossible("other_authority")


def _somebody_else(by: StaffMember, staff: StaffMember) -> None:
    """Nobody gives themselves roles or another way in."""
    _theirs(by, staff.authority)
    if staff.pk == by.pk:
        raise NotPossible("yourself")


def _needs_authority(staff: StaffMember) -> bool:
    return not OF_AN_AUTHORITY.isdisjoint(permissions_of(staff.roles, has_authority=True))


def _keep_an_administrator(staff: StaffMember) -> None:
    """Somebody must be left who can do what this person can: of their authority, or of the whole installation."""
    others = StaffMember.objects.filter(administrator=True, is_active=True).exclude(pk=staff.pk)
    if not others.filter(Q(authority=None) | Q(authority=staff.authority_id)).exists():
        raise NotPossible("last_administrator")

"""What an administrator does through the pages: each deed, what is refused kindly, and what is not theirs."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image, PngImagePlugin

from medemens.casework.actions import administration as actions
from medemens.casework.actions import cases
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.case_types import case_types
from medemens.casework.models import AuditEntry, Competence, Entry, KeyShare, MessageTemplate
from medemens.casework.queries import points
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from tests import make
from tests.make import NOW, World

pytestmark = pytest.mark.django_db

PASSWORD = "een verzonnen wachtwoord 2026"
FACE = {"name": "Gemeente Nieuw", "key": "nieuw", "rsin": "", "letterhead": "", "telephone": "", "point_host": "", "colour": ""}


def at(name: str, *parts: object) -> str:
    """A page of administration, in English."""
    with translation.override("en"):
        return reverse(f"administration:{name}", args=parts)


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def ada() -> StaffMember:
    """Who administers the whole installation."""
    return make.staff(None, "administrator", "Ada Verzonnen")


@pytest.fixture
def national(ada: StaffMember) -> Client:
    return make.sign_in(Client(), ada)


@pytest.fixture
def local(world: World, ada: StaffMember) -> Client:
    """Who administers just one authority; there is Ada besides."""
    return make.sign_in(Client(), make.staff(world.authority, "administrator", "Lokaal Verzonnen"))


def text_of(answer: Any) -> str:
    """The page; the status is in the message when a test fails."""
    return f"{answer.status_code}\n{answer.content.decode()}"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300), **options: object) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, (11, 90, 138)).save(target, kind, **options)
    return target.getvalue()


def deeds(*names: str) -> list[str]:
    """Which of these deeds are in the log, in order."""
    return list(AuditEntry.objects.filter(deed__in=names).order_by("id").values_list("deed", flat=True))


# organisations


def test_an_organisation_is_added_and_changed_and_told_what_it_lacks(national: Client) -> None:
    added = national.post(at("add-authority"), FACE, follow=True)
    assert "The organisation was added" in text_of(added)
    for lacking in ("There is no coordinator", "nobody who handles cases", "There is no key", "no competence that holds today"):
        assert lacking in text_of(added)
    changed = {**FACE, "name": "Gemeente Nieuwer", "key": "nieuwer", "rsin": "123456782", "colour": "#0B5A8A"}
    assert "The organisation was saved" in text_of(national.post(at("authority", "nieuw"), changed, follow=True))
    found = Authority.objects.get(key="nieuwer")
    assert (found.name, found.rsin, found.colour) == ("Gemeente Nieuwer", "123456782", "#0b5a8a")
    assert AuditEntry.objects.get(deed="authority.changed").details == {"changed": "name key rsin colour"}


def test_an_organisation_with_all_it_needs_is_told_so(national: Client, world: World) -> None:
    page = text_of(national.get(at("authority", world.authority.key)))
    assert "It can receive reports and handle them" in page
    KeyShare.objects.all().delete()
    assert "nobody can read reports" in text_of(national.get(at("authority", world.authority.key)))


def test_an_own_address_that_the_server_would_refuse_is_told(national: Client, world: World, settings: Any) -> None:
    world.authority.point_host = "meldpunt.verzonnen.example"
    world.authority.save()
    assert "ALLOWED_HOSTS of this server" in text_of(national.get(at("authorities")))
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "meldpunt.verzonnen.example"]
    assert "ALLOWED_HOSTS of this server" not in text_of(national.get(at("authorities")))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("colour", "#ffd400", "too light to read on white"),
        ("colour", "blue", "Write it like #0b5a8a"),
        ("rsin", "12345678", "Nine digits"),
        ("rsin", "١٢٣٤٥٦٧٨٩", "Nine digits"),
        ("key", "taken", "has this short name already"),
        ("point_host", "taken.example", "has this address already"),
        ("point_host", "https://meldpunt.example/", "Only the name of the site"),
        ("name", "", "This field is required"),
    ],
)
def test_what_is_not_right_is_told_and_what_was_typed_is_kept(national: Client, field: str, value: str, words: str) -> None:
    Authority.objects.create(key="taken", name="Gemeente Bezet", point_host="taken.example")
    answer = national.post(at("add-authority"), {**FACE, "telephone": "000 111", field: value})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="000 111"' in text_of(answer)
    assert value in text_of(answer)
    assert Authority.objects.count() == 1


def test_what_went_well_before_is_not_told_again_beside_an_error(national: Client, world: World) -> None:
    address = at("authority", world.authority.key) + "?done=saved"
    assert "The organisation was saved" in text_of(national.get(address))
    assert "The organisation was saved" not in text_of(national.post(address, {**FACE, "colour": "#ffd400"}))


def test_a_logo_is_made_anew_shown_and_removed(national: Client, world: World) -> None:
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Author", "PLANTED-AUTHOR")
    sent = SimpleUploadedFile("logo.png", picture(pnginfo=hidden) + b"<script>PLANTED-TAIL</script>", "image/png")
    face = {**FACE, "key": world.authority.key}
    national.post(at("authority", world.authority.key), {**face, "logo": sent})
    world.authority.refresh_from_db()
    kept = bytes(world.authority.logo or b"")
    with Image.open(BytesIO(kept)) as made:
        assert (made.format, made.size) == ("PNG", (600, 200))
    assert b"PLANTED" not in kept
    assert 'src="data:image/png;base64,' in text_of(national.get(at("authority", world.authority.key)))
    national.post(at("authority", world.authority.key), face)
    world.authority.refresh_from_db()
    assert world.authority.logo, "saving without choosing a file keeps the logo"
    national.post(at("authority", world.authority.key), {**face, "remove_logo": "on"})
    world.authority.refresh_from_db()
    assert world.authority.logo is None


def bomb() -> bytes:
    """A small file that says it is a picture of more than a gigabyte."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(60_001))) + chunk(b"IEND", b"")


HOSTILE = {
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page that begins as a picture": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "a picture that was broken off": picture()[:200],
    "a document": b"%PDF-1.7\n%%EOF",
    "nothing at all but a name": b"logo",
    "a picture with more pixels than memory": bomb(),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_logo_is_refused_and_changes_nothing(national: Client, world: World, content: bytes) -> None:
    sent = {**FACE, "key": world.authority.key, "name": "Anders", "logo": SimpleUploadedFile("logo.png", content, "image/png")}
    answer = national.post(at("authority", world.authority.key), sent)
    assert answer.status_code == 422
    assert "We cannot open this as a picture" in text_of(answer)
    assert 'value="Anders"' in text_of(answer)
    world.authority.refresh_from_db()
    assert (world.authority.name, world.authority.logo) == ("Gemeente Verzonnen", None)


def test_a_logo_that_is_too_large_is_refused(national: Client, world: World) -> None:
    sent = SimpleUploadedFile("logo.png", picture() + bytes(200_000), "image/png")
    answer = national.post(at("authority", world.authority.key), {**FACE, "key": world.authority.key, "logo": sent})
    assert "larger than 200 kB" in text_of(answer)


# staff


def add_somebody(client: Client, authority: Authority | None, *roles: str, email: str = "nieuw@verzonnen.example") -> Any:
    """Fills in the page for somebody new."""
    given = {"name": "Nina Verzonnen", "email": email, "authority": authority.pk if authority else "", "role": roles}
    return client.post(at("add-member"), given, follow=True)


def invitation(client: Client, person: StaffMember) -> str:
    """Makes an invitation through the page; the path in the address that it shows."""
    page = client.post(at("invite", person.pk)).content.decode()
    found = re.search(r"<code>http://testserver(/en/staff/welcome/[^<]+)</code>", page)
    assert found
    return found[1]


def test_somebody_is_added_invited_chooses_a_password_and_signs_in(national: Client, world: World) -> None:
    assert "This person was added" in text_of(add_somebody(national, world.authority, "handler", email="Nieuw@Verzonnen.example"))
    person = StaffMember.objects.get(email="nieuw@verzonnen.example")
    assert [role.value for role in person.roles] == ["handler"]
    address = invitation(national, person)
    assert address not in text_of(national.get(at("invite", person.pk))), "the address is shown once"
    newcomer = Client()
    chosen = newcomer.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert chosen["Location"] == reverse("account_login")
    with translation.override("en"):
        signed_in = newcomer.post(
            reverse("account_login"), {"login": "nieuw@verzonnen.example", "password": PASSWORD}, follow=True
        )
        assert (reverse("mfa_activate_totp"), 302) in signed_in.redirect_chain, "on the way to a second factor"
    assert newcomer.get(address).status_code == 410, "it works once"
    assert deeds("staff.added", "staff.invited", "staff.password_chosen") == [
        "staff.added", "staff.invited", "staff.password_chosen",
    ]  # fmt: skip


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_an_invitation_holds_for_three_days(
    national: Client, world: World, monkeypatch: pytest.MonkeyPatch, hours: int, status: int
) -> None:
    add_somebody(national, world.authority, "handler")
    address = invitation(national, StaffMember.objects.get(email="nieuw@verzonnen.example"))
    later = datetime.now() + timedelta(hours=hours)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    assert Client().get(address).status_code == status


def test_a_new_invitation_ends_the_one_before(national: Client, world: World) -> None:
    add_somebody(national, world.authority, "handler")
    person = StaffMember.objects.get(email="nieuw@verzonnen.example")
    before, after = invitation(national, person), invitation(national, person)
    assert [Client().get(address).status_code for address in (before, after)] == [410, 200]


def test_a_forgotten_password_keeps_working_until_another_is_chosen(national: Client, world: World) -> None:
    world.handler.set_password(PASSWORD)
    world.handler.save()
    invitation(national, world.handler)
    world.handler.refresh_from_db()
    assert world.handler.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("roles", "with_authority", "words"),
    [((), True, "Choose at least one role"), (("handler",), False, "Choose the organisation they work for")],
)
def test_somebody_without_what_their_role_needs_is_not_added(
    national: Client, world: World, roles: tuple[str, ...], with_authority: bool, words: str
) -> None:
    answer = add_somebody(national, world.authority if with_authority else None, *roles)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="Nina Verzonnen"' in text_of(answer)
    assert not StaffMember.objects.filter(name="Nina Verzonnen").exists()


def test_an_email_address_belongs_to_one_person(national: Client, world: World) -> None:
    answer = add_somebody(national, world.authority, "handler", email=world.handler.email.upper())
    assert answer.status_code == 422
    assert "Somebody has this e-mail address already" in text_of(answer)


def test_roles_are_set_and_written_in_the_log(national: Client, world: World) -> None:
    answer = national.post(at("member", world.auditor.pk), {"role": ["auditor", "handler"]}, follow=True)
    assert "The roles were saved" in text_of(answer)
    entry = AuditEntry.objects.get(deed="staff.roles")
    assert (entry.details, entry.authority_id) == ({"staff": world.auditor.pk, "roles": "handler auditor"}, world.authority.pk)


def test_who_no_longer_handles_cases_loses_the_key_and_the_cases(national: Client, world: World) -> None:
    case, _code = make.report(world)
    cases.assign(case=case, to=world.handler, by=world.coordinator, now=NOW)
    national.post(at("member", world.handler.pk), {"role": ["auditor"]})
    case.refresh_from_db()
    assert case.handler is None
    assert not KeyShare.objects.filter(staff_key__staff=world.handler).exists()


def test_nobody_gives_themselves_a_role_or_another_way_in(local: Client, world: World) -> None:
    myself = StaffMember.objects.get(name="Lokaal Verzonnen")
    answer = local.post(at("member", myself.pk), {"role": ["administrator", "handler"]})
    assert answer.status_code == 422
    assert "You cannot do this for yourself" in text_of(answer)
    for name in ("second-factor", "block"):
        assert local.post(at(name, myself.pk)).status_code == 422
    myself.refresh_from_db()
    assert ([role.value for role in myself.roles], myself.is_active) == (["administrator"], True)
    assert Authenticator.objects.filter(user=myself).exists()
    assert deeds("staff.roles", "staff.second_factor_reset", "staff.blocked") == []


def test_without_an_organisation_one_can_only_administer(national: Client) -> None:
    other = make.staff(None, "administrator")
    answer = national.post(at("member", other.pk), {"role": ["administrator", "auditor"]})
    assert answer.status_code == 422
    assert "belong to an organisation" in text_of(answer)


def test_the_last_who_administers_the_installation_stays(ada: StaffMember, world: World) -> None:
    """Who administers one authority cannot take over what Ada does, so they do not count."""
    make.staff(world.authority, "administrator")
    other = make.staff(None, "administrator")
    actions.block(staff=other, on=NOW.date(), by=ada, now=NOW)
    with pytest.raises(NotPossible, match="last_administrator"):
        actions.set_roles(staff=ada, roles={"administrator": False}, by=other, now=NOW)
    with pytest.raises(NotPossible, match="last_administrator"):
        actions.block(staff=ada, on=NOW.date(), by=other, now=NOW)


def test_who_lost_their_phone_sets_up_another_second_factor(national: Client, world: World) -> None:
    handler = make.sign_in(Client(), world.handler)
    assert "First be sure" in text_of(national.get(at("second-factor", world.handler.pk)))
    assert Authenticator.objects.filter(user=world.handler).exists(), "asking does nothing"
    answer = national.post(at("second-factor", world.handler.pk), follow=True)
    assert "second factor was taken away" in text_of(answer)
    assert not Authenticator.objects.filter(user=world.handler).exists()
    assert Authenticator.objects.exists(), "those of others stay"
    with translation.override("en"):
        assert handler.get(reverse("workbench:queue"))["Location"].startswith(reverse("account_login"))
    assert deeds("staff.second_factor_reset") == ["staff.second_factor_reset"]


def test_who_leaves_is_out_at_once_and_their_cases_are_in_the_queue(national: Client, world: World) -> None:
    handler = make.sign_in(Client(), world.handler, world.private)
    coordinator = make.sign_in(Client(), world.coordinator)
    case, _code = make.report(world)
    closed, _code = make.report(world)
    for each in (case, closed):
        cases.assign(case=each, to=world.handler, by=world.coordinator, now=NOW)
    cases.close(opened=world.opened(closed), outcome="unfounded", text="", language="nl", by=world.handler, now=NOW)
    asked = text_of(national.get(at("block", world.handler.pk)))
    assert "1 open case goes back to the queue" in asked
    assert "Ask a coordinator to make a new key" in asked
    answer = national.post(at("block", world.handler.pk), follow=True)
    assert "can no longer sign in" in text_of(answer)
    case.refresh_from_db()
    closed.refresh_from_db()
    assert (case.handler, closed.handler) == (None, world.handler)
    assert case.entries.filter(kind=Entry.Kind.HANDLER).count() == 2, "the timeline tells of it"
    assert not KeyShare.objects.filter(staff_key__staff=world.handler).exists()
    with translation.override("en"):
        assert handler.get(reverse("workbench:queue"))["Location"].startswith(reverse("account_login"))
        assert coordinator.get(reverse("workbench:queue")).status_code == 200
    assert national.post(at("invite", world.handler.pk)).status_code == 422
    assert national.post(at("block", world.handler.pk)).status_code == 422


def test_who_comes_back_begins_as_somebody_new(national: Client, world: World) -> None:
    make.sign_in(Client(), world.handler)
    national.post(at("block", world.handler.pk))
    assert "without the key" in text_of(national.get(at("take-back", world.handler.pk)))
    national.post(at("take-back", world.handler.pk))
    person = StaffMember.objects.get(pk=world.handler.pk)
    assert (person.is_active, person.left_on, person.roles, person.has_usable_password()) == (True, None, (), False)
    assert not Authenticator.objects.filter(user=person).exists()
    assert national.post(at("take-back", person.pk)).status_code == 422
    assert invitation(national, person)


# competence


def competence(authority: Authority, **changes: object) -> dict[str, object]:
    """What is filled in for a competence."""
    return {"authority": authority.pk, "subject": "housing", "municipality": "GM0518", "since": "2026-01-01", **changes}


@pytest.fixture
def town() -> Authority:
    return Authority.objects.create(key="elders", name="Gemeente Elders")


def test_a_competence_is_added_and_ended(national: Client, town: Authority) -> None:
    today = make.today()
    assert "The competence was added" in text_of(national.post(at("add-competence"), competence(town), follow=True))
    assert points.competent("housing", "GM0518", today) == town
    made = Competence.objects.get()
    answer = national.post(at("end-competence", made.pk), {"until": today.isoformat()}, follow=True)
    assert "The end of the competence was saved" in text_of(answer)
    assert "Gemeente Elders" in text_of(answer), "it stands among those that ended"
    assert points.competent("housing", "GM0518", today) is None
    assert deeds("competence.added", "competence.ended") == ["competence.added", "competence.ended"]


def test_what_holds_what_is_to_come_and_what_ended_stand_apart(national: Client, town: Authority) -> None:
    today = make.today()
    spans = {
        "GM0363": (today - timedelta(9), None),
        "GM0518": (today + timedelta(9), None),
        "GM0599": (today - timedelta(9), today),
        "GM0344": (today - timedelta(9), today + timedelta(1)),
        "GM0034": (today + timedelta(9), today + timedelta(9)),
    }
    for code, (since, until) in spans.items():
        Competence.objects.create(authority=town, subject="pay", municipality=code, since=since, until=until)
    names = {
        "GM0363": "Amsterdam",
        "GM0518": "&#x27;s-Gravenhage",
        "GM0599": "Rotterdam",
        "GM0344": "Utrecht",
        "GM0034": "Almere",
    }
    for when, there in (("now", ["GM0363", "GM0344"]), ("to-come", ["GM0518"]), ("ended", ["GM0599", "GM0034"])):
        table = text_of(national.get(at("competences"), {"when": when})).partition("<tbody")[2]
        assert sorted(code for code, name in names.items() if name in table) == sorted(there), when
    table = text_of(national.get(at("competences"), {"subject": "pay", "municipality": "GM0344"})).partition("<tbody")[2]
    assert "Utrecht" in table
    assert "Amsterdam" not in table


@pytest.mark.parametrize(
    ("until", "since"),
    [(None, "2026-06-01"), (None, "2025-01-01"), (date(2027, 1, 1), "2026-12-31"), (date(2027, 1, 1), "2025-06-01")],
)
def test_two_are_never_competent_at_once(national: Client, world: World, town: Authority, until: date | None, since: str) -> None:
    Competence.objects.all().delete()
    first = Competence.objects.create(
        authority=world.authority, subject="housing", municipality="GM0518", since=date(2026, 1, 1), until=until
    )
    answer = national.post(at("add-competence"), competence(town, since=since))
    assert answer.status_code == 422
    assert "handles this subject there already" in text_of(answer)
    assert f'value="{since}"' in text_of(answer)
    assert list(Competence.objects.all()) == [first]


def test_one_follows_another_on_the_day_it_ends(national: Client, world: World, town: Authority) -> None:
    Competence.objects.all().delete()
    Competence.objects.create(
        authority=world.authority, subject="housing", municipality="GM0518", since=date(2026, 1, 1), until=date(2027, 1, 1)
    )
    national.post(at("add-competence"), competence(town, since="2027-01-01"))
    days = (date(2026, 12, 31), date(2027, 1, 1))
    assert [points.competent("housing", "GM0518", on) for on in days] == [world.authority, town]


@pytest.mark.parametrize(
    ("until", "words"), [("2025-12-31", "It did not hold yet on that day"), ("2026-07-01", "It ends before that day already")]
)
def test_an_end_that_cannot_be_is_refused(national: Client, town: Authority, until: str, words: str) -> None:
    made = Competence.objects.create(authority=town, subject="pay", since=date(2026, 1, 1), until=date(2026, 6, 1))
    answer = national.post(at("end-competence", made.pk), {"until": until})
    assert answer.status_code == 422
    assert words in text_of(answer)
    made.refresh_from_db()
    assert made.until == date(2026, 6, 1)


def test_who_handles_what_and_where_nobody_does(national: Client, town: Authority) -> None:
    Competence.objects.create(authority=town, subject="housing", municipality="GM0518", since=date(2026, 1, 1))
    Competence.objects.create(authority=town, subject="pay", since=date(2026, 1, 1))
    rows = text_of(national.get(at("handled"))).split('<tr role="row">')
    housing, pay, agency = (next(row for row in rows if name in row) for name in ("Housing and rent", ">Pay<", "A temp agency"))
    assert "341 municipalities" in housing
    assert "Amsterdam" in housing
    assert "Gravenhage" not in housing
    assert "Gemeente Elders" in pay
    assert "Nowhere" in pay
    assert "Everywhere" in agency


# texts


def test_a_text_is_added_offered_to_a_handler_changed_and_removed(national: Client, world: World) -> None:
    given = {
        "authority": world.authority.pk,
        "key": "visit-us",
        "language": "pl",
        "title": "Zapraszamy",
        "text": "Proszę przyjść.",
    }
    assert "The text was saved" in text_of(national.post(at("add-text"), given, follow=True))
    case, _code = make.report(world)
    handler = make.sign_in(Client(), world.handler, world.private)
    with translation.override("en"):
        writing = reverse("workbench:deed", args=[case.reference, "write"])
    assert "Zapraszamy" in text_of(handler.get(writing))
    assert "Proszę przyjść." in text_of(handler.get(writing, {"text": "visit-us"}))
    made = MessageTemplate.objects.get()
    national.post(at("text", made.pk), {"title": "Zapraszamy", "text": "Proszę zadzwonić."})
    assert "Proszę zadzwonić." in text_of(handler.get(writing, {"text": "visit-us"}))
    assert "Proszę zadzwonić." in text_of(national.get(at("remove-text", made.pk))), "it asks first"
    assert "The text was removed" in text_of(national.post(at("remove-text", made.pk), follow=True))
    assert "Zapraszamy" not in text_of(handler.get(writing))
    assert deeds("template.saved", "template.removed") == ["template.saved", "template.saved", "template.removed"]


def test_a_text_is_not_written_over_by_adding_it_again(national: Client, world: World) -> None:
    MessageTemplate.objects.create(authority=world.authority, key="visit-us", language="pl", title="Eerst", text="Eerst")
    given = {"authority": world.authority.pk, "key": "visit-us", "language": "pl", "title": "Later", "text": "Iets anders"}
    answer = national.post(at("add-text"), given)
    assert answer.status_code == 422
    assert "in this language already" in text_of(answer)
    assert "Iets anders" in text_of(answer)
    assert MessageTemplate.objects.get().title == "Eerst"


def test_the_texts_that_are_there_and_the_languages_that_are_missing(national: Client, world: World) -> None:
    MessageTemplate.objects.create(authority=world.authority, key="visit-us", language="pl", title="Zapraszamy", text="Proszę")
    page = text_of(national.get(at("texts")))
    assert f"?authority={world.authority.key}&amp;key=visit-us&amp;language=ro" in page
    assert "language=pl" not in page
    assert "We look at your report" in page, "the texts of the software stand below"


# case types and keys


@pytest.mark.parametrize("kind", case_types().values(), ids=case_types())
def test_a_case_type_is_shown_whole_with_the_file_it_is_changed_in(national: Client, kind: Any) -> None:
    page = text_of(national.get(at("case-type", kind.id)))
    parts = [*kind.subjects, *kind.statuses, *kind.outcomes, *kind.norms, *kind.referrals]
    with translation.override("en"):
        missing = [str(each.name) for each in parts if str(each.name).replace("'", "&#x27;") not in page]
    assert missing == []
    assert kind.identification in page
    assert f"{kind.term.weeks} week" in page
    assert re.search(r"<code dir=\"ltr\">src/medemens/[a-z/]+/case_type\.py</code>", page)


def test_the_terms_and_the_end_of_the_records_are_told_with_their_article(national: Client) -> None:
    landlords, pay = (text_of(national.get(at("case-type", kind))) for kind in ("landlord_report", "pay_report"))
    assert "Awb 4:13" in landlords
    assert "4 years after the report came in" in landlords
    assert "Besluit goed verhuurderschap art. 2(2)" in landlords
    assert "2 years after the case was closed" in pay
    assert "no law sets this term" in pay


def test_of_keys_an_administrator_knows_who_holds_them_and_can_do_nothing(
    national: Client, world: World, town: Authority
) -> None:
    page = text_of(national.get(at("keys"))).partition("<table")[2].partition("</table>")[0]
    assert "Number 1" in page
    assert world.handler.name in page
    assert world.coordinator.name in page
    assert world.auditor.name not in page
    assert "no report can be received" in page
    assert "<form" not in page


# what is not theirs


@pytest.fixture
def elsewhere(world: World) -> World:
    return make.world("Gemeente Anders", subjects=("pay",), municipality="GM0363")


def test_who_administers_one_authority_sees_nothing_of_another(local: Client, world: World, elsewhere: World) -> None:
    MessageTemplate.objects.create(
        authority=elsewhere.authority, key="other", language="nl", title="Andere tekst", text="Hun tekst"
    )
    for name in ("authorities", "members", "competences", "handled", "texts", "keys", "add-member", "add-competence", "add-text"):
        page = text_of(local.get(at(name)))
        assert page.startswith("200"), name
        for theirs in ("Gemeente Anders", elsewhere.authority.key, elsewhere.handler.email, "Andere tekst", "Ada Verzonnen"):
            assert theirs not in page, (name, theirs)


def test_what_is_of_another_authority_looks_as_if_it_were_not_there(local: Client, elsewhere: World, ada: StaffMember) -> None:
    theirs = MessageTemplate.objects.create(
        authority=elsewhere.authority, key="other", language="nl", title="Titel", text="Tekst"
    )
    person, held = elsewhere.handler.pk, elsewhere.authority.competences.get().pk
    pages = [("authority", elsewhere.authority.key), ("end-competence", held), ("text", theirs.pk), ("remove-text", theirs.pk)]
    pages += [(name, person) for name in ("member", "invite", "second-factor", "block", "take-back")] + [("member", ada.pk)]
    for name, part in pages:
        absent = "nowhere" if isinstance(part, str) else 10**9
        for method in ("get", "post"):
            there, not_there = (getattr(local, method)(at(name, each)) for each in (part, absent))
            assert there.status_code == not_there.status_code == 404, (name, method)
            assert there.content.decode().replace(f"/{part}/", "") == not_there.content.decode().replace(f"/{absent}/", "")
    assert local.get(at("members"), {"authority": elsewhere.authority.key}).status_code == 404
    elsewhere.handler.refresh_from_db()
    assert elsewhere.handler.is_active
    assert MessageTemplate.objects.filter(pk=theirs.pk).exists()


def test_nothing_can_be_added_to_another_authority(local: Client, elsewhere: World) -> None:
    theirs = elsewhere.authority
    text = {"authority": theirs.pk, "key": "x", "language": "nl", "title": "Titel", "text": "Tekst"}
    before = StaffMember.objects.count(), Competence.objects.count()
    assert add_somebody(local, theirs, "handler").status_code == 422
    assert add_somebody(local, None, "administrator").status_code == 422
    assert local.post(at("add-competence"), competence(theirs)).status_code == 422
    assert local.post(at("add-text"), text).status_code == 422
    assert (StaffMember.objects.count(), Competence.objects.count()) == before
    assert not MessageTemplate.objects.exists()


def test_only_who_administers_the_installation_adds_an_organisation(local: Client) -> None:
    before = Authority.objects.count()
    assert local.get(at("add-authority")).status_code == 404
    assert local.post(at("add-authority"), FACE).status_code == 404
    assert at("add-authority") not in text_of(local.get(at("authorities")))
    assert Authority.objects.count() == before


def test_who_administers_one_authority_does_all_deeds_there(local: Client, world: World) -> None:
    own = world.authority
    Competence.objects.all().delete()
    face = {**FACE, "key": own.key, "name": "Gemeente Hernoemd"}
    assert "was saved" in text_of(local.post(at("authority", own.key), face, follow=True))
    assert "was added" in text_of(add_somebody(local, own, "handler", "administrator"))
    assert "was added" in text_of(local.post(at("add-competence"), competence(own), follow=True))
    text = {"authority": own.pk, "key": "x", "language": "nl", "title": "Titel", "text": "Tekst"}
    assert "was saved" in text_of(local.post(at("add-text"), text, follow=True))
    assert "roles were saved" in text_of(local.post(at("member", world.auditor.pk), {"role": ["auditor"]}, follow=True))


@pytest.mark.parametrize("deed", ["block", "invite", "reset_second_factor", "take_back"])
def test_the_deeds_themselves_refuse_too(world: World, elsewhere: World, deed: str) -> None:
    by = make.staff(world.authority, "administrator")
    more = {"on": NOW.date()} if deed == "block" else {}
    with pytest.raises(NotPossible, match="other_authority"):
        getattr(actions, deed)(staff=elsewhere.handler, by=by, now=NOW, **more)


# costs


def test_long_lists_cost_no_more_questions_than_short_ones(national: Client, world: World) -> None:
    names = ("authorities", "members", "competences", "handled", "texts", "keys")

    def counted(name: str) -> int:
        national.get(at(name))
        with CaptureQueriesContext(connection) as found:
            assert national.get(at(name)).status_code == 200
        return len(found)

    def text(of: World, key: str) -> None:
        MessageTemplate.objects.create(authority=of.authority, key=key, language="nl", title="Titel", text="Tekst")

    text(world, "first")
    few = {name: counted(name) for name in names}
    for number in range(4):
        other = make.world(f"Gemeente Nummer {number}", subjects=("housing", "pay"), municipality=f"GM{number:04}")
        make.staff(other.authority, "handler")
        text(other, "other")
    assert {name: counted(name) for name in names} == few
    assert max(few.values()) <= 12


def test_a_list_that_is_too_long_for_one_page_goes_on(national: Client, world: World) -> None:
    for number in range(101):
        make.staff(world.authority, "handler", f"Zwaan Verzonnen {number:03}")
    first = text_of(national.get(at("members"), {"authority": world.authority.key}))
    following = re.search(r'href="(\?[^"]+)" rel="next"', first)
    assert following
    second = text_of(national.get(at("members") + following[1].replace("&amp;", "&")))
    assert "Page 2 of 2" in second
    assert "Zwaan Verzonnen 100" in second
    assert "Zwaan Verzonnen 000" in first

"""A reporter's deeds: received once, readable by two, written to, taken back, passed on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from medemens.casework import access
from medemens.casework.actions import cases, keys, referrals, submissions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import new_code
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import Case, Entry, KeyShare, Mailbox
from medemens.casework.sealing import Keyring
from medemens.common import secrets
from medemens.common.secrets import NotOpened
from tests import make

pytestmark = pytest.mark.django_db
STORY = "Szef zabrał mi paszport."


@pytest.fixture
def world() -> make.World:
    return make.world()


def story(opened: access.Opened) -> str:
    """What the report says."""
    entry = opened.case.entries.get(kind=Entry.Kind.REPORT)
    return str(opened.key.open(entry.content)["answers"]["story"])


def test_the_reporter_and_the_handler_read_the_same_words(world: make.World) -> None:
    case, code = make.report(world)
    (theirs,) = access.mailbox(code)
    assert story(theirs) == story(world.opened(case)) == STORY


def test_sent_twice_it_is_received_once(world: make.World) -> None:
    case, code = make.report(world)
    again, _code = make.report(world, code=code)
    assert again.pk == case.pk
    assert Case.objects.count() == Mailbox.objects.count() == 1
    assert case.entries.count() == case.terms.count() == 1


def test_another_code_opens_nothing(world: make.World) -> None:
    make.report(world)
    assert access.mailbox(new_code()) == []


def test_a_colleague_without_the_key_cannot_read(world: make.World) -> None:
    case, _code = make.report(world)
    newcomer = make.staff(world.authority, "handler")
    make.own_key(world.private, newcomer)
    with pytest.raises(NotOpened):
        access.opened(newcomer, case.reference, world.keyring(newcomer), now=make.NOW)


def test_another_authority_does_not_learn_that_the_case_exists(world: make.World) -> None:
    case, _code = make.report(world)
    other = make.world("Gemeente Anders", subjects=("none",))
    with pytest.raises(Http404):
        access.case(other.handler, case.reference)
    with pytest.raises(Http404):
        access.case(other.handler, "00000-00000")
    assert not access.cases(other.handler).exists()


def test_auditors_and_administrators_see_no_case(world: make.World) -> None:
    case, _code = make.report(world)
    for person in (world.auditor, make.staff(world.authority, "administrator")):
        with pytest.raises(Http404):
            access.case(person, case.reference)


def test_content_moved_to_another_case_does_not_open(world: make.World) -> None:
    first, _code = make.report(world)
    second, _other = make.report(world)
    content = first.entries.get().content
    with pytest.raises(NotOpened):
        world.opened(second).key.open(content)


def test_an_answer_ends_the_waiting_and_the_term_runs_on(world: make.World) -> None:
    case, code = make.report(world, "pay")
    opened = world.opened(case)
    cases.send(opened=opened, text="Od kiedy?", language="pl", question=True, by=world.handler, now=make.NOW)
    assert Case.objects.get(pk=case.pk).waiting == Case.Waiting.REPORTER
    submissions.write(opened=access.mailbox(code)[0], text="Od maja.", language="pl", now=make.NOW + timedelta(days=2))
    case.refresh_from_db()
    assert (case.waiting, case.unread) == (Case.Waiting.NOBODY, True)
    texts = [world.opened(case).key.open(entry.content).get("text") for entry in case.entries.order_by("id")]
    assert texts[1:] == ["Od kiedy?", "Od maja."]


def test_papers_come_back_as_they_were_made(world: make.World) -> None:
    picture = Enclosure("photo-1.jpg", "image/jpeg", b"made anew", (b"made anew",), "picture")
    case, _code = make.report(world, enclosures=(picture,))
    opened = world.opened(case)
    document = case.documents.get()
    assert opened.key.open(document.description)["name"] == "photo-1.jpg"
    assert opened.key.open_bytes(document.contents.get(number=1).content) == b"made anew"


def test_a_report_is_taken_back_once(world: make.World) -> None:
    case, code = make.report(world)
    submissions.withdraw(opened=access.mailbox(code)[0], reason="Boję się.", language="pl", now=make.NOW)
    with pytest.raises(NotPossible, match="withdrawn"):
        submissions.withdraw(opened=access.mailbox(code)[0], reason="", language="pl", now=make.NOW)
    case.refresh_from_db()
    assert case.withdrawn_at is not None
    assert case.is_open


def test_without_a_key_nothing_can_be_received(world: make.World) -> None:
    world.authority.keys.update(retired_at=make.NOW)
    with pytest.raises(NotPossible, match="no_key"):
        make.report(world)
    assert Case.objects.count() == Mailbox.objects.count() == 0


def test_a_referral_is_a_case_of_its_own_without_the_notes(world: make.World) -> None:
    other = make.world("Inspectie Verzonnen", subjects=("none",))
    picture = Enclosure("photo-1.jpg", "image/jpeg", b"made anew", (b"made anew",), "picture")
    case, code = make.report(world, enclosures=(picture,))
    opened = world.opened(case)
    cases.note(opened=opened, text="Intern", by=world.handler, now=make.NOW)
    referrals.refer(
        opened=opened, to=other.authority, to_name="", basis="forwarding", reason="Arbeid", by=world.handler, now=make.NOW
    )
    first, second = access.mailbox(code)
    assert (first.case.pk, second.case.authority) == (case.pk, other.authority)
    theirs = other.opened(second.case)
    assert story(theirs) == STORY
    assert [entry.kind for entry in second.case.entries.order_by("id")] == [Entry.Kind.REPORT]
    assert theirs.key.open_bytes(second.case.documents.get().contents.get(number=1).content) == b"made anew"
    with pytest.raises(NotOpened):
        opened.key.open(second.case.entries.get().content)


def test_after_rotation_new_and_old_cases_open(world: make.World) -> None:
    old, _code = make.report(world)
    keys.rotate(authority=world.authority, by=world.coordinator, now=make.NOW)
    new, _other = make.report(world)
    assert story(world.opened(old)) == story(world.opened(new)) == STORY
    assert old.authority_key_id != new.authority_key_id


def test_who_left_opens_nothing_that_came_after(world: make.World) -> None:
    kept = world.keyring(world.handler)
    keys.take_away(staff=world.handler, by=world.coordinator, now=make.NOW)
    keys.rotate(authority=world.authority, by=world.coordinator, now=make.NOW)
    new, _code = make.report(world)
    assert not KeyShare.objects.filter(staff_key__staff=world.handler).exists()
    with pytest.raises(NotOpened):
        kept.case_key(new)
    assert story(world.opened(new, world.coordinator)) == STORY


def test_the_recovery_key_opens_all_generations(world: make.World) -> None:
    old, _code = make.report(world)
    keys.rotate(authority=world.authority, by=world.coordinator, now=make.NOW)
    new, _other = make.report(world)
    KeyShare.objects.all().delete()
    rescuer = make.staff(world.authority, "coordinator")
    make.own_key(world.private, rescuer)
    with pytest.raises(NotOpened):
        keys.recover(authority=world.authority, recovery_private_key=bytes(32), to=rescuer, now=make.NOW)
    assert keys.recover(authority=world.authority, recovery_private_key=world.recovery, to=rescuer, now=make.NOW) == 2
    assert story(world.opened(old, rescuer)) == story(world.opened(new, rescuer)) == STORY


def test_equal_texts_have_equal_marks_within_one_authority_and_one_kind_only(world: make.World) -> None:
    other = make.world("Gemeente Anders", subjects=("none",))
    mark = world.keyring().mark("address", "2671aa 1")
    assert mark == world.keyring(world.coordinator).mark("address", "2671aa 1")
    assert mark != world.keyring().mark("address", "2671aa 2")
    assert mark != world.keyring().mark("name", "2671aa 1")
    assert mark != other.keyring().mark("address", "2671aa 1")


def test_a_keyring_says_nothing_of_its_keys() -> None:
    private = secrets.new_key()
    assert private.hex() not in repr(Keyring({1: private}))

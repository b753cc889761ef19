"""How records end: on their day all of it is gone, in the log stands that it went, and nothing else went with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone
from PIL import Image

from medemens.casework import access, audit
from medemens.casework.actions import cases, decisions, referrals, retention, submissions
from medemens.casework.actions.decisions import Draft
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import new_code
from medemens.casework.enclosures import Enclosure, made_safe
from medemens.casework.models import (
    AuditEntry,
    Case,
    CaseLink,
    Decision,
    Document,
    DocumentPart,
    Entry,
    Finding,
    Mailbox,
    Referral,
    RemovedCase,
    Term,
    TermChange,
)
from medemens.common.organisations import Organisation
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db

RECEIVED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ENDED = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
FINAL = date(2026, 6, 1)
FOUR_YEARS = date(2030, 3, 2)
STORY = "Szef zabrał mi paszport."


@pytest.fixture
def world() -> World:
    return make.world()


def picture() -> Enclosure:
    target = BytesIO()
    Image.new("RGB", (40, 30), "#7a9cc6").save(target, "PNG")
    return made_safe(target.getvalue(), number=1)


def ended(world: World, outcome: str, *, kept: bool = False, final: date | None = None, **fields: Any) -> Case:
    """A report about a landlord, received on 2 March 2026 and closed on 1 April with an outcome."""
    case, _code = make.report(world, now=RECEIVED, **fields)
    opened = world.opened(case, now=RECEIVED)
    if kept:
        cases.keep_for_file(opened=opened, keep=True, reason="Meer meldingen.", by=world.handler, now=ENDED)
    cases.close(opened=opened, outcome=outcome, text="Dit kwam ervan.", language="nl", by=world.handler, now=ENDED)
    if final:
        cases.set_irrevocable(case=opened.case, on=final, by=world.handler, now=ENDED)
    return opened.case


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_default_timezone())


def removed(on: date) -> int:
    """The work of a day."""
    done = retention.remove_ended(on=on, now=midnight(on))
    assert done.failed == ()
    return done.number


def notices_removed(on: date) -> int:
    """The work of a day, as far as it is about notices."""
    done = retention.remove_notices(on=on, now=midnight(on))
    assert done.failed == ()
    return done.number


CLOSED = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("outcome", "kept", "final", "day", "because"),
    [
        ("unfounded", False, None, CLOSED, "unfounded"),
        ("unfounded", True, None, CLOSED, "unfounded"),
        ("referred", False, None, CLOSED, "referred"),
        ("referred", True, None, FOUR_YEARS, "file"),
        ("not_enforced", False, None, CLOSED, "not_enforced"),
        ("not_enforced", True, None, FOUR_YEARS, "file"),
        ("order", False, FINAL, FINAL, "decision_final"),
        ("fine", True, FINAL, FINAL, "decision_final"),
        ("refused", False, FINAL, FINAL, "not_enforced"),
    ],
)
def test_a_landlord_report_goes_on_its_day_and_not_a_day_before(
    world: World, outcome: str, kept: bool, final: date | None, day: date, because: str
) -> None:
    case = ended(world, outcome, kept=kept, final=final)
    assert removed(day - timedelta(days=1)) == 0
    assert removed(day) == 1
    assert not Case.objects.exists()
    entry = AuditEntry.objects.get(deed="case.removed")
    assert (entry.reference, entry.actor, entry.authority_id) == (case.reference, "system", world.authority.pk)
    assert entry.details == {"case_type": "landlord_report", "because": because}


def test_while_a_decision_can_be_contested_the_record_stays(world: World) -> None:
    case = ended(world, "fine", kept=True)
    assert removed(date(2099, 1, 1)) == 0
    cases.set_irrevocable(case=case, on=FINAL, by=world.handler, now=ENDED)
    assert removed(FINAL) == 1


def test_a_case_that_is_open_or_opened_again_stays(world: World) -> None:
    make.report(world, now=RECEIVED)
    again = ended(world, "unfounded")
    cases.reopen(case=again, by=world.handler, now=ENDED)
    assert removed(date(2099, 1, 1)) == 0


def test_kept_for_a_file_after_all_or_no_longer(world: World) -> None:
    case = ended(world, "not_enforced")
    opened = world.opened(case, now=ENDED)
    cases.keep_for_file(opened=opened, keep=True, reason="Meer meldingen.", by=world.handler, now=ENDED)
    assert removed(FOUR_YEARS - timedelta(days=1)) == 0
    cases.keep_for_file(opened=opened, keep=False, reason="Niet meer nodig.", by=world.handler, now=ENDED)
    assert removed(FOUR_YEARS - timedelta(days=1)) == 1


def test_all_of_it_goes(world: World) -> None:
    other, _code = make.report(world, now=RECEIVED)
    case, _code = make.report(world, now=RECEIVED, enclosures=(picture(),))
    opened, by = world.opened(case, now=RECEIVED), {"by": world.handler, "now": ENDED}
    cases.link(case=opened.case, other=other, kind="address", **by)
    cases.find(opened=opened, norm="deposit_height", outcome="not met", reason="Gezien.", **by)
    for _ in range(2):
        draft = Draft("order", "Redenen.", ENDED.date(), ENDED.date(), ENDED.date(), b"%PDF-")
        decisions.decide(opened=opened, draft=draft, **by)
    referrals.refer(opened=opened, to=None, to_name="Elders", basis="wgv_referral", reason="Daar.", **by)
    cases.close(opened=opened, outcome="order", text="", language="nl", **by)
    cases.set_irrevocable(case=opened.case, on=FINAL, **by)
    assert removed(FINAL) == 1
    assert [each.reference for each in Case.objects.all()] == [other.reference]
    for kind in (CaseLink, Decision, Document, DocumentPart, Finding, Referral, TermChange):
        assert not kind.objects.exists(), kind
    assert {entry.case_id for entry in Entry.objects.all()} == {other.pk}
    assert [term.case_id for term in Term.objects.all()] == [other.pk]
    assert RemovedCase.objects.count() == 1
    assert Mailbox.objects.count() == 2, "that of the other case, and that of the notice"


def test_the_log_is_whole_and_holds_nothing_of_what_was_written(world: World) -> None:
    ended(world, "unfounded")
    removed(CLOSED)
    assert list(audit.faults()) == []
    written = str(list(AuditEntry.objects.values_list("details", flat=True)))
    for word in (STORY, "Dit kwam ervan."):
        assert word not in written


def told_by_notices() -> list[dict[str, Any]]:
    return list(
        RemovedCase.objects.order_by("id").values("case_type", "outcome", "received_on", "closed_on", "removed_on", "because")
    )


def test_what_came_of_it_stays_readable_for_a_year_and_nothing_that_was_written(world: World) -> None:
    code = new_code()
    ended(world, "unfounded", code=code)
    after = CLOSED + timedelta(days=1)
    assert removed(after) == 1
    assert access.mailbox(code) == []
    (notice,) = access.removed(code)
    assert notice.authority == world.authority
    assert told_by_notices() == [
        {
            "case_type": "landlord_report",
            "outcome": "unfounded",
            "received_on": RECEIVED.date(),
            "closed_on": CLOSED,
            "removed_on": after,
            "because": "unfounded",
        }
    ]
    year_later = date(2027, 4, 2)
    assert notices_removed(year_later - timedelta(days=1)) == 0
    assert len(access.removed(code)) == 1
    assert notices_removed(year_later) == 1
    assert access.removed(code) == []
    assert not Mailbox.objects.exists()
    entry = AuditEntry.objects.get(deed="notice.removed")
    assert (entry.actor, entry.authority_id, entry.reference) == ("system", world.authority.pk, "")
    assert entry.details == {"case_type": "landlord_report", "because": "unfounded"}
    assert list(audit.faults()) == []


def test_a_report_that_was_taken_back_leaves_the_same(world: World) -> None:
    case, code = make.report(world, now=RECEIVED)
    submissions.withdraw(opened=access.mailbox(code)[0], reason="Boję się.", language="pl", now=RECEIVED)
    cases.close(
        opened=world.opened(case, now=ENDED), outcome="withdrawn", text="", language="nl", by=world.handler, now=ENDED
    )  # fmt: skip
    assert removed(CLOSED) == 1
    (notice,) = access.removed(code)
    assert (notice.outcome, notice.because, notice.closed_on) == ("withdrawn", "not_enforced", CLOSED)


def test_who_has_no_mailbox_leaves_no_notice(world: World) -> None:
    case = submissions.write_down(
        submission=make.submission(world), code=None, received_at=RECEIVED, by=world.handler, now=RECEIVED
    )  # fmt: skip
    cases.close(opened=world.opened(case), outcome="unfounded", text="", language="nl", by=world.handler, now=ENDED)
    assert removed(CLOSED) == 1
    assert not RemovedCase.objects.exists()


def test_sent_once_more_after_its_removal_it_is_not_received_again(world: World) -> None:
    code = new_code()
    ended(world, "unfounded", code=code)
    removed(CLOSED)
    with pytest.raises(NotPossible, match="removed"):
        make.report(world, code=code)
    assert not Case.objects.exists()
    assert len(access.removed(code)) == 1


def test_a_notice_that_cannot_be_removed_holds_up_none_of_the_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        ended(world, "unfounded")
    removed(CLOSED)
    stuck = RemovedCase.objects.order_by("id").values_list("pk", flat=True)[1]
    later = date(2027, 4, 1)
    delete = RemovedCase.delete

    def refuse(notice: RemovedCase) -> Any:
        if notice.pk == stuck:
            raise DatabaseError
        return delete(notice)

    with monkeypatch.context() as cut:
        cut.setattr(RemovedCase, "delete", refuse)
        done = retention.remove_notices(on=later, now=midnight(later))
    assert (done.number, done.failed) == (2, (str(stuck),))
    assert Mailbox.objects.count() == 1
    assert AuditEntry.objects.filter(deed="notice.removed").count() == 2
    assert notices_removed(later) == 1
    assert not Mailbox.objects.exists()


def test_the_mailbox_goes_with_the_last_that_is_in_it(world: World) -> None:
    elsewhere = make.world("Inspectie Verzonnen", subjects=("none",))
    code = new_code()
    case, _code = make.report(world, now=RECEIVED, code=code)
    opened = world.opened(case, now=RECEIVED)
    referrals.refer(
        opened=opened, to=elsewhere.authority, to_name="", basis="wgv_referral", reason="Daar.", by=world.handler, now=ENDED
    )
    cases.close(opened=opened, outcome="referred", text="", language="nl", by=world.handler, now=ENDED)
    assert removed(CLOSED) == 1
    (theirs,) = access.mailbox(code)
    assert theirs.case.authority == elsewhere.authority, "the copy of the other authority stays, and opens with the same code"
    assert theirs.key.open(theirs.case.entries.get(kind="report").content)["answers"] == {"story": STORY}
    cases.close(
        opened=elsewhere.opened(theirs.case, now=ENDED), outcome="unfounded", text="", language="nl", by=elsewhere.handler,
        now=ENDED + timedelta(days=30),
    )  # fmt: skip
    assert removed(CLOSED + timedelta(days=29)) == 0, "it ends on its own day"
    assert notices_removed(date(2027, 4, 1)) == 1, "that of the first, while the case elsewhere is still there"
    assert Mailbox.objects.count() == 1
    assert removed(CLOSED + timedelta(days=30)) == 1
    assert access.mailbox(code) == []
    assert [each.authority for each in access.removed(code)] == [elsewhere.authority]
    assert notices_removed(date(2027, 5, 1)) == 1
    assert not Mailbox.objects.exists()


def test_a_landlord_that_was_written_down_goes_with_the_last_case_about_them(world: World) -> None:
    known = Organisation.objects.create(name="Verhuurder Bekend B.V.", folded_name="verhuurder bekend bv", public=True)
    written = cases.write_down_organisation(name="P. Verzonnen", kvk="", place="", by=world.handler, now=RECEIVED)
    ended(world, "unfounded", organisation=known)
    first, second = (ended(world, outcome, organisation=written, kept=True) for outcome in ("unfounded", "not_enforced"))
    assert removed(CLOSED) == 2
    assert set(Organisation.objects.all()) == {known, written}
    assert removed(FOUR_YEARS) == 1
    assert set(Organisation.objects.all()) == {known}
    assert first.pk != second.pk


def test_twice_does_no_harm(world: World) -> None:
    ended(world, "unfounded")
    make.report(world, now=RECEIVED)
    assert [removed(CLOSED), removed(CLOSED)] == [1, 0]
    assert AuditEntry.objects.filter(deed="case.removed").count() == 1
    assert Case.objects.count() == 1


def test_stopped_halfway_it_goes_on_where_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        ended(world, "unfounded")
    record, done = audit.record, []

    def until_the_third(*arguments: Any, **details: Any) -> None:
        record(*arguments, **details)
        done.append(details)
        if len(done) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(audit, "record", until_the_third)
        with pytest.raises(KeyboardInterrupt):
            removed(CLOSED)
    assert Case.objects.count() == 3, "two are gone; the third stayed as a whole"
    assert AuditEntry.objects.filter(deed="case.removed").count() == 2
    assert removed(CLOSED) == 3
    assert AuditEntry.objects.filter(deed="case.removed").count() == 5
    assert list(audit.faults()) == []


def test_one_that_cannot_be_removed_holds_up_none_of_the_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck, *_others = [ended(world, "unfounded") for _ in range(3)]
    record = audit.record

    def refuse(deed: str, *, case: Case, **details: Any) -> None:
        if case.pk == stuck.pk:
            raise DatabaseError
        record(deed, case=case, **details)

    with monkeypatch.context() as cut:
        cut.setattr(audit, "record", refuse)
        done = retention.remove_ended(on=CLOSED, now=midnight(CLOSED))
    assert (done.number, done.failed) == (2, (stuck.reference,))
    assert removed(CLOSED) == 1

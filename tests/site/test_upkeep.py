"""The work of a day is done once, whatever the clock and the other servers do; and what is done at the machine itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from medemens.casework import audit, recovery_key
from medemens.casework.actions import cases, upkeep
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditEntry, Case, DailyRun, KeyShare, RemovedCase
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.site import command, daily, upkeep_commands
from medemens.site.each_day import BUSY, DONE, FAULTY, TRY_AGAIN, EachDay
from medemens.site.staff import first
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
NETHERLANDS = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """An installation's folder of the test's own."""
    settings.AUDIT_HEADS_FOLDER = tmp_path / "audit-heads"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return tmp_path


def at(day: date, hour: int = 1) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=NETHERLANDS)


def work(day: date, *, clock: datetime | None = None, told: list[str] | None = None, by_hand: bool = False) -> int:
    tell: Callable[[str], None] = told.append if told is not None else lambda text: None
    return daily.work(day=day, clock=lambda: clock or at(day), tell=tell, by_hand=by_hand)


def ended(world: World, on: date) -> Case:
    """A case whose day of removal is the day it is closed."""
    case, _code = make.report(world, now=at(on) - timedelta(days=30))
    opened = world.opened(case, now=at(on))
    cases.close(opened=opened, outcome="unfounded", text="", language="nl", by=world.handler, now=at(on))
    return case


def test_it_removes_what_has_ended_and_says_so(world: World) -> None:
    ended(world, DAY)
    told: list[str] = []
    assert work(DAY - timedelta(days=1), told=told) == DONE
    assert Case.objects.count() == 1
    assert work(DAY, told=told) == DONE
    assert not Case.objects.exists()
    assert "Cases removed: 1." in told
    run = DailyRun.objects.get(day=DAY)
    assert (run.removed, run.finished_at) == (1, at(DAY))


def test_it_removes_the_notices_of_cases_that_went_a_year_ago(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(world, DAY)
    work(DAY)
    assert RemovedCase.objects.count() == 1
    told: list[str] = []
    work(date(2027, 11, 24), told=told)
    assert RemovedCase.objects.count() == 1, "the clock is not believed after a long gap"
    with monkeypatch.context() as broken:
        broken.setattr(RemovedCase, "delete", refused)
        assert work(date(2027, 11, 25), told=told) == FAULTY
    assert any("The notice with number" in each and "could not be removed" in each for each in told)
    assert work(date(2027, 11, 26), told=told) == DONE
    assert "Notices of cases removed long ago that went: 1." in told
    assert not RemovedCase.objects.exists()


def refused(_notice: RemovedCase) -> None:
    raise DatabaseError


def test_once_a_day(world: World) -> None:
    assert work(DAY) == DONE
    ended(world, DAY)
    assert work(DAY) == DONE
    assert Case.objects.count() == 1, "what ends later that day goes tomorrow"
    assert work(DAY + timedelta(days=1)) == DONE
    assert not Case.objects.exists()


def test_while_another_server_is_at_it_nobody_else_begins(world: World) -> None:
    ended(world, DAY)
    assert upkeep.begin(day=DAY, now=at(DAY)) is not None
    assert work(DAY, clock=at(DAY) + timedelta(minutes=59)) == BUSY
    assert Case.objects.count() == 1


def test_what_was_broken_off_is_begun_anew(world: World) -> None:
    ended(world, DAY)
    upkeep.begin(day=DAY, now=at(DAY))
    assert work(DAY, clock=at(DAY) + timedelta(hours=1)) == DONE
    assert not Case.objects.exists()


def test_a_failure_leaves_the_day_undone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(world, DAY)
    with monkeypatch.context() as broken:
        broken.setattr(daily.pay, "remove_ended", lambda now: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work(DAY)
    assert not upkeep.is_done(DAY)
    assert work(DAY, clock=at(DAY) + timedelta(hours=2)) == DONE


def test_a_clock_that_jumps_ahead_removes_nothing_that_must_stay(world: World) -> None:
    case = ended(world, DAY)
    opened = world.opened(case, now=at(DAY))
    Case.objects.filter(pk=case.pk).update(outcome="not_enforced")
    opened.case.refresh_from_db()
    cases.keep_for_file(opened=opened, keep=True, reason="", by=world.handler, now=at(DAY))
    work(DAY)
    told: list[str] = []
    ahead = date(2031, 1, 1)
    assert work(ahead, told=told) == DONE
    assert Case.objects.count() == 1
    assert any("No case was removed" in each and "--on 2031-01-01" in each for each in told)
    assert work(DAY + timedelta(days=1)) == DONE, "the clock is right again"
    assert not DailyRun.objects.filter(day=ahead).exists(), "that day has yet to come, and its work with it"
    assert Case.objects.count() == 1


def test_after_a_long_gap_the_next_day_removes_or_whoever_names_the_day(world: World) -> None:
    work(DAY)
    later = DAY + timedelta(days=60)
    ended(world, DAY)
    work(later)
    assert Case.objects.count() == 1
    work(later + timedelta(days=1))
    assert not Case.objects.exists()
    ended(world, DAY)
    work(later + timedelta(days=60), by_hand=True)
    assert not Case.objects.exists()


def test_a_run_that_began_in_the_future_is_begun_anew() -> None:
    upkeep.begin(day=DAY, now=at(DAY, hour=20))
    assert work(DAY, clock=at(DAY, hour=2)) == DONE


def test_it_notes_the_heads_of_the_log_and_shows_a_log_that_was_made_anew(world: World, own_folder: Path) -> None:
    make.report(world, now=at(DAY))
    assert work(DAY) == DONE
    noted = own_folder / "audit-heads" / f"{DAY}.txt"
    assert [audit.Head.read(line) for line in noted.read_text().splitlines()] == audit.heads()
    kept = noted.read_text()
    assert work(DAY + timedelta(days=1)) == DONE
    assert noted.read_text() == kept
    for each in AuditEntry.objects.filter(lane=0).order_by("-number")[:1]:
        AuditEntry.objects.filter(pk=each.pk).delete()
    told: list[str] = []
    assert work(DAY + timedelta(days=2), told=told) == FAULTY
    assert any("THE AUDIT LOG WAS CHANGED: chain 0" in each for each in told)


def test_ended_sessions_and_uploads_that_were_left_go(own_folder: Path) -> None:
    old, lasting = SessionStore(), SessionStore()
    for session in (old, lasting):
        session.create()
    now = timezone.now()
    Session.objects.filter(session_key=old.session_key).update(expire_date=now - timedelta(days=1))
    left, fresh = (own_folder / "uploads" / name for name in ("left", "fresh"))
    for file in (left, fresh):
        file.write_text("payroll")
    os.utime(left, (now.timestamp() - 90_000,) * 2)
    assert work(timezone.localdate(now), clock=now) == DONE
    assert [each.session_key for each in Session.objects.all()] == [lasting.session_key]
    assert (left.exists(), fresh.exists()) == (False, True)


def test_a_day_to_come_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert command.main(["daily", "--on", tomorrow.isoformat()]) == upkeep_commands.REFUSED
    assert "has yet to come" in capsys.readouterr().err
    assert not DailyRun.objects.exists()


def waited(each_day: EachDay, now: datetime) -> None:
    """Lets what it began end."""
    assert each_day.process is not None
    each_day.process.wait(timeout=20)
    each_day.look(now)


def test_the_server_begins_the_work_of_each_day_once() -> None:
    each_day = EachDay([sys.executable, "-c", f"raise SystemExit({DONE})"])
    each_day.look(at(DAY))
    waited(each_day, at(DAY))
    assert each_day.process is None
    each_day.look(at(DAY, hour=23))
    assert each_day.process is None
    each_day.look(at(DAY + timedelta(days=1), hour=0))
    assert each_day.process is not None
    waited(each_day, at(DAY + timedelta(days=1)))


@pytest.mark.parametrize("code", [1, BUSY])
def test_the_server_tries_again_until_it_is_done(code: int) -> None:
    each_day = EachDay([sys.executable, "-c", f"raise SystemExit({code})"])
    each_day.look(at(DAY))
    waited(each_day, at(DAY))
    assert each_day.process is None
    each_day.look(at(DAY) + TRY_AGAIN - timedelta(seconds=1))
    assert each_day.process is None
    each_day.look(at(DAY) + TRY_AGAIN)
    assert each_day.process is not None
    each_day.stop()


def test_the_first_administrator_comes_in_by_an_invitation(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["administrator", "Eerste@Verzonnen.example", "Eva Verzonnen"]) == 0
    address = capsys.readouterr().out.splitlines()[-1]
    person = StaffMember.objects.get()
    assert (person.email, person.administrator, person.authority) == ("eerste@verzonnen.example", True, None)
    assert AuditEntry.objects.filter(deed="staff.added", actor="system").exists()
    path = address.removeprefix(first.site())
    assert client.get(path).status_code == 200
    assert command.main(["administrator", "eerste@verzonnen.example"]) == 0, "again, when the first one was lost"
    assert path.split("/welcome/")[1] != capsys.readouterr().out.splitlines()[-1].split("/welcome/")[1]


@pytest.mark.parametrize(
    ("email", "name", "words"),
    [
        ("nobody@verzonnen.example", "", "give their name"),
        ("handler", "", "is no administrator"),
        ("gone", "", "no longer works"),
    ],
)
def test_who_is_made_no_administrator(
    world: World, email: str, name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = make.staff(None, "administrator")
    StaffMember.objects.filter(pk=gone.pk).update(is_active=False)
    email = {"handler": world.handler.email, "gone": gone.email}.get(email, email)
    assert command.main(["administrator", email, *([name] if name else [])]) == upkeep_commands.REFUSED
    assert words in capsys.readouterr().err


def test_an_administrator_who_lost_the_second_factor(world: World) -> None:
    person = make.staff(None, "administrator")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert command.main(["administrator", person.email, "--new-second-factor"]) == 0
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(deed="staff.second_factor_reset", details__staff=person.pk).exists()


def recover(monkeypatch: pytest.MonkeyPatch, authority: str, email: str, typed: str) -> int:
    monkeypatch.setattr("getpass.getpass", lambda prompt: typed)
    return command.main(["recover", authority, email])


def test_recovery_gives_somebody_the_keys(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case, _code = make.report(world)
    KeyShare.objects.all().delete()
    person = make.staff(world.authority, "handler")
    make.own_key(world.private, person)
    typed = " ".join(recovery_key.written(world.recovery)).lower()
    assert recover(monkeypatch, world.authority.key, person.email.upper(), typed) == 0
    assert world.opened(case, person).key.open(case.entries.get().content)["language"] == "pl"
    assert AuditEntry.objects.filter(deed="key.recovered", actor="system", details__to=person.pk).exists()


def test_recovery_says_in_words_why_not(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other, keyless = make.world("Elders", subjects=("none",)), make.staff(world.authority, "handler")
    right = " ".join(recovery_key.written(world.recovery))
    wrong = " ".join(recovery_key.written(other.recovery))
    for authority, email, typed, words in (
        ("nowhere", world.handler.email, right, "There is no authority nowhere"),
        (world.authority.key, "nobody@verzonnen.example", right, "Nobody is known"),
        (world.authority.key, other.handler.email, right, "does not work at"),
        (world.authority.key, world.auditor.email, right, "handles no cases"),
        (world.authority.key, keyless.email, right, "no key of their own yet"),
        (world.authority.key, world.handler.email, right[:-1], "typing error"),
        (world.authority.key, world.handler.email, wrong, "not the recovery key of"),
    ):
        assert recover(monkeypatch, authority, email, typed) == upkeep_commands.REFUSED
        said = capsys.readouterr().err
        assert words in said
        assert right not in said


def test_an_authority_without_a_key_has_nothing_to_recover(world: World) -> None:
    person = make.staff(Authority.objects.create(key="zonder", name="Gemeente Zonder"), "handler")
    make.own_key(world.private, person)
    typed = " ".join(recovery_key.written(world.recovery))
    with pytest.raises(NotPossible, match="no_key"):
        first.recover(authority_key="zonder", email=person.email, typed=lambda: typed, now=make.NOW)

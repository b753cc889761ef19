"""The audit log: what was done to it past the house is found by the walk, by the page and by the command."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from medemens.casework import audit, audit_commands
from medemens.casework.actions import auditing, cases
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditChain, AuditEntry, LogCheck
from medemens.site.command import main
from tests import make
from tests.casework import tampering
from tests.casework.tampering import FOUND_AGAINST_HEADS, FOUND_BY_A_WALK
from tests.make import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any) -> World:
    """A log in which the busiest chain has some entries; checks run as soon as they are begun."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": False}}
    return busy(make.world(), own_chain=True)


def busy(world: World, *, own_chain: bool) -> World:
    """Work in a case, in another chain than that of deeds without a case, or in just that one."""
    case, _code = make.report(world)
    while (case.pk % audit.LANES != 0) != own_chain:
        case, _code = make.report(world)
    for number in range(4):
        opened = world.opened(case, now=NOW + timedelta(minutes=number))
        cases.note(opened=opened, text="Gebeld.", by=world.handler, now=NOW + timedelta(minutes=number))
    return world


def page(name: str, client: Client, world: World, **fields: str) -> str:
    """A page of the auditor, in English."""
    with translation.override("en"):
        address = reverse(f"auditing:{name}")
    make.sign_in(client, world.auditor)
    answer = client.post(address, fields, follow=True) if fields else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def checked(client: Client, world: World) -> str:
    """The page after a check."""
    page("begin", client, world, now="yes")
    return page("whole", client, world)


def test_an_untouched_log_is_whole(client: Client, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(audit.faults()) == []
    assert "The log is whole" in checked(client, world)
    assert main(["audit", "verify"]) == 0
    assert re.match(r"whole: \d+ entries\n", capsys.readouterr().out)


@pytest.mark.parametrize("name", FOUND_BY_A_WALK)
def test_what_was_done_to_the_log_is_found(client: Client, world: World, capsys: pytest.CaptureFixture[str], name: str) -> None:
    do, kind = FOUND_BY_A_WALK[name]
    tampering.unguard()
    lane, number = do()
    assert (lane, number, kind) in [(each.lane, each.number, each.kind) for each in audit.faults()]
    assert main(["audit", "verify"]) == 1
    printed = capsys.readouterr().out
    assert f"chain {lane}, number {number}: {audit_commands.FAULTS[kind]}" in printed
    assert "NOT WHOLE" in printed
    shown = checked(client, world)
    assert "The log is not whole" in shown
    assert f"Chain {lane}, number {number}" in shown


@pytest.mark.parametrize("name", FOUND_BY_A_WALK)
def test_it_is_found_too_in_the_chain_that_the_check_itself_writes_in(client: Client, world: World, name: str) -> None:
    busy(busy(world, own_chain=False), own_chain=False)
    do, kind = FOUND_BY_A_WALK[name]
    tampering.unguard()
    lane, number = do()
    assert lane == 0
    assert (lane, number, kind) in [(each.lane, each.number, each.kind) for each in audit.faults()]
    shown = checked(client, world)
    assert "The log is not whole" in shown
    # the note of the check was bound to the end as it was kept, so now the fault shows between the two
    assert f"Chain {lane}, number {number + (kind == 'head')}" in shown


@pytest.mark.parametrize("name", FOUND_AGAINST_HEADS)
def test_a_log_that_was_made_anew_is_found_against_noted_heads(
    client: Client, world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    assert main(["audit", "heads"]) == 0
    noted = tmp_path / "heads.txt"
    noted.write_text(capsys.readouterr().out)
    assert main(["audit", "verify", "--against", str(noted)]) == 0
    assert "All" in page("heads", client, world, noted=noted.read_text())
    tampering.unguard()
    lane, number = FOUND_AGAINST_HEADS[name]()
    assert main(["audit", "verify"]) == 0, "a walk alone cannot know"
    capsys.readouterr()
    assert main(["audit", "verify", "--against", str(noted)]) == 1
    assert f"chain {lane}, number {number}: {audit_commands.FAULTS['noted']}" in capsys.readouterr().out
    shown = page("heads", client, world, noted=noted.read_text())
    assert "The log is another than when these heads were noted" in shown
    assert f"Chain {lane}, number {number}" in shown


def test_chains_of_which_no_head_was_noted_are_named(
    client: Client, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *others = [each for each in audit.heads() if each.length]
    noted = tmp_path / "heads.txt"
    noted.write_text(str(first))
    chains = ", ".join(str(each.lane) for each in others)
    assert main(["audit", "verify", "--against", str(noted)]) == 0
    assert f"No head was noted of chain {chains}:" in capsys.readouterr().out
    assert f"{chains}. What happened there is not known." in page("heads", client, world, noted=str(first))


def test_heads_noted_long_ago_still_fit_a_log_that_grew(world: World) -> None:
    noted = audit.heads()
    make.report(world)
    assert audit.heads() != noted
    assert audit.unlike(noted) == []


def test_a_chain_of_which_everything_is_gone_is_found(world: World) -> None:
    lane = tampering.busiest().lane
    AuditEntry.objects.filter(lane=lane).delete()
    assert [(each.lane, each.kind) for each in audit.faults()] == [(lane, "shorter")]


def test_entries_of_a_chain_that_nobody_knows_are_found(world: World) -> None:
    lane = tampering.busiest().lane
    AuditChain.objects.filter(lane=lane).delete()
    assert (lane, "longer") in [(each.lane, each.kind) for each in audit.faults()]


def test_the_database_itself_refuses_a_change(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        tampering.change()


@pytest.mark.parametrize("text", ["", "# only a remark\n", "0 1 abc", "0 1", f"x 1 {'0' * 64}", f"0 -1 {'0' * 64}"])
def test_what_is_no_head_is_said_so(
    client: Client, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    noted = tmp_path / "heads.txt"
    noted.write_text(text)
    assert main(["audit", "verify", "--against", str(noted)]) == 2
    assert "head" in capsys.readouterr().err
    make.sign_in(client, world.auditor)
    answer = client.post(reverse("auditing:heads"), {"noted": text})
    assert answer.status_code == 422


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--against", str(tmp_path / "gone.txt")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_walk_tells_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(audit, "TOLD_EVERY", 2)
    monkeypatch.setattr(audit, "AT_A_TIME", 3)
    told: list[int] = []
    assert list(audit.faults(told.append)) == []
    assert told == list(range(2, audit.entries() + 1, 2))
    main(["audit", "verify"])
    assert f"2 of {audit.entries()} entries" in capsys.readouterr().err


def test_a_check_that_was_begun_twice_runs_once(world: World, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "ENQUEUE_ON_COMMIT": False}}
    auditing.begin_check(by=world.auditor, now=NOW)
    with pytest.raises(NotPossible):
        auditing.begin_check(by=world.auditor, now=NOW + timedelta(minutes=1))
    later = NOW + auditing.GIVEN_UP_AFTER + timedelta(minutes=1)
    assert auditing.begin_check(by=world.auditor, now=later).pk


def test_a_finished_check_is_not_walked_again(world: World) -> None:
    check = auditing.begin_check(by=world.auditor, now=NOW)
    check.refresh_from_db()
    assert check.finished_at is not None
    with CaptureQueriesContext(connection) as again:
        auditing.run_check(number=check.pk, clock=lambda: NOW)
    assert len(again) == 1


def test_a_check_of_somebody_elsewhere_does_not_tell_their_name(client: Client, world: World) -> None:
    other = make.world("Gemeente Elders", municipality="0363")
    auditing.begin_check(by=other.auditor, now=NOW)
    shown = page("whole", client, world)
    assert other.auditor.name not in shown
    assert "somebody of another organisation" in shown


def test_a_fault_in_the_entries_of_another_authority_does_not_tell_what_they_are(client: Client, world: World) -> None:
    other = make.world("Gemeente Elders", municipality="0363")
    case, _code = make.report(other)
    tampering.unguard()
    tampering.run("UPDATE casework_auditentry SET deed = 'note.written' WHERE reference = %s", case.reference)
    shown = checked(client, world)
    assert "The log is not whole" in shown
    assert "Nothing of your organisation" in shown
    assert case.reference not in shown


def test_progress_leads_to_the_result(client: Client, world: World) -> None:
    make.sign_in(client, world.auditor)
    with translation.override("en"):
        progress, whole = reverse("auditing:progress"), reverse("auditing:whole")
    assert client.get(progress)["Location"] == whole
    now = LogCheck.objects.create(begun_at=make.timezone.now(), entries=10_000, walked=5_000)
    assert 'value="50"' in client.get(progress).content.decode()
    assert 'http-equiv="refresh"' not in client.get(progress).content.decode()
    assert 'http-equiv="refresh"' in client.get(f"{progress}?follow=1").content.decode()
    LogCheck.objects.filter(pk=now.pk).update(finished_at=make.timezone.now())
    assert client.get(progress)["Location"] == whole


def test_export_prints_the_records_of_the_days_that_were_asked_for(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    other = make.world("Gemeente Elders", municipality="0363")
    make.report(other)
    day = NOW.date().isoformat()
    assert main(["audit", "export", "--since", day, "--until", day, "--authority", world.authority.key]) == 0
    mine = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["name"] for each in mine if each["name"] != "case.received"] == ["case.opened", "note.written"] * 4
    assert main(["audit", "export", "--since", day, "--until", day]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(mine) + 1
    before = (NOW.date() - timedelta(1)).isoformat()
    assert main(["audit", "export", "--since", before, "--until", before]) == 0
    assert capsys.readouterr().out == ""
    taken = AuditEntry.objects.filter(deed="log.exported").order_by("id")
    assert [(each.actor, each.authority_id) for each in taken] == [
        ("system", world.authority.pk), ("system", None), ("system", None),
    ]  # fmt: skip


def test_export_refuses_what_it_cannot_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "export", "--since", "2026-11-02", "--until", "2026-11-01"]) == 2
    assert main(["audit", "export", "--since", "2026-11-01", "--until", "2026-11-01", "--authority", "none"]) == 2
    assert AuditEntry.objects.count() == 0
    for wrong in ("yesterday", str(date.max)):
        with pytest.raises(SystemExit):
            main(["audit", "export", "--since", wrong, "--until", "2026-11-01"])
    assert "is not a date" in capsys.readouterr().err

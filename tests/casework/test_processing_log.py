"""The log as records of the standard Logboek Dataverwerkingen: its fields, and nothing of who it is about."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from medemens.casework import processing, processing_log
from medemens.casework.actions import cases, retention
from medemens.casework.case_types import case_type, case_types
from medemens.casework.models import AuditEntry
from tests import make
from tests.make import NOW, World

pytestmark = pytest.mark.django_db

REGISTER = "https://verzonnen.example/register"
OBLIGATORY = {"trace_id", "span_id", "status_code", "name", "start_time", "end_time", "attributes"}
OPTIONAL = {"parent_span_id", "foreign_operation", "resource"}
"""The fields of the component Logboek, as read in the standard."""


@pytest.fixture
def world() -> World:
    return make.world()


def records(**wanted: Any) -> list[dict[str, Any]]:
    entries = AuditEntry.objects.filter(**wanted).order_by("at", "id")
    return [json.loads(line) for line in processing_log.lines(entries, register=REGISTER, secret="secret")]


def attributes(record: dict[str, Any]) -> dict[str, Any]:
    return {each["key"]: each["value"] for each in record["attributes"]}


def test_a_record_has_the_fields_of_the_standard(world: World) -> None:
    case, _code = make.report(world)
    (record,) = records(deed="case.received")
    assert set(record) >= OBLIGATORY
    assert set(record) <= OBLIGATORY | OPTIONAL
    assert re.fullmatch("[0-9a-f]{32}", record["trace_id"])
    assert re.fullmatch("[0-9a-f]{16}", record["span_id"])
    assert record["status_code"] in ("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR")
    assert record["start_time"] == record["end_time"] == NOW.timestamp() * 1000
    found = attributes(record)
    assert found["dpl.core.processing_activity_id"] == f"{REGISTER}#{case_type(case.case_type).processing}"
    assert re.fullmatch("[0-9a-f]{32}", found["dpl.core.data_subject_id"])
    assert found["dpl.core.data_subject_id_type"] == f"{REGISTER}#data-subjects"


def test_each_deed_has_a_number_of_its_own(world: World) -> None:
    case, _code = make.report(world)
    for _number in range(3):
        world.opened(case)
    made = records()
    assert len({each["trace_id"] for each in made}) == len({each["span_id"] for each in made}) == len(made) == 4


def test_one_case_has_one_pseudonym_that_does_not_lead_back_to_it(world: World) -> None:
    case, _code = make.report(world)
    world.opened(case)
    other, _code = make.report(world)
    first, again, another = (attributes(each)["dpl.core.data_subject_id"] for each in records())
    assert first == again != another
    text = json.dumps(records())
    assert case.reference not in text
    assert other.reference not in text
    assert processing_log.pseudonym(case.reference, secret="other") != first


def test_who_did_it_and_what_is_not_about_a_case_stays_in_the_audit_log(world: World) -> None:
    case, _code = make.report(world)
    cases.assign(case=case, to=world.handler, by=world.coordinator, now=NOW)
    assert AuditEntry.objects.filter(deed="key.shared").exists()
    assert [each["name"] for each in records()] == ["case.received", "case.assigned"]
    assert world.coordinator.name not in json.dumps(records())


def test_what_was_done_in_a_removed_case_keeps_its_activity(world: World) -> None:
    case, _code = make.report(world)
    outcome = next(each.id for each in case_type(case.case_type).outcomes if not each.decision)
    cases.close(opened=world.opened(case), outcome=outcome, text="Klaar.", language="nl", by=world.handler, now=NOW)
    retention.remove_ended(on=timezone.localdate(NOW), now=NOW + timedelta(days=1))
    activities = {attributes(each)["dpl.core.processing_activity_id"] for each in records()}
    assert activities == {f"{REGISTER}#landlord_reports"}
    assert [each["name"] for each in records()][-1] == "case.removed"


def test_the_number_of_questions_grows_with_batches_only(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processing_log, "AT_A_TIME", 5)
    for _number in range(10):
        make.report(world)
    with CaptureQueriesContext(connection) as asked:
        assert len(records(deed="case.received")) == 10
    assert len(asked) == 1 + 2


def test_each_activity_of_a_record_stands_in_the_register() -> None:
    keys = {each.key for each in processing.activities()}
    assert keys == {kind.processing for kind in case_types().values()}
    assert {processing_log.activity(kind) for kind in case_types()} == keys

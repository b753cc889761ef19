"""The page of a case: what a handler sees of it, at what cost, and who does not see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from medemens.casework.actions import cases, submissions
from medemens.casework.case_types import case_type
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import AuditEntry, Case
from tests import make
from tests.make import NOW, World

pytestmark = pytest.mark.django_db

STORY = "Szef zabrał mi paszport."


def address(case: Case, name: str = "case", *more: object) -> str:
    """A page of a case, in English."""
    with translation.override("en"):
        return reverse(f"workbench:{name}", args=[case.reference, *more])


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def handler(client: Client, world: World) -> Client:
    return make.sign_in(client, world.handler, world.private)


def test_a_handler_reads_the_report_in_the_reporters_own_words(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    page = handler.get(address(case)).content.decode()
    assert STORY in page
    assert 'lang="pl"' in page
    assert "Anonymous" in page
    assert case.reference in page


def test_reading_is_recorded_once(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    handler.get(address(case))
    opened = AuditEntry.objects.filter(deed="case.opened", reference=case.reference, staff=world.handler)
    assert [entry.details for entry in opened] == [{"to": "read"}]


def test_the_case_of_another_authority_looks_as_if_it_were_not_there(client: Client, world: World) -> None:
    case, _code = make.report(world)
    other = make.world("Gemeente Elders", municipality="0363")
    stranger = make.sign_in(client, other.handler, other.private)
    absent = address(case).replace(case.reference, "AAAAA-AAAAA")
    there, not_there = stranger.get(address(case)), stranger.get(absent)
    assert there.status_code == not_there.status_code == 404
    assert there.content.decode().replace(case.reference, "") == not_there.content.decode().replace("AAAAA-AAAAA", "")


def test_a_case_with_much_in_it_costs_no_more_questions(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    handler.get(address(case))
    with CaptureQueriesContext(connection) as few:
        handler.get(address(case))
    opened = world.opened(case)
    for number in range(12):
        cases.note(opened=opened, text=f"note {number}", by=world.handler, now=NOW + timedelta(minutes=number))
        cases.send(opened=opened, text="pytanie", language="pl", question=False, by=world.handler, now=NOW)
        submissions.write(opened=opened, text="odpowiedź", language="pl", now=NOW)
        cases.find(opened=opened, norm=_a_norm(case), outcome="met", reason="seen", by=world.handler, now=NOW)
    for _number in range(3):
        other, _code = make.report(world)
        cases.link(case=case, other=other, kind="pattern", by=world.handler, now=NOW)
    with CaptureQueriesContext(connection) as many:
        handler.get(address(case))
    assert len(many) == len(few)
    assert len(few) <= 30


def _a_norm(case: Case) -> str:
    return case_type(case.case_type).norms[0].id


def test_cases_at_the_same_address_are_suggested_and_never_linked_by_themselves(handler: Client, world: World) -> None:
    answers = {"postcode": "1234 AB", "house_number": "5"}
    one, _code = make.report(world, answers=answers)
    other, _code = make.report(world, answers={"postcode": "1234ab", "house_number": "5"})
    elsewhere, _code = make.report(world, answers={"postcode": "1234 AB", "house_number": "6"})
    for case in (other, elsewhere, one):
        page = handler.get(address(case)).content.decode()
    assert other.reference in page
    assert "Same address" in page
    assert elsewhere.reference not in page
    assert not one.links.exists()
    handler.post(address(one, "deed", "link"), {"other": other.reference, "kind_of_link": "address", "seen": 10**9})
    assert [link.other for link in one.links.all()] == [other]


def test_cases_in_which_reporters_wrote_the_same_name_are_suggested(handler: Client, world: World) -> None:
    one, _code = make.report(world, answers={"organisation_name": "Uitzendbureau Verzónnen B.V."})
    other, _code = make.report(world, "pay", answers={"organisation_name": "uitzendbureau verzonnen bv"})
    nameless, _code = make.report(world, "pay", answers={"organisation_name": ""})
    for case in (other, nameless, one):
        page = handler.get(address(case)).content.decode()
    assert other.reference in page
    assert "Same pattern" in page
    assert nameless.reference not in page


def test_the_frame_around_a_case_knows_nothing_of_its_kind(handler: Client, world: World) -> None:
    case, _code = make.report(world)
    page = handler.get(address(case)).content.decode()
    assert 'class="m-languages"' in page
    assert "CaseType(" not in page


def test_with_a_locked_key_one_is_sent_to_open_it(client: Client, world: World) -> None:
    case, _code = make.report(world)
    make.sign_in(client, world.handler)
    answer = client.get(address(case))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next=%2Fen%2Fworkbench%2Fcases%2F{case.reference}%2F")


def test_what_was_typed_is_kept_when_the_key_was_locked_meanwhile(client: Client, world: World) -> None:
    case, _code = make.report(world)
    make.sign_in(client, world.handler)
    answer = client.post(address(case, "deed", "note"), {"text": "typed for an hour", "seen": "1"})
    assert answer.status_code == 409
    assert "typed for an hour" in answer.content.decode()


def test_a_document_is_shown_as_a_picture_that_runs_nothing(handler: Client, world: World) -> None:
    paper = Enclosure(
        name="umowa.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.4",
        pages=(b"\xff\xd8first", b"\xff\xd8second"),
        note="pages",
    )
    case, _code = make.report(world, enclosures=(paper,))
    assert "umowa.pdf" in handler.get(address(case)).content.decode()
    assert "Page 1 of 2" in handler.get(address(case, "document", 1)).content.decode()
    picture = handler.get(address(case, "picture", 1, 2))
    assert picture.content == b"\xff\xd8second"
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["Cache-Control"] == "no-store"
    assert "sandbox" in picture["Content-Security-Policy"]
    assert handler.get(address(case, "picture", 1, 3)).status_code == 404
    assert AuditEntry.objects.filter(deed="document.opened", details={"document": 1}).exists()


def test_the_whole_document_comes_after_a_warning_under_a_name_that_tells_nothing(handler: Client, world: World) -> None:
    paper = Enclosure(name="umowa Jan Kowalski.pdf", media_type="application/pdf", content=b"%PDF-1.4", pages=(), note="pages")
    case, _code = make.report(world, enclosures=(paper,))
    assert "no longer sealed" in handler.get(address(case, "whole", 1)).content.decode()
    answer = handler.post(address(case, "whole", 1))
    assert answer.content == b"%PDF-1.4"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-1.pdf"'

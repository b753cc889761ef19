"""Letters of decisions without an application: shown before approval, made once, kept locked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Proposal, ProposalLetter
from medemens.work.lenders.queries import letters
from tests import make
from tests.make import World
from tests.work.lenders import make_applications, make_lenders

pytestmark = pytest.mark.django_db
THEN = datetime(2028, 5, 1, 9, tzinfo=UTC)
LETTER = {"addressee": "Verzonnen B.V.\nVerzonnenstraat 1", "about": "Uw toelating", "told": "U <b>betaalde</b> geen loon."}
SUSPENDED = {"kind": "suspended", "made_known_on": "2028-05-03", "reasons": "Intern: zie het rapport."}


@pytest.fixture
def world() -> World:
    return make_applications.admitting()


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with patch.object(timezone, "now", lambda: THEN):
        yield


def post(by: StaffMember, name: str, *arguments: Any, **given: str) -> Any:
    return make.sign_in(Client(), by).post(reverse(f"admission:{name}", args=arguments), given)


def test_the_letter_is_shown_then_approved_then_sent_as_it_was(world: World) -> None:
    lender = make_lenders.admitted()
    shown = post(world.handler, "decide", lender.number, preview="on", **SUSPENDED, **LETTER).content.decode()
    assert "14 juni 2028" in shown, "the last day to object"
    assert "31 mei 2028" in shown, "the day on which it takes effect"
    assert "U &lt;b&gt;betaalde&lt;/b&gt; geen loon." in shown
    assert post(world.handler, "decide", lender.number, **SUSPENDED, **LETTER)["Location"].endswith("?done=waiting")
    made = Proposal.objects.get()
    other = make.sign_in(Client(), world.coordinator)
    page = other.get(reverse("admission:proposal", args=[made.pk])).content.decode()
    assert "geen loon." in page
    assert "Waadi art. 12l, 12n" in page
    assert other.get(reverse("admission:letter", args=[made.pk])).status_code == 404, "it has not gone out yet"
    assert post(world.coordinator, "proposal", made.pk, verdict="approve")["Location"].endswith("?done=approved")
    answer = other.get(reverse("admission:letter", args=[made.pk]))
    with pikepdf.open(BytesIO(answer.content)) as document:
        assert str(document.Root.Lang) == "nl"
        assert str(document.docinfo["/Title"]) == f"Besluit {lender.number}-{made.pk}"
    world.authority.letterhead = "Ergens anders"
    world.authority.save()
    assert other.get(reverse("admission:letter", args=[made.pk])).content == answer.content


def test_what_it_says_is_locked_in_the_database(world: World) -> None:
    post(world.handler, "decide", make_lenders.admitted().number, **SUSPENDED, **LETTER)
    kept = ProposalLetter.objects.get()
    assert b"betaalde" not in bytes(kept.content)
    text = letters.text_of(kept.proposal)
    assert text is not None
    assert text.reasons == LETTER["told"]


def test_what_one_person_decides_has_its_letter_at_once(world: World) -> None:
    lender = make_lenders.lender()
    given = {"kind": "admitted", "made_known_on": "2028-05-01", "reasons": "Ambtshalve."}
    assert post(world.handler, "decide", lender.number, **given, **LETTER)["Location"].endswith("?done=published")
    assert letters.document_of(Proposal.objects.get()) is not None


@pytest.mark.parametrize("left_open", list(LETTER))
def test_half_a_letter_is_no_letter(world: World, left_open: str) -> None:
    given = {**SUSPENDED, **LETTER, left_open: ""}
    assert post(world.handler, "decide", make_lenders.admitted().number, **given).status_code == 422


def test_without_a_letter_nothing_is_kept_and_nothing_downloaded(world: World) -> None:
    post(world.handler, "decide", make_lenders.admitted().number, **SUSPENDED)
    made = Proposal.objects.get()
    assert post(world.coordinator, "proposal", made.pk, verdict="approve")["Location"].endswith("?done=approved")
    assert not ProposalLetter.objects.exists()
    assert make.sign_in(Client(), world.handler).get(reverse("admission:letter", args=[made.pk])).status_code == 404


def test_sent_back_no_letter_goes_out(world: World) -> None:
    post(world.handler, "decide", make_lenders.admitted().number, **SUSPENDED, **LETTER)
    made = Proposal.objects.get()
    post(world.coordinator, "proposal", made.pk, verdict="send_back", remark="Onvoldoende.")
    assert letters.document_of(made) is None
    assert made.made_known_on == date(2028, 5, 3)

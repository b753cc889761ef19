"""What partners read of a lender that is not public: on a basis of theirs, each time logged, and nothing that is sealed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medemens.casework.actions import administration
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditEntry
from medemens.common.access import Permission
from medemens.work.lenders.actions import consulting, decided
from medemens.work.lenders.models import Consultation, Lender, Proposal
from medemens.work.lenders.queries.consulting import Seen
from tests import make
from tests.make import World
from tests.work.lenders import make_applications, make_lenders

pytestmark = pytest.mark.django_db
THEN = datetime(2027, 8, 2, 9, tzinfo=UTC)
TODAY = date(2027, 8, 2)
GROUND = {"basis": "inspectors", "purpose": "supervision", "reference": "Z123"}


@pytest.fixture
def world() -> World:
    return make_applications.admitting()


@pytest.fixture
def inspectorate() -> World:
    made = make.world("Inspectie Verzonnen", subjects=("none",))
    made.authority.consults_lenders = "inspectors administrative_body"
    made.authority.save()
    return made


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with patch.object(timezone, "now", lambda: THEN):
        yield


def look(by: World, at: Lender, basis: str = "inspectors") -> Seen:
    return consulting.consult(lender=at, basis=basis, purpose="supervision", reference="Z123", by=by.handler, now=THEN)


def applied(world: World, lender: Lender) -> make_applications.Sent:
    """An application with a paper, and a decision that is made known in three days."""
    sent = make_applications.sent(world, lender=lender, now=THEN)
    make_applications.paper(sent, "conduct", given_on=date(2027, 7, 1))
    decided.taken(make_applications.decided(sent, "granted", TODAY + timedelta(3), now=THEN))
    return sent


def test_each_look_is_written_down_with_its_ground(world: World, inspectorate: World) -> None:
    lender = make_lenders.lender()
    look(inspectorate, lender)
    look(inspectorate, lender)
    noted = AuditEntry.objects.filter(deed="lenders.consulted")
    assert noted.count() == Consultation.objects.count() == 2
    one = noted.latest("id")
    assert (one.authority, one.staff) == (inspectorate.authority, inspectorate.handler)
    assert one.details == {
        "organisation": lender.organisation_id, "basis": "inspectors", "purpose": "supervision", "their_reference": "Z123",
    }  # fmt: skip


@pytest.mark.parametrize("basis", ["inspection_body", "", "admin"])
def test_on_a_basis_that_is_not_theirs_nothing_is_shown(inspectorate: World, basis: str) -> None:
    with pytest.raises(NotPossible, match="no_basis"), transaction.atomic():
        look(inspectorate, make_lenders.lender(), basis)
    assert not AuditEntry.objects.filter(deed="lenders.consulted").exists()


def test_corrected_entries_and_what_was_sent_are_shown(world: World, inspectorate: World) -> None:
    from medemens.casework.actions import register

    lender = make_lenders.lender()
    wrong = make_lenders.entry(lender, "applied", date(2027, 5, 3))
    register.correct(entry=wrong, draft=None, authority=world.authority, by=world.handler, now=THEN)
    applied(world, lender)
    seen = look(inspectorate, lender)
    assert [(each.kind, each.number in seen.stands) for each in seen.lines] == [("applied", False), ("applied", False)]
    (sent,) = seen.sent
    assert [each.kind for each in sent.papers] == ["conduct"]


def test_what_is_not_made_known_yet_is_for_inspectors_only(world: World, inspectorate: World) -> None:
    lender = make_lenders.lender()
    applied(world, lender)
    inspector, other = look(inspectorate, lender), look(inspectorate, lender, "administrative_body")
    assert list(inspector.to_come) == [Proposal.objects.get()]
    assert [each.outcome for each in inspector.sent[0].decisions] == ["granted"]
    assert other.to_come == ()
    assert other.sent[0].decisions == ()
    assert other.sent[0].outcome == ""


class TestPages:
    """The same through the pages."""

    def client(self, inspectorate: World) -> Client:
        return make.sign_in(Client(), inspectorate.handler)

    def test_looking_up_shows_who_it_is_and_opening_asks_for_the_ground(self, inspectorate: World) -> None:
        lender = make_lenders.lender(rsin="123456782")
        client = self.client(inspectorate)
        found = client.get(reverse("consulting:find"), {"q": "Uitzendbureau Verzonnen"}).content.decode()
        address = reverse("consulting:lender", args=[lender.number])
        assert address in found
        for text in (found, client.get(address).content.decode()):
            assert "123456782" not in text
        assert not Consultation.objects.exists()

    def test_with_a_ground_all_of_it_is_shown_this_once(self, world: World, inspectorate: World) -> None:
        lender = make_lenders.lender(rsin="123456782", sole_trader=True)
        applied(world, lender)
        client, address = self.client(inspectorate), reverse("consulting:lender", args=[lender.number])
        answer = client.post(address, GROUND)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        text = answer.content.decode()
        assert "123456782" in text
        assert "Aanvraag Verzonnen" not in text, "what was written stays sealed"
        assert "123456782" not in client.get(address).content.decode()

    @pytest.mark.parametrize(
        "wrong", [{"basis": "inspection_body"}, {"purpose": "curious"}, {"reference": "Jan Jansen"}, {"reference": "1" * 41}]
    )
    def test_without_a_ground_nothing_is_shown_or_logged(self, inspectorate: World, wrong: dict[str, str]) -> None:
        address = reverse("consulting:lender", args=[make_lenders.lender(rsin="123456782").number])
        answer = self.client(inspectorate).post(address, {**GROUND, **wrong})
        assert answer.status_code == 422
        assert "123456782" not in answer.content.decode()
        assert not Consultation.objects.exists()

    def test_the_authority_that_keeps_the_register_sees_who_looked(self, world: World, inspectorate: World) -> None:
        lender = make_lenders.lender()
        look(inspectorate, lender)
        text = make.sign_in(Client(), world.handler).get(reverse("admission:lender", args=[lender.number])).content.decode()
        assert "Inspectie Verzonnen" in text
        assert inspectorate.handler.name not in text

    def test_an_auditor_of_the_partner_reads_it_in_words(self, inspectorate: World) -> None:
        look(inspectorate, make_lenders.lender())
        text = make.sign_in(Client(), inspectorate.auditor).get(reverse("auditing:log")).content.decode()
        assert "Waadi art. 14a(2)" in text
        assert "Z123" in text


class TestWhoMay:
    """Only an administrator of the whole installation says who may read, and as what."""

    def test_an_authority_without_a_basis_may_not(self, inspectorate: World) -> None:
        assert inspectorate.handler.may(Permission.CONSULT)
        assert not inspectorate.auditor.may(Permission.CONSULT)
        assert not make.world("Anders", subjects=("none2",)).handler.may(Permission.CONSULT)

    def test_the_administrator_chooses_the_bases(self, inspectorate: World) -> None:
        national = make.staff(None, "administrator")
        client = make.sign_in(Client(), national)
        address = reverse("administration:authority", args=[inspectorate.authority.key])
        given = {"name": "Inspectie", "key": inspectorate.authority.key, "consults_lenders": ["inspection_body"]}
        assert client.post(address, given).status_code == 302
        inspectorate.authority.refresh_from_db()
        assert inspectorate.authority.consulting_bases == ("inspection_body",)
        assert "consults_lenders" in AuditEntry.objects.get(deed="authority.changed").details["changed"]

    def test_an_administrator_of_the_authority_itself_does_not(self, inspectorate: World) -> None:
        own = make.staff(inspectorate.authority, "administrator")
        address = reverse("administration:authority", args=[inspectorate.authority.key])
        client = make.sign_in(Client(), own)
        assert "consults_lenders" not in client.get(address).content.decode()
        inspectorate.authority.consults_lenders = "inspection_body"
        with pytest.raises(NotPossible, match="other_authority"):
            administration.save_authority(authority=inspectorate.authority, by=own, now=THEN)

"""What the admission authority does beside an application: the lender it is about, its account, its papers, lists of papers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditEntry, RegisterEntry
from medemens.work.lenders.actions import assessing
from medemens.work.lenders.admission.application_forms import from_answers
from medemens.work.lenders.models import Lender
from medemens.work.lenders.queries import assessing as queries
from medemens.work.lenders.queries import papers, snapshot
from medemens.work.lenders.queries.assessing import Only
from medemens.work.lenders.queries.papers import PaperList
from tests import make
from tests.make import World
from tests.work.lenders import make_applications, make_lenders

pytestmark = pytest.mark.django_db
THEN = datetime(2027, 6, 10, 9, tzinfo=UTC)
TODAY = date(2027, 6, 10)


@pytest.fixture
def world() -> World:
    return make_applications.admitting()


@pytest.fixture
def clock() -> Any:
    with patch.object(timezone, "now", lambda: THEN):
        yield


def page(world: World, name: str, *arguments: Any, given: dict[str, Any] | None = None, **query: str) -> Any:
    client = make.sign_in(Client(), world.handler, world.private)
    address = reverse(f"admission:{name}", args=arguments)
    return client.get(address, query) if given is None else client.post(address, given)


def keys(found: tuple[papers.Remark, ...]) -> list[tuple[str, str]]:
    return [(each.key, each.citation) for each in found]


class TestPapers:
    """What is wrong with a paper on sight."""

    @pytest.mark.parametrize(
        ("kind", "fields", "expected"),
        [
            ("conduct", {"given_on": date(2027, 3, 10)}, []),
            ("conduct", {"given_on": date(2027, 3, 9)}, [("too_old", "Waadi art. 12o(1)-(2)")]),
            ("conduct", {}, [("no_day", "Waadi art. 12o(1)-(2)")]),
            ("security", {"amount": 100_000_00}, []),
            ("security", {"amount": 99_999_99}, [("too_low", "Waadi art. 12p(2), 23c")]),
            ("security", {}, [("no_amount", "Waadi art. 12p(2), 23c")]),
            ("sna_certificate", {"valid_until": date(2027, 6, 30)}, []),
            ("sna_certificate", {"valid_until": date(2027, 6, 29)}, [("ends_before_window", "Waadi art. 23b(2)(a)")]),
            ("inspection_report", {"valid_until": date(2027, 6, 9)}, [("expired", "")]),
            ("inspection_report", {"valid_until": TODAY}, []),
        ],
    )
    def test_it_is_held_against_the_law_of_the_day_of_receipt(
        self, kind: str, fields: dict[str, Any], expected: list[tuple[str, str]]
    ) -> None:
        paper = papers.Paper(kind=kind, **fields)
        assert keys(papers.remarks(paper, "lender_admission", TODAY, TODAY)) == expected

    def test_a_provisional_admission_asks_half_of_the_security(self) -> None:
        paper = papers.Paper(kind="security", amount=50_000_00)
        assert papers.remarks(paper, "lender_provisional", TODAY, TODAY) == ()

    def test_before_the_act_is_in_force_nothing_can_be_judged(self) -> None:
        paper = papers.Paper(kind="conduct", given_on=date(2026, 1, 1))
        on = date(2026, 11, 24)
        assert keys(papers.remarks(paper, "lender_admission", on, on)) == [("not_in_force", "Waadi art. 12o(1)-(2)")]

    def test_what_did_not_come(self) -> None:
        assert papers.missing("lender_admission", {"conduct", "sna_certificate"}) == ("security",)
        assert papers.missing("lender_provisional", set()) == ("conduct", "security")
        assert papers.missing("lender_change", set()) == ()


class TestLists:
    """Papers of all firms that end or are too old."""

    def kinds(self, world: World, which: PaperList, months: int = 3) -> list[str]:
        return [each.kind for each in papers.listed(world.handler, which, TODAY, months)]

    def test_what_ends_within_some_months_the_first_first(self, world: World) -> None:
        sent = make_applications.sent(world)
        make_applications.paper(sent, "sna_certificate", valid_until=date(2027, 9, 10))
        make_applications.paper(sent, "security", number=2, valid_until=date(2027, 7, 1))
        make_applications.paper(sent, "inspection_report", number=3, valid_until=date(2027, 9, 11))
        assert self.kinds(world, PaperList.ENDING) == ["security", "sna_certificate"]
        assert self.kinds(world, PaperList.SECURITY) == ["security"]
        assert self.kinds(world, PaperList.CERTIFICATES) == ["sna_certificate"]

    def test_a_newer_one_of_the_same_lender_takes_its_place(self, world: World) -> None:
        lender = make_lenders.lender()
        for until in (date(2027, 7, 1), date(2029, 7, 1)):
            make_applications.paper(make_applications.sent(world, lender=lender), "security", valid_until=until)
        assert self.kinds(world, PaperList.SECURITY) == []

    def test_certificates_of_conduct_and_reports_that_are_too_old(self, world: World) -> None:
        sent = make_applications.sent(world)
        make_applications.paper(sent, "conduct", given_on=date(2027, 3, 9))
        make_applications.paper(sent, "inspection_report", number=2, given_on=date(2026, 6, 9))
        assert self.kinds(world, PaperList.CONDUCT) == ["conduct"]
        assert self.kinds(world, PaperList.REPORTS) == ["inspection_report"]

    def test_papers_of_another_authority_and_of_drafts_are_not_in_it(self, world: World) -> None:
        sent = make_applications.sent(world)
        make_applications.paper(sent, "sna_certificate", valid_until=TODAY)
        make_applications.paper(sent, "security", valid_until=TODAY, number=None)  # type: ignore[arg-type]
        elsewhere = make.world("Anders", subjects=("none",))
        assert self.kinds(world, PaperList.ENDING) == ["sna_certificate"]
        assert self.kinds(elsewhere, PaperList.ENDING) == []

    def test_the_page_asks_as_many_statements_for_many(
        self, world: World, clock: None, django_assert_max_num_queries: Any
    ) -> None:
        def asked() -> int:
            cache.clear()
            client = make.sign_in(Client(), world.handler)
            with django_assert_max_num_queries(40) as counted:
                client.get(reverse("admission:papers"))
            return len(counted)

        make_applications.paper(make_applications.sent(world), "sna_certificate", valid_until=TODAY)
        once = asked()
        for _ in range(4):
            make_applications.paper(make_applications.sent(world), "sna_certificate", valid_until=TODAY)
        assert asked() == once

    def test_a_list_is_taken_out_and_that_is_noted(self, world: World, clock: None) -> None:
        sent = make_applications.sent(world, by=make_applications.account("=Formule Fictief"))
        make_applications.paper(sent, "security", valid_until=TODAY, amount=50_000_00)
        answer = page(world, "export-papers", given={"which": "security", "months": "3"})
        rows = answer.content.decode().splitlines()
        assert len(rows) == 2
        assert "'=Formule Fictief" in rows[1]
        assert rows[1].endswith("2027-06-10,50000.00")
        noted = AuditEntry.objects.get(deed="register.listed")
        assert noted.details == {"which": "papers-security", "months": 3}


class TestApplications:
    """The list, and one of them."""

    def test_open_ones_stand_in_the_order_of_their_terms_and_can_be_narrowed(self, world: World) -> None:
        late = make_applications.sent(world, now=datetime(2027, 6, 1, 9, tzinfo=UTC), lender=make_lenders.lender())
        soon = make_applications.sent(world, "lender_exemption", now=datetime(2027, 5, 1, 9, tzinfo=UTC))
        assert list(queries.waiting(world.handler, "", Only.ALL)) == [soon.application, late.application]
        assert list(queries.waiting(world.handler, "", Only.NOT_LINKED)) == [soon.application]
        assert list(queries.waiting(world.handler, "lender_admission", Only.ALL)) == [late.application]
        assert queries.counts(world.handler, "") == {Only.ALL: 2, Only.NOT_LINKED: 1, Only.NOT_CONFIRMED: 2}
        elsewhere = make.world("Anders", subjects=("none",))
        assert queries.counts(elsewhere.handler, "")[Only.ALL] == 0

    def test_the_page_shows_papers_and_who_may_want_to_be_mistaken(self, world: World, clock: None) -> None:
        make_lenders.lender("Aanvraag Verzonnen B.V.", kvk="12345678")
        make_lenders.lender("Aanvrag Verzonnen V.O.F.", kvk="87654321")
        sent = make_applications.sent(world, now=THEN)
        make_applications.paper(sent, "security", amount=1_000_00)
        found = [(each.lender.kvk, each.by_number) for each in queries.candidates(snapshot.current(), sent.application)]
        assert found == [("12345678", True), ("87654321", False)]
        text = page(world, "application", sent.reference).content.decode()
        assert "Waadi art. 12p(2), 23c" in text
        assert "87654321" in text
        assert not AuditEntry.objects.filter(deed="case.opened").exists(), "nothing that is sealed was opened"

    def test_it_shows_every_stage(self, world: World, clock: None) -> None:
        lender = make_lenders.lender("Aanvraag Verzonnen B.V.", kvk="12345678")
        sent = make_applications.sent(world, "lender_objection", lender=lender, now=THEN)
        make_applications.decided(sent, "founded", TODAY, now=THEN)
        text = page(world, "application", sent.reference).content.decode()
        assert reverse("admission:decide", args=[lender.number]) in text

    def test_a_case_without_an_application_is_not_found(self, world: World) -> None:
        case, _code = make.report(world, "housing")
        assert page(world, "application", case.reference).status_code == 404


class TestDeeds:
    """Deeds beside an application."""

    def test_the_firm_is_brought_in_from_what_it_wrote(self, world: World, clock: None) -> None:
        sent = make_applications.sent(world, now=THEN)
        form = page(world, "enter-application", sent.reference).context["form"]
        assert {name: form.initial[name] for name in ("name", "kvk", "place", "trade_names")} == {
            "name": "Aanvraag Verzonnen B.V.", "kvk": "12345678", "place": "Verzonnen", "trade_names": "Een\nTwee",
        }  # fmt: skip
        assert AuditEntry.objects.get(deed="case.opened").details == {"to": "enter"}
        answer = page(world, "enter-application", sent.reference, given={**form.initial, "sole_trader": ""})
        assert answer["Location"].endswith("?done=entered")
        sent.application.refresh_from_db()
        assert sent.application.lender == Lender.objects.get()
        assert sent.application.case is not None
        assert sent.application.case.organisation == Lender.objects.get().organisation
        again = make_applications.sent(world, now=THEN)
        answer = page(world, "enter-application", again.reference, given={**form.initial, "sole_trader": ""})
        assert answer["Location"].endswith("?done=there")
        assert Lender.objects.count() == 1

    def test_without_an_open_key_nothing_of_it_is_shown(self, world: World) -> None:
        sent = make_applications.sent(world)
        answer = make.sign_in(Client(), world.handler).get(reverse("admission:enter-application", args=[sent.reference]))
        assert answer["Location"].startswith(reverse("staff:key"))

    def test_other_names_of_answers_are_understood(self) -> None:
        found = from_answers({"name": "Een", "trade_names": ["Twee", "Drie"], "sole_trader": "yes", "country": "PL"})
        assert (found["name"], found["trade_names"], found["sole_trader"], found["country"]) == ("Een", "Twee\nDrie", True, "PL")
        assert from_answers({})["country"] == "NL"

    def test_it_is_linked_by_a_number_of_the_register_only(self, world: World, clock: None) -> None:
        sent, lender = make_applications.sent(world, now=THEN), make_lenders.lender()
        assert page(world, "link", sent.reference, given={"number": "Uitzendbureau Verzonnen"}).status_code == 422
        answer = page(world, "link", sent.reference, given={"number": lender.organisation.kvk})
        assert answer["Location"].endswith("?done=linked")
        assert AuditEntry.objects.filter(deed="application.linked", reference=sent.reference).exists()

    def test_after_a_decision_it_stays_with_its_lender(self, world: World) -> None:
        from medemens.work.lenders.actions import decided

        lender = make_lenders.lender()
        sent = make_applications.sent(world, lender=lender)
        now = datetime(2027, 8, 2, 9, tzinfo=UTC)
        decided.taken(make_applications.decided(sent, "granted", date(2027, 8, 2), now=now))
        with pytest.raises(NotPossible, match="decided"):
            assessing.link(application=sent.application, lender=make_lenders.lender(), by=world.handler, now=now)
        assessing.link(application=sent.application, lender=lender, by=world.handler, now=now)

    def test_that_it_applied_comes_into_the_register_with_what_its_papers_say(self, world: World, clock: None) -> None:
        sent = make_applications.sent(world, now=datetime(2027, 5, 3, 9, tzinfo=UTC), lender=make_lenders.lender())
        make_applications.paper(sent, "sna_certificate", valid_until=date(2027, 9, 1))
        form = page(world, "applied", sent.reference).context["form"]
        assert page(world, "applied", sent.reference, given=form.initial)["Location"].endswith("?done=applied")
        entry = RegisterEntry.objects.get()
        assert (entry.kind, entry.made_known_on) == ("applied", date(2027, 5, 3))
        assert entry.facts == {"with_report": False, "certified_until": "2027-09-01"}

    def test_an_account_is_confirmed_only_after_it_was_checked(self, world: World, clock: None) -> None:
        sent = make_applications.sent(world, now=THEN)
        with pytest.raises(NotPossible, match="not_in_register"):
            assessing.confirm(application=sent.application, ways=("letter",), by=world.handler, now=THEN)
        lender = make_lenders.lender()
        assessing.link(application=sent.application, lender=lender, by=world.handler, now=THEN)
        with pytest.raises(NotPossible, match="unchecked"):
            assessing.confirm(application=sent.application, ways=(), by=world.handler, now=THEN)
        assert page(world, "confirm-account", sent.reference, given={}).status_code == 422
        given = {"ways": ["letter", "telephone"]}
        assert page(world, "confirm-account", sent.reference, given=given)["Location"].endswith("?done=confirmed")
        account = sent.application.account
        account.refresh_from_db()
        assert (account.lender, account.confirmed_by) == (lender, world.handler)
        assert AuditEntry.objects.get(deed="account.checked").details["ways"] == "letter telephone"

    def test_who_forgot_the_password_is_invited_once(self, world: World, clock: None) -> None:
        sent = make_applications.sent(world, now=THEN)
        assert "address" not in page(world, "invite-account", sent.reference).context
        text = page(world, "invite-account", sent.reference, given={}).content.decode()
        assert "/staff/welcome/" in text

    def test_who_lost_the_phone_sets_up_another(self, world: World, clock: None) -> None:
        sent = make_applications.sent(world, now=THEN)
        person = sent.application.account.person
        TOTP.activate(person, generate_totp_secret())
        assert page(world, "second-factor-account", sent.reference).status_code == 200
        assert is_mfa_enabled(person)
        assert page(world, "second-factor-account", sent.reference, given={})["Location"].endswith("?done=second_factor")
        assert not is_mfa_enabled(person)

    def test_an_account_is_closed(self, world: World, clock: None) -> None:
        sent = make_applications.sent(world, now=THEN)
        assert page(world, "close-account", sent.reference).status_code == 200
        assert page(world, "close-account", sent.reference, given={})["Location"].endswith("?done=closed")
        sent.application.account.person.refresh_from_db()
        assert not sent.application.account.person.is_active

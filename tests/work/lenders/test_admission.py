"""The admission authority's work: decisions with four eyes where something is taken, corrections, lists, names that leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from medemens.casework.actions.register import EntryDraft
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditEntry, RegisterEntry
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.law.waadi.decisions import Kind
from medemens.work.lenders.actions import names, proposals
from medemens.work.lenders.models import Lender, Proposal
from medemens.work.lenders.queries import admission, snapshot
from medemens.work.lenders.queries.admission import Ends
from medemens.work.lenders.queries.history import REGISTER, lines_of, shown
from tests import make
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db
THEN = datetime(2028, 5, 1, 9, tzinfo=UTC)
TODAY = date(2028, 5, 1)


@dataclass
class Admitting:
    """The authority that keeps the register, and two people there."""

    authority: Authority
    one: StaffMember
    other: StaffMember


@pytest.fixture
def admitting() -> Admitting:
    authority = make_lenders.admission_authority()
    authority.admits_lenders = True
    authority.save()
    return Admitting(authority, make.staff(authority, "handler"), make.staff(authority, "coordinator"))


def draft(of: Lender, kind: Kind, known: date = TODAY, effect: date | None = None) -> EntryDraft:
    made = admission.computed(kind, known, effect)
    return EntryDraft(REGISTER, of.organisation, kind.key, made.made_known_on, made.takes_effect_on, made.valid_until)


def propose(by: StaffMember, of: Lender, kind: Kind, known: date = TODAY, now: datetime = THEN) -> Proposal:
    return proposals.propose(lender=of, draft=draft(of, kind, known), reasons="Verzonnen reden.", by=by, now=now)


def status(of: Lender, on: date = TODAY, now: datetime = THEN) -> str:
    return shown(lines_of(of.organisation_id), on, now).standing.status


def test_one_person_admits_and_the_law_counts_the_days(admitting: Admitting) -> None:
    lender = make_lenders.lender()
    made = propose(admitting.one, lender, Kind.ADMITTED)
    assert made.state == "published"
    assert made.entry is not None
    assert made.entry.valid_until == date(2032, 4, 30)
    assert status(lender) == "admitted"


@pytest.mark.parametrize("kind", [Kind.SUSPENDED, Kind.REVOKED, Kind.REFUSED])
def test_what_is_taken_waits_for_another(admitting: Admitting, kind: Kind) -> None:
    lender = make_lenders.admitted()
    made = propose(admitting.one, lender, kind)
    assert (made.state, status(lender)) == ("waiting", "admitted")
    with pytest.raises(NotPossible, match="own"):
        proposals.approve(proposal=made, by=admitting.one, now=THEN)
    done = proposals.approve(proposal=made, by=admitting.other, now=THEN)
    assert (done.state, status(lender)) == ("published", f"{kind.key}_announced")
    assert status(lender, date(2028, 5, 29)) == kind.key
    with pytest.raises(NotPossible, match="not_waiting"):
        proposals.approve(proposal=made, by=admitting.other, now=THEN)


def test_the_revocation_of_an_exemption_waits_too(admitting: Admitting) -> None:
    lender = make_lenders.lender()
    propose(admitting.one, lender, Kind.EXEMPT)
    assert propose(admitting.one, lender, Kind.EXEMPTION_REVOKED).state == "waiting"


def test_the_database_itself_refuses_somebody_who_judges_their_own(admitting: Admitting) -> None:
    made = propose(admitting.one, make_lenders.admitted(), Kind.SUSPENDED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(judged_by=admitting.one)


def test_somebody_of_another_authority_approves_nothing(admitting: Admitting) -> None:
    made = propose(admitting.one, make_lenders.admitted(), Kind.SUSPENDED)
    elsewhere = make.staff(make.world("Anders").authority, "handler")
    with pytest.raises(NotPossible, match="own"):
        proposals.approve(proposal=made, by=elsewhere, now=THEN)


def test_sent_back_comes_to_nothing(admitting: Admitting) -> None:
    lender = make_lenders.admitted()
    made = propose(admitting.one, lender, Kind.REVOKED)
    done = proposals.send_back(proposal=made, remark="Onvoldoende.", by=admitting.other, now=THEN)
    assert (done.state, done.remark, status(lender)) == ("sent_back", "Onvoldoende.", "admitted")
    assert RegisterEntry.objects.count() == 1


def test_it_is_published_on_its_day_and_not_before(admitting: Admitting) -> None:
    lender = make_lenders.admitted()
    made = propose(admitting.one, lender, Kind.SUSPENDED, TODAY + timedelta(3))
    assert proposals.approve(proposal=made, by=admitting.other, now=THEN).state == "approved"
    assert proposals.publish_due(now=THEN + timedelta(days=2)) == 0
    assert RegisterEntry.objects.count() == 1
    assert proposals.publish_due(now=THEN + timedelta(days=3)) == 1
    assert proposals.publish_due(now=THEN + timedelta(days=3)) == 0
    assert RegisterEntry.objects.count() == 2


def test_what_is_no_longer_lawful_on_its_day_is_told_and_not_published(admitting: Admitting) -> None:
    lender = make_lenders.admitted()
    later = propose(admitting.one, lender, Kind.SUSPENDED, TODAY + timedelta(9))
    proposals.approve(proposal=later, by=admitting.other, now=THEN)
    proposals.approve(proposal=propose(admitting.one, lender, Kind.REVOKED), by=admitting.other, now=THEN)
    told: list[str] = []
    assert proposals.publish_due(now=THEN + timedelta(days=40), tell=told.append) == 0
    assert told == [f"Decision {later.pk} could not be published: not_admitted."]


def test_nothing_is_taken_on_a_day_that_has_passed(admitting: Admitting) -> None:
    lender = make_lenders.admitted()
    with pytest.raises(NotPossible, match="made_known_passed"):
        propose(admitting.one, lender, Kind.SUSPENDED, TODAY - timedelta(1))
    made = propose(admitting.one, lender, Kind.SUSPENDED)
    with pytest.raises(NotPossible, match="made_known_passed"):
        proposals.approve(proposal=made, by=admitting.other, now=THEN + timedelta(days=1))


@pytest.mark.parametrize(
    ("before", "kind", "problem"),
    [
        ("nothing", Kind.SUSPENDED, "not_admitted"),
        ("nothing", Kind.REVOKED, "not_admitted"),
        ("nothing", Kind.RESTORED, "not_suspended"),
        ("admitted", Kind.RESTORED, "not_suspended"),
        ("admitted", Kind.EXEMPTION_REVOKED, "not_exempt"),
        ("suspended", Kind.ADMITTED, "suspended"),
        ("provisional", Kind.PROVISIONAL, "provisional_once"),
    ],
)
def test_the_law_allows_some_decisions_only(admitting: Admitting, before: str, kind: Kind, problem: str) -> None:
    lender = make_lenders.admitted() if before in ("admitted", "suspended") else make_lenders.lender()
    if before == "suspended":
        make_lenders.entry(lender, "suspended", date(2028, 4, 1))
    if before == "provisional":
        make_lenders.entry(lender, "provisional", date(2028, 1, 1), valid_until=date(2028, 6, 30))
    with pytest.raises(NotPossible, match=f"^{problem}$"):
        propose(admitting.one, lender, kind)


@pytest.mark.parametrize(
    ("until", "problem"),
    [(date(2031, 12, 31), "not_longer"), (date(2032, 7, 1), "too_long"), (date(2032, 6, 30), "")],
)
def test_an_extension_is_longer_and_six_months_at_most(admitting: Admitting, until: date, problem: str) -> None:
    lender = make_lenders.admitted()
    wanted = EntryDraft(REGISTER, lender.organisation, "extended", TODAY, TODAY, until)
    if problem:
        with pytest.raises(NotPossible, match=problem):
            proposals.propose(lender=lender, draft=wanted, reasons="Reden.", by=admitting.one, now=THEN)
    else:
        made = proposals.propose(lender=lender, draft=wanted, reasons="Reden.", by=admitting.one, now=THEN)
        assert made.state == "published"
        assert status(lender, until) == "admitted"


def test_a_suspension_ends_by_one_person(admitting: Admitting) -> None:
    lender = make_lenders.admitted()
    make_lenders.entry(lender, "suspended", date(2028, 4, 1))
    assert propose(admitting.one, lender, Kind.RESTORED).state == "published"
    assert status(lender) == "admitted"


def test_the_correction_of_a_decision_is_for_two_and_history_stays(admitting: Admitting) -> None:
    lender = make_lenders.admitted()
    wrong = RegisterEntry.objects.get()
    made = proposals.correct(lender=lender, entry=wrong, draft=None, reasons="Andere firma.", by=admitting.one, now=THEN)
    assert (made.state, status(lender)) == ("waiting", "admitted")
    later = THEN + timedelta(hours=1)
    proposals.approve(proposal=made, by=admitting.other, now=later)
    assert status(lender, now=later) == "none"
    assert status(lender, now=THEN) == "admitted", "what was known before stays"
    wrong.refresh_from_db()
    assert not wrong.annulled


def test_what_is_no_decision_is_corrected_by_one(admitting: Admitting) -> None:
    lender = make_lenders.lender()
    wrong = make_lenders.entry(lender, "applied", date(2027, 5, 3), with_report=False)
    right = EntryDraft(REGISTER, lender.organisation, "applied", date(2027, 5, 2), date(2027, 5, 2), facts={"with_report": True})
    made = proposals.correct(lender=lender, entry=wrong, draft=right, reasons="Datum.", by=admitting.one, now=THEN)
    assert made.state == "published"
    assert made.entry is not None
    assert made.entry.corrects == wrong
    with pytest.raises(NotPossible, match="corrected"):
        proposals.correct(lender=lender, entry=wrong, draft=right, reasons="Nog eens.", by=admitting.one, now=THEN)


def test_every_deed_is_in_the_log(admitting: Admitting) -> None:
    lender = make_lenders.admitted()
    before = AuditEntry.objects.count()
    made = propose(admitting.one, lender, Kind.SUSPENDED)
    proposals.approve(proposal=made, by=admitting.other, now=THEN)
    deeds = list(AuditEntry.objects.order_by("number").values_list("deed", "staff_id"))[before:]
    assert deeds == [
        ("admission.proposed", admitting.one.pk),
        ("admission.approved", admitting.other.pk),
        ("register.recorded", admitting.other.pk),
    ]


def test_what_ends_within_some_months() -> None:
    soon, late, halted = (make_lenders.lender(name) for name in ("Vroeg Fictief", "Laat Fictief", "Stil Fictief"))
    make_lenders.entry(soon, "admitted", date(2027, 8, 1), valid_until=date(2028, 7, 1))
    make_lenders.entry(late, "admitted", date(2027, 8, 1), valid_until=date(2029, 7, 1))
    make_lenders.entry(halted, "admitted", date(2027, 8, 1), valid_until=date(2031, 7, 31))
    make_lenders.entry(halted, "suspended", date(2028, 4, 20), date(2028, 5, 10))
    held = snapshot.current()

    def names_of(which: Ends, months: int) -> list[str]:
        return [each.lender.name for each in admission.ending(held, which, TODAY, months, THEN)]

    assert names_of(Ends.ADMISSIONS, 3) == ["Vroeg Fictief"]
    assert names_of(Ends.ADMISSIONS, 24) == ["Vroeg Fictief", "Laat Fictief"]
    assert names_of(Ends.SUSPENSIONS, 3) == ["Stil Fictief"]
    assert names_of(Ends.PROVISIONAL, 24) == []


def test_the_name_of_a_sole_trader_leaves_at_its_term(admitting: Admitting) -> None:
    lender = make_lenders.lender("J. Verzonnen", sole_trader=True, trade_names=("Flex Fictief",), vat="NL000099998B57")
    names.set_term(lender=lender, until=TODAY, by=admitting.one, now=THEN)
    assert names.names_that_leave(today=TODAY - timedelta(1), now=THEN) == 0
    assert snapshot.current().of_number(lender.number).name == "J. Verzonnen"  # type: ignore[union-attr]
    assert names.names_that_leave(today=TODAY, now=THEN) == 1
    assert names.names_that_leave(today=TODAY, now=THEN) == 0
    known = snapshot.current().of_number(lender.number)
    assert known is not None
    assert (known.names, known.vat, known.kvk) == ((), "", lender.organisation.kvk)
    assert AuditEntry.objects.filter(deed="lender.name_left").count() == 1


class TestPages:
    """The same through the pages."""

    @pytest.fixture(autouse=True)
    def _clock(self) -> Any:
        with patch.object(timezone, "now", lambda: THEN):
            yield

    def post(self, by: StaffMember, page: str, *arguments: Any, **given: Any) -> Any:
        client = make.sign_in(Client(), by)
        with override("nl"):
            path = reverse(f"admission:{page}", args=arguments)
        return client.post(path, given)

    def test_a_lender_comes_in_once(self, admitting: Admitting) -> None:
        given = {"name": "Nieuw Fictief B.V.", "kvk": "12 34 56 78", "country": "nl", "trade_names": "Een\nTwee"}
        first, second = (self.post(admitting.one, "enter", **given) for _ in range(2))
        lender = Lender.objects.get()
        assert first["Location"].endswith(f"{lender.number}/?done=entered")
        assert second["Location"].endswith(f"{lender.number}/?done=there")
        assert lender.organisation.kvk == "12345678"
        assert lender.trade_names.count() == 2
        assert self.post(admitting.one, "enter", name="Zonder", country="NL").status_code == 422

    def test_the_days_are_shown_before_it_is_proposed(self, admitting: Admitting) -> None:
        lender = make_lenders.admitted()
        given = {"kind": "suspended", "made_known_on": "2028-05-01", "reasons": "Reden."}
        shown_first = self.post(admitting.one, "decide", lender.number, preview="on", **given).content.decode()
        assert "29 mei 2028" in shown_first.lower()
        assert "12n" in shown_first
        assert not Proposal.objects.exists()
        assert self.post(admitting.one, "decide", lender.number, **given)["Location"].endswith("?done=waiting")
        number = Proposal.objects.get().pk
        own = self.post(admitting.one, "proposal", number, verdict="approve")
        assert own.status_code == 422
        assert self.post(admitting.other, "proposal", number, verdict="send_back").status_code == 422
        assert self.post(admitting.other, "proposal", number, verdict="approve")["Location"].endswith("?done=published")

    @pytest.mark.parametrize(
        "given",
        [
            {"kind": "admitted", "made_known_on": "2026-11-01"},
            {"kind": "suspended", "made_known_on": "2028-05-01", "takes_effect_on": "2028-05-30"},
            {"kind": "admitted", "made_known_on": "2028-05-01", "valid_until": "2040-01-01"},
            {"kind": "extended", "made_known_on": "2028-05-01"},
            {"kind": "admitted", "made_known_on": "0001-01-01"},
        ],
    )
    def test_what_the_law_does_not_allow_is_told(self, admitting: Admitting, given: dict[str, str]) -> None:
        lender = make_lenders.admitted()
        answer = self.post(admitting.one, "decide", lender.number, reasons="Reden.", **given)
        assert answer.status_code == 422
        assert not Proposal.objects.exists()

    def test_a_correction_and_the_whole_history(self, admitting: Admitting) -> None:
        lender = make_lenders.lender()
        wrong = make_lenders.entry(lender, "applied", date(2027, 5, 3))
        days = {"made_known_on": "2027-05-02", "takes_effect_on": "2027-05-02"}
        answer = self.post(admitting.one, "correct", lender.number, wrong.pk, what="change", reasons="Dag.", **days)
        assert answer.status_code == 302
        page = make.sign_in(Client(), admitting.one).get(reverse("admission:lender", args=[lender.number])).content.decode()
        assert page.count("<del>") == 1
        assert "Dag." in page
        again = self.post(admitting.one, "correct", lender.number, wrong.pk, what="annul", reasons="Dag.", **days)
        assert again.status_code == 404

    def test_a_list_is_taken_out_and_that_is_noted(self, admitting: Admitting) -> None:
        lender = make_lenders.lender("=Formule Fictief")
        make_lenders.entry(lender, "admitted", date(2027, 8, 1), valid_until=date(2028, 7, 1))
        answer = self.post(admitting.one, "export", which="admissions", months="3")
        assert "'=Formule Fictief" in answer.content.decode()
        assert AuditEntry.objects.filter(deed="register.listed", staff=admitting.one).exists()

    @pytest.mark.parametrize("name", ["find", "enter", "ends", "proposals"])
    def test_pages_open(self, admitting: Admitting, name: str) -> None:
        make_lenders.admitted()
        propose(admitting.one, make_lenders.admitted(), Kind.SUSPENDED)
        assert make.sign_in(Client(), admitting.one).get(reverse(f"admission:{name}")).status_code == 200


def test_an_entry_that_was_numbered_earlier_and_committed_later_is_seen() -> None:
    one, other = make_lenders.lender(), make_lenders.lender()
    around: dict[str, Any] = {"register": REGISTER, "made_known_on": TODAY, "takes_effect_on": TODAY, "recorded_at": THEN}
    around["authority"] = make_lenders.admission_authority()
    for number, of, kind in ((1001, one, "excepted"), (1000, other, "applied"), (1002, one, "applied")):
        RegisterEntry.objects.create(pk=number, organisation=of.organisation, kind=kind, **around)
        held = snapshot.current()
    assert [each.kind for each in held.lenders[one.organisation_id].lines] == ["excepted", "applied"]
    assert [each.kind for each in held.lenders[other.organisation_id].lines] == ["applied"]

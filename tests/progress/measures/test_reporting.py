"""Parties report their own progress: only their own measures, only while they may, and nothing comes in by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import Code, new_code
from medemens.casework.models import AuditEntry
from medemens.casework.throttle import Limit
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.progress.measures.actions import editing, reporting
from medemens.progress.measures.actions.reporting import Reporter
from medemens.progress.measures.models import Invitation, Proposal, Source
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.reporting import code_pages
from tests import make
from tests.progress.measures import make_measures, make_monitor
from tests.progress.measures.make_monitor import MEASURE, NOW, TODAY, Ministry

pytestmark = pytest.mark.django_db
TOLD = {"phase": "in_force", "on": "2026-10", "fact": "Het meldpunt is open.", "link": "https://gemeente.example/meldpunt"}


@pytest.fixture
def ministry() -> Ministry:
    made = make_monitor.ministry()
    other = make_measures.small(responsible=["provincies"])
    other["measures"][0]["id"] = "M9-02"
    make_measures.take(other, NOW)
    return made


@pytest.fixture
def officer(ministry: Ministry) -> StaffMember:
    authority = Authority.objects.create(key="stad", name="Gemeente Verzonnen")
    reporting.link(party=make_monitor.party(), authority=authority, by=ministry.one, now=NOW)
    return make.staff(Authority.objects.get(pk=authority.pk), "handler")


def path(name: str, *arguments: Any) -> str:
    with override("en"):
        return reverse(name, args=arguments)


def opened(code: Code) -> Client:
    """A browser in which the code was typed."""
    client = Client()
    answer = client.post(path("report-progress:code"), {"code": code.written})
    assert answer.status_code == 302
    return client


def phase() -> Any:
    return snapshot.current().states(TODAY)[MEASURE].phase


# With a code


def test_the_code_is_kept_nowhere(ministry: Ministry) -> None:
    code = make_monitor.code(ministry)
    (kept,) = Invitation.objects.values_list("lookup", flat=True)
    assert bytes(kept) == reporting.lookup(code) != code.lookup, "nor does it open a mailbox"
    assert code.digits not in str(AuditEntry.objects.values_list("details", flat=True))


def test_a_party_reports_with_its_code_and_an_editor_takes_it_over(ministry: Ministry) -> None:
    browser = opened(make_monitor.code(ministry))
    assert MEASURE in browser.get(path("report-progress:mine")).content.decode()
    plan = {"next_phase": "realised", "planned": "2027-05"}
    assert browser.post(path("report-progress:report", MEASURE), TOLD | plan).status_code == 302
    made = Proposal.objects.get()
    assert (made.state, made.kind, made.proposed_by, phase()) == ("waiting", "report", None, "in_preparation")
    assert "Waits for the editors" in browser.get(path("report-progress:mine")).content.decode()
    make_monitor.published(ministry.one, made)
    assert phase() == "in_force"
    ahead = snapshot.current().states(date(2099, 1, 1))[MEASURE].overdue
    assert [(each.step.phase, each.step.target) for each in ahead] == [("realised", date(2027, 5, 1))]
    source = Source.objects.get(key__startswith="reported-")
    assert (source.title, source.url) == ("Reported by gemeenten", TOLD["link"])
    assert "Taken over" in browser.get(path("report-progress:mine")).content.decode()


def test_what_is_sent_back_is_read_with_the_code_only(ministry: Ministry) -> None:
    one, other = make_monitor.code(ministry), make_monitor.code(ministry)
    opened(one).post(path("report-progress:report", MEASURE), TOLD)
    editing.send_back(proposal=Proposal.objects.get(), remark="Welk besluit?", by=ministry.one, now=NOW)
    assert "Welk besluit?" in opened(one).get(path("report-progress:mine")).content.decode()
    assert "Welk besluit?" not in opened(other).get(path("report-progress:mine")).content.decode()


def test_a_party_sees_and_reports_no_measure_of_another(ministry: Ministry) -> None:
    code = make_monitor.code(ministry)
    browser = opened(code)
    assert "M9-02" not in browser.get(path("report-progress:mine")).content.decode()
    for method in ("get", "post"):
        assert getattr(browser, method)(path("report-progress:report", "M9-02"), TOLD).status_code == 404
    reporter = Reporter(make_monitor.party(), invitation=Invitation.objects.get())
    with pytest.raises(NotPossible, match="not_theirs"):
        reporting.report(reporter=reporter, measure="M9-02", content=make_monitor.step(), now=NOW)
    assert not Proposal.objects.exists()


def test_without_a_code_nothing_opens(ministry: Ministry) -> None:
    for name, arguments in (("report-progress:mine", ()), ("report-progress:report", (MEASURE,))):
        answer = Client().get(path(name, *arguments))
        assert answer["Location"] == path("report-progress:code")
    assert Client().post(path("report-progress:report", MEASURE), TOLD).status_code == 302
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("typed", "word"),
    [("12 34", "28 digits"), ("1" * 28, "swapped"), (new_code(lambda most: 7).written, "does not work")],
)
def test_a_code_that_is_none_is_told_kindly(ministry: Ministry, typed: str, word: str) -> None:
    answer = Client().post(path("report-progress:code"), {"code": typed})
    assert answer.status_code == 422
    assert word in answer.content.decode()


def test_a_code_that_is_over_or_was_ended_opens_nothing(ministry: Ministry) -> None:
    code = make_monitor.code(ministry)
    browser = opened(code)
    invitation = Invitation.objects.get()
    reporting.end_invitation(invitation=invitation, by=ministry.one, now=NOW)
    assert browser.get(path("report-progress:mine")).status_code == 302
    with pytest.raises(NotPossible, match="over"):
        reporting.report(
            reporter=Reporter(invitation.party, invitation=invitation), measure=MEASURE, content=make_monitor.step(), now=NOW
        )
    with pytest.raises(NotPossible, match="not_waiting"):
        reporting.end_invitation(invitation=invitation, by=ministry.one, now=NOW)
    Invitation.objects.update(ended_at=None, until=date(2020, 1, 1))
    assert Client().post(path("report-progress:code"), {"code": code.written}).status_code == 422


@pytest.mark.parametrize(("until", "key"), [(date(2026, 11, 24), "past"), (date(2028, 1, 1), "too_far")])
def test_a_code_works_from_today_until_a_year_from_now(ministry: Ministry, until: date, key: str) -> None:
    with pytest.raises(NotPossible, match=key):
        make_monitor.code(ministry, until=until)


def test_guessing_and_flooding_are_slowed_down(ministry: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_pages, "WRONG_CODES", Limit(1))
    monkeypatch.setattr(code_pages, "REPORTS", Limit(1))
    wrong = {"code": new_code(lambda most: 9).written}
    assert [Client().post(path("report-progress:code"), wrong).status_code for _ in range(2)] == [422, 429]
    browser = opened(make_monitor.code(ministry))
    assert [browser.post(path("report-progress:report", MEASURE), TOLD).status_code for _ in range(2)] == [302, 429]


def test_so_many_reports_wait_that_no_more_is_taken(ministry: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MOST_WAITING", 1)
    browser = opened(make_monitor.code(ministry))
    assert browser.post(path("report-progress:report", MEASURE), TOLD).status_code == 302
    assert browser.post(path("report-progress:report", MEASURE), TOLD).status_code == 422


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": "2099"}, "on"),
        ({"on": "gisteren"}, "on"),
        ({"phase": ""}, "phase"),
        ({"fact": ""}, "fact"),
        ({"fact": "x" * 501}, "fact"),
        ({"next_phase": "realised"}, "planned"),
        ({"planned": "2027"}, "next_phase"),
        ({"next_phase": "realised", "planned": "2019"}, "planned"),
    ],
)
def test_a_report_that_is_not_right_is_told_and_kept(ministry: Ministry, given: dict[str, str], field: str) -> None:
    answer = opened(make_monitor.code(ministry)).post(path("report-progress:report", MEASURE), TOLD | given)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Proposal.objects.exists()


def test_the_code_can_be_forgotten_on_the_device(ministry: Ministry) -> None:
    browser = opened(make_monitor.code(ministry))
    browser.post(path("report-progress:leave"))
    assert browser.get(path("report-progress:mine")).status_code == 302


# In the workbench


def test_an_authority_of_a_party_reports_in_its_workbench(ministry: Ministry, officer: StaffMember) -> None:
    desk = make.sign_in(Client(), officer)
    party = make_monitor.party()
    assert MEASURE in desk.get(path("progress:measures")).content.decode()
    assert desk.post(path("progress:report", party.pk, MEASURE), TOLD).status_code == 302
    made = Proposal.objects.get()
    assert (made.proposed_by, made.authority, made.party) == (officer, officer.authority, party)
    make_monitor.published(ministry.one, made)
    assert Source.objects.get(key__startswith="reported-").title == "Reported by gemeenten (Gemeente Verzonnen)"
    assert "Taken over" in desk.get(path("progress:measures")).content.decode()


def test_an_authority_sees_nothing_of_other_parties(ministry: Ministry, officer: StaffMember) -> None:
    desk = make.sign_in(Client(), officer)
    other = make_monitor.party("provincies")
    assert "M9-02" not in desk.get(path("progress:measures")).content.decode()
    for code in (MEASURE, "M9-02"):
        assert desk.post(path("progress:report", other.pk, code), TOLD).status_code == 404
    assert desk.get(path("progress:report", make_monitor.party().pk, "M9-02")).status_code == 404
    with pytest.raises(NotPossible, match="not_theirs"):
        reporting.report(reporter=Reporter(other, staff=officer), measure="M9-02", content=make_monitor.step(), now=NOW)


def test_two_authorities_of_one_party_do_not_read_each_others_reports(ministry: Ministry, officer: StaffMember) -> None:
    elsewhere = Authority.objects.create(key="dorp", name="Gemeente Anders")
    reporting.link(party=make_monitor.party(), authority=elsewhere, by=ministry.one, now=NOW)
    make.sign_in(Client(), officer).post(path("progress:report", make_monitor.party().pk, MEASURE), TOLD)
    desk = make.sign_in(Client(), make.staff(Authority.objects.get(pk=elsewhere.pk), "coordinator"))
    assert "Het meldpunt is open." not in desk.get(path("progress:measures")).content.decode()


def test_who_reported_does_not_publish_it(ministry: Ministry) -> None:
    reporting.link(party=make_monitor.party(), authority=ministry.authority, by=ministry.one, now=NOW)
    ministry.one.refresh_from_db()
    make.sign_in(Client(), ministry.one).post(path("progress:report", make_monitor.party().pk, MEASURE), TOLD)
    with pytest.raises(NotPossible, match="own"):
        make_monitor.published(ministry.one, Proposal.objects.get())


def test_what_is_linked_is_taken_away_again(ministry: Ministry, officer: StaffMember) -> None:
    party = make_monitor.party()
    assert officer.authority is not None
    with pytest.raises(NotPossible, match="there"):
        reporting.link(party=party, authority=officer.authority, by=ministry.one, now=NOW)
    reporting.unlink(party=party, authority=officer.authority, by=ministry.one, now=NOW)
    assert make.sign_in(Client(), StaffMember.objects.get(pk=officer.pk)).get(path("progress:measures")).status_code == 403
    with pytest.raises(NotPossible, match="not_waiting"):
        reporting.unlink(party=party, authority=officer.authority, by=ministry.one, now=NOW)


# The editor's side


def test_an_editor_links_invites_and_ends_on_the_page_of_a_party(ministry: Ministry) -> None:
    desk, party = make.sign_in(Client(), ministry.one), make_monitor.party()
    authority = Authority.objects.create(key="stad", name="Gemeente Verzonnen")
    assert desk.post(path("editing:link", party.pk), {"authority": str(authority.pk)}).status_code == 302
    assert desk.post(path("editing:link", party.pk), {"authority": "999"}).status_code == 422
    assert desk.post(path("editing:invite", party.pk), {"until": "2001-01-01"}).status_code == 422
    shown = desk.post(path("editing:invite", party.pk), {"until": make.today().isoformat()})
    code = shown.context["code"]
    assert code.groups[0] in shown.content.decode()
    assert opened(code).get(path("report-progress:mine")).status_code == 200
    assert desk.get(path("editing:party", party.pk)).context["code"] is None, "it is shown once"
    assert desk.post(path("editing:end", party.pk, Invitation.objects.get().pk)).status_code == 302
    assert Client().post(path("report-progress:code"), {"code": code.written}).status_code == 422
    assert desk.post(path("editing:unlink", party.pk), {"authority": str(authority.pk)}).status_code == 302
    authority.refresh_from_db()
    assert not authority.reports_progress

"""Accounts of firms: who may make one, what it shows, and how it ends."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.http import Http404
from django.test import Client
from django.urls import reverse as _reverse
from django.utils import timezone
from django.utils.translation import override

from medemens.casework.actions import administration, cases
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.auditing.detail_words import Names, details
from medemens.casework.auditing.words import who
from medemens.casework.models import AuditEntry
from medemens.casework.queries import administration as administered
from medemens.casework.throttle import Limit
from medemens.common.staff import StaffMember
from medemens.work.lenders.accounts import own_pages, pages
from medemens.work.lenders.actions import accounts as deeds
from medemens.work.lenders.actions.unused_accounts import DAYS_NEVER_USED, remove_unused
from medemens.work.lenders.models import Account, Application
from medemens.work.lenders.queries import accounts
from tests import make
from tests.make import NOW
from tests.work.lenders import make_accounts, make_lenders

pytestmark = pytest.mark.django_db

GIVEN = {
    "name": "Vera Verzonnen",
    "email": "Vera@Kassenwerk.example",
    "firm": "Kassenwerk Verzonnen B.V.",
    "kvk": "KvK 1234 5678",
    "password": make_accounts.PASSWORD,
    "again": make_accounts.PASSWORD,
}


def reverse(name: str, args: tuple[str, ...] | list[str] = ()) -> str:
    """The address of the English page."""
    with override("en"):
        return _reverse(name, args=args)


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of this process count for all tests together."""
    monkeypatch.setattr(pages, "NEW_ACCOUNTS", Limit(0))
    monkeypatch.setattr(own_pages, "CHANGES", Limit(0))


@pytest.fixture
def official() -> StaffMember:
    authority = make_lenders.admission_authority()
    authority.admits_lenders = True
    authority.save()
    return make.staff(authority, "handler")


def audited(deed: str) -> list[dict[str, Any]]:
    return list(AuditEntry.objects.filter(deed=deed).order_by("pk").values_list("details", flat=True))


def signed_in(account: Account) -> Client:
    return make.sign_in(Client(), account.person)


# Making one


def test_anybody_makes_an_account_and_signs_in_with_a_second_factor(client: Client) -> None:
    assert client.post(reverse("accounts:new"), GIVEN)["Location"] == reverse("accounts:made")
    account = Account.objects.get()
    assert (account.name, account.kvk, account.confirmed_at) == ("Kassenwerk Verzonnen B.V.", "12345678", None)
    assert account.person.email == "vera@kassenwerk.example"
    assert [role.value for role in account.person.roles] == ["representative"]
    home = reverse("accounts:home")
    assert f"next={home.replace('/', '%2F')}" in client.get(reverse("accounts:made")).content.decode()
    answer = client.post(f"{reverse('account_login')}?next={home}", {"login": GIVEN["email"], "password": GIVEN["password"]})
    assert answer["Location"] == home
    assert client.get(home)["Location"] == reverse("mfa_activate_totp")


def test_the_log_says_that_an_account_was_opened_and_nothing_of_the_person(client: Client) -> None:
    client.post(reverse("accounts:new"), GIVEN)
    assert audited("account.opened") == [{"account": Account.objects.get().pk}]


@pytest.mark.parametrize("of_staff", [True, False])
def test_an_address_that_is_in_use_reads_the_same_and_changes_nothing(client: Client, of_staff: bool) -> None:
    person = make.world().handler if of_staff else make_accounts.account().person
    before = StaffMember.objects.filter(pk=person.pk).values().get()
    answer = client.post(reverse("accounts:new"), {**GIVEN, "email": person.email.upper()})
    other = client.post(reverse("accounts:new"), GIVEN)
    assert (answer.status_code, answer["Location"]) == (other.status_code, other["Location"])
    assert StaffMember.objects.filter(pk=person.pk).values().get() == before
    assert Account.objects.filter(person=person).exists() is not of_staff


def test_an_address_that_is_in_use_costs_the_work_of_a_password_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_accounts.account()
    hashed: list[str] = []
    monkeypatch.setattr(StaffMember, "set_password", lambda self, password: hashed.append(password))
    draft = deeds.AccountDraft(person="X", email=made.person.email, firm="Y")
    assert deeds.open_account(draft=draft, password="iets anders", now=NOW) is None
    assert hashed == ["iets anders"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " \x00 "),
        ("firm", "   "),
        ("email", "geen adres"),
        ("email", "closed-1@organisations.invalid"),
        ("kvk", "1234567"),
        ("kvk", "813086188"),
        ("kvk", "1.23E+07"),
        ("kvk", "DE123456788"),
        ("password", "kort"),
        ("password", "Welkom Medemens 12"),
        ("password", "vera@kassenwerk.example"),
        ("again", "iets heel anders vandaag"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client: Client, field: str, value: str) -> None:
    given = {**GIVEN, field: value, **({"again": value} if field == "password" else {})}
    answer = client.post(reverse("accounts:new"), given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Account.objects.exists()
    text = answer.content.decode()
    assert GIVEN["password"] not in text
    assert (GIVEN["firm"] in text) is (field != "firm")


def test_a_foreign_firm_has_no_kvk_number(client: Client) -> None:
    client.post(reverse("accounts:new"), {**GIVEN, "kvk": ""})
    assert Account.objects.get().kvk == ""


def test_more_accounts_than_there_are_firms_have_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = Limit(1)
    monkeypatch.setattr(pages, "NEW_ACCOUNTS", limit)
    limit.wait(time.monotonic())
    answer = client.post(reverse("accounts:new"), GIVEN)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert GIVEN["firm"] in answer.content.decode()
    assert not Account.objects.exists()


# The page of the firm


def test_an_account_that_nobody_confirmed_shows_nothing_of_the_firm_but_what_they_wrote(official: StaffMember) -> None:
    lender = make_lenders.admitted("Kassenwerk Verzonnen B.V.", rsin="123456782", vat="NL123456782B01")
    account = make_accounts.account(kvk=lender.organisation.kvk)
    page = signed_in(account).get(reverse("accounts:home")).content.decode()
    assert lender.organisation.kvk in page
    assert "not confirmed" in page
    assert "123456782" not in page
    assert lender.number not in page


def test_a_confirmed_account_shows_how_the_firm_stands(official: StaffMember) -> None:
    lender = make_lenders.admitted(rsin="123456782", trade_names=("Flexjobs Fictief",), website="https://flexjobs.example")
    account = make_accounts.account()
    deeds.confirm(account=account, lender=lender, by=official, now=NOW)
    page = signed_in(account).get(reverse("accounts:home")).content.decode()
    for shown in (lender.number, "123456782", "Flexjobs Fictief", "https://flexjobs.example"):
        assert shown in page
    assert reverse("lenders:lender", args=[lender.number]) in page
    assert audited("account.confirmed") == [{"account": account.pk, "organisation": lender.organisation_id}]


def test_only_own_applications_stand_on_the_page() -> None:
    world = make.world()
    account, other = make_accounts.account(), make_accounts.account()
    mine, theirs = make_accounts.sent(account, world), make_accounts.draft(other, "lender_exemption")
    page = signed_in(account).get(reverse("accounts:home")).content.decode()
    assert "Application for admission" in page
    assert "Application for exemption" not in page
    assert accounts.application(account, mine.pk) == mine
    with pytest.raises(Http404):
        accounts.application(account, theirs.pk)


def test_only_once_it_is_confirmed_and_only_while_it_is_open(official: StaffMember) -> None:
    lender, account = make_lenders.lender(), make_accounts.account()
    deeds.confirm(account=account, lender=lender, by=official, now=NOW)
    with pytest.raises(NotPossible, match="confirmed"):
        deeds.confirm(account=account, lender=make_lenders.lender(), by=official, now=NOW)
    other = make_accounts.account()
    deeds.close(account=other, by=official, now=NOW)
    for deed in (deeds.invite, deeds.reset_second_factor, deeds.close):
        with pytest.raises(NotPossible, match="closed"):
            deed(account=other, by=official, now=NOW)
    with pytest.raises(NotPossible, match="closed"):
        deeds.confirm(account=other, lender=lender, by=official, now=NOW)


# Changing and closing


def test_name_and_address_are_changed_and_the_new_address_signs_in() -> None:
    account = make_accounts.account()
    client = signed_in(account)
    answer = client.post(reverse("accounts:change"), {"name": "Vera Anders", "email": "ANDERS@kassenwerk.example"})
    assert answer["Location"] == f"{reverse('accounts:home')}?done=changed"
    account.person.refresh_from_db()
    assert (account.person.name, account.person.email) == ("Vera Anders", "anders@kassenwerk.example")
    assert audited("account.changed") == [{"account": account.pk, "changed": "name email"}]
    answer = Client().post(reverse("account_login"), {"login": "anders@kassenwerk.example", "password": make_accounts.PASSWORD})
    assert answer.status_code == 302


def test_nothing_changed_is_not_written_down() -> None:
    account = make_accounts.account()
    person = account.person
    deeds.change(account=account, name=person.name, email=person.email, by=person, now=NOW)
    assert audited("account.changed") == []


def test_the_address_of_somebody_else_is_not_taken_over() -> None:
    account, official = make_accounts.account(), make.world().handler
    before = account.person.email
    answer = signed_in(account).post(reverse("accounts:change"), {"name": "Vera Anders", "email": official.email})
    assert answer.status_code == 422
    account.person.refresh_from_db()
    assert account.person.email == before


def test_trying_addresses_has_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = Limit(1)
    monkeypatch.setattr(own_pages, "CHANGES", limit)
    limit.wait(time.monotonic())
    account = make_accounts.account()
    client = signed_in(account)
    assert client.post(reverse("accounts:change"), {"name": "V", "email": "x@kassenwerk.example"}).status_code == 429
    assert client.post(reverse("accounts:change"), {"name": "Vera Anders", "email": account.person.email}).status_code == 302


def test_changing_and_closing_ask_who_it_is_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(make_accounts.account())
    later = time.time() + 901
    monkeypatch.setattr("medemens.site.middleware.time.time", lambda: later)
    for name in ("accounts:change", "accounts:close"):
        assert client.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("accounts:home")).status_code == 200


def test_closing_ends_every_way_in_and_what_was_not_sent() -> None:
    account = make_accounts.account()
    make_accounts.draft(account)
    client, elsewhere = signed_in(account), signed_in(account)
    assert "Close my account" in client.get(reverse("accounts:close")).content.decode()
    assert client.post(reverse("accounts:close"))["Location"] == f"{reverse('accounts:about')}?done=closed"
    assert elsewhere.get(reverse("accounts:home"))["Location"].startswith(reverse("account_login"))
    person = StaffMember.objects.get(pk=account.person.pk)
    assert (person.is_active, person.has_usable_password()) == (False, False)
    assert not Authenticator.objects.filter(user=person).exists()
    assert not Application.objects.exists()
    assert not [each for each in Session.objects.all() if each.get_decoded().get("_auth_user_id") == str(person.pk)]


def test_who_waits_for_a_decision_does_not_close_the_door_to_it() -> None:
    world, account = make.world(), make_accounts.account()
    application = make_accounts.sent(account, world)
    client = signed_in(account)
    assert client.post(reverse("accounts:close")).status_code == 422
    assert application.case is not None
    opened = world.opened(application.case)
    cases.close(opened=opened, outcome="withdrawn", text="", language="nl", by=world.handler, now=NOW)
    assert client.post(reverse("accounts:close")).status_code == 302


def test_the_authority_closes_an_account_whatever_waits(official: StaffMember) -> None:
    account = make_accounts.account()
    make_accounts.sent(account, make.world())
    deeds.close(account=account, by=official, now=NOW)
    assert not StaffMember.objects.get(pk=account.person.pk).is_active


# What the authority does for who cannot sign in


def test_an_invitation_lets_choose_a_password_once(client: Client, official: StaffMember) -> None:
    account = make_accounts.account()
    made = deeds.invite(account=account, by=official, now=timezone.now())
    address = reverse("staff:welcome", args=[made.who, made.token])
    new = {"password": "vijf heel andere paarden", "again": "vijf heel andere paarden"}
    assert client.post(address, new).status_code == 302
    assert client.post(address, new).status_code == 410
    assert StaffMember.objects.get(pk=account.person.pk).check_password(new["password"])
    assert audited("account.invited") == [{"account": account.pk}]


def test_a_lost_phone_is_forgotten_and_sessions_end(official: StaffMember) -> None:
    account = make_accounts.account()
    client = signed_in(account)
    deeds.reset_second_factor(account=account, by=official, now=timezone.now())
    assert not Authenticator.objects.exists()
    assert client.get(reverse("accounts:home"))["Location"].startswith(reverse("account_login"))


# No staff


def test_who_acts_for_a_firm_is_not_among_the_staff_and_not_administered() -> None:
    account, administrator = make_accounts.account(), make.staff(None, "administrator")
    assert list(administered.members(administrator)) == [administrator]
    client = make.sign_in(Client(), administrator)
    for name in ("member", "invite", "second-factor", "block", "take-back"):
        assert client.get(reverse(f"administration:{name}", args=[str(account.person.pk)])).status_code == 404


def test_no_administrator_gives_or_takes_the_role() -> None:
    person, administrator = make_accounts.account().person, make.staff(None, "administrator")
    roles = dict.fromkeys(("handler", "coordinator", "auditor", "administrator"), False)
    for deed, given in (
        (administration.set_roles, {"roles": {**roles, "administrator": True}}),
        (administration.invite, {}),
        (administration.reset_second_factor, {}),
        (administration.block, {"on": NOW.date()}),
        (administration.take_back, {}),
    ):
        with pytest.raises(NotPossible, match="representative"):
            deed(staff=person, by=administrator, now=NOW, **given)  # type: ignore[operator]
    colleague = make.staff(None, "administrator")
    with pytest.raises(NotPossible, match="representative"):
        administration.set_roles(staff=colleague, roles={**roles, "representative": True}, by=administrator, now=NOW)
    new = StaffMember(email="nieuw@verzonnen.example", name="Nieuw", representative=True)
    with pytest.raises(NotPossible, match="representative"):
        administration.add_staff(staff=new, by=administrator, now=NOW)


def test_the_form_of_the_administration_offers_the_roles_of_staff_only() -> None:
    client = make.sign_in(Client(), make.staff(None, "administrator"))
    given = {"name": "Nieuw", "email": "nieuw@verzonnen.example", "authority": "", "role": ["administrator", "representative"]}
    answer = client.post(reverse("administration:add-member"), given)
    assert answer.status_code == 422
    assert not StaffMember.objects.filter(email="nieuw@verzonnen.example").exists()


def test_an_administrator_reads_who_can_free_an_address_that_a_firm_uses() -> None:
    account = make_accounts.account()
    client = make.sign_in(Client(), make.staff(None, "administrator"))
    given = {"name": "Nieuw", "email": account.person.email, "authority": "", "role": ["administrator"]}
    answer = client.post(reverse("administration:add-member"), given)
    assert answer.status_code == 422
    assert "register of lenders" in answer.content.decode()


def test_who_acts_for_a_firm_has_no_key() -> None:
    client = signed_in(make_accounts.account())
    for name in ("staff:key", "staff:passphrase", "staff:key-forgotten", "staff:key-found"):
        assert client.get(reverse(name)).status_code == 403


# The end of accounts


def last_signed_in(account: Account, days: int) -> None:
    account.person.last_login = NOW - timedelta(days)
    account.person.save()


def remove() -> int:
    return remove_unused(today=timezone.localdate(NOW), now=NOW)


def test_who_never_signed_in_goes_after_thirty_days_with_all_that_names_them() -> None:
    old = make_accounts.account(now=NOW - timedelta(DAYS_NEVER_USED + 1))
    new = make_accounts.account(now=NOW - timedelta(DAYS_NEVER_USED - 1))
    assert remove() == 1
    assert list(Account.objects.all()) == [new]
    assert not StaffMember.objects.filter(pk=old.person.pk).exists()
    assert remove() == 0


def test_who_did_not_sign_in_for_two_years_goes_unless_something_was_begun() -> None:
    idle, busy, late = make_accounts.account(), make_accounts.account(), make_accounts.account()
    for each, days in ((idle, 732), (busy, 732), (late, 729)):
        last_signed_in(each, days)
    make_accounts.draft(busy)
    assert remove() == 1
    assert set(Account.objects.all()) == {busy, late}


def test_whom_the_log_points_to_stays_without_name_and_address() -> None:
    account = make_accounts.account()
    email = account.person.email
    deeds.change(account=account, name="Vera Anders", email=email, by=account.person, now=NOW)
    deeds.close(account=account, by=account.person, now=NOW)
    assert remove() == 1
    person = StaffMember.objects.get(pk=account.person.pk)
    assert (person.name, person.email) == ("", f"closed-{person.pk}@organisations.invalid")
    assert not Account.objects.exists()
    entry = AuditEntry.objects.select_related("staff").get(deed="account.closed")
    assert who(entry)
    assert "Vera" not in who(entry)
    assert make_accounts.account(email=email).person.email == email, "the address is free again"


def test_a_closed_account_keeps_its_name_while_something_is_handled(official: StaffMember) -> None:
    world, account = make.world(), make_accounts.account()
    application = make_accounts.sent(account, world)
    deeds.close(account=account, by=official, now=NOW)
    assert remove() == 0
    assert application.case is not None
    cases.close(opened=world.opened(application.case), outcome="withdrawn", text="", language="nl", by=world.handler, now=NOW)
    assert remove() == 1
    kept = Account.objects.select_related("person").get()
    assert (kept.person.name, kept.name) == ("", "Kassenwerk Verzonnen B.V.")
    assert remove() == 0


def test_the_log_of_accounts_can_be_read(official: StaffMember) -> None:
    account = make_accounts.account()
    deeds.change(account=account, name="Vera Anders", email=account.person.email, by=account.person, now=NOW)
    entry = AuditEntry.objects.get(deed="account.changed")
    assert entry.authority == official.authority
    read = dict(details(entry, Names({}, {}, {}), "en"))
    assert set(read.values()) == {str(account.pk), "name"}

"""Single sign-on of firms (eHerkenning): who comes, for which firm, and that it never opens what is of staff."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from medemens.casework.models import AuditEntry
from medemens.common.staff import StaffMember
from medemens.site import env
from medemens.work.lenders.actions import accounts as deeds
from medemens.work.lenders.models import Account
from tests import make
from tests.site.test_security import PROVIDER, Answer, Provider, signed_on
from tests.work.lenders import make_accounts, make_lenders

pytestmark = pytest.mark.django_db

KVK = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
NAME = "urn:etoegang:1.11:attribute-represented:CompanyName"
LEVEL3 = "urn:etoegang:core:assurance-class:loa3"


def said(**changes: Any) -> dict[str, Any]:
    """What a broker says of somebody."""
    return {"sub": "s1", KVK: "12345678", NAME: "Kassenwerk Verzonnen B.V.", **changes}


def sent_by_broker(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    who: dict[str, Any],
    token: dict[str, Any] | None = None,
    **more: Any,
) -> Any:
    """Goes to the broker and comes back. `token`: what the ID token says, when that is something else."""
    for name, value in (("ISSUER", PROVIDER), ("CLIENT_ID", "medemens"), ("CLIENT_SECRET", "x")):
        monkeypatch.setenv(f"EHERKENNING_{name}", value)
    (app,) = env.read().single_sign_on
    app["settings"] = {**app["settings"], **more}  # type: ignore[dict-item]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    provider = Provider(who)
    if token is not None:
        provider.request = lambda method, url, **named: _token(token)  # type: ignore[method-assign]
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda self: provider)
    away = client.post(reverse("openid_connect_login", args=["firms"]))
    assert away["Location"].startswith(f"{PROVIDER}/authorize?")
    assert "scope=openid&" in away["Location"] + "&"
    state = away["Location"].split("state=")[1].split("&")[0]
    return client.get(reverse("openid_connect_callback", args=["firms"]), {"state": state, "code": "c"})


def _token(claims: dict[str, Any]) -> Answer:
    times = {"iat": int(time.time()), "exp": int(time.time()) + 60}
    token = jwt.encode({"iss": PROVIDER, "aud": "medemens", **times, **claims}, "a" * 32, "HS256")
    return Answer({"access_token": "x", "token_type": "bearer", "id_token": token})


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """Signs somebody in by the broker."""

    def comes(client: Client, who: dict[str, Any], **more: Any) -> Any:
        return sent_by_broker(client, monkeypatch, settings, who, **more)

    return comes


def templates(answer: Any) -> list[str | None]:
    return [each.name for each in answer.templates]


def test_the_button_stands_on_the_page_for_firms_when_it_is_set(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    about = reverse("accounts:about")
    assert "single-sign-on" not in Client().get(about).content.decode()
    for name, value in (("ISSUER", PROVIDER), ("NAME", "eVerzonnen"), ("CLIENT_ID", "m"), ("CLIENT_SECRET", "s")):
        monkeypatch.setenv(f"EHERKENNING_{name}", value)
    monkeypatch.setenv("OIDC_ISSUER", "https://staff.verzonnen.example/x")
    read = env.read()
    assert read.single_sign_on_addresses == ("https://staff.verzonnen.example", PROVIDER)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": list(read.single_sign_on)}}
    page = Client().get(about).content.decode()
    assert reverse("openid_connect_login", args=["firms"]) in page
    assert reverse("openid_connect_login", args=["staff"]) not in page
    assert "eVerzonnen" in page


def test_the_first_time_an_account_is_made_and_the_second_factor_set_up_first(come: Any) -> None:
    client = Client()
    assert come(client, said(name="Vera Verzonnen", email="vera@kassenwerk.example"))["Location"] == reverse("staff:home")
    account = Account.objects.select_related("person").get()
    assert (account.kvk, account.name, account.provider) == ("12345678", "Kassenwerk Verzonnen B.V.", "firms")
    assert account.person.name == "Vera Verzonnen"
    assert account.person.email.endswith("@organisations.invalid")
    assert not account.person.has_usable_password()
    assert client.get(reverse("accounts:home"))["Location"] == reverse("mfa_activate_totp")


def test_no_more_of_the_claims_is_kept_than_which_firm_it_is(come: Any) -> None:
    come(Client(), said(email="vera@kassenwerk.example", email_verified=True, bsn="123456782", phone="0612345678"))
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {"kvk": "12345678", "firm": "Kassenwerk Verzonnen B.V.", "level": ""}
    assert kept.uid.startswith("12345678:")
    assert "s1" not in kept.uid
    assert not EmailAddress.objects.exists()


def test_by_setting_the_second_factor_of_the_broker_counts_for_firms_only(come: Any, settings: Any) -> None:
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"firms"}
    client = Client()
    come(client, said())
    assert client.get(reverse("accounts:home")).status_code == 200
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"staff"}
    assert client.get(reverse("accounts:home"))["Location"] == reverse("mfa_activate_totp")


def test_the_same_person_comes_back_to_the_same_account(come: Any, settings: Any) -> None:
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"firms"}
    come(Client(), said())
    come(Client(), said(**{NAME: "Kassenwerk Anders B.V."}))
    assert Account.objects.get().name == "Kassenwerk Anders B.V."
    assert AuditEntry.objects.filter(deed="account.opened").count() == 1


def test_who_acts_for_two_firms_has_an_account_for_each(come: Any, settings: Any) -> None:
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"firms"}
    client = Client()
    come(client, said())
    come(client, said(**{KVK: "87654321", NAME: "Bollenwerk Verzonnen V.O.F."}))
    page = client.get(reverse("accounts:home")).content.decode()
    assert "Bollenwerk" in page
    assert "Kassenwerk" not in page
    assert set(Account.objects.values_list("kvk", flat=True)) == {"12345678", "87654321"}
    assert StaffMember.objects.count() == 2


def test_two_people_of_one_firm_have_each_their_own(come: Any) -> None:
    come(Client(), said())
    come(Client(), said(sub="s2"))
    assert list(Account.objects.values_list("kvk", flat=True)) == ["12345678", "12345678"]


def test_a_firm_of_the_register_is_confirmed_by_the_broker(come: Any) -> None:
    lender = make_lenders.lender(kvk="12345678")
    come(Client(), said())
    account = Account.objects.get()
    assert (account.lender, account.confirmed_by) == (lender, None)
    assert account.confirmed_at is not None


def test_a_firm_that_came_into_the_register_later_is_confirmed_at_the_next_sign_in(come: Any) -> None:
    come(Client(), said())
    assert Account.objects.get().confirmed_at is None
    lender = make_lenders.lender(kvk="12345678")
    come(Client(), said())
    assert Account.objects.get().lender == lender


def test_a_broker_that_gives_no_name_of_the_firm(come: Any) -> None:
    who = said()
    del who[NAME]
    come(Client(), who)
    assert Account.objects.get().name == "KvK 12345678"


@pytest.mark.parametrize(
    "number", [None, "", "1234567", "123456789", "１２３４５６７８", 12345678, ["12345678"], "12345678\n", "x"]
)
def test_without_the_number_of_a_firm_nobody_comes_in(come: Any, number: Any) -> None:
    client = Client()
    answer = come(client, said(**{KVK: number}))
    if number == "12345678\n":
        assert Account.objects.get().kvk == "12345678", "a claim is read on one line"
        return
    assert answer.status_code == 403
    assert "staff/no_firm.html" in templates(answer)
    assert "_auth_user_id" not in client.session
    assert not StaffMember.objects.exists()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(("level", "opens"), [(LEVEL3, True), ("urn:etoegang:core:assurance-class:loa2", False), ("", False)])
def test_by_setting_only_who_is_known_for_certain_comes_in(come: Any, level: str, opens: bool) -> None:
    answer = come(Client(), said(acr=level), levels=[LEVEL3])
    assert (answer.status_code == 302) is opens
    assert Account.objects.exists() is opens


def test_another_claim_can_say_who_it_is(come: Any) -> None:
    come(Client(), said(acting="pseudonym"), subject_claim="acting")
    come(Client(), said(sub="s2", acting="pseudonym"), subject_claim="acting")
    assert Account.objects.count() == 1
    assert come(Client(), said(), subject_claim="acting").status_code == 403


# What must not be


def test_a_broker_of_firms_never_opens_an_account_of_staff(come: Any) -> None:
    official = make.world().handler
    client = Client()
    come(client, said(email=official.email, email_verified=True, sub=official.email))
    assert client.session["_auth_user_id"] != str(official.pk)
    assert not SocialAccount.objects.filter(user=official).exists()
    assert StaffMember.objects.get(pk=client.session["_auth_user_id"]).representative


def test_nor_when_its_claims_are_the_key_of_such_an_account(come: Any) -> None:
    official = make.world().handler
    come(Client(), said())
    uid = SocialAccount.objects.get().uid
    for provider, key in (("firms", "s9"), ("staff", uid)):
        SocialAccount.objects.create(user=official, provider=provider, uid=key)
    for sub in ("s9", uid):
        client = Client()
        come(client, said(sub=sub))
        assert client.session["_auth_user_id"] != str(official.pk)


def test_an_account_of_staff_that_was_tied_to_it_all_the_same_stays_closed(come: Any) -> None:
    official = make.world().handler
    come(Client(), said())
    SocialAccount.objects.update(user=official)
    client = Client()
    assert come(client, said()).status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("known", [True, False])
def test_a_provider_of_staff_never_opens_an_account_of_a_firm(
    monkeypatch: pytest.MonkeyPatch, settings: Any, known: bool
) -> None:
    person = make_accounts.account().person
    if known:
        SocialAccount.objects.create(user=person, provider="staff", uid="s1")
    client = Client()
    who = {"sub": "s1", "email": person.email, "email_verified": True, KVK: "12345678"}
    answer, _provider = signed_on(client, monkeypatch, settings, who)
    assert answer.status_code == 403
    assert "staff/unknown.html" in templates(answer)
    assert "_auth_user_id" not in client.session
    assert Account.objects.count() == 1


def test_somebody_who_is_signed_in_does_not_tie_a_firm_to_themselves(
    come: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    official = make.world().handler
    client = make.sign_in(Client(), official)
    come(client, said())
    assert not SocialAccount.objects.filter(user=official).exists()
    assert client.session["_auth_user_id"] != str(official.pk)


@pytest.mark.parametrize("asked", ["process=connect", "auth_params=acr_values%3Dloa1", "scope=email", "action=reauthenticate"])
def test_nobody_chooses_what_the_broker_is_asked(come: Any, asked: str) -> None:
    come(Client(), said())
    address = reverse("openid_connect_login", args=["firms"])
    assert Client().post(f"{address}?{asked}").status_code == 404
    name, value = asked.split("=")
    assert Client().post(address, {name: value}).status_code == 404
    assert Client().post(f"{address}?next=/en/").status_code == 302


def test_answers_about_two_people_let_nobody_in(come: Any) -> None:
    client = Client()
    assert come(client, said(), token={"sub": "somebody else"}).status_code == 401
    assert "_auth_user_id" not in client.session
    assert not StaffMember.objects.exists()


def test_the_number_may_stand_in_the_token_alone(come: Any) -> None:
    come(Client(), {"sub": "s1"}, token=said())
    assert Account.objects.get().kvk == "12345678"


def test_who_comes_by_the_broker_gets_no_other_way_in(come: Any, settings: Any) -> None:
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"firms"}
    client = Client()
    come(client, said())
    account = Account.objects.select_related("person").get()
    assert client.get(reverse("staff:password")).status_code == 404
    new = {"password": "vijf heel andere paarden", "again": "vijf heel andere paarden"}
    assert client.post(reverse("staff:password"), new).status_code == 404
    client.post(reverse("accounts:change"), {"name": "Vera Anders", "email": "vera@kassenwerk.example"})
    account.person.refresh_from_db()
    assert account.person.name == "Vera Anders"
    assert account.person.email.endswith("@organisations.invalid")
    with pytest.raises(deeds.NotPossible, match="by_provider"):
        deeds.invite(account=account, by=make.staff(None, "administrator"), now=make.NOW)


def test_an_account_that_the_authority_closed_stays_closed_and_ones_own_can_be_made_anew(come: Any) -> None:
    official = make.staff(make_lenders.admission_authority(), "handler")
    come(Client(), said())
    first = Account.objects.select_related("person").get()
    deeds.close(account=first, by=official, now=make.NOW)
    client = Client()
    assert come(client, said())["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session
    come(Client(), said(sub="s2"))
    own = Account.objects.select_related("person").exclude(pk=first.pk).get()
    deeds.close(account=own, by=own.person, now=make.NOW)
    come(Client(), said(sub="s2"))
    assert Account.objects.count() == 3


def test_the_second_factor_that_was_set_up_is_asked_for(come: Any) -> None:
    come(Client(), said())
    Authenticator.objects.create(user=StaffMember.objects.get(), type=Authenticator.Type.TOTP, data={"secret": "AAAA"})
    assert come(Client(), said())["Location"] == reverse("mfa_authenticate")

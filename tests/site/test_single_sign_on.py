"""Single sign-on of staff by setting: the button, the second factor, a provider that is away or says no."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.test import Client
from django.urls import reverse

from medemens.casework.models import AuditEntry
from medemens.common.staff import StaffMember
from medemens.site import env
from tests import make
from tests.site.test_security import PROVIDER, signed_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> StaffMember:
    """Somebody who never chose a password here."""
    return make.world().handler


def who(person: StaffMember, **changes: Any) -> dict[str, Any]:
    return {"sub": "s1", "email": person.email, "email_verified": True, **changes}


def test_the_button_is_there_when_a_provider_is_set(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "single-sign-on" not in Client().get(reverse("account_login")).content.decode()
    for name, value in (("ISSUER", PROVIDER), ("NAME", "Aanmelden Verzonnen"), ("CLIENT_ID", "m"), ("CLIENT_SECRET", "s")):
        monkeypatch.setenv(f"OIDC_{name}", value)
    read = env.read()
    assert not read.single_sign_on_second_factor
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": list(read.single_sign_on)}}
    page = Client().get(reverse("account_login")).content.decode()
    assert reverse("openid_connect_login", args=["staff"]) in page
    assert "Aanmelden Verzonnen" in page


def test_without_a_provider_there_is_nothing_behind_its_address() -> None:
    assert Client().post(reverse("openid_connect_login", args=["staff"])).status_code == 404
    assert Client().get(reverse("openid_connect_callback", args=["staff"])).status_code == 404


def test_a_stranger_reads_that_they_have_no_account(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = {"sub": "s2", "email": "vreemd@verzonnen.example", "email_verified": True}
    answer, _provider = signed_on(Client(), monkeypatch, settings, stranger)
    assert answer.status_code == 403
    assert "staff/unknown.html" in [each.name for each in answer.templates]


@pytest.mark.parametrize("verified", [False, "false", None])
def test_an_address_that_was_not_verified_opens_no_account(
    person: StaffMember, settings: Any, monkeypatch: pytest.MonkeyPatch, verified: Any
) -> None:
    answer, _provider = signed_on(Client(), monkeypatch, settings, who(person, email_verified=verified))
    assert answer.status_code == 403


def test_without_a_second_factor_here_it_is_set_up_first(
    person: StaffMember, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    signed_on(client, monkeypatch, settings, who(person))
    assert client.get(reverse("workbench:queue"))["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("enrolled", [True, False])
def test_by_setting_the_second_factor_of_the_provider_counts(
    person: StaffMember, settings: Any, monkeypatch: pytest.MonkeyPatch, enrolled: bool
) -> None:
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"staff"}
    if enrolled:
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "AAAA"})
    client = Client()
    answer, _provider = signed_on(client, monkeypatch, settings, who(person))
    assert answer["Location"] == reverse("staff:home")
    assert client.get(reverse("workbench:queue")).status_code == 200
    assert AuditEntry.objects.filter(deed="staff.signed_in", details__factors="socialaccount").exists()


def test_the_setting_is_of_no_use_to_who_comes_in_with_a_password(person: StaffMember, settings: Any) -> None:
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"staff"}
    person.set_password("een verzonnen wachtwoord")
    person.save()
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "AAAA"})
    client = Client()
    answer = client.post(reverse("account_login"), {"login": person.email, "password": "een verzonnen wachtwoord"})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_what_the_provider_said_of_one_does_not_count_for_another(
    person: StaffMember, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SINGLE_SIGN_ON_SECOND_FACTOR = {"staff"}
    other = make.staff(person.authority, "handler")
    Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data={"secret": "AAAA"})
    other.set_password("een verzonnen wachtwoord")
    other.save()
    client = Client()
    signed_on(client, monkeypatch, settings, who(person))
    session = client.session
    session.pop("_auth_user_id")
    session.save()
    answer = client.post(reverse("account_login"), {"login": other.email, "password": "een verzonnen wachtwoord"})
    assert answer["Location"] == reverse("mfa_authenticate")


def test_who_goes_back_at_the_provider_reads_that_nobody_came_in(
    person: StaffMember, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    signed_on(client, monkeypatch, settings, who(person))
    client.logout()
    away = client.post(reverse("openid_connect_login", args=["staff"]))
    state = away["Location"].split("state=")[1].split("&")[0]
    for error in ("access_denied", "server_error"):
        answer = client.get(reverse("openid_connect_callback", args=["staff"]), {"state": state, "error": error})
        assert answer.status_code == 401
        assert reverse("account_login") in answer.content.decode()


def test_a_provider_that_is_away_breaks_nothing(person: StaffMember, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    signed_on(client, monkeypatch, settings, who(person))

    def away(self: object) -> None:
        raise requests.ConnectionError

    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", away)
    assert Client().post(reverse("openid_connect_login", args=["staff"])).status_code == 401

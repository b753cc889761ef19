"""What stands between a stranger and the site: connection, cookies, sign-in, what is written down about it."""

from __future__ import annotations

import logging
import time
from typing import Any

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings as django_settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from medemens.casework.actions import keys
from medemens.casework.models import AuditEntry, KeyShare
from medemens.common.cookies import named
from medemens.common.staff import StaffMember
from medemens.site import middleware
from medemens.site.logs import Impersonal
from medemens.site.staff import actions
from medemens.site.staff.adapters import LockedSecrets
from tests import make

pytestmark = pytest.mark.django_db

PASSWORD = "een verzonnen lang geheim"


@pytest.fixture
def world() -> make.World:
    return make.world()


@pytest.fixture
def over_https(settings: Any) -> Any:
    """As behind a proxy that ends TLS."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    return settings


def deeds(staff: StaffMember | None = None) -> list[str]:
    return list(AuditEntry.objects.filter(staff=staff).order_by("pk").values_list("deed", flat=True))


def test_https_sends_people_on_and_tells_browsers_to_stay(over_https: Any) -> None:
    answer = Client().get("/nl/about/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/nl/about/")
    answer = Client().get("/nl/about/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_program_without_tls_is_refused_and_not_sent_on(over_https: Any) -> None:
    assert Client().get("/api/v1/openapi.json").status_code == 403
    assert Client().get("/api/v1/openapi.json", secure=True).status_code == 200


def test_cookies_carry_the_host_prefix_over_https() -> None:
    requests = RequestFactory()
    assert named("report", requests.get("/", secure=True)) == "__Host-report"
    assert named("report", requests.get("/")) == "report"


def test_a_session_ends_however_busy_somebody_is(world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = make.sign_in(Client(), world.handler)
    assert client.get(reverse("staff:account")).status_code == 200
    later = time.time() + django_settings.SESSION_HOURS * 3600 + 1
    monkeypatch.setattr(middleware.time, "time", lambda: later)
    answer = client.get(reverse("staff:account"))
    assert answer["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_what_does_most_harm_asks_for_the_second_factor_again(world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = make.sign_in(Client(), world.coordinator)
    page, share = reverse("coordination:keys"), reverse("coordination:share")
    assert client.get(page).status_code == 200
    later = time.time() + django_settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    monkeypatch.setattr(middleware.time, "time", lambda: later)
    again = client.get(page)["Location"]
    assert again.startswith(reverse("mfa_reauthenticate"))
    assert client.get(again).status_code == 200
    answer = client.post(share, {"to": "1"}, headers={"referer": f"http://testserver{page}"})
    assert answer["Location"].endswith(f"next={page.replace('/', '%2F')}")
    answer = client.post(share, {"to": "1"}, headers={"referer": "https://evil.example/"})
    assert "evil" not in answer["Location"]


def test_the_present_password_comes_before_another(world: make.World) -> None:
    client = make.sign_in(Client(), world.handler)
    world.handler.set_password(PASSWORD)
    world.handler.save()
    client = make.sign_in(client, world.handler)
    new = {"password": "iets heel anders vandaag", "again": "iets heel anders vandaag"}
    other = make.sign_in(Client(), world.handler)
    assert client.post(reverse("staff:password"), new | {"current": "verkeerd"}).status_code == 422
    assert client.post(reverse("staff:password"), new | {"current": PASSWORD}).status_code == 302
    assert client.get(reverse("staff:account")).status_code == 200
    assert other.get(reverse("staff:account")).status_code == 302


def test_a_password_of_words_of_the_house_is_refused(world: make.World) -> None:
    for weak in ("Meldpunt-gemeente-2026", "Welkom Medemens 12", "Verzonnen-Gemeente!1"):
        with pytest.raises(ValidationError):
            validate_password(weak, world.handler)
    validate_password("zeven paarse kamelen bij het meldpunt", world.handler)


def test_a_forgotten_passphrase_costs_the_key_and_a_colleague_gives_it_back(world: make.World) -> None:
    client = make.sign_in(Client(), world.handler)
    assert reverse("staff:key-forgotten") in client.get(reverse("staff:key")).content.decode()
    words = {"passphrase": "zes andere woorden die niemand kent", "again": "zes andere woorden die niemand kent"}
    assert client.post(reverse("staff:key-forgotten"), words | {"again": "anders"}).status_code == 422
    assert KeyShare.objects.filter(staff_key__staff=world.handler).exists()
    assert client.post(reverse("staff:key-forgotten"), words).status_code == 302
    assert not KeyShare.objects.filter(staff_key__staff=world.handler).exists()
    ring = world.keyring(world.coordinator)
    keys.share(to=world.handler, keyring=ring, by=world.coordinator, now=make.NOW)
    case, _code = make.report(world)
    assert client.get(reverse("workbench:case", args=[case.reference])).status_code == 200


def with_password(staff: StaffMember) -> str:
    """Gives somebody a password and a second factor; the secret of the factor."""
    staff.set_password(PASSWORD)
    staff.save()
    secret = totp.generate_totp_secret()
    Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": LockedSecrets().encrypt(secret)})
    return secret


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def test_signing_in_and_failing_to_is_written_down(world: make.World) -> None:
    secret, client, address = with_password(world.handler), Client(), reverse("account_login")
    before = client.get(address) and client.session.session_key
    client.post(address, {"login": world.handler.email, "password": "verkeerd"})
    client.post(address, {"login": "niemand@verzonnen.example", "password": "verkeerd"})
    assert AuditEntry.objects.filter(deed="staff.sign_in_failed").count() == 2
    assert "niemand" not in str(list(AuditEntry.objects.values_list("details", flat=True)))
    client.post(address, {"login": world.handler.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": "nothing"})
    assert AuditEntry.objects.get(deed="staff.second_factor_failed").details == {"staff": world.handler.pk}
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(world.handler.pk)
    assert client.session.session_key != before
    assert AuditEntry.objects.get(deed="staff.signed_in").details == {"factors": "password mfa"}


def test_a_known_and_an_unknown_address_read_the_same(world: make.World) -> None:
    with_password(world.handler)
    pages = []
    for address in (world.handler.email, "niemand@verzonnen.example"):
        answer = Client().post(reverse("account_login"), {"login": address, "password": "verkeerd"})
        pages.append(answer.content.decode().replace(address, ""))
    strip = [page.split("csrfmiddlewaretoken")[0] + page.split("</form>", 1)[1] for page in pages]
    assert strip[0] == strip[1]


def test_after_five_tries_nobody_comes_in_for_a_while(world: make.World) -> None:
    with_password(world.handler)
    for _number in range(5):
        Client().post(reverse("account_login"), {"login": world.handler.email, "password": "verkeerd"})
    client = Client()
    client.post(reverse("account_login"), {"login": world.handler.email, "password": PASSWORD})
    assert client.get(reverse("mfa_authenticate")).status_code == 302


def test_a_code_of_the_second_factor_works_once_in_all_processes(world: make.World) -> None:
    secret = with_password(world.handler)
    assert django_settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    for expected in (True, False):
        client = Client()
        client.post(reverse("account_login"), {"login": world.handler.email, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert ("_auth_user_id" in client.session) == expected


def test_many_failures_do_not_fill_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "FAILURES", actions.Limit(2))
    for _number in range(5):
        actions.not_signed_in(email="niemand@verzonnen.example", now=timezone.now(), clock=100.0)
    assert AuditEntry.objects.filter(deed="staff.sign_in_failed").count() == 2


def test_a_page_of_another_role_is_refused_and_written_down(world: make.World) -> None:
    client = make.sign_in(Client(), world.handler)
    assert client.get(reverse("coordination:keys")).status_code == 403
    assert AuditEntry.objects.get(deed="staff.kept_out").details == {"page": "coordination:keys"}


def test_no_log_line_holds_an_address_of_a_page(caplog: pytest.LogCaptureFixture, world: make.World) -> None:
    invitation = reverse("staff:welcome", args=["MQ", "geheim"])
    caplog.handler.addFilter(Impersonal())
    with caplog.at_level(logging.WARNING):
        Client().get(invitation)
        Client().get("/nl/nergens/ik-ben-Jan%0AVerzonnen/")
    assert "staff:welcome" in caplog.text
    assert "geheim" not in caplog.text
    assert "Jan" not in caplog.text


@pytest.mark.parametrize(
    "address", ["/nl/?q=%00", "/nl/lenders/?q=a%00b", "/nl/workbench/?q=%00", "/lenders/open-data/lenders.csv?on=%00"]
)
def test_a_nul_in_an_address_is_a_bad_request_and_no_fault(address: str) -> None:
    assert Client().get(address).status_code == 400


def test_a_cookie_with_a_nul_is_no_cookie() -> None:
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "\0abc"
    assert client.get("/nl/staff/").status_code == 302


def test_no_page_answers_to_trace() -> None:
    for path in ("/nl/", "/nl/report/", reverse("account_login"), "/api/v1/openapi.json"):
        assert Client().generic("TRACE", path).status_code == 405, path


PROVIDER = "https://sso.verzonnen.example"
CONFIGURATION = {
    "issuer": PROVIDER,
    "authorization_endpoint": f"{PROVIDER}/authorize",
    "token_endpoint": f"{PROVIDER}/token",
    "userinfo_endpoint": f"{PROVIDER}/userinfo",
    "jwks_uri": f"{PROVIDER}/keys",
}


class Provider:
    """Stands in for a provider of single sign-on."""

    def __init__(self, who: dict[str, Any]) -> None:
        self.who, self.asked = who, dict[str, Any]()

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get(self, url: str, **_: Any) -> Any:
        return Answer(self.who if url.endswith("userinfo") else CONFIGURATION)

    def request(self, method: str, url: str, **named: Any) -> Any:
        self.asked = named["data"]
        times = {"iat": int(time.time()), "exp": int(time.time()) + 60}
        token = jwt.encode({"iss": PROVIDER, "aud": "medemens", **times, **self.who}, "a" * 32, "HS256")
        return Answer({"access_token": "x", "token_type": "bearer", "id_token": token})


class Answer:
    """What the provider says."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body, self.status_code, self.headers = body, 200, {"content-type": "application/json"}

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        pass


def signed_on(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, who: dict[str, Any]) -> tuple[Any, Provider]:
    app = {"provider_id": "staff", "name": "SSO", "client_id": "medemens", "secret": "x", "settings": {"server_url": PROVIDER}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    provider = Provider(who)
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda self: provider)
    assert PROVIDER not in client.get(reverse("account_login")).content.decode()
    away = client.post(reverse("openid_connect_login", args=["staff"]))
    assert away["Location"].startswith(f"{PROVIDER}/authorize?")
    assert "code_challenge=" in away["Location"]
    state = away["Location"].split("state=")[1].split("&")[0]
    return client.get(reverse("openid_connect_callback", args=["staff"]), {"state": state, "code": "c"}), provider


def test_single_sign_on_still_asks_for_the_second_factor(
    world: make.World, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    with_password(world.handler)
    client = Client()
    who = {"sub": "s1", "email": world.handler.email.upper(), "email_verified": True}
    answer, provider = signed_on(client, monkeypatch, settings, who)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert provider.asked["code_verifier"]
    assert "_auth_user_id" not in client.session
    assert EmailAddress.objects.get(user=world.handler).verified


@pytest.mark.parametrize("verified", [True, False])
def test_single_sign_on_lets_no_stranger_in(
    world: make.World, monkeypatch: pytest.MonkeyPatch, settings: Any, verified: bool
) -> None:
    email = "vreemd@verzonnen.example" if verified else world.handler.email
    answer, _provider = signed_on(Client(), monkeypatch, settings, {"sub": "s2", "email": email, "email_verified": verified})
    assert answer.status_code == 403


def test_single_sign_on_without_the_state_of_this_browser_is_refused(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    signed_on(Client(), monkeypatch, settings, {"sub": "s3", "email": "x@verzonnen.example", "email_verified": True})
    answer = Client().get(reverse("openid_connect_callback", args=["staff"]), {"state": "elsewhere", "code": "c"})
    assert "_auth_user_id" not in answer.wsgi_request.session
    assert answer.status_code in (200, 401, 403)


def test_the_address_of_single_sign_on_is_the_only_other_one_a_form_may_lead_to() -> None:
    assert "form-action 'self'; " in middleware.HEADERS["Content-Security-Policy"]
    assert OpenIDConnectOAuth2Adapter.supports_state

"""Addresses of signing in and of one's own account. Only those views of allauth are here that are needed."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from medemens.common.access import Permission, audience
from medemens.site.staff import key_pages, pages, single_sign_on

SIGNED_IN = audience("staff", may=Permission.SIGN_IN)

app_name = "staff"
urlpatterns = [
    path("", pages.home, name="home"),
    path("account/", pages.account, name="account"),
    path("account/password/", pages.password, name="password"),
    path("welcome/<str:who>/<str:token>/", pages.welcome, name="welcome"),
    path("key/", key_pages.key, name="key"),
    path("key/close/", key_pages.close, name="key-close"),
    path("key/passphrase/", key_pages.passphrase, name="passphrase"),
    path("key/forgotten/", key_pages.forgotten, name="key-forgotten"),
    path("key/authority/", key_pages.found, name="key-found"),
]

allauth_patterns = [
    path("sign-in/", audience("official")(account.login), name="account_login"),
    path("sign-out/", pages.sign_out, name="account_logout"),
    path("blocked/", audience("official")(account.account_inactive), name="account_inactive"),
    path("sign-in/again/", audience("newcomer")(account.reauthenticate), name="account_reauthenticate"),
    path("second-factor/", audience("official")(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", audience("newcomer")(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/set-up/", audience("newcomer")(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/codes/", SIGNED_IN(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", SIGNED_IN(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "single-sign-on/<str:provider_id>/",
        audience("official")(require_POST(single_sign_on.begin)),
        name="openid_connect_login",
    ),
    path(
        "single-sign-on/<str:provider_id>/back/",
        audience("official")(require_safe(openid_connect.callback)),
        name="openid_connect_callback",
    ),
    path("second-factor/done/", pages.account, name="mfa_index"),
    path("second-factor/kept/", pages.account, name="mfa_deactivate_totp"),
]  # fmt: skip
"""Named as allauth looks for them. Switching the second factor off is not offered: that address shows the account."""

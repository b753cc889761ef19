"""How allauth behaves here: nobody signs up, nothing is mailed, and secrets of second factors are locked in the database."""

from __future__ import annotations

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from medemens.common import installation_key
from medemens.common.staff import StaffMember
from medemens.site.staff import actions, firms, single_sign_on
from medemens.site.staff.freshness import shown_lately

PURPOSE = "second factor"


class Invited(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of staff exist by invitation of an administrator only; those of firms are made at a page of their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, *_: Any, **__: Any) -> None:
        """No mail leaves the system."""

    def add_message(self, *_: Any, **__: Any) -> None:
        """Pages say what happened; there are no passing messages."""

    def get_login_stages(self) -> list[str]:
        """The second factor is asked for in a step of our own: see `single_sign_on`."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "medemens.site.staff.single_sign_on.SecondFactor"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: StaffMember, **named: Any) -> HttpResponse:
        """Somebody is in, with all factors that they need: written down."""
        factors = " ".join(dict.fromkeys(each["method"] for each in get_authentication_records(request, user)))
        actions.signed_in(staff=user, factors=factors, now=timezone.now())
        response: HttpResponse = super().post_login(request, user, **named)
        return response

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Only some time after signing in: who did that a moment ago is not asked for the same password at once again."""
        person = self.request.user
        return not isinstance(person, StaffMember) or not shown_lately(self.request, person)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Written down, without what was typed."""
        actions.not_signed_in(email=credentials.get("email") or "", now=timezone.now(), clock=time.monotonic())


class LockedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are locked with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return base64.b64encode(installation_key.lock(text.encode(), purpose=PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it is used."""
        return installation_key.unlock(base64.b64decode(encrypted_text), purpose=PURPOSE).decode()

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """No mail leaves the system."""


class KnownStaff(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on opens existing accounts of staff: those whose e-mail address the provider has verified.

    A provider for firms opens accounts of firms (see `firms`). Neither ever opens what is the other's.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """What the provider said comes in: of firms only what is needed to know which account it is."""
        user = super().populate_user(request, sociallogin, data)
        if not firms.one_subject(sociallogin.account.extra_data):
            raise ImmediateHttpResponse(single_sign_on.failed(request))
        if firms.is_for_firms(sociallogin):
            firms.keyed(sociallogin)
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds the staff member or the firm; a stranger among staff reads that they have no account here."""
        if firms.is_for_firms(sociallogin):
            firms.let_in(request, sociallogin)
            return
        if sociallogin.is_existing:
            if sociallogin.user.representative:
                raise ImmediateHttpResponse(render(request, "staff/unknown.html", status=403))
            return
        # Some providers write the word: "false" is not empty, and would count as true.
        verified = [each.email.lower() for each in sociallogin.email_addresses if each.verified in (True, "true")]
        person = StaffMember.objects.filter(email__in=verified, is_active=True, representative=False).first()
        if person is None:
            raise ImmediateHttpResponse(render(request, "staff/unknown.html", status=403))
        EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """Whoever went back at the provider, or was refused there, reads that nobody came in."""
        raise ImmediateHttpResponse(single_sign_on.failed(request))

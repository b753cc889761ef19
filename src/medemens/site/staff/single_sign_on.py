"""Single sign-on of staff and of firms: going to the provider, and what its word is taken for."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from medemens.common.staff import StaffMember


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the provider, or says that it cannot be reached. Nothing of what is asked there can be chosen by an address.

    :raises Http404: somebody tries that: for another level of certainty, or to tie what comes back to who is signed in
    """
    if set(request.GET) - {"next"} or set(request.POST) - {"next", "csrfmiddlewaretoken"}:
        raise Http404
    try:
        response: HttpResponse = views.login(request, provider_id)
    except RequestException:
        return failed(request)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Nobody came in: the provider cannot be reached or refused, or they went back."""
    return render(request, "socialaccount/authentication_error.html", status=401)


def gave_second_factor(request: HttpRequest, person: StaffMember) -> bool:
    """Whether the provider asked for a second factor already: by its setting, and only for who came in through it."""
    shown = [each for each in get_authentication_records(request, person) if each["method"] == "socialaccount"]
    return any(each.get("provider") in settings.SINGLE_SIGN_ON_SECOND_FACTOR for each in shown)


class SecondFactor(AuthenticateStage):  # type: ignore[misc]
    """The step of signing in that asks for a second factor."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not gave_second_factor(request, self.login.user) and super()._should_handle(request)

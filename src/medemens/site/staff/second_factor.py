"""The forms of allauth for the second factor, with failures written down."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from medemens.site.staff import actions


class SecondFactor(AuthenticateForm):  # type: ignore[misc]
    """At sign-in."""

    def clean_code(self) -> Any:
        """It fits."""
        try:
            return super().clean_code()
        except ValidationError:
            actions.wrong_second_factor(staff=self.user, now=timezone.now(), clock=time.monotonic())
            raise


class SecondFactorAgain(ReauthenticateForm):  # type: ignore[misc]
    """Before what does most harm."""

    def clean_code(self) -> Any:
        """It fits."""
        try:
            return super().clean_code()
        except ValidationError:
            actions.wrong_second_factor(staff=self.user, now=timezone.now(), clock=time.monotonic())
            raise

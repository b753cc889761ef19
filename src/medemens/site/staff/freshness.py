"""Whether somebody showed who they are a short while ago, or must do so once more."""

from __future__ import annotations

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from medemens.common.staff import StaffMember


def shown_lately(request: HttpRequest, person: StaffMember) -> bool:
    """Whether somebody signed in or gave their second factor again a short while ago."""
    shown = [each["at"] for each in get_authentication_records(request, person)]
    return bool(shown) and time.time() - max(shown) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

"""A staff member's opened key, for as long as they are signed in.

The private key lies in the session, locked with a key that is only in a cookie of the browser: neither the server at rest nor
the cookie alone opens anything. Which authority's keys it opens is looked up anew at each request, so that a share taken away
is gone at once.
"""

from __future__ import annotations

import base64

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from medemens.casework.models import KeyShare, StaffKey
from medemens.casework.sealing import Keyring
from medemens.common import secrets
from medemens.common.cookies import named
from medemens.common.secrets import NotOpened
from medemens.common.staff import StaffMember

COOKIE = "vault"
PURPOSE = "vault"


def open_with(request: HttpRequest, response: HttpResponseBase, *, staff: StaffMember, passphrase: str) -> None:
    """Opens the key of whoever is signed in.

    :raises NotOpened: the passphrase is not theirs, or they have no key yet
    """
    own = StaffKey.objects.filter(staff=staff).first()
    if own is None:
        raise NotOpened
    private = secrets.unwrap(bytes(own.wrapped), passphrase=passphrase)
    key = secrets.new_key()
    request.session[PURPOSE] = base64.b64encode(secrets.lock(private, key=key, purpose=_purpose(staff))).decode()
    name, value = named(COOKIE, request), base64.b64encode(key).decode()
    response.set_cookie(name, value, secure=request.is_secure(), httponly=True, samesite="Strict")


def private_key(request: HttpRequest, staff: StaffMember) -> bytes:
    """The private key of whoever is signed in.

    :raises NotOpened: they have not opened it since they signed in
    """
    try:
        key = base64.b64decode(request.COOKIES[named(COOKIE, request)], validate=True)
        return secrets.unlock(base64.b64decode(request.session[PURPOSE]), key=key, purpose=_purpose(staff))
    except (KeyError, ValueError, TypeError):
        raise NotOpened from None


def keyring(request: HttpRequest, staff: StaffMember) -> Keyring:
    """The keys of the authority that they hold.

    :raises NotOpened: they have not opened their own key since they signed in
    """
    private = private_key(request, staff)
    shares = KeyShare.objects.filter(staff_key__staff=staff, authority_key__authority=staff.authority)
    return Keyring({share.authority_key_id: secrets.unseal(bytes(share.sealed), private=private) for share in shares})


def close(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forgets the opened key."""
    request.session.pop(PURPOSE, None)
    response.delete_cookie(named(COOKIE, request), samesite="Strict")


def _purpose(staff: StaffMember) -> str:
    return f"{PURPOSE} of {staff.pk}"

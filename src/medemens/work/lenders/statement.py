"""A signed statement of what the register said: a JWS (RFC 7515) signed with Ed25519 (RFC 8037), verifiable by anybody, offline.

Whoever has the statement and the published keys (a JWK set) needs nothing else: no network, no account, not this installation.
Old keys stay in the set for ever, with the moments between which they were in use; see decision 030.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM, TYPE = "EdDSA", "medemens-statement+jwt"
MOST_CHARACTERS = 60_000_000
"""Of a statement: that of a check of 100,000 numbers has about 25 million."""


class NotVerified(ValueError):
    """The statement is not to be believed; `reason` says why.

    `unreadable` (no statement at all), `unknown_key` (signed with a key that is not in the set), `changed` (the signature does
    not fit), `out_of_time` (dated when its key was not in use).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class PublicKey:
    """A published key: its name (the RFC 7638 thumbprint), its 32 bytes, and from when until when it was in use."""

    kid: str
    public: bytes
    made_at: datetime
    retired_at: datetime | None = None

    @classmethod
    def of(cls, public: bytes, made_at: datetime, retired_at: datetime | None = None) -> PublicKey:
        """A key with the name that follows from its bytes."""
        return cls(thumbprint(public), public, made_at, retired_at)

    def as_jwk(self) -> dict[str, Any]:
        """As it is published; `made_at` and `retired_at` are ours."""
        jwk: dict[str, Any] = {
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "alg": ALGORITHM,
            "kid": self.kid,
            "x": _b64(self.public),
        }
        jwk["made_at"] = self.made_at.astimezone(UTC).isoformat()
        return jwk | ({"retired_at": self.retired_at.astimezone(UTC).isoformat()} if self.retired_at else {})

    @classmethod
    def read(cls, jwk: Mapping[str, Any]) -> PublicKey:
        """A key as it was published.

        :raises ValueError: it is none of ours
        """
        public = _bytes(str(jwk["x"]))
        retired = jwk.get("retired_at")
        if len(public) != 32 or jwk.get("kid") != thumbprint(public):
            raise ValueError("the name of the key does not follow from its bytes")
        made = datetime.fromisoformat(str(jwk["made_at"]))
        return cls(str(jwk["kid"]), public, made, datetime.fromisoformat(str(retired)) if retired else None)


@dataclass(frozen=True)
class Verified:
    """A statement that was verified: what it says, when it was made, by which key."""

    claims: dict[str, Any] = field(repr=False)
    made_at: datetime
    kid: str


def thumbprint(public: bytes) -> str:
    """The name of a key (RFC 7638): anybody can work it out from the key itself."""
    text = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": _b64(public)}, sort_keys=True, separators=(",", ":"))
    return _b64(hashlib.sha256(text.encode()).digest())


def public_of(private: bytes) -> bytes:
    """The public half of a private key of 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(claims: Mapping[str, Any], *, private: bytes, now: datetime) -> str:
    """The statement, as one line of text. `claims` must be JSON; the moment it was made is put in as `iat`."""
    key = Ed25519PrivateKey.from_private_bytes(private)
    headers = {"kid": thumbprint(public_of(private)), "typ": TYPE}
    return jwt.encode({**claims, "iat": int(now.timestamp())}, key, algorithm=ALGORITHM, headers=headers)


def verify(text: str, keys: Iterable[PublicKey]) -> Verified:
    """What a statement says, after its signature was found to fit.

    :raises NotVerified: see there
    """
    bare = "".join(text.split())
    known = {each.kid: each for each in keys}
    try:
        if len(bare) > MOST_CHARACTERS:
            raise NotVerified("unreadable")
        kid = str(jwt.get_unverified_header(bare).get("kid", ""))
    except jwt.InvalidTokenError:
        raise NotVerified("unreadable") from None
    if kid not in known:
        raise NotVerified("unknown_key")
    try:
        public = Ed25519PublicKey.from_public_bytes(known[kid].public)
        claims = jwt.decode(bare, public, algorithms=[ALGORITHM], options=_OPTIONS)
    except jwt.InvalidTokenError:
        raise NotVerified("changed") from None
    return Verified(claims, _in_time(claims, known[kid]), kid)


_OPTIONS: Any = {"require": ["iat"], "verify_iat": False, "verify_exp": False, "verify_aud": False}
"""A statement never expires: it says what was so when it was made."""


def _in_time(claims: dict[str, Any], key: PublicKey) -> datetime:
    try:
        made_at = datetime.fromtimestamp(int(claims["iat"]), UTC)
    except (ValueError, TypeError, OverflowError):
        raise NotVerified("unreadable") from None
    if int(key.made_at.timestamp()) > int(claims["iat"]) or (key.retired_at is not None and made_at > key.retired_at):
        raise NotVerified("out_of_time")
    return made_at


def _b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

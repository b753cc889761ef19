"""A worker's answers, sealed, in cookies on the worker's own device. The server keeps nothing.

JSON, squeezed by zlib, sealed by SecretBox (XSalsa20-Poly1305) with a key made from SECRET_KEY, in pieces a browser accepts.
A seal that does not fit (changed, old, of another installation) opens as empty: never an error.
"""

import base64
import hashlib
import json
import time
import zlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from medemens.common.cookies import named

DAY_SECONDS = 86_400
PIECE_CHARACTERS = 3_800
MOST_PIECES = 8
MOST_BYTES = 1_000_000  # of JSON once opened: a small seal must not swell to a large one


class TooLarge(ValueError):
    """The answers do not fit into the cookies a browser accepts; `characters` says by how many, about."""

    def __init__(self, name: str, characters: int) -> None:
        super().__init__(name)
        self.characters = characters


class SealedCookie:
    """One named set of answers. `name` must be unique on the site, `path` limits where the browser sends it.

    `session_only`: the browser forgets it when it is closed; the age is still kept inside the seal.
    """

    def __init__(self, name: str, *, path: str = "/", max_age_seconds: int = DAY_SECONDS, session_only: bool = False) -> None:
        self.name = name
        self.path = path
        self.max_age_seconds = max_age_seconds
        self.session_only = session_only

    def _box(self) -> SecretBox:
        key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"sealed cookie", salt=self._salt())
        return SecretBox(key.digest())

    def _salt(self) -> bytes:
        return hashlib.blake2b(self.name.encode(), digest_size=16).digest()

    def seal(self, answers: dict[str, Any]) -> str:
        """The answers as sealed text, with the second they were sealed."""
        plain = json.dumps({"at": int(time.time()), "answers": answers}, separators=(",", ":"), ensure_ascii=False)
        if (size := len(plain.encode())) > MOST_BYTES:
            raise TooLarge(self.name, _too_many(plain, size, MOST_BYTES))
        sealed = self._box().encrypt(zlib.compress(plain.encode(), 9), random(SecretBox.NONCE_SIZE))
        text = base64.urlsafe_b64encode(bytes(sealed)).decode().rstrip("=")
        if len(text) > PIECE_CHARACTERS * MOST_PIECES:
            raise TooLarge(self.name, _too_many(plain, len(text), PIECE_CHARACTERS * MOST_PIECES))
        return text

    def open(self, text: str) -> dict[str, Any]:
        """The answers in a sealed text; empty when it is not ours or too old."""
        try:
            sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            unpacker = zlib.decompressobj()
            plain = unpacker.decompress(self._box().decrypt(sealed), MOST_BYTES)
            kept = json.loads(plain)
            fresh = time.time() - kept["at"] <= self.max_age_seconds  # a clock that was set back makes it younger, not false
            answers = kept["answers"]
        except (ValueError, TypeError, KeyError, CryptoError, zlib.error):
            return {}
        return answers if fresh and isinstance(answers, dict) else {}

    def _piece(self, number: int, request: HttpRequest) -> str:
        name = self.name if number == 0 else f"{self.name}_{number}"
        return named(name, request) if self.path == "/" else name

    def read(self, request: HttpRequest) -> dict[str, Any]:
        """The answers the browser sent along; empty when there are none."""
        pieces = []
        for number in range(MOST_PIECES):
            piece = request.COOKIES.get(self._piece(number, request))
            if not piece:
                break
            pieces.append(piece)
        return self.open("".join(pieces)) if pieces else {}

    def write(self, request: HttpRequest, response: HttpResponseBase, answers: dict[str, Any]) -> None:
        """Put the answers on the device; raises TooLarge, and then nothing was changed."""
        text = self.seal(answers)
        pieces = [text[start : start + PIECE_CHARACTERS] for start in range(0, len(text), PIECE_CHARACTERS)]
        for number, piece in enumerate(pieces):
            response.set_cookie(
                self._piece(number, request),
                piece,
                max_age=None if self.session_only else self.max_age_seconds,
                path=self.path,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        self._clear(request, response, first=len(pieces))

    def clear(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Take the answers off the device."""
        self._clear(request, response, first=0)

    def _clear(self, request: HttpRequest, response: HttpResponseBase, *, first: int) -> None:
        for number in range(first, MOST_PIECES):
            if self._piece(number, request) in request.COOKIES:
                response.delete_cookie(self._piece(number, request), path=self.path, samesite="Lax")


def _too_many(plain: str, size: int, most: int) -> int:
    """By how many characters a text is too long, when it comes to `size` of which `most` fit."""
    return -(-len(plain) * (size - most) // size)

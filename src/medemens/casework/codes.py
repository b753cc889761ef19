"""The code with which a reporter opens their own mailbox: digits, because people of every script can write them down.

26 random digits (86 bits) and two check digits (ISO 7064 MOD 97-10, as in bank account numbers), in seven groups of four.
The code itself is stored nowhere; what the database knows of it (`lookup`, `public_key`) does not lead back to it.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from medemens.common.secrets import derived, public_of

RANDOM_DIGITS = 26
DIGITS = RANDOM_DIGITS + 2
GROUP = 4


class UnreadableCode(ValueError):
    """It cannot be a code: `length` or `check` (a digit is wrong or two were swapped)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Code:
    """A reporter's code."""

    digits: str = field(repr=False)

    @property
    def written(self) -> str:
        """As people write it down: `1234 5678 ...`."""
        return " ".join(self.digits[start : start + GROUP] for start in range(0, DIGITS, GROUP))

    @property
    def groups(self) -> tuple[str, ...]:
        """The seven groups of four digits."""
        return tuple(self.written.split())

    @property
    def lookup(self) -> bytes:
        """By what the mailbox is found."""
        return derived(self.digits.encode(), purpose="mailbox lookup")

    @property
    def private_key(self) -> bytes:
        """What opens what was sealed to the mailbox."""
        return derived(self.digits.encode(), purpose="mailbox key")

    @property
    def public_key(self) -> bytes:
        """To what the mailbox's content is sealed."""
        return public_of(self.private_key)


def new_code(below: Callable[[int], int] = secrets.randbelow) -> Code:
    """A fresh code; `below(n)` gives a random number under n."""
    number = f"{below(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return Code(f"{number}{98 - int(number) * 100 % 97:02d}")


def read_code(text: str) -> Code:
    """The code as somebody typed it: digits of any script, with spaces, dots or dashes anywhere.

    :raises UnreadableCode: there are too few or too many digits, or the check does not fit
    """
    digits = "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit())
    if len(digits) != DIGITS:
        raise UnreadableCode("length")
    if int(digits) % 97 != 1:
        raise UnreadableCode("check")
    return Code(digits)

"""Money in whole euro cents, and how people write it."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"\d+([.,]\d{1,2})?")
_GROUPED_COMMA = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,2})?")
_GROUPED_POINT = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?")
_THREE_AFTER = re.compile(r"\d{1,3}[.,]\d{3}")


class Unreadable(ValueError):
    """A text that cannot be read as the value it should be; `reason` is a word of `facts.REASONS`."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.text = text


def cents(euros: Decimal) -> int:
    """A decimal amount of euros in whole cents.

    :raises Unreadable: the amount has parts of a cent, or is not a number
    """
    if not euros.is_finite() or euros * 100 != (euros * 100).to_integral_value():
        raise Unreadable("part_of_a_cent", str(euros))
    return int(euros * 100)


def read_hundredths(text: str) -> int:
    """A number as people write it, in hundredths: '1.234,56', '1,234.56', '1234,5', '€ 12' are read; '1.234' is not.

    Three digits after one separator can mean thousands or parts of a cent, so it is refused and never guessed.

    :raises Unreadable: `two_readings`, `negative` or `not_a_number`
    """
    bare = re.sub(r"[\s€\u00a0\u202f']|EUR", "", text)
    if bare.startswith(("-", "\u2212", "(")) and re.search(r"\d", bare):
        raise Unreadable("negative", text)
    if _THREE_AFTER.fullmatch(bare):
        raise Unreadable("two_readings", text)
    if _GROUPED_COMMA.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _GROUPED_POINT.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _PLAIN.fullmatch(bare):
        bare = bare.replace(",", ".")
    else:
        raise Unreadable("not_a_number", text)
    return cents(Decimal(bare))

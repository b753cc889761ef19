"""Numbers of firms as people and spreadsheets write them: KvK, RSIN, branch, VAT, and those of registers abroad.

Which shapes there are: shared by the trade register's own API description (KvK eight digits, branch twelve); RSIN has the eleven
test of a citizen service number; VAT numbers are those of the EU member states (python-stdnum).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

KVK_DIGITS, RSIN_DIGITS, BRANCH_DIGITS = 8, 9, 12
MOST_CHARACTERS = 60
_SIGNS = re.compile(r"[\s.\-/_'\u2009\u00a0]+")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_QUOTED = re.compile(r"""=?"([^"]*)"|'([^']*)'?""")
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)


class Kind(StrEnum):
    """What a number is."""

    KVK = "kvk"
    RSIN = "rsin"
    BRANCH = "branch"
    VAT = "vat"
    REGISTER = "register"
    FOREIGN = "foreign"


class UnreadableNumber(ValueError):
    """It cannot be a number of a firm; `reason` says why.

    `empty`, `too_long`, `scientific` (a spreadsheet made 1.23E+07 of it: digits are lost), `wrong_check` (a digit is wrong or two
    were swapped), `digits` (no number of a firm has so many digits).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Identifier:
    """A number, plain. `maybe` is what it was if a spreadsheet took zeros from its front; it is never used unasked."""

    kind: Kind
    value: str
    maybe: str = ""


def read(text: str) -> Identifier:
    """A number as somebody wrote it: with spaces, dots and dashes, with `KvK` in front, or from a spreadsheet.

    That puts `.0` behind, commas between thousands, or `="..."` or `'` around so that zeros stay.

    :raises UnreadableNumber: see there
    """
    quoted = _QUOTED.fullmatch(text.strip())
    inner = quoted[1] or quoted[2] or "" if quoted else text.strip()
    bare = re.sub(r"^\s*(kvk|rsin|btw|vat|nr|no)\b[\s.:]*", "", inner, flags=re.IGNORECASE)
    if not bare:
        raise UnreadableNumber("empty")
    if len(bare) > MOST_CHARACTERS:
        raise UnreadableNumber("too_long")
    if _SCIENTIFIC.fullmatch(bare):
        raise UnreadableNumber("scientific")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    plain = _SIGNS.sub("", re.sub(r"\.0$", "", bare)).upper()
    if re.fullmatch(r"L\d{8}", plain):
        return Identifier(Kind.REGISTER, plain)
    return _digits(plain) if plain.isascii() and plain.isdigit() else _with_letters(plain)


def _digits(plain: str) -> Identifier:
    match len(plain):
        case 8:
            return Identifier(Kind.KVK, plain)
        case 9 if bsn.is_valid(plain):
            return Identifier(Kind.RSIN, plain)
        case 9:
            raise UnreadableNumber("wrong_check")
        case 12:
            return Identifier(Kind.BRANCH, plain)
        case 5 | 6 | 7:
            return Identifier(Kind.FOREIGN, plain, maybe=plain.zfill(KVK_DIGITS))
        case _:
            raise UnreadableNumber("digits")


def _with_letters(plain: str) -> Identifier:
    if not re.fullmatch(r"[A-Z0-9]{3,40}", plain) or not any(letter.isdigit() for letter in plain):
        raise UnreadableNumber("digits")
    try:
        return Identifier(Kind.VAT, str(vat.validate(plain)) if plain[:2].isalpha() else plain)
    except ValidationError:
        if re.fullmatch(r"NL\d{9}B\d{2}", plain):
            raise UnreadableNumber("wrong_check") from None
        return Identifier(Kind.FOREIGN, plain)

"""How a picture is made anew: small enough, upright, in plain sRGB, and with nothing hidden in it.

Two ways lead here. A plain phone photo is decoded in this process (`from_plain_photo`), because most uploads are that and they
must be quick. All else is decoded in the darkroom, a process of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

MOST_PIXELS = 60_000_000
"""More pixels than any phone makes are refused before they are decoded."""
LONG_SIDE = 2400
"""Pixels of the long side at most: about 200 dots an inch of a sheet of A4, which keeps small print readable."""
READABLE_SIDE = 2000
"""When the JPEG decoder can halve a photo and leave this many pixels, it does: that is three times as fast."""
QUALITY = 82

_EXIF, _SCAN, _FINISH = 0xE1, 0xDA, b"\xff\xd9"
_MODES = {1: "L", 3: "RGB"}
"""By the number of components; four are colours for print."""
_TABLES = (0xC4, 0xDB, 0xDD)
"""The markers of what a decoder needs besides the frame: Huffman tables, quantisation tables, restart interval."""
_JFIF, _ADOBE = (0xE0, b"JFIF\0"), (0xEE, b"Adobe")
"""They say in which colours the numbers are, so the decoder needs them too."""
_ONE_PASS_FRAMES = (0xC0, 0xC1)
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = range(0xD0, 0xDA)
"""Markers that have no segment, and so have no place before the pixels."""
_ORIENTATION, _SHORT = 0x0112, 3
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooLarge(ValueError):
    """More pixels than `MOST_PIXELS`."""


class Damaged(ValueError):
    """It is broken off or cannot be decoded."""


class NotPlain(ValueError):
    """A JPEG that the darkroom must decode: in many passes, with a colour profile, for print, or not well formed."""


def check_size(size: tuple[int, int]) -> None:
    """Looks at the pixels before any of them is decoded.

    :raises TooLarge: there are too many
    """
    if size[0] * size[1] > MOST_PIXELS:
        raise TooLarge


def part_to_decode(size: tuple[int, int]) -> int:
    """How many times smaller the JPEG decoder can give a picture that stays readable: 1, 2, 4 or 8."""
    return next((part for part in (8, 4, 2) if max(size) // part >= READABLE_SIDE), 1)


def shrunk(image: Image.Image) -> Image.Image:
    """The picture with at most `LONG_SIDE` pixels on its long side."""
    longest = max(image.size)
    if longest <= LONG_SIDE:
        return image
    width, height = (max(1, round(side * LONG_SIDE / longest)) for side in image.size)
    return image.resize((width, height), Image.Resampling.HAMMING)


def turned(image: Image.Image, orientation: int) -> Image.Image:
    """The picture upright; `orientation` is 1 to 8, as EXIF counts, and anything else is left as it is."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def as_jpeg(image: Image.Image) -> bytes:
    """The picture as a JPEG without metadata; it has to be `RGB` or `L`."""
    target = BytesIO()
    # Pillow copies comment, profile and EXIF from `info` or from what is passed; a fresh picture has none of them.
    _bare(image).save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def as_png(image: Image.Image) -> bytes:
    """The picture as a PNG without metadata; it has to be `RGB` or `L`."""
    target = BytesIO()
    _bare(image).save(target, "PNG")
    return target.getvalue()


def from_plain_photo(content: bytes) -> bytes:
    """A plain phone photo, made anew in this process.

    Only the tables and the one scan of pixels reach the decoder: no EXIF, profile, thumbnail or comment is given to it. It is
    called by hand, because `Image.open` gives a grey picture for a broken one as soon as WeasyPrint is loaded, which asks that.

    :raises NotPlain: it is for the darkroom
    :raises TooLarge: it has too many pixels
    :raises Damaged: it is broken off or cannot be decoded
    """
    photo = plain_photo(content)
    check_size(photo.size)
    part = part_to_decode(photo.size)
    width, height = (-(-side // part) for side in photo.size)
    try:
        image = Image.frombytes(photo.mode, (width, height), photo.bare, "jpeg", photo.mode, "", part, 0)
    except ValueError:
        raise Damaged from None
    return as_jpeg(turned(shrunk(image), photo.orientation))


def _bare(image: Image.Image) -> Image.Image:
    copy = image.copy()
    copy.info = {}
    return copy


@dataclass(frozen=True)
class PlainPhoto:
    """A JPEG with nothing but pixels and the tables to decode them, and what its header says.

    `size` is in pixels as they lie in the file, `mode` is `L` or `RGB`, `orientation` is 1 to 8 as EXIF counts.
    """

    bare: bytes
    size: tuple[int, int]
    mode: str
    orientation: int


def plain_photo(content: bytes) -> PlainPhoto:
    """Reads the header strictly: the decoder trusts the size that it is told, so that must be the size it will find itself.

    :raises NotPlain: it is for the darkroom
    :raises Damaged: it is broken off
    """
    kept, frame, orientation = [content[:2]], b"", 1
    for marker, start, end in _segments(content):
        body = content[start + 4 : end]
        if marker in _FRAMES:
            if frame or marker not in _ONE_PASS_FRAMES or len(body) < 6 or body[0] != 8 or body[5] not in _MODES:
                raise NotPlain
            frame = body
        elif marker == _SCAN:
            # With one scan of all components the decoder stops after it; many scans could keep it busy for minutes.
            if not frame or body[:1] != frame[5:6]:
                raise NotPlain
            finish = content.find(_FINISH, end)
            if finish < 0:
                raise Damaged
            size = int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big")
            if not all(size):
                raise NotPlain
            return PlainPhoto(b"".join([*kept, content[start:finish], _FINISH]), size, _MODES[frame[5]], orientation)
        elif body.startswith(b"ICC_PROFILE"):
            raise NotPlain
        elif marker == _EXIF and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        if marker in _FRAMES or marker in _TABLES or (marker, body[:5]) in (_JFIF, _ADOBE):
            kept.append(content[start:end])
    raise NotPlain


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The marker, start and end of each segment before the pixels.

    :raises NotPlain: the segments do not follow each other as they should
    """
    position = 2
    while position + 4 <= len(content):
        marker = content[position + 1]
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        if content[position] != 0xFF or not 0xC0 <= marker <= 0xFE or marker in _ALONE or length < 2:
            raise NotPlain
        end = position + 2 + length
        yield marker, position, end
        position = end


def _orientation(exif: bytes) -> int:
    """The orientation that a camera wrote down; 1 (upright) when it cannot be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (position,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, position)
        for number in range(min(count, 100)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, position + 2 + 12 * number)
            if tag == _ORIENTATION and kind == _SHORT:
                return int(value)
    except struct.error:
        return 1
    return 1

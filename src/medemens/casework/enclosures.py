"""What somebody sends with a report is made safe before it is sealed: for who opens it, and for who sent it.

A photo knows where it was taken, a document who wrote it; either may attack the program that opens it. So nothing is kept as it
came. Photos are made anew from their pixels, a PDF is redrawn page by page and bound again from the pictures, a text stays a
text. What cannot be made anew is refused, with what the reporter can do instead. See decision 022.
"""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from medemens.casework import darkroom, pictures

_log = logging.getLogger(__name__)

MOST_BYTES = 15_000_000
"""Bytes of one file as it comes in."""
MOST_TEXT = 500_000
"""Bytes of a text file: some hundreds of pages."""
MOST_ENCLOSURES = 10
"""Files with one submission."""
PATIENCE = 30
"""Seconds that the darkroom may take; its processor time is limited by itself."""

NOTES: dict[str, Promise] = {
    "picture": _(
        "We made a new picture of your photo. The place, the time, the kind of phone and other hidden data are gone. "
        "What can be seen in the picture is still there."
    ),
    "pages": _(
        "We made a picture of each page of your document, and kept only those. The name of the author and other hidden "
        "data are gone. What can be read on the pages is still there."
    ),
    "text": _("We kept the words of your text, and nothing else."),
}
"""What was done with a file, to tell its sender, by the note of an `Enclosure`."""

REFUSALS: dict[str, Promise] = {
    "too-many": format_lazy(_("You can send {number} files at most. Send the most important ones."), number=MOST_ENCLOSURES),
    "empty": _("This file is empty. Choose it again, or make a photo of what it shows."),
    "too-large": format_lazy(
        _("This file is larger than {number} MB. Make a photo or a screenshot of the part that matters."),
        number=MOST_BYTES // 1_000_000,
    ),
    "too-many-pixels": _("This picture is too large for us to open. Send a screenshot of it instead."),
    "too-many-pages": format_lazy(
        _("This document has more than {number} pages. Send only the pages that matter, or photos of them."),
        number=darkroom.MOST_PAGES,
    ),
    "too-heavy": _("We could not open this file safely. Send a photo or a screenshot of what it shows."),
    "damaged": _("This file is damaged or did not arrive whole. Send it again, or send a photo or a screenshot of it."),
    "locked": _("This document asks for a password, so we cannot open it. Send it without the password, or send photos of it."),
    "office": _(
        "We cannot take files of Word, Excel and the like, or packed files, because they hide the name of who made them. "
        "Save it as a PDF, or send a photo or a screenshot of it."
    ),
    "web-page": _("We cannot take web pages or drawings with code in them. Send a screenshot instead."),
    "sound-or-film": _(
        "We cannot take sound or film here. Keep it, and write down what can be heard or seen in it. "
        "Who handles your report can ask you for it."
    ),
    "text-too-long": _("This text is too long. Send only the part that matters."),
    "unknown": _("We cannot open this kind of file. Send a photo, a screenshot, a PDF or a plain text."),
}
"""Why a file is not taken and what to do, by key."""

_BEGINNINGS: tuple[tuple[str, bytes], ...] = (
    ("jpeg", rb"\xff\xd8\xff"),
    ("png", rb"\x89PNG\r\n\x1a\n"),
    ("gif", rb"GIF8[79]a"),
    ("webp", rb"RIFF....WEBP"),
    ("heic", rb"....ftyp(?:heic|heix|heim|heis|mif1)"),
    ("unknown", rb"....ftyp(?:avi[fs]|crx )"),
    ("pdf", rb"(?:\xef\xbb\xbf)?\s*%PDF-"),
    ("office", rb"PK(?:\x03\x04|\x05\x06)|\xd0\xcf\x11\xe0|\{\\rtf|Rar!|7z\xbc\xaf|\x1f\x8b"),
    ("sound-or-film", rb"....ftyp|OggS|ID3|\x1a\x45\xdf\xa3|RIFF....(?:AVI |WAVE)|#!AMR|\xff[\xe2\xe3\xf1-\xf3\xf9-\xfb]"),
)
"""How files begin, the first that fits; what they are called does not count."""
_WEB = re.compile(r"<(?:!doctype|\?xml|html|head|body|script|svg|iframe|meta|style)\b", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_A4_WIDTH = 595  # points


@dataclass(frozen=True)
class Enclosure:
    """A file made safe.

    `name` is ours: the name that the sender gave it may hold their own. `pages` are the pictures to show, one for a photo, each
    page of a document, none for a text. `note` is a key of `NOTES`.
    """

    name: str
    media_type: str
    content: bytes
    pages: tuple[bytes, ...]
    note: str


class Refused(ValueError):
    """A file that is not taken; `key` is in `REFUSALS`, and `message` tells the sender what to do."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
        self.message = REFUSALS[key]


def made_safe(content: bytes, *, number: int) -> Enclosure:
    """The file made anew; the same file gives the same bytes.

    :param number: which file of the submission it is, from 1; it becomes part of the name
    :raises Refused: it is too large, damaged, or of a kind that cannot be made safe
    """
    if number > MOST_ENCLOSURES:
        raise Refused("too-many")
    if not content:
        raise Refused("empty")
    if len(content) > MOST_BYTES:
        raise Refused("too-large")
    kind = kind_of(content)
    if kind in REFUSALS:
        raise Refused(kind)
    return _MAKERS.get(kind, _picture)(content, kind, number)


def kind_of(content: bytes) -> str:
    """What a file is, by how it begins: `jpeg`, `png`, `gif`, `webp`, `heic`, `pdf`, `text`, or the key of a refusal."""
    for kind, beginning in _BEGINNINGS:
        if re.match(beginning, content, re.DOTALL):
            return kind
    return "text"


def _picture(content: bytes, kind: str, number: int) -> Enclosure:
    try:
        drawn = pictures.from_plain_photo(content) if kind == "jpeg" else _drawn(content, kind)[0]
    except pictures.NotPlain:
        drawn = _drawn(content, kind)[0]
    except pictures.TooLarge:
        raise Refused("too-many-pixels") from None
    except pictures.Damaged:
        raise Refused("damaged") from None
    ending, media_type = ("jpg", "image/jpeg") if drawn.startswith(_JPEG) else ("png", "image/png")
    return Enclosure(f"photo-{number}.{ending}", media_type, drawn, (drawn,), "picture")


def _document(content: bytes, kind: str, number: int) -> Enclosure:
    pages = _drawn(content, kind)
    try:
        return Enclosure(f"document-{number}.pdf", "application/pdf", bound(pages), pages, "pages")
    except (pictures.NotPlain, pictures.Damaged):  # not what our darkroom makes, so it was not it that spoke
        raise Refused("too-heavy") from None


def _text(content: bytes, kind: str, number: int) -> Enclosure:
    if len(content) > MOST_TEXT:
        raise Refused("text-too-long")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("unknown") from None
    if _NO_TEXT.search(text):
        raise Refused("unknown")
    if _WEB.search(text):
        raise Refused("web-page")
    words = "\n".join(text.splitlines()).strip()
    if not words:
        raise Refused("empty")
    return Enclosure(f"text-{number}.txt", "text/plain; charset=utf-8", f"{words}\n".encode(), (), "text")


_MAKERS: dict[str, Callable[[bytes, str, int], Enclosure]] = {"pdf": _document, "text": _text}


def _drawn(content: bytes, kind: str) -> tuple[bytes, ...]:
    """The pictures that the darkroom makes of it.

    :raises Refused: it makes none
    """
    source = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(  # noqa: S603 - nothing of the file is on the command line
            [sys.executable, "-P", "-s", "-B", "-m", darkroom.__name__, kind],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Settings and keys are in the environment of the server: none of them goes along.
            env={"PYTHONPATH": source, "LC_ALL": "C.UTF-8"},
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        # Who reports must not lose the report with it, so this is a refusal; who keeps the server should know of it.
        _log.warning("The darkroom did not finish a %s: %s", kind, type(error).__name__)
        raise Refused("too-heavy") from None
    answer, _line_end, frames = done.stdout.partition(b"\n")
    if answer == darkroom.DRAWN:
        return _unpacked(frames)
    key = answer.decode(errors="replace")
    raise Refused(key if key in REFUSALS else "too-heavy")


def _unpacked(frames: bytes) -> tuple[bytes, ...]:
    """The pictures in an answer of the darkroom, which is not believed more than it must be.

    :raises Refused: there are none, or something else is among them
    """
    unpacked, position = [], 0
    while position < len(frames):
        start = position + 4
        position = start + int.from_bytes(frames[position:start], "big")
        unpacked.append(frames[start:position])
    if not unpacked or position != len(frames) or not all(each.startswith((_JPEG, _PNG)) for each in unpacked):
        raise Refused("too-heavy")
    return tuple(unpacked)


def bound(pages: tuple[bytes, ...]) -> bytes:
    """A PDF of JPEG pictures, one a page and the widest as wide as a sheet of A4, with nothing else in it.

    :raises pictures.NotPlain: one is not such a JPEG as `made_safe` makes
    :raises pictures.Damaged: one is broken off
    """
    document = pikepdf.new()
    for page in pages:
        photo = pictures.plain_photo(page)
        width, height = (max(3, side * _A4_WIDTH // darkroom.PAGE_WIDTH) for side in photo.size)
        document.add_blank_page(page_size=(width, height))
        image = pikepdf.Stream(
            document,
            photo.bare,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=photo.size[0],
            Height=photo.size[1],
            ColorSpace=pikepdf.Name.DeviceGray if photo.mode == "L" else pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        last = document.pages[-1]
        last.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image))
        last.Contents = pikepdf.Stream(document, f"{width} 0 0 {height} 0 0 cm /Page Do".encode())
    target = BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()

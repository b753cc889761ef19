"""A process of its own in which files that may be hostile are turned into pictures.

It is started for one file and ends with it. It gets no settings and no keys, may use only so much time and memory, writes
nothing to the disk, and gives back pictures only. Started as `python -m medemens.casework.darkroom KIND`, it reads the file from
standard input and writes one line (`drawn`, or the key of a refusal) and then each picture after its length in four bytes.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

from medemens.casework import pictures
from medemens.casework.pictures import TooLarge

DRAWN = b"drawn"
MOST_PAGES = 30
PAGE_WIDTH, PAGE_HEIGHT = 1400, 2800
"""Pixels of a page at most: 170 dots an inch of a sheet of A4."""
MOST_MEMORY = 1 << 30
"""Bytes of address space. A picture of 60 megapixels takes 240 MB, and twice that while it is worked on."""
MOST_SECONDS = 20
"""Processor time."""
MOST_COLOURS = 256
"""A drawing or a screenshot with so few colours stays sharp as a PNG; as a JPEG its letters would blur."""

_FORMATS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",), "gif": ("GIF",), "heic": ("HEIF",)}
_WITH_PROFILE = {"RGB", "L", "CMYK"}


class Refusal(Exception):
    """The file is not drawn; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def main(kind: str) -> None:
    """Draws the file on standard input."""
    _close_the_door()
    content = sys.stdin.buffer.read()
    try:
        drawn = list(_pages(content) if kind == "pdf" else [_picture(content, kind)])
    except Refusal as refusal:
        _answer(refusal.key.encode())
    except (TooLarge, Image.DecompressionBombError):
        _answer(b"too-many-pixels")
    except MemoryError:
        _answer(b"too-heavy")
    except Exception:  # a decoder may fail in any way at all on a damaged file, and each way means the same
        _answer(b"damaged")
    else:
        _answer(DRAWN, *drawn)


def _close_the_door() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    # Nothing is written to the disk, not even what the system would keep of a process that fell.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(line: bytes, *drawn: bytes) -> None:
    out = sys.stdout.buffer
    out.write(line + b"\n")
    for picture in drawn:
        out.write(len(picture).to_bytes(4, "big"))
        out.write(picture)
    out.flush()


def _picture(content: bytes, kind: str) -> bytes:
    """The first image of the file."""
    if kind == "heic":
        import pillow_heif  # large, and needed for this kind alone

        pillow_heif.register_heif_opener(thumbnails=False)
        pillow_heif.options.DECODE_THREADS = 1
    with Image.open(BytesIO(content), formats=_FORMATS[kind]) as opened:
        pictures.check_size(opened.size)
        if isinstance(opened, JpegImageFile):
            part = pictures.part_to_decode(opened.size)
            opened.draft(None, (opened.width // part, opened.height // part))
        profile, orientation = opened.info.get("icc_profile"), opened.getexif().get(0x0112, 1)
        upright = pictures.turned(pictures.shrunk(_opaque(opened)), orientation)
    fresh = _in_plain_colours(upright, profile)
    drawing = kind in ("png", "gif") and fresh.getcolors(MOST_COLOURS) is not None
    return pictures.as_png(fresh) if drawing else pictures.as_jpeg(fresh)


def _opaque(image: Image.Image) -> Image.Image:
    """The picture on white paper, in a mode that can be made smaller."""
    if image.has_transparency_data:
        see_through = image.convert("RGBA")
        paper = Image.new("RGB", see_through.size, "white")
        paper.paste(see_through, mask=see_through.getchannel("A"))
        return paper
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.copy() if image.mode in _WITH_PROFILE else image.convert("RGB")


def _in_plain_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB (or plain grey): phones and printers have colours of their own."""
    if profile:
        try:
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a damaged profile, or one for other colours than the picture has: its colours stay as they are
        if converted is not None:
            return converted
    return image if image.mode in ("RGB", "L") else image.convert("RGB")


def _pages(content: bytes) -> Iterator[bytes]:
    """Each page of the PDF as a JPEG. The renderer has no JavaScript and follows no links."""
    import pypdfium2 as pdfium  # needed for this kind alone

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise Refusal("locked" if "password" in str(error).lower() else "damaged") from None
    if not 0 < len(document) <= MOST_PAGES:
        raise Refusal("too-many-pages" if len(document) else "damaged")
    document.init_forms()  # what was filled in on a form is drawn only then
    for page in document:
        width, height = page.get_size()
        bitmap = page.render(scale=min(PAGE_WIDTH / width, PAGE_HEIGHT / height))
        yield pictures.as_jpeg(bitmap.to_pil().convert("RGB"))
        page.close()


if __name__ == "__main__":
    main(sys.argv[1])

"""What a reporter sends is made anew: what can be seen stays, what is hidden goes, what cannot be made anew is refused."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageFile, PngImagePlugin

from medemens.casework import darkroom, enclosures, pictures
from medemens.casework.enclosures import Enclosure, Refused, kind_of, made_safe

PLANTED = [b"PLANTED-COMMENT", b"PLANTED-XMP", b"PLANTED-AUTHOR", b"PLANTED-CAMERA", b"PLANTED-MAKER", b"PLANTED-TAIL"]
RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)


def two_halves(width: int = 400, height: int = 300) -> Image.Image:
    """A picture whose left half is red and right half blue."""
    image = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=BLUE)
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def close(one: object, other: object) -> bool:
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    return all(abs(left - right) < 25 for left, right in zip(one, other, strict=True))


def exif_of(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B], exif[0x0110] = "PLANTED-AUTHOR", "PLANTED-CAMERA"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 23.0), 3: "E", 4: (4.0, 54.0, 0.0)})
    exif.get_ifd(0x8769)[0x927C] = b"PLANTED-MAKER"
    return exif


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    """The JPEG with one more segment at its beginning."""
    return jpeg[:2] + bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


def telling_photo(orientation: int = 1, **options: Any) -> bytes:
    """A phone photo that tells where, when and with what it was made, with a thumbnail of what was cut off."""
    jpeg = encoded(two_halves(), "JPEG", exif=exif_of(orientation), comment=b"PLANTED-COMMENT", **options)
    thumbnail = with_segment(encoded(Image.new("RGB", (64, 64)), "JPEG"), 0xFE, b"PLANTED-MAKER")
    jpeg = with_segment(jpeg, 0xE2, b"MPF\0" + thumbnail)
    return with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>PLANTED-XMP</x:xmpmeta>")


def segments(jpeg: bytes) -> set[int]:
    """The markers before the pixels."""
    found, position = set(), 2
    while jpeg[position + 1] != 0xDA:
        found.add(jpeg[position + 1])
        position += 2 + int.from_bytes(jpeg[position + 2 : position + 4], "big")
    return found


def assert_only_pixels(content: bytes) -> None:
    assert not [word for word in PLANTED if word in content]
    assert segments(content) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDD}  # JFIF, tables, frame
    assert content.count(b"\xff\xd8\xff") == 1
    assert content.endswith(b"\xff\xd9")
    assert not opened(content).getexif()


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        made_safe(content, number=1)
    with translation.override("en"):
        assert str(caught.value.message).endswith(".")
    return caught.value.key


class TestPhotos:
    @pytest.mark.parametrize("options", [{}, {"progressive": True}], ids=["in this process", "in the darkroom"])
    def test_nothing_hidden_in_a_photo_is_left(self, options: dict[str, Any]) -> None:
        photo = telling_photo(**options)
        assert all(word in photo for word in PLANTED[:5])
        safe = made_safe(photo, number=3)
        assert_only_pixels(safe.content)
        assert (safe.name, safe.media_type, safe.note) == ("photo-3.jpg", "image/jpeg", "picture")
        assert safe.pages == (safe.content,)
        assert close(opened(safe.content).getpixel((100, 150)), RED)

    @pytest.mark.parametrize("options", [{}, {"progressive": True}], ids=["in this process", "in the darkroom"])
    @pytest.mark.parametrize(
        ("orientation", "size", "red"),
        [
            (1, (400, 300), (20, 150)),
            (2, (400, 300), (380, 150)),
            (3, (400, 300), (380, 150)),
            (4, (400, 300), (20, 150)),
            (5, (300, 400), (150, 20)),
            (6, (300, 400), (150, 20)),
            (7, (300, 400), (150, 380)),
            (8, (300, 400), (150, 380)),
        ],
    )
    def test_a_photo_stands_upright(
        self, orientation: int, size: tuple[int, int], red: tuple[int, int], options: dict[str, Any]
    ) -> None:
        image = opened(made_safe(telling_photo(orientation, **options), number=1).content)
        assert image.size == size
        assert close(image.getpixel(red), RED)

    @pytest.mark.parametrize("tail", [b"PK\x03\x04 PLANTED-TAIL", b"<html><script>PLANTED-TAIL</script>"])
    def test_a_photo_that_is_another_file_too_is_only_a_photo(self, tail: bytes) -> None:
        assert_only_pixels(made_safe(telling_photo() + tail, number=1).content)

    @pytest.mark.parametrize(
        ("size", "expected"), [((4032, 3024), (2016, 1512)), ((3000, 1500), (2400, 1200)), ((9000, 40), (2250, 10))]
    )
    def test_a_large_photo_becomes_smaller(self, size: tuple[int, int], expected: tuple[int, int]) -> None:
        image = opened(made_safe(encoded(two_halves(*size), "JPEG"), number=1).content)
        assert image.size == expected
        assert close(image.getpixel((0, 0)), RED)
        assert close(image.getpixel((image.width - 1, image.height - 1)), BLUE)

    def test_a_colour_profile_is_worked_into_the_colours(self) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        kept = made_safe(encoded(two_halves(), "JPEG", icc_profile=profile), number=1)  # not a profile for these colours
        assert_only_pixels(kept.content)
        assert close(opened(kept.content).getpixel((20, 20)), RED)
        plain = made_safe(
            encoded(two_halves(), "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
            number=1,
        )
        assert_only_pixels(plain.content)
        assert close(opened(plain.content).getpixel((20, 20)), RED)

    def test_colours_for_print_and_grey_are_seen_as_they_were(self) -> None:
        printed = opened(made_safe(encoded(two_halves().convert("CMYK"), "JPEG"), number=1).content)
        assert printed.mode == "RGB"
        assert close(printed.getpixel((20, 20)), RED)
        grey = opened(made_safe(encoded(Image.new("L", (30, 30), 99), "JPEG"), number=1).content)
        assert (grey.mode, grey.getpixel((5, 5))) == ("L", 99)

    @pytest.mark.parametrize("lenient", [False, True], ids=["Pillow alone", "with WeasyPrint loaded"])
    @pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
    @pytest.mark.parametrize("options", [{}, {"progressive": True}], ids=["in this process", "in the darkroom"])
    def test_a_photo_that_did_not_arrive_whole_is_refused(
        self, options: dict[str, Any], share: float, lenient: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
        noise = encoded(Image.effect_noise((500, 500), 80), "JPEG", **options)
        assert refusal(noise[: int(len(noise) * share)]) == "damaged"

    def test_a_photo_that_cannot_be_decoded_is_refused_rather_than_grey(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
        photo = encoded(two_halves(), "JPEG")
        assert refusal(photo.replace(b"\xff\xdb", b"\xff\xec")) == "damaged"  # without quantisation tables

    def test_the_same_photo_gives_the_same_bytes(self) -> None:
        for photo in (telling_photo(), telling_photo(progressive=True)):
            assert made_safe(photo, number=1) == made_safe(photo, number=1)


class TestOtherPictures:
    def test_a_screenshot_stays_sharp(self) -> None:
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", "PLANTED-COMMENT")
        words.add_itxt("XML:com.adobe.xmp", "PLANTED-XMP", zip=False)
        screenshot = encoded(two_halves(), "PNG", pnginfo=words, exif=exif_of())
        assert b"PLANTED-XMP" in screenshot
        safe = made_safe(screenshot, number=2)
        assert (safe.name, safe.media_type) == ("photo-2.png", "image/png")
        assert opened(safe.content).getpixel((20, 20)) == RED
        assert not [word for word in PLANTED if word in safe.content]
        assert {safe.content[at : at + 4] for at in _chunks(safe.content)} == {b"IHDR", b"IDAT", b"IEND"}

    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
    def test_a_picture_of_many_colours_becomes_a_photo(self, kind: str) -> None:
        pillow_heif.register_heif_opener()
        gradient = Image.merge("RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 80)])
        safe = made_safe(encoded(gradient, kind, exif=exif_of(), quality=90), number=1)
        assert safe.media_type == "image/jpeg"
        assert_only_pixels(safe.content)
        assert close(opened(safe.content).getpixel((128, 200)), gradient.getpixel((128, 200)))

    def test_a_photo_of_an_iphone_stands_upright(self) -> None:
        pillow_heif.register_heif_opener()
        lying = two_halves()
        lying.info["exif"] = exif_of(6).tobytes()
        image = opened(made_safe(encoded(lying, "HEIF"), number=1).content)
        assert image.size == (300, 400)
        assert close(image.getpixel((150, 20)), RED)

    def test_of_a_moving_picture_the_first_is_kept(self) -> None:
        moving = encoded(two_halves(), "GIF", save_all=True, append_images=[Image.new("RGB", (400, 300), BLUE)])
        image = opened(made_safe(moving, number=1).content)
        assert image.format == "PNG"
        assert close(image.getpixel((20, 20)), RED)

    def test_what_is_see_through_lies_on_white_paper(self) -> None:
        image = opened(made_safe(encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"), number=1).content)
        assert image.getpixel((5, 5)) == WHITE

    def test_a_scan_of_sixteen_bits_is_not_washed_out(self) -> None:
        scan = Image.new("I;16", (40, 40), 100 * 256)
        assert opened(made_safe(encoded(scan, "PNG"), number=1).content).getpixel((5, 5)) == 100

    @pytest.mark.timeout(20)
    def test_a_picture_that_unpacks_too_far_is_refused_before_it_is_unpacked(self) -> None:
        begun = time.monotonic()
        assert refusal(_png_of(60_000, 60_000)) == "too-many-pixels"
        assert refusal(_png_of(7_800, 7_800)) == "too-many-pixels"
        assert time.monotonic() - begun < 5
        photo = encoded(two_halves(), "JPEG")
        frame = photo.index(b"\xff\xc0") + 5
        assert refusal(photo[:frame] + struct.pack(">HH", 65_000, 65_000) + photo[frame + 4 :]) == "too-many-pixels"

    def test_the_largest_picture_that_is_allowed_is_drawn(self) -> None:
        side = int(pictures.MOST_PIXELS**0.5)
        drawn = opened(made_safe(_png_of(side, side, rows=side), number=1).content)
        assert (drawn.size, drawn.getpixel((9, 9))) == ((2400, 2400), WHITE)


class TestDocuments:
    def test_of_a_pdf_only_pictures_of_its_pages_are_left(self) -> None:
        hostile = _hostile_pdf(pages=2)
        safe = made_safe(hostile, number=4)
        assert (safe.name, safe.media_type, safe.note) == ("document-4.pdf", "application/pdf", "pages")
        assert [opened(page).size for page in safe.pages] == [(1400, 1980)] * 2
        for page in safe.pages:
            assert_only_pixels(page)
            assert close(opened(page).getpixel((20, 20)), WHITE)
            assert close(opened(page).getpixel((700, 990)), RED)
        with pikepdf.open(BytesIO(safe.content)) as document:
            assert set(document.Root.keys()) == {"/Type", "/Pages"}
            assert "/Info" not in document.trailer
            assert [set(page.keys()) for page in document.pages] == [
                {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
            ] * 2
            assert [bytes(page.Resources.XObject.Page.read_raw_bytes()) for page in document.pages] == list(safe.pages)
        assert not [word for word in (*PLANTED, b"JavaScript", b"EmbeddedFile") if word in safe.content]
        assert made_safe(hostile, number=4) == safe

    def test_the_new_document_shows_what_the_pages_showed(self) -> None:
        again = made_safe(made_safe(_hostile_pdf(), number=1).content, number=1)
        assert close(opened(again.pages[0]).getpixel((700, 990)), RED)

    def test_a_document_with_too_many_pages_or_a_password_is_refused(self) -> None:
        assert refusal(_hostile_pdf(pages=darkroom.MOST_PAGES + 1)) == "too-many-pages"
        with pikepdf.open(BytesIO(_hostile_pdf())) as document:
            target = BytesIO()
            document.save(target, encryption=pikepdf.Encryption(user="secret", owner="secret"))
        assert refusal(target.getvalue()) == "locked"
        assert refusal(_hostile_pdf()[:200]) == "damaged"

    def test_a_page_of_odd_size_is_drawn_within_bounds(self) -> None:
        document = pikepdf.new()
        document.add_blank_page(page_size=(3, 14_400))
        target = BytesIO()
        document.save(target)
        page = opened(made_safe(target.getvalue(), number=1).pages[0])
        assert page.height <= darkroom.PAGE_HEIGHT + 1


class TestTexts:
    def test_a_text_keeps_its_words(self) -> None:
        safe = made_safe("\ufeffSzef powiedział:\r\n„jutro”\u00a0bez umowy\r\n".encode(), number=1)
        assert safe == Enclosure(
            "text-1.txt", "text/plain; charset=utf-8", "Szef powiedział:\n„jutro”\u00a0bez umowy\n".encode(), (), "text"
        )

    @pytest.mark.parametrize(
        ("content", "key"),
        [
            (b"", "empty"),
            (b" \n", "empty"),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "web-page"),
            (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "web-page"),
            (b"<!DOCTYPE html><p>pay", "web-page"),
            (b"hello <ScRiPt>alert(1)</script>", "web-page"),
            (b"PK\x03\x04[Content_Types].xml word/document.xml", "office"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "office"),
            (b"{\\rtf1 words}", "office"),
            (b"\0\0\0\x20ftypisom a film", "sound-or-film"),
            (b"OggS a voice message", "sound-or-film"),
            (b"\xff\xfb\x90 music", "sound-or-film"),
            (b"\0\0\0\x20ftypavif a picture", "unknown"),
            (b"MZ\x90\0\x03 a program", "unknown"),
            (b"\x7fELF a program", "unknown"),
            ("słowa".encode("utf-16"), "unknown"),
            ("słowa".encode("cp1250"), "unknown"),
            (b"II*\0 a TIFF", "unknown"),
            (b"word " * 100_001, "text-too-long"),
            (b"\x89PNG\r\n\x1a\n and nothing more", "damaged"),
            (b"\0" * (enclosures.MOST_BYTES + 1), "too-large"),
        ],
        ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
    )
    def test_what_cannot_be_made_anew_is_refused(self, content: bytes, key: str) -> None:
        assert refusal(content) == key

    def test_more_files_than_allowed_are_refused(self) -> None:
        assert made_safe(b"ten", number=10).name == "text-10.txt"
        with pytest.raises(Refused, match="too-many"):
            made_safe(b"eleven", number=11)


class TestTheDarkroom:
    def test_it_knows_nothing_of_the_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its environment holds no settings, and it cannot write a file."""
        monkeypatch.setenv("SECRET_KEY", "PLANTED")
        seen: dict[str, Any] = {}
        really: Any = subprocess.run

        def run(*args: object, **options: object) -> object:
            seen.update(options)
            return really(*args, **options)

        monkeypatch.setattr(subprocess, "run", run)
        made_safe(encoded(two_halves(), "PNG"), number=1)
        assert set(seen["env"]) == {"PYTHONPATH", "LC_ALL"}

    def test_it_writes_nothing_and_stays_within_its_means(self, tmp_path: Path) -> None:
        code = "from medemens.casework import darkroom; darkroom._close_the_door(); "
        source = str(Path(enclosures.__file__).parents[2])

        def ends(what: str) -> str:
            done = subprocess.run([sys.executable, "-c", code + what], env={"PYTHONPATH": source}, capture_output=True, text=True)
            return done.stderr.strip().rpartition("\n")[2] or str(done.returncode)

        assert ends("print('well')") == "0"
        assert ends(f"open({os.fspath(tmp_path / 'left')!r}, 'w').write('x' * 99999)").startswith("OSError")
        assert ends("bytes(2 << 30)") == "MemoryError"

    @pytest.mark.parametrize(
        "failure", [subprocess.TimeoutExpired("darkroom", 30), subprocess.CalledProcessError(-24, "darkroom"), OSError()]
    )
    def test_a_file_that_it_does_not_survive_is_refused(
        self, failure: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def run(*args: object, **options: object) -> None:
            raise failure

        monkeypatch.setattr(subprocess, "run", run)
        assert refusal(encoded(two_halves(), "PNG")) == "too-heavy"
        assert caplog.messages == [f"The darkroom did not finish a png: {type(failure).__name__}"]

    def test_a_file_that_keeps_it_busy_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(enclosures, "PATIENCE", 0.01)
        assert refusal(_hostile_pdf()) == "too-heavy"

    @pytest.mark.parametrize("answer", [b"", b"no such key\n", b"\xff\xfe\n", b"drawn", b"drawn\n\0\0\0\x09short"])
    def test_what_it_should_not_say_is_not_believed(self, answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        done = subprocess.CompletedProcess([], 0, stdout=answer)
        monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
        assert refusal(encoded(two_halves(), "PNG")) == "too-heavy"


def checked(content: bytes) -> None:
    """Either it is refused or it is made safe; nothing else may happen."""
    try:
        safe = made_safe(content, number=1)
    except Refused:
        return
    assert safe.note in enclosures.NOTES
    if safe.media_type == "image/jpeg":
        assert_only_pixels(safe.content)


SMALL_PHOTO = encoded(Image.effect_noise((40, 30), 60).convert("RGB"), "JPEG", exif=exif_of(), comment=b"PLANTED-COMMENT")


class TestAnyBytes:
    @settings(max_examples=300, deadline=None)
    @given(st.binary(max_size=400))
    def test_any_bytes(self, content: bytes) -> None:
        checked(content)

    @settings(max_examples=300, deadline=None)
    @given(st.text(max_size=200))
    def test_any_text(self, text: str) -> None:
        checked(text.encode())

    @settings(max_examples=1_000, deadline=None)
    @given(at=st.integers(min_value=2, max_value=900), value=st.binary(max_size=6), removed=st.integers(0, 6))
    def test_a_photo_with_a_few_bytes_changed_is_drawn_or_not(self, at: int, value: bytes, removed: int) -> None:
        """The header above all: the decoder believes what is read from it."""
        try:
            drawn = pictures.from_plain_photo(SMALL_PHOTO[:at] + value + SMALL_PHOTO[at + removed :])
        except (pictures.NotPlain, pictures.Damaged, pictures.TooLarge):
            return
        assert_only_pixels(drawn)

    @settings(max_examples=25, deadline=None)
    @given(at=st.integers(min_value=3, max_value=900), value=st.binary(max_size=6), removed=st.integers(0, 6))
    def test_a_photo_with_a_few_bytes_changed(self, at: int, value: bytes, removed: int) -> None:
        checked(SMALL_PHOTO[:at] + value + SMALL_PHOTO[at + removed :])

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        start=st.sampled_from(["PNG", "GIF", "WEBP", "HEIF", "PDF"]),
        at=st.integers(min_value=12),
        value=st.binary(min_size=1, max_size=6),
    )
    def test_another_file_with_a_few_bytes_changed(self, start: str, at: int, value: bytes) -> None:
        pillow_heif.register_heif_opener()
        content = bytearray(_hostile_pdf() if start == "PDF" else encoded(two_halves(40, 30), start))
        at = 12 + at % (len(content) - 12)
        content[at : at + len(value)] = value
        checked(bytes(content))

    def test_every_answer_has_words(self) -> None:
        for key in ("too-many-pixels", "damaged", "too-heavy", "locked", "too-many-pages"):
            assert key in enclosures.REFUSALS
        assert {kind for kind, _ in enclosures._BEGINNINGS} - set(enclosures.REFUSALS) == {*darkroom._FORMATS, "pdf"}
        assert kind_of(b"words") == "text"


def _chunks(png: bytes) -> list[int]:
    """Where the names of the chunks of a PNG stand."""
    found, position = [], 8
    while position < len(png):
        found.append(position + 4)
        position += 12 + int.from_bytes(png[position : position + 4], "big")
    return found


def _png_of(width: int, height: int, *, rows: int = 100) -> bytes:
    """A PNG of a few bytes that says it is of this size, wholly see-through."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    packer = zlib.compressobj(1)
    pixels = b"".join(packer.compress(bytes(1 + 4 * width)) for _ in range(rows)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _hostile_pdf(*, pages: int = 1) -> bytes:
    """A PDF with an author, a script, an attached file and hidden words, and a red square in the middle of each page."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 841.5))
        document.pages[-1].Contents = document.make_stream(b"1 0 0 rg 0.784 0.118 0.118 rg 200 320 200 200 re f % PLANTED-XMP")
    document.docinfo["/Author"] = "PLANTED-AUTHOR"
    document.attachments["PLANTED-MAKER.txt"] = pikepdf.AttachedFileSpec(document, b"PLANTED-TAIL")
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('PLANTED-COMMENT')")
    target = BytesIO()
    document.save(target)
    return target.getvalue()

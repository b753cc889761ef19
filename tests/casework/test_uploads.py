"""Photos and papers as they come in: in memory only, within limits, refused with words and without losing the report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from medemens.casework import enclosures
from medemens.casework.models import Case, Document
from medemens.casework.reporting import uploads
from tests import make
from tests.casework.filling import cookies, filled

pytestmark = pytest.mark.django_db

SEND = "/en/report/send/"


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Whoever wants a temporary file falls; the folder for uploads stays empty."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("something was written to the disk")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    yield
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def reporter(client: Client) -> Client:
    """Somebody who is about to send a report."""
    make.world()
    for name, value in cookies(filled("pay")).items():
        client.cookies[name] = value
    return client


def text(content: bytes = b"kwit za lipiec\n", name: str = "moje.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def photo(size: int = 300) -> bytes:
    content = BytesIO()
    Image.radial_gradient("L").resize((size, size)).convert("RGB").save(content, "JPEG")
    return content.getvalue()


def refused(client: Client, *files: SimpleUploadedFile) -> str:
    """Sends a report with files that are not taken; what is said of them."""
    page = client.post(SEND, {"files": list(files)})
    assert page.status_code == 422
    assert not Case.objects.exists()
    assert not page.cookies.get("report")
    assert "Your answers were kept" in page.content.decode()
    return page.content.decode()


def test_several_files_come_along(reporter: Client) -> None:
    files = [text(), SimpleUploadedFile("zdjęcie.jpg", photo(), "image/jpeg")]
    assert reporter.post(SEND, {"files": files})["Location"] == "/en/report/receipt/"
    assert [each.parts for each in Document.objects.order_by("number")] == [0, 1]


def test_a_file_field_that_was_left_open_is_no_file(reporter: Client) -> None:
    edge = "grens"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename=""\r\n'
        f"Content-Type: application/octet-stream\r\n\r\n\r\n--{edge}--\r\n"
    )
    answer = reporter.post(SEND, body, content_type=f"multipart/form-data; boundary={edge}")
    assert answer["Location"] == "/en/report/receipt/"
    assert not Document.objects.exists()


def test_a_file_that_is_too_large(reporter: Client) -> None:
    page = refused(reporter, text(b"x" * (enclosures.MOST_BYTES + 1), "duży.txt"))
    assert "duży.txt" in page
    assert "larger than 15 MB" in page


def test_files_that_are_too_much_together(reporter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 300_000)
    page = refused(reporter, *(text(b"x" * 200_000, f"{number}.txt") for number in range(3)))
    assert '<strong dir="auto">0.txt' not in page
    assert "2.txt" in page


def test_of_what_is_too_large_no_more_is_kept_than_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 1_000)
    handler = uploads.InMemory()
    with pytest.raises(uploads.StopFutureHandlers):
        handler.new_file("files", "x", "text/plain", 9_000_000, None, {})
    for start in range(0, 9_000_000, 65_536):
        handler.receive_data_chunk(bytes(65_536), start)
    assert handler.file_complete(9_000_000).size == 9_000_000
    assert handler._content.getbuffer().nbytes == 65_536


def test_too_many_files(reporter: Client) -> None:
    page = refused(reporter, *(text(name=f"{number}.txt") for number in range(uploads.MOST_AT_ONCE + 2)))
    assert "You can send 5 files at once" in page
    assert "5.txt" in page
    assert "6.txt" in page


def test_hundreds_of_files_are_a_clear_page_and_no_fault(reporter: Client) -> None:
    page = reporter.post(SEND, {"files": [text(name=f"{number}.txt") for number in range(150)]})
    assert page.status_code in (400, 413, 422)
    assert "Go back one page" in page.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04rest", "Word, Excel"),
        (b"<html><script>alert(1)</script>", "web pages"),
        (b"ID3\x03", "sound or film"),
        (b"\x00\x01\x02\x03", "cannot open this kind"),
        (b"", "empty"),
        (photo()[:60], "damaged"),
        (b"%PDF-1.7\nbroken", "damaged"),
    ],
    ids=["office", "web", "sound", "binary", "empty", "half a photo", "broken PDF"],
)
def test_what_a_file_is_goes_by_its_content(reporter: Client, content: bytes, told: str) -> None:
    """Whatever it is called and said to be."""
    assert told in refused(reporter, SimpleUploadedFile("photo.jpg", content, "image/jpeg"))


def test_one_bad_file_keeps_the_others_from_being_sent_without_it_unseen(reporter: Client) -> None:
    page = refused(reporter, text(), SimpleUploadedFile("zły.docx", b"PK\x03\x04rest"))
    assert "zły.docx" in page
    assert "moje.txt" not in page


def test_a_name_that_would_be_markup_is_shown_as_text(reporter: Client) -> None:
    page = refused(reporter, SimpleUploadedFile("<img src=x>.docx", b"PK\x03\x04rest"))
    assert "&lt;img src=x&gt;.docx" in page


def test_files_without_the_forms_own_proof_are_not_taken() -> None:
    make.world()
    client = Client(enforce_csrf_checks=True)
    for name, value in cookies(filled("pay")).items():
        client.cookies[name] = value
    assert client.post(SEND, {"files": [text()]}).status_code == 403
    client.get(SEND)
    token = client.cookies["csrftoken"].value
    assert client.post(SEND, {"files": [text()], "csrfmiddlewaretoken": token})["Location"] == "/en/report/receipt/"


def test_papers_chosen_before_a_second_press_are_not_lost(reporter: Client) -> None:
    """The first answer was lost on the way. They add a photo and press again: the receipt stands for both."""
    before = {name: morsel.value for name, morsel in reporter.cookies.items()}
    reporter.post(SEND, {"files": [text()]})
    for files in ([text(), text(b"drugi kwit\n")], [text(b"drugi kwit\n")]):
        again = Client()
        for name, value in before.items():
            again.cookies[name] = value
        assert again.post(SEND, {"files": files})["Location"] == "/en/report/receipt/"
    case = Case.objects.get()
    assert [each.number for each in case.documents.order_by("number")] == [1, 2]
    assert case.entries.count() == 2

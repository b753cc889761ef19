"""A copy of the whole installation reveals no word of a report: planted everywhere, unusual words are searched in every file."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import sqlite3
import struct
import subprocess
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import psycopg
import pytest
from PIL import Image

from medemens.casework.codes import read_code
from tests.casework.browsing import ADDRESS, AGENT, Browser, Form, forms_of
from tests.casework.installation import SECRET, Installation, free_port, kill

WORD = "zwirbelq"
"""Stands in all that somebody writes; nobody else writes it."""
ACCENTED = "żółwiókwarcz"
READABLE = "Kwatsjmop"
"""The name of an organisation: it is meant to be readable, so it must be found."""
PASSPHRASE = "plofkroket wiebelsok dompelaar"
PASSWORD = "hoepelrokdanseres-88"
WANTED = {
    "subject": "housing", "relation": "self", "topics": ["deposit", "fee", "contract", "entry", "rent"], "request": "formal",
    "way": "contact", "place": "Venlo", "contact_email": f"{WORD}@verzonnen.example", "postcode": WORD,
    "house_number": f"{WORD} 12",
    "story": f"{WORD} {ACCENTED} story",
}  # fmt: skip


def photo() -> bytes:
    """A photo that says in its hidden data who made it, where."""
    hidden = Image.Exif()
    hidden[0x010E], hidden[0x013B] = f"{WORD} description", f"{WORD} maker"
    content = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(content, "JPEG", exif=hidden, comment=f"{WORD} comment".encode())
    return content.getvalue()


def paper() -> bytes:
    """A document with a text on its page and the name of its author behind it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(300, 300))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    document.pages[0].Contents = pikepdf.Stream(document, f"BT /F 20 Tf 20 150 Td ({WORD} page) Tj ET".encode())
    document.docinfo["/Author"] = f"{WORD} author"
    content = BytesIO()
    document.save(content)
    return content.getvalue()


FILES = [
    ("files", (f"{WORD}.jpg", photo(), "image/jpeg")),
    ("files", (f"{WORD}.pdf", paper(), "application/pdf")),
    ("files", (f"{WORD}.txt", f"{WORD} note\n".encode(), "text/plain")),
]


def filled(form: Form) -> dict[str, Any]:
    """A form of the questions with a planted word wherever something can be written."""
    given: dict[str, Any] = {}
    for name, kind in form.kinds.items():
        if name in WANTED:
            given[name] = WANTED[name]
        elif name in form.choices:
            given[name] = form.values.get(name) or form.choices[name][0]
        elif kind in ("text", "textarea"):
            given[name] = f"{WORD} {name}"
        elif name.endswith(("-day", "-month", "-year")):
            given[name] = {"day": "28", "month": "6", "year": "2026"}[name.rpartition("-")[2]]
        elif kind in ("numeric", "decimal"):
            given[name] = "4"
    return given


class Reporter:
    """Sends a report, with files, and uses its mailbox."""

    def __init__(self, root: str) -> None:
        self.browser, self.planted = Browser(root), set[str]()

    def reports(self) -> str:
        """The digits of the code."""
        browser = self.browser
        browser.open("/en/report/question/1/")
        for _ in range(60):
            if browser.address.endswith("/check/"):
                break
            form = next(each for each in forms_of(browser.page) if "question" in each.kinds)
            given = filled(form)
            self.planted |= {name for name, value in given.items() if WORD in str(value)}
            browser.send("question", **given)
        assert ACCENTED in browser.page
        browser.open("/en/report/send/")
        browser.send("files", files=FILES)
        self.code = read_code(" ".join(re.findall(r"<span>(\d{4})</span>", browser.page)))
        browser.send("from-receipt")
        return self.code.digits

    def answers(self) -> None:
        """Writes to the authority and adds a paper."""
        self.browser.open("/en/report/mailbox/messages/")
        assert f"{WORD} question" in self.browser.page
        self.browser.send("/write/", text=f"{WORD} answer")
        self.browser.send("/add/", files=[("file", (f"{WORD}.txt", f"{WORD} later\n".encode(), "text/plain"))])
        assert f"{WORD} answer" in self.browser.page

    def withdraws(self) -> None:
        """Takes the report back."""
        self.browser.open("/en/report/mailbox/1/withdraw/")
        self.browser.send("reason", reason=f"{WORD} withdrawal")

    def goes_astray(self) -> None:
        """Types what nobody should type: the code into the address, words into a search, another code into the form."""
        self.browser.session.get(
            f"{self.browser.root}/en/report/mailbox/{self.code.digits}/{WORD}?code={self.code.digits}&q={WORD}"
        )
        self.browser.session.post(f"{self.browser.root}/en/report/mailbox/", {"code": self.code.digits, "text": WORD})


class Handler:
    """Signs in with all that it takes, and does every deed in which something is written."""

    def __init__(self, root: str, staff: dict[str, str]) -> None:
        self.browser = Browser(root)
        self.browser.open("/en/staff/sign-in/")
        self.browser.send("password", login=staff["email"], password=PASSWORD)
        self.browser.send("code", code=second_factor(staff["second_factor"]))
        self.browser.open("/en/staff/key/")
        self.browser.send("passphrase", passphrase=PASSPHRASE)

    def cases(self) -> list[str]:
        """The references in the queue, the oldest first."""
        return sorted(set(re.findall(r"/cases/([0-9A-Z]{5}-[0-9A-Z]{5})/", self.browser.open("/en/workbench/"))))

    def does(self, reference: str, deed: str, **fields: Any) -> None:
        """One deed, through its page."""
        self.browser.open(f"/en/workbench/cases/{reference}/{deed}/")
        self.browser.send("seen", **fields)
        assert self.browser.address.split("#")[0].endswith(f"/cases/{reference}/"), deed

    def reads(self, reference: str) -> str:
        """The page of a case and all its documents, as pictures and as a whole."""
        page = self.browser.open(f"/en/workbench/cases/{reference}/")
        for number in (1, 2, 3):
            self.browser.open(f"/en/workbench/cases/{reference}/documents/{number}/")
            self.browser.open(f"/en/workbench/cases/{reference}/documents/{number}/whole/")
            self.browser.session.post(self.browser.address, forms_of(self.browser.page)[-1].values).raise_for_status()
        return page

    def works_on(self, reference: str) -> None:
        """From taking the case to asking a question."""
        self.does(reference, "note", text=f"{WORD} note")
        self.does(reference, "finding", norm="entry", outcome="not met", reason=f"{WORD} finding")
        self.does(reference, "keep", keep="yes", reason=f"{WORD} kept")
        self.does(reference, "organisation", chosen="new", written_name=f"{READABLE} Verhuur", search_text="")
        self.does(reference, "write", text=f"{WORD} question", question="on")

    def decides(self, reference: str) -> None:
        """The decision with its letter, the export, and the end."""
        today = time.strftime("%Y-%m-%d")
        given = {"addressee": f"{WORD} addressee", "about": f"{WORD} about", "reasons": f"{WORD} reasons"}
        days = {"decided_on": today, "made_known_on": today}
        self.browser.open(f"/en/workbench/cases/{reference}/decision/")
        self.browser.send("seen", outcome="order", preview="1", **given, **days)
        assert f"{WORD} reasons" in self.browser.page
        self.does(reference, "decision", outcome="order", **given, **days)
        self.does(reference, "close", outcome="order", text=f"{WORD} closing")

    def passes_on(self, reference: str) -> None:
        """To an authority elsewhere."""
        self.does(reference, "refer", to="other", to_name="Instantie Elders", basis="forwarding", reason=f"{WORD} referral")

    def writes_down(self) -> None:
        """A report that came by telephone."""
        self.browser.open("/en/workbench/new/?subject=other")
        form = next(each for each in forms_of(self.browser.page) if "channel" in each.kinds)
        given = {name: f"{WORD} x" for name, kind in form.kinds.items() if kind in ("text", "textarea")}
        more = {"channel": form.choices["channel"][0], "way": "contact", "email": f"{WORD}@verzonnen.example"}
        chosen = {name: form.values.get(name, [""]) for name, kind in form.kinds.items() if kind in ("radio", "select")}
        self.browser.send("channel", **{**chosen, **given, **more})


def second_factor(secret: str) -> str:
    """The code of this moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


# The search


def shapes(word: str | bytes) -> Iterator[bytes]:
    """A word in the shapes in which it could stand in a file."""
    plain = [word] if isinstance(word, bytes) else [word.encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be")]
    if isinstance(word, str) and not word.isascii():
        plain.append(word.encode("ascii", "backslashreplace"))
    for each in plain:
        yield each
        yield each.hex().encode()
        for before in range(3):
            text = base64.b64encode(bytes(before) + each)
            # The first and last characters also hold bits of the neighbours.
            kept = text[(0, 2, 3)[before] :].rstrip(b"=")
            kept = kept[:-1] if len(bytes(before) + each) % 3 else kept
            yield kept
            yield kept.replace(b"+", b"-").replace(b"/", b"_")


def unpacked(content: bytes) -> Iterator[bytes]:
    """What is squeezed by zlib or gzip anywhere in it, and what is written as base64 (as sessions are), also when squeezed."""
    for wanted, window in ((rb"\x78[\x01\x5e\x9c\xda]", 15), (rb"\x1f\x8b\x08", 31)):
        for match in re.finditer(wanted, content):
            try:
                yield zlib.decompressobj(window).decompress(content[match.start() : match.start() + 2_000_000], 4_000_000)
            except zlib.error:
                continue
    for match in re.finditer(rb"[A-Za-z0-9+/_-]{24,40000}", content):
        text = match.group().replace(b"-", b"+").replace(b"_", b"/")
        decoded = base64.b64decode(text[: len(text) // 4 * 4])
        yield decoded
        if decoded[:1] == b"\x78":
            yield from unpacked(decoded)


def where(places: dict[str, bytes], word: str | bytes) -> list[str]:
    """In which places a word stands, in whatever shape."""
    wanted = set(shapes(word))
    if isinstance(word, str):
        wanted |= {each.encode() for each in (word.upper(), word.capitalize())}
    return sorted(name for name, content in places.items() if any(each in content for each in wanted))


def everywhere(installation: Installation, known: frozenset[bytes] = frozenset()) -> dict[str, bytes]:
    """Every file of the installation and of its database, a dump of the database, the logs; and what is packed in them.

    What was there before anything was written, and has not changed since, is left out: it is `known` by its digest.
    """
    folders = [installation.folder, installation.logs]
    if installation.database_url:
        with psycopg.connect(installation.database_url, autocommit=True) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
            connection.execute("CHECKPOINT")
        assert row is not None
        folders.append(Path(row[0]).parent)
    files = {str(path): path.read_bytes() for each in folders for path in sorted(each.rglob("*")) if path.is_file()}
    found = {name: content for name, content in files.items() if digest(content) not in known}
    found["dump"] = dump(installation)
    return {**found, **{f"{name}, unpacked": b"\n".join(unpacked(content)) for name, content in found.items()}}


def digest(content: bytes) -> bytes:
    """To know a content again."""
    return hashlib.blake2b(content).digest()


def dump(installation: Installation) -> bytes:
    """The whole database as SQL."""
    if not installation.database_url:
        with sqlite3.connect(installation.folder / "medemens.sqlite3") as connection:
            return "\n".join(connection.iterdump()).encode()
    program = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))[-1] / "pg_dump"
    done = subprocess.run([str(program), "--inserts", installation.database_url], stdout=subprocess.PIPE, check=True)
    return done.stdout


@pytest.mark.parametrize("word", [WORD, ACCENTED, "1234567890"])
@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_the_search_finds_a_word_in_every_shape(word: str, before: str) -> None:
    text = f"{before}{word} and more"
    in_bytes = [text.encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be")]
    written = [*in_bytes, *(each.hex().encode() for each in in_bytes), *map(base64.b64encode, in_bytes)]
    written += [base64.urlsafe_b64encode(each) for each in in_bytes]
    squeezed = [b"\x00\x01" + zlib.compress(each) for each in in_bytes]
    squeezed += [b"." + base64.urlsafe_b64encode(zlib.compress(text.encode() * 3)) + b":x"]
    for each in written:
        assert where({"here": each}, word) == ["here"]
    for each in squeezed:
        assert where({"here": b"\n".join(unpacked(each))}, word) == ["here"]
    assert where({"here": b"nothing of it"}, word) == []


def test_no_file_of_an_installation_holds_a_word_of_a_report(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    staff = installation.inside("staff", {"passphrase": PASSPHRASE, "password": PASSWORD})
    known = frozenset(map(digest, everywhere(installation).values()))
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    server = installation.start(port, "serve")
    try:
        first, second = Reporter(root), Reporter(root)
        codes = [first.reports()]
        handler = Handler(root, staff)
        (reference,) = handler.cases()
        page = handler.reads(reference)
        for name in first.planted:
            assert f"{WORD} {name}" in page or name in WANTED, f"{name} did not arrive"
        assert ACCENTED in page
        handler.works_on(reference)
        first.answers()
        handler.decides(reference)
        first.browser.open("/en/report/mailbox/messages/")
        assert f"{WORD} closing" in first.browser.page
        codes.append(second.reports())
        (other,) = set(handler.cases()) - {reference}
        handler.passes_on(other)
        second.withdraws()
        handler.writes_down()
        first.goes_astray()
        places = everywhere(installation, known)
    finally:
        kill(server)
    later = everywhere(installation, known)
    places |= {f"{name}, after the server was killed": content for name, content in later.items()}
    with capsys.disabled():
        print(
            f"\n{len(later)} places, {sum(map(len, later.values())) / 1e6:.0f} MB searched; {len(first.planted)} fields planted"
        )
    assert len(first.planted) >= 12
    assert any("dump" in each for each in where(places, READABLE)), "the search finds nothing at all"
    assert any("medemens.sqlite3" in each or "/base/" in each for each in where(places, READABLE))
    for word in (WORD, ACCENTED, PASSPHRASE, PASSWORD, staff["second_factor"], ADDRESS, AGENT.partition("/")[0]):
        assert where(places, word) == [], word
    for digits in codes:
        for written in (digits, " ".join(re.findall("....", digits)), "-".join(re.findall("....", digits))):
            assert where(places, written) == []
    given = {**staff, "codes": codes}
    for key in installation.inside("keys", given):
        assert where(places, bytes.fromhex(key)) == []
    assert where(places, SECRET) == []
    assert "Traceback" not in installation.log()

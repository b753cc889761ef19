"""The proof of a check: a signed statement, alone, as JSON for programs, or in a PDF for people with the statement inside."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pikepdf
import qrcode
import qrcode.image.svg
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from medemens.bulk.writing import harmless
from medemens.common import documents, formats
from medemens.work.lenders import words
from medemens.work.lenders.hirers.staff_words import FOUND, REASONS
from medemens.work.lenders.queries.checks import Checked, Found

ATTACHED = "statement.jws"
MOST_IN_QR = 1200
"""Characters of a statement that a telephone still reads from a printed code."""

MOST_ROWS = 500
"""Rows that are printed; the statement inside has them all."""

STYLE = ".qr svg { width: 60mm; height: 60mm } .bad { font-weight: bold } td, th { font-size: 9pt }"


@dataclass(frozen=True)
class Proof:
    """A check with its statement. `text` is the statement itself."""

    on: date
    known_at: datetime
    rows: Sequence[Checked]
    text: str
    kid: str

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many may lend, may not, and so on, in words."""
        numbers: dict[str, int] = {}
        for row in self.rows:
            name = outcome(row)
            numbers[name] = numbers.get(name, 0) + 1
        return sorted(numbers.items(), key=lambda each: -each[1])


def outcome(row: Checked) -> str:
    """A row in a few words."""
    if row.found is Found.FOUND:
        return str(words.STATES[row.state].title)
    return str(REASONS.get(row.reason) or FOUND[row.found])


def as_json(proof: Proof) -> bytes:
    """The statement beside what it says, for programs and for who wants to read it."""
    said = {
        "on": proof.on.isoformat(),
        "known_at": proof.known_at.isoformat(),
        "results": [each.as_claims() for each in proof.rows],
        "statement": proof.text,
    }
    return json.dumps(said, ensure_ascii=False, indent=None if len(proof.rows) > MOST_ROWS else 2).encode()


def as_csv(proof: Proof) -> bytes:
    """The rows for a spreadsheet, with what was asked in front."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow([
        _("Row"), _("Asked"), _("Number in the register"), _("KvK number"), _("Name"), _("May a worker begin?"), _("State"),
        _("Article"), _("Since"), _("Until"), _("Same as row"), _("Day"), _("Known at"),
    ])  # fmt: skip
    for row in proof.rows:
        lender = row.lender
        writer.writerow([
            row.row, harmless(row.asked), lender.number if lender else "", f"'{lender.kvk}" if lender and lender.kvk else "",
            harmless(lender.name) if lender else "", _BEGINS.get(row.begins, ""), outcome(row), row.citation, row.since or "",
            row.until or "", row.first_row or "", proof.on, proof.known_at.isoformat(timespec="seconds"),
        ])  # fmt: skip
    return b"\xef\xbb\xbf" + target.getvalue().encode()


_BEGINS = {"met": "ja / yes", "not met": "nee / no", "cannot tell": "niet bekend / not known", "not applicable": "-"}


def as_pdf(proof: Proof, code: str) -> bytes:
    """A tagged PDF with the statement as an attachment, and as a QR code when it is short enough to be read from one."""
    short = len(proof.text) <= MOST_IN_QR
    context = {
        "proof": proof,
        "rows": [(row, outcome(row)) for row in proof.rows[:MOST_ROWS]],
        "left_out": max(len(proof.rows) - MOST_ROWS, 0),
        "on": formats.day(proof.on, code),
        "known_at": timezone.localtime(proof.known_at).strftime("%Y-%m-%d %H:%M:%S"),
        "qr": qr(proof.text) if short else "",
    }
    body = render_to_string("lenders/hirers/proof.html", context)
    made = documents.pdf(body, title=_("Check of lenders"), code=code, on=timezone.localdate(proof.known_at), style=STYLE)
    return _with_statement(made, proof.text)


def _with_statement(made: bytes, text: str) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        document.attachments[ATTACHED] = pikepdf.AttachedFileSpec(
            document, text.encode(), filename=ATTACHED, mime_type="application/jose", description="Signed statement (JWS)"
        )
        document.save(target, deterministic_id=True)
    return target.getvalue()


def qr(text: str) -> SafeString:
    """The text as a QR code in SVG."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=4)
    code.add_data(text)
    return SafeString(code.make_image(image_factory=qrcode.image.svg.SvgPathImage).to_string(encoding="unicode"))


def statement_in(content: bytes) -> str:
    """The statement in a file: the PDF, the JSON, or the bare text. Empty when there is none."""
    if content.startswith(b"%PDF-"):
        return _in_pdf(content)
    text = content.decode("utf-8", errors="replace").strip()
    if text.startswith("{"):
        try:
            return str(json.loads(text).get("statement", ""))
        except ValueError:
            return ""
    return text


def _in_pdf(content: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if ATTACHED not in document.attachments:
                return ""
            return document.attachments[ATTACHED].get_file().read_bytes().decode("ascii", errors="replace")
    except pikepdf.PdfError:
        return ""

"""Checking partners, and verifying the proofs of others."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from medemens.common.access import audience
from medemens.common.languages import spoken
from medemens.work.lenders import forms, numbers_file, statement, words
from medemens.work.lenders.actions import keys
from medemens.work.lenders.hirers import proofs
from medemens.work.lenders.hirers.proofs import Proof, outcome
from medemens.work.lenders.hirers.staff_words import FILE_TROUBLE, NOT_VERIFIED
from medemens.work.lenders.numbers_file import UnreadableFile
from medemens.work.lenders.queries import checks, snapshot
from medemens.work.lenders.queries.checks import MOST_NUMBERS
from medemens.work.lenders.queries.keys import published
from medemens.work.lenders.statement import NotVerified

MOST_SHOWN = 1000
KINDS = {
    "json": ("application/json", proofs.as_json),
    "csv": ("text/csv; charset=utf-8", proofs.as_csv),
    "jws": ("application/jose", lambda proof: proof.text.encode()),
}


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Numbers pasted or in a file, a day, and what to get: a page, a file, or a proof."""
    today = timezone.localdate()
    context: dict[str, Any] = {"most": MOST_NUMBERS, "typed": "", "asked": forms.days(request.POST, today), "errors": {}}
    if request.method != "POST":
        return render(request, "lenders/hirers/check.html", context)
    asked = context["asked"]
    context["typed"] = request.POST.get("numbers", "")
    try:
        given = _numbers(request)
    except UnreadableFile as wrong:
        context["errors"] = {"numbers": FILE_TROUBLE[wrong.reason]}
        return render(request, "lenders/hirers/check.html", context, status=422)
    if asked.errors:
        return render(request, "lenders/hirers/check.html", {**context, "errors": asked.errors}, status=422)
    return _answered(request, prove(given, asked.on), context)


def _numbers(request: HttpRequest) -> list[str]:
    file = request.FILES.get("file")
    if file is not None:
        return numbers_file.numbers(file.read(numbers_file.MOST_BYTES + 1), MOST_NUMBERS)
    return numbers_file.in_text(request.POST.get("numbers", ""), MOST_NUMBERS)


def prove(given: list[str], on: date) -> Proof:
    """Checks the numbers and signs what came of it."""
    held, now = snapshot.current(), timezone.now()
    rows = list(checks.check(held, given, on, now))
    said = checks.claims(rows, on=on, known_at=now, register=held.newest, issuer=settings.REGISTER_ISSUER)
    private = keys.current(now=now)
    kid = statement.thumbprint(statement.public_of(private))
    return Proof(on, now, rows, statement.sign(said, private=private, now=now), kid)


def _answered(request: HttpRequest, proof: Proof, context: dict[str, Any]) -> HttpResponse:
    wanted = request.POST.get("as", "page")
    name = f"lenders-{proof.on.isoformat()}"
    if wanted == "pdf":
        return _file(proofs.as_pdf(proof, spoken()), "application/pdf", f"{name}.pdf")
    if wanted in KINDS:
        kind, make = KINDS[wanted]
        return _file(make(proof), kind, f"{name}.{wanted}")
    shown = [(row, outcome(row), words.STATES[row.state].tone if row.state else "unsure") for row in proof.rows[:MOST_SHOWN]]
    alike = checks.resembled(snapshot.current(), proof.rows[:MOST_SHOWN]) if len(proof.rows) <= MOST_SHOWN else {}
    more = {"proof": proof, "rows": shown, "left_out": len(proof.rows) - len(shown), "alike": alike, "again": _again(proof)}
    return render(request, "lenders/hirers/check.html", {**context, **more})


def _again(proof: Proof) -> str:
    """The numbers as text, so that the same check can be asked for as a file without giving them again."""
    return "\n".join(row.asked for row in proof.rows)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a statement is true: pasted, from a QR code, or in a file."""
    context: dict[str, Any] = {"typed": request.POST.get("statement", "")}
    if request.method != "POST":
        return render(request, "lenders/hirers/verify.html", context)
    file = request.FILES.get("file")
    text = proofs.statement_in(file.read(statement.MOST_CHARACTERS)) if file else proofs.statement_in(context["typed"].encode())
    try:
        verified = statement.verify(text, published())
    except NotVerified as wrong:
        return render(request, "lenders/hirers/verify.html", {**context, "wrong": NOT_VERIFIED[wrong.reason]}, status=422)
    results = verified.claims.get("results", [])
    more = {
        "verified": verified,
        "results": results[:MOST_SHOWN],
        "left_out": max(len(results) - MOST_SHOWN, 0),
        "states": words.STATES,
    }
    return render(request, "lenders/hirers/verify.html", {**context, **more})


@audience("machine")
@require_safe
def published_keys(request: HttpRequest) -> HttpResponse:
    """All public keys as a JWK set (RFC 7517), old ones too."""
    content = json.dumps({"keys": [each.as_jwk() for each in published()]}, indent=2)
    return HttpResponse(content, content_type="application/jwk-set+json")

"""The state of a measure as a small card that other sites may show: a page to frame, and a picture."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from medemens.common import formats
from medemens.common.access import audience
from medemens.common.embedding import embeddable
from medemens.progress.measures import shown
from medemens.progress.measures.kept_pages import kept
from medemens.progress.measures.pages import today
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.shown import Row

WIDTH, HEIGHT, LETTERS = 420, 170, 44
TONES = {"good": "#1c6b30", "bad": "#a3170b", "unsure": "#7a4b00", "": "#1d4f73"}


@audience("official")
@require_safe
@embeddable
@kept
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The card as a page of its own, without scripts and without the frame of the site."""
    row = _row(code)
    on = formats.day(today(), shown.code())
    here = request.build_absolute_uri(shown.measure_url(code))
    return render(request, "measures/card.html", {"row": row, "on": on, "here": here})


@audience("official")
@require_safe
@embeddable
@kept
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The card as SVG, with its text as its alternative."""
    return HttpResponse(_drawn(_row(code)), content_type="image/svg+xml")


def _row(code: str) -> Row:
    held = snapshot.current()
    if code not in held.measures:
        raise Http404
    return shown.row(held.measures[code], held.state(code, today()))


def _drawn(row: Row) -> str:
    title, phase = shown.plain(row.title), str(row.phase)
    if row.since:
        phase = f"{phase} ({row.since})"
    warned = _("An announced day has passed without confirmation") if row.overdue else ""
    told = _("On %(day)s, by Medemens") % {"day": formats.day(today(), shown.code())}
    said = ". ".join(filter(None, (phase, warned, told)))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-labelledby="t d"><title id="t">{escape(f"{row.code} {title}")}</title><desc id="d">{escape(said)}</desc>',
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" rx="4" fill="#fff" stroke="#8594a3"/>',
        f'<rect x="1" y="1" width="8" height="{HEIGHT - 2}" fill="{TONES[row.tone]}"/>',
    ]
    top = 28
    for text in _lines(f"{row.code} {title}")[:3]:
        lines.append(_text(text, top, 16, "#17222d", bold=True))
        top += 21
    lines.append(_text(phase, top + 8, 16, TONES[row.tone], bold=True))
    if warned:
        lines.append(_text(warned, top + 31, 14, TONES["bad"]))
    lines.append(_text(told, HEIGHT - 14, 13, "#44525f"))
    return "".join([*lines, "</svg>"])


def _text(words: str, y: int, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="22" y="{y}" font-family="sans-serif" font-size="{size}"{weight} fill="{colour}">{escape(words)}</text>'


def _lines(text: str) -> list[str]:
    """A text in lines that fit the card."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines

"""The plots of a report: as SVG for pages and paper, and as PNG for a text document, which knows no SVG."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image

from medemens.common import documents, plots
from medemens.progress.report.parts import Plot

DOTS = 3
"""How many dots of the picture a unit of the drawing has: sharp when it is printed."""

CENTIMETRE = 360_000
WIDEST, TALLEST = 12 * CENTIMETRE, 21 * CENTIMETRE
"""The room for a picture on a page of a text document."""


def svg(plot: Plot, key: str, title: str) -> str:
    """The plot as it is drawn on the server for all. On paper only the title is read aloud, so there it tells everything."""
    absent = [at for at in range(len(plot.series)) if not any(bar.parts[at] for bar in plot.bars)]
    return plots.bar_chart(title=title, description=plot.told, bars=plot.bars, series=plot.series, key=key, absent=absent)


def told(plot: Plot) -> str:
    """What the plot shows, in words for who does not see it: the words and numbers of each bar."""
    bars = []
    for bar in plot.bars:
        parts = [f"{name} {size}" for name, size in zip(plot.series, bar.parts, strict=False) if size]
        bars.append(f"{bar.label}: {' · '.join(bar.texts)}" + (f" ({', '.join(parts)})" if parts else ""))
    return f"{plot.title}. {plot.told} {'; '.join(bars)}."


def pngs(drawings: Sequence[str]) -> list[bytes]:
    """Drawings as pictures: put on pages of their own size, and those painted."""
    if not drawings:
        return []
    return [_png(page) for page in pypdfium2.PdfDocument(documents.drawn(drawings))]


def _png(page: pypdfium2.PdfPage) -> bytes:
    painted = page.render(scale=DOTS * 0.75).to_pil().convert("RGB")
    result = io.BytesIO()
    painted.quantize(32, method=Image.Quantize.FASTOCTREE).save(result, "PNG")
    return result.getvalue()


def width(picture: bytes) -> int:
    """How wide the picture is in a text document, in its own units: small when it would not fit on a page otherwise."""
    with Image.open(io.BytesIO(picture)) as opened:
        across, down = opened.size
    return int(min(WIDEST, TALLEST * across / down))

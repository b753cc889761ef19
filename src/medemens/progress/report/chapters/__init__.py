"""The chapters of the report, in their order. Each module writes one; `written` puts them together."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.common.questions import Text as Words
from medemens.progress.measures.queries.snapshot import Snapshot
from medemens.progress.report.chapters import changes, experience, figures, method, phases, practices, promises, summary, theme
from medemens.progress.report.material import Material, code
from medemens.progress.report.parts import Block, Box, Chapter, line

TITLES: dict[str, Words] = {
    "summary": lazy("Summary"),
    "phases": lazy("How far the measures are, now and a year before"),
    "changes": lazy("What moved, what slipped, what was reversed"),
    "themes": "",
    "experience": lazy("What workers say"),
    "figures": lazy("Figures from registers and cases"),
    "commitments": lazy("Commitments of ministers"),
    "motions": lazy("Motions of Parliament"),
    "practices": lazy("Good practices"),
    "method": lazy("Method and gaps"),
}
"""Chapters by key; in the place of `themes` stands one for each theme of the monitor."""

_WRITERS = {
    "summary": summary.blocks,
    "phases": phases.blocks,
    "changes": changes.blocks,
    "experience": experience.blocks,
    "figures": figures.blocks,
    "commitments": promises.commitments,
    "motions": promises.motions,
    "practices": practices.blocks,
    "method": method.blocks,
}


def names(held: Snapshot) -> dict[str, str]:
    """All chapters by key with their titles, for whoever writes texts for them."""
    found: dict[str, str] = {}
    for key, title in TITLES.items():
        if key == "themes":
            found |= {f"theme-{one.key}": theme.title(one) for one in held.themes.values()}
        else:
            found[key] = str(title)
    return found


def written(material: Material) -> Iterator[Chapter]:
    """All chapters, one after another."""
    for key, title in names(material.held).items():
        if key in _WRITERS:
            blocks: tuple[Block, ...] = tuple(_WRITERS[key](material))
        else:
            blocks = tuple(theme.blocks(material, key.removeprefix("theme-")))
        yield Chapter(key, title, (*_of_editors(material, key, title), *blocks))


def _of_editors(material: Material, key: str, title: str) -> Iterator[Box]:
    """What the editors wrote for a chapter, in a box that says so."""
    text = material.texts.get(key, "")
    if text:
        paragraphs = [" ".join(each.split()) for each in text.replace("\r\n", "\n").split("\n\n") if each.strip()]
        heading = _("Text of the editors on the chapter “%(chapter)s”") % {"chapter": title}
        yield Box(heading, tuple(line(each) for each in paragraphs), written=True)


__all__ = ["TITLES", "code", "names", "written"]

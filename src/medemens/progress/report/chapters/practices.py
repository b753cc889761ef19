"""Good practices that sources name, by theme; most of them were never evaluated, and the report says so."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from medemens.progress.measures.queries.snapshot import Good
from medemens.progress.report.material import Material, say, source
from medemens.progress.report.parts import Block, Heading, Line, Paragraph, Span, Table, line


def blocks(material: Material) -> Iterator[Block]:
    """A table a theme."""
    held = material.held
    evaluated = sum(one.evaluated is True for one in held.practices.values())
    yield Paragraph(
        line(
            _(
                "%(number)d practices are known; of %(evaluated)d an evaluation was found. "
                "Named by a source does not mean that it works."
            )
            % {"number": len(held.practices), "evaluated": evaluated},
            " ",
            Span(_("The list in the monitor"), reverse("practices:list")),
        )
    )
    head = (_("Practice"), _("Who, where, since when"), _("What was done"), _("Evaluated"), _("Source"))
    for theme in held.themes.values():
        mine = [one for one in held.practices.values() if one.theme == theme.key]
        if mine:
            yield Heading(line(say(theme.name)), anchor=f"practices-{theme.key}")
            caption = _("Good practices: %(theme)s") % {"theme": say(theme.name).words}
            yield Table(caption, head, tuple(_row(material, one) for one in mine), widths=(26, 24, 24, 11, 15))


def _row(material: Material, one: Good) -> tuple[Line, ...]:
    about = line(", ".join(filter(None, (one.who, one.place, one.since))) or _("not found"))
    done = say(one.approach) if one.approach else Span(_("not found"))
    evaluated = {True: _("yes"), False: _("no"), None: _("not found")}[one.evaluated]
    name = say(one.name)
    return (
        line(Span(name.words, reverse("practices:practice", args=[one.key]), name.lang)),
        about,
        line(done),
        line(evaluated),
        line(source(material, one.source) if one.source else _("not found")),
    )

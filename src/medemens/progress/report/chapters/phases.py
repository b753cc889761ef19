"""How far the measures are on the day of the report and a year before: by theme and by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from medemens.common import formats
from medemens.progress.measures import words
from medemens.progress.measures.queries.status import Status
from medemens.progress.report.chapters import counting
from medemens.progress.report.material import Material, code, day, say
from medemens.progress.report.parts import Block, Bullets, Heading, Paragraph, Plot, Span, Table, line

_WIDTHS = (18, 8, 7, 8, 10, 11, 8, 8, 8, 8, 6)
Days = list[tuple[date, Mapping[str, Status]]]


def blocks(material: Material) -> Iterator[Block]:
    """By theme with a plot, by kind, and what each phase means."""
    days: Days = [(material.period.day, material.now), (material.period.before, material.before)]
    if material.period.later:
        days.insert(0, (material.period.later, material.later))
    yield Paragraph(
        line(
            _(
                "A measure is in the phase of the last thing that is known to have happened. What was only announced does not "
                "count. “In force” says that the law or scheme is there; it does not say that it helps."
            )
        )
    )
    yield Heading(line(_("By theme")), anchor="phases-themes")
    yield from _by_theme(material, days)
    yield Heading(line(_("By kind of measure")), anchor="phases-kinds")
    yield Paragraph(
        line(
            _(
                "The official list of recommendations could not be read, so no count is given of the fifty that were advised. "
                "Recommendations, what carries them out, and what was added later are counted apart."
            )
        )
    )
    for on, states in days:
        yield _by_kind(material, on, states)
    yield Heading(line(_("What the phases mean")), anchor="phases-meaning")
    yield Bullets(tuple(line(Span(str(name), strong=True), f": {words.MEANINGS[phase]}") for phase, name in words.PHASES.items()))


def _by_theme(material: Material, days: Days) -> Iterator[Block]:
    rows = []
    for theme in material.held.themes.values():
        for on, states in days:
            counted = counting.count(material.held.of_theme(theme.key), states)
            rows.append((line(say(theme.name), f", {formats.short_day(on, code())}"), *counting.cells(counted)))
    for on, states in days:
        counted = counting.count(material.measures, states)
        rows.append((line(_("All themes"), f", {formats.short_day(on, code())}"), *counting.cells(counted)))
    title = _("Measures by theme and phase")
    yield _plot(material, title, days[-2:])
    head = (_("Theme and day"), *counting.phase_names(), _("All"))
    yield Table(title, head, tuple(rows), frozenset(range(1, len(head))), _WIDTHS)
    if material.period.later:
        yield _plot(material, _("Measures by theme and phase on %(day)s") % {"day": day(material.period.later)}, days[:1])


def _plot(material: Material, title: str, days: Days) -> Plot:
    bars = []
    for theme in material.held.themes.values():
        for on, states in days:
            counted = counting.count(material.held.of_theme(theme.key), states)
            bars.append(counting.bar(f"{say(theme.name).words}, {formats.short_day(on, code())}", counted))
    told = _("Each theme has a bar for each day; its parts are the phases. The table by theme has the same numbers.")
    return Plot(title, told, tuple(bars), counting.phase_names())


def _by_kind(material: Material, on: date, states: Mapping[str, Status]) -> Table:
    head = (_("Kind"), *counting.phase_names(), _("All"))
    rows = []
    for kind, name in words.KINDS.items():
        counted = counting.count([one for one in material.measures if one.kind is kind], states)
        rows.append((line(str(name)), *counting.cells(counted)))
    caption = _("Measures by kind and phase on %(day)s") % {"day": day(on)}
    return Table(caption, head, tuple(rows), frozenset(range(1, len(head))), _WIDTHS)

"""What moved, slipped, was reversed or became overdue in the year; and after it, when the report was made later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from medemens.progress.measures import words
from medemens.progress.measures.phases import Phase
from medemens.progress.measures.queries.changes import Changes, Moved, between
from medemens.progress.measures.queries.status import Overdue, Reversal, Slip, Status
from medemens.progress.report.material import Material, day, exact_day, measure, measure_address, source, step_day, target
from medemens.progress.report.parts import Block, Heading, Line, Paragraph, Span, Table, line

_WIDTHS = (38, 20, 20, 22)


def blocks(material: Material) -> Iterator[Block]:
    """The year; what came after it; and all that is overdue on the day of the report."""
    period = material.period
    found = between(material.before, material.now)
    yield Paragraph(
        line(_("From %(before)s up to and including %(day)s.") % {"before": day(period.before), "day": day(period.day)})
    )
    yield from _told(material, found, period.day, "")
    yield Heading(line(_("Overdue on %(day)s") % {"day": day(period.day)}), anchor="changes-overdue")
    yield Paragraph(line(_("A day that was announced has passed, and no source was found that says that it came true.")))
    late = [(of, each) for of, status in material.now.items() for each in status.overdue]
    yield _overdue(material, late, period.day)
    if period.later:
        after = between(material.now, material.later)
        yield Heading(line(_("After the year: up to and including %(day)s") % {"day": day(period.later)}), anchor="changes-later")
        yield Paragraph(line(_("What is told here was not known yet when the year ended.")), note=True)
        yield from _told(material, after, period.later, "-later", level=3)


def _told(material: Material, found: Changes, on: date, ending: str, level: int = 2) -> Iterator[Block]:
    yield Heading(line(_("What moved")), level, f"changes-moved{ending}")
    yield _moved(material, found.moved, on)
    yield Heading(line(_("What slipped")), level, f"changes-slipped{ending}")
    yield _slipped(material, found.slipped, on)
    yield Heading(line(_("What was reversed")), level, f"changes-reversed{ending}")
    yield _reversed(material, found.reversed, on)


def _nothing(text: str) -> Paragraph:
    return Paragraph(line(text))


def _phase(phase: Phase | None) -> str:
    return str(words.PHASES[phase])


def _state(material: Material, of: str, on: date) -> Status:
    return (material.later if on == material.period.later else material.now)[of]


def _moved(material: Material, found: tuple[Moved, ...], on: date) -> Block:
    if not found:
        return _nothing(_("Nothing is known to have moved."))
    rows = []
    for each in sorted(found, key=lambda one: (one.forward is not True, one.measure)):
        step = _state(material, each.measure, on).step
        since: Line = line(step_day(step, on), ", ", source(material, step.source)) if step else line(_("not known"))
        rows.append((measure(material, each.measure, on), line(_phase(each.before)), line(_phase(each.after)), since))
    head = (_("Measure"), _("From"), _("To"), _("Since, source"))
    return Table(_("Measures that came into another phase"), head, tuple(rows), widths=_WIDTHS)


def _slipped(material: Material, found: tuple[tuple[str, Slip], ...], on: date) -> Block:
    if not found:
        return _nothing(_("No announced day is known to have moved."))
    rows = [
        (
            line(measure(material, of, on), f": {_phase(each.after.phase)}"),
            line(Span(target(each.before), measure_address(of, on, each.before.key))),
            line(Span(target(each.after), measure_address(of, on, each.after.key)), ", ", source(material, each.after.source)),
            line(words.slipped(each)),
        )
        for of, each in found
    ]
    head = (_("Measure"), _("Announced before"), _("Announced after, source"), _("How far"))
    return Table(_("Announced days that moved"), head, tuple(rows), widths=_WIDTHS)


def _reversed(material: Material, found: tuple[tuple[str, Reversal], ...], on: date) -> Block:
    if not found:
        return _nothing(_("Nothing is known to have been reversed."))
    rows = []
    for of, each in found:
        before = _phase(each.before.phase) if each.before else _("not known")
        turned = f"{before} → {_phase(each.step.phase)}" if before != _phase(each.step.phase) else before
        rows.append(
            (
                measure(material, of, on),
                line(str(words.TURNS[each.turn])),
                line(turned),
                line(step_day(each.step, on), ", ", source(material, each.step.source)),
            )
        )
    head = (_("Measure"), _("What happened"), _("Phase"), _("When, source"))
    return Table(_("Measures that were reversed"), head, tuple(rows), widths=_WIDTHS)


def _overdue(material: Material, found: list[tuple[str, Overdue]], on: date) -> Block:
    if not found:
        return _nothing(_("Nothing is overdue."))
    rows = [
        (
            line(measure(material, of, on), f": {_phase(each.step.phase)}"),
            line(Span(target(each.step), measure_address(of, on, each.step.key))),
            line(words.days(each.days)),
            line(
                _("announced on %(day)s in") % {"day": exact_day(each.step.on, each.step.precision)},
                " ",
                source(material, each.step.source),
            ),
        )
        for of, each in sorted(found, key=lambda one: (-one[1].days, one[0]))
    ]
    head = (_("Measure and phase"), _("Announced for"), _("Late by, at least"), _("Source"))
    return Table(_("What is overdue"), head, tuple(rows), widths=_WIDTHS)

"""One theme: its goals, the measures of each with what happened in the year, and what workers say beside them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from medemens.progress.measures import words
from medemens.progress.measures.queries.snapshot import Known, Named
from medemens.progress.measures.queries.status import Status, Step, known
from medemens.progress.report.chapters import counting
from medemens.progress.report.material import Material, day, exact_day, measure_address, say, source, step_day, target
from medemens.progress.report.parts import Block, Box, Bullets, Heading, Line, Paragraph, Plot, Span, Table, line, listed

MOST_STEPS = 6
"""Of each measure in one year; the monitor has them all."""


def title(theme: Named) -> str:
    """The title of the chapter of a theme."""
    return _("Theme: %(theme)s") % {"theme": say(theme.name).words}


def blocks(material: Material, key: str) -> Iterator[Block]:
    """Phases as a plot, then goal after goal."""
    held, theme = material.held, material.held.themes[key]
    measures = held.of_theme(key)
    if theme.advice_theme:
        yield Paragraph(line(_("Closest theme of the advice: %(theme)s.") % {"theme": theme.advice_theme}))
    if not theme.confirmed:
        yield Paragraph(line(_("That this is a theme of the government's own site was not seen.")), note=True)
    yield from _plot(material, measures)
    for goal in held.goals.values():
        mine = [one for one in measures if one.goal == goal.key]
        if mine:
            yield Heading(line(_("Goal:"), " ", say(goal.name)), anchor=f"goal-{goal.key}")
            if not goal.confirmed:
                yield Paragraph(line(_("The name of this goal is ours: it was not seen in a source.")), note=True)
            for one in mine:
                yield from _measure(material, one)
    yield from _experience(material, key)


def _plot(material: Material, measures: list[Known]) -> Iterator[Block]:
    period = material.period
    days = [(period.day, material.now), (period.before, material.before)]
    counts = [(day(on), counting.count(measures, states)) for on, states in days]
    heading = _("Measures of this theme by phase")
    told = _("A bar for each day; its parts are the phases. The table beneath has the same numbers.")
    yield Plot(heading, told, tuple(counting.bar(name, counted) for name, counted in counts), counting.phase_names())
    head = (_("Phase"), *(name for name, _counted in counts))
    rows = [
        (line(str(name)), *(line(str(counted[phase])) for _day, counted in counts))
        for phase, name in words.PHASES.items()
        if any(counted[phase] for _day, counted in counts)
    ]
    yield Table(heading, head, tuple(rows), frozenset({1, 2}), (50, 25, 25))


def _measure(material: Material, one: Known) -> Iterator[Block]:
    status, on = material.now[one.code], material.period.day
    yield Heading(line(Span(one.code, measure_address(one.code, on)), " ", say(one.title)), 3, f"measure-{one.code}")
    yield Paragraph(_state(material, one, status))
    told = _steps(material, one)
    if told:
        yield Bullets(told)
    notes = [line(str(words.GAPS[gap])) for gap in status.gaps]
    if material.period.later and material.later[one.code].phase is not status.phase:
        after = material.later[one.code]
        notes.append(
            line(
                _("On %(day)s: %(phase)s.") % {"day": day(material.period.later), "phase": str(words.PHASES[after.phase]).lower()}
            )
        )
    if notes:
        yield Paragraph(listed(notes, " "), note=True)


def _state(material: Material, one: Known, status: Status) -> Line:
    phase = Span(str(words.PHASES[status.phase]), strong=True)
    parts: list[Line] = [line(phase)]
    if status.step:
        parts = [
            line(phase, " (", _("since"), " ", step_day(status.step, status.on), ", ", source(material, status.step.source), ")")
        ]
    was = material.before[one.code].phase
    if was is not status.phase:
        parts.append(line(_("a year before: %(phase)s") % {"phase": str(words.PHASES[was]).lower()}))
    parts.append(line(str(words.KINDS[one.kind]).lower()))
    if one.responsible:
        parts.append(line(_("responsible: %(names)s") % {"names": ", ".join(each.name for each in one.responsible)}))
    return line(listed(parts, "; "), ".")


def _steps(material: Material, one: Known) -> tuple[Line, ...]:
    """What happened and was announced in the year, the oldest first."""
    period = material.period
    found = [each for each in known(one.steps, period.known_at) if period.before < each.on <= period.day]
    found.sort(key=lambda each: (each.on, each.planned, each.phase.rank, each.key))
    lines = [_step(material, each) for each in found[-MOST_STEPS:]]
    if len(found) > MOST_STEPS:
        more = Span(_("Earlier steps of this year"), measure_address(one.code, period.day))
        lines.insert(0, line(more))
    return tuple(lines)


def _step(material: Material, step: Step) -> Line:
    on = material.period.day
    fact = say(step.fact)
    if step.planned:
        told = _("announced for %(day)s: %(phase)s") % {"day": target(step), "phase": str(words.PHASES[step.phase]).lower()}
    else:
        told = str(words.PHASES[step.phase])
    more: Line = line(" – ", fact) if fact.words else ()
    return line(
        Span(exact_day(step.on, step.precision), measure_address(step.measure, on, step.key)),
        ": ",
        told,
        more,
        " (",
        source(material, step.source),
        ")",
    )


def _experience(material: Material, key: str) -> Iterator[Block]:
    day_of_report = (material.period.later or material.period.day).isoformat()
    found = [
        line(say(finding.words), f" ({say(study.name).words}; {finding.source})")
        for study, finding in material.experience.beside(key, day_of_report)
    ]
    if found:
        yield Heading(line(_("What workers say")), anchor=f"theme-{key}-experience")
        yield Box(
            _("Beside these measures, not proof of their effect"),
            (*found, line(Span(_("How this is to be read"), "#experience"))),
        )

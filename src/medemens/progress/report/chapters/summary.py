"""The year in a page: what there is, how far it is, what changed, what is late."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medemens.progress.measures import words
from medemens.progress.measures.phases import Kind
from medemens.progress.measures.queries.changes import between
from medemens.progress.measures.queries.promises import State
from medemens.progress.measures.queries.snapshot import Known
from medemens.progress.report.chapters import counting
from medemens.progress.report.material import Material, day, measure, number
from medemens.progress.report.parts import Block, Box, Bullets, Heading, Line, Paragraph, Span, line, listed

MOST_NAMED = 6
"""Of measures in a sentence; the chapter on changes has them all."""


def blocks(material: Material) -> Iterator[Block]:
    """Generated sentences, each of which leads to where its numbers come from."""
    period, held = material.period, material.held
    yield Paragraph(
        line(
            _(
                "This report tells how far the measures are that carry out the advice “Geen tweederangsburgers” of 30 October "
                "2020, about the protection of labour migrants: on %(day)s, beside a year before."
            )
            % {"day": day(period.day)}
        )
    )
    yield Box(
        _("The list is a reconstruction"),
        (
            line(
                _(
                    "The official list of about fifty recommendations, and the annex with how far each of them is, could not be "
                    "read. The list was put together from public letters, laws and pages. What was not found is called not found."
                )
            ),
        ),
    )
    yield Heading(line(_("In numbers")), anchor="summary-numbers")
    kinds = {kind: [one for one in held.measures.values() if one.kind is kind] for kind in words.KINDS}
    parts = ", ".join(f"{str(words.KINDS[kind]).lower()}: {number(len(found))}" for kind, found in kinds.items())
    items = [
        line(_("The monitor knows %(number)s measures (%(parts)s).") % {"number": number(len(held.measures)), "parts": parts})
    ]
    items.append(_phases(material, kinds[Kind.RECOMMENDATION]))
    yield Bullets((*items, *_changed(material), *_promised(material)))
    if period.later:
        yield Paragraph(
            line(
                _("The report was made after the year was over. What became known up to %(day)s stands apart: see")
                % {"day": day(period.later)},
                " ",
                Span(_("After the year"), "#changes-later"),
                ".",
            )
        )


def _phases(material: Material, found: list[Known]) -> Line:
    counted = counting.count(found, material.now)
    before = counting.count(found, material.before)
    parts = ", ".join(
        _("%(phase)s %(number)s (a year before %(before)s)")
        % {"phase": str(name).lower(), "number": number(counted[phase]), "before": number(before[phase])}
        for phase, name in words.PHASES.items()
        if counted[phase] or before[phase]
    )
    return line(_("Of the recommendations that were seen: %(parts)s.") % {"parts": parts}, " ", Span(_("More"), "#phases"))


def _changed(material: Material) -> Iterator[Line]:
    found, late = between(material.before, material.now), [code for code, one in material.now.items() if one.overdue]
    forward = [each.measure for each in found.moved if each.forward]
    for text, codes, anchor in (
        (_("Came further:"), forward, "changes-moved"),
        (_("Were put off:"), [of for of, each in found.slipped if each.most > 0], "changes-slipped"),
        (_("Were reversed:"), [of for of, _each in found.reversed], "changes-reversed"),
        (_("Overdue without news:"), late, "changes-overdue"),
    ):
        unique = list(dict.fromkeys(codes))
        many = ngettext("%(number)s measure", "%(number)s measures", len(unique)) % {"number": number(len(unique))}
        named = listed([measure(material, each) for each in unique[:MOST_NAMED]], "; ")
        more = ("; ", Span(_("and more"), f"#{anchor}")) if len(unique) > MOST_NAMED else (" ", Span(_("More"), f"#{anchor}"))
        yield line(Span(text, strong=True), f" {many}", ": " if unique else "", named, *more)


def _promised(material: Material) -> Iterator[Line]:
    for kind, title, anchor in (
        ("commitment", _("Commitments:"), "commitments"),
        ("motion", _("Motions:"), "motions"),
    ):
        states = [material.pledged[key].state for key, one in material.held.promises.items() if one.kind == kind]
        parts = ", ".join(
            f"{str(name).lower()} {number(states.count(state))}"
            for state, name in words.STATES.items()
            if state is not State.NOT_YET and state in states
        )
        yield line(Span(title, strong=True), f" {parts or _('none are known')}. ", Span(_("More"), f"#{anchor}"))

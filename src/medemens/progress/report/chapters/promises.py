"""Commitments and motions: what was asked or promised, how it stands, and by how many days it is late."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from medemens.progress.measures import words
from medemens.progress.measures.phases import PromiseKind
from medemens.progress.measures.queries.promises import PromiseLine, PromiseStatus, State
from medemens.progress.measures.queries.snapshot import Pledge
from medemens.progress.report.material import Material, day, exact_day, measure_address, say, source
from medemens.progress.report.parts import Block, Line, Paragraph, Span, Table, line, listed


def commitments(material: Material) -> Iterator[Block]:
    """What ministers promised."""
    yield from _listed(material, PromiseKind.COMMITMENT, _("Commitments"), _("No commitments are known by this day."))


def motions(material: Material) -> Iterator[Block]:
    """What Parliament asked; of many motions the vote was not found."""
    yield from _listed(material, PromiseKind.MOTION, _("Motions"), _("No motions are known by this day."))


def _listed(material: Material, kind: PromiseKind, caption: str, none: str) -> Iterator[Block]:
    order = list(words.STATES)
    found = [
        (one, material.pledged[key])
        for key, one in material.held.promises.items()
        if one.kind is kind and material.pledged[key].state is not State.NOT_YET
    ]
    found.sort(key=lambda each: (order.index(each[1].state), each[0].key))
    if not found:
        yield Paragraph(line(none))
        return
    yield Paragraph(
        line(
            _("What was asked is told in our own words. The list holds what was found, and is not complete."),
            " ",
            Span(_("The list in the monitor"), f"{reverse('measures:promises')}?on={material.period.day.isoformat()}"),
        )
    )
    head = (_("What was asked"), _("By, when"), _("How it stands"), _("Source"))
    yield Table(caption, head, tuple(_row(material, one, status) for one, status in found), widths=(36, 22, 22, 20))


def _row(material: Material, one: Pledge, status: PromiseStatus) -> tuple[Line, ...]:
    about = [
        line(Span(each, measure_address(each, material.period.day))) for each in one.measures if each in material.held.measures
    ]
    asked = line(say(one.asks), line(" (", listed(about), ")") if about else ())
    who = line(", ".join(filter(None, (one.number, one.by or one.minister))))
    made = _day(status.made) or say(one.made_words).words
    if made:
        who = line(who, ", " if who else "", made)
    sources = [line(source(material, key)) for key in dict.fromkeys(each.source for each in status.lines)]
    sources = sources or [line(source(material, key)) for key in one.sources]
    state = _state(status)
    later = material.pledged_later.get(one.key)
    if later and (later.state, later.late) != (status.state, status.late) and material.period.later:
        state = line(state, ". ", _("On %(day)s:") % {"day": day(material.period.later)}, " ", _state(later))
    return asked, who or line(_("not found")), state, listed(sources) or line(_("not found"))


def _state(status: PromiseStatus) -> Line:
    parts = [line(Span(str(words.STATES[status.state]), strong=True))]
    if status.due and status.due.target:
        due = exact_day(status.due.target, status.due.target_precision)
        parts.append(line(_("promised for %(day)s") % {"day": due}))
    if status.ended:
        parts.append(line(_("answered on %(day)s") % {"day": _day(status.ended)}))
    if status.late:
        parts.append(line(_("late by %(days)s") % {"days": words.days(status.late)}))
    if status.vote:
        parts.append(line(str(words.PROMISE_STEPS[status.vote.step]).lower()))
    return listed(parts, "; ")


def _day(found: PromiseLine | None) -> str:
    return exact_day(found.on, found.precision) if found else ""

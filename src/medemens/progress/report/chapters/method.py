"""How the report was made, what is missing from it, and every source it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from medemens.progress.measures import words
from medemens.progress.measures.phases import Confidence
from medemens.progress.measures.queries.status import known
from medemens.progress.report.material import Material, number
from medemens.progress.report.parts import Block, Bullets, Heading, Line, Paragraph, Span, Table, line


def blocks(material: Material) -> Iterator[Block]:
    """Method, gaps, how sure we are, sources."""
    yield Bullets(
        (
            line(_("Each state follows from dated steps with a source; a step that was only announced never makes a state.")),
            line(
                _(
                    "A date links to the step in the monitor, where its source, and what stood there before a correction, "
                    "can be seen."
                )
            ),
            line(
                _(
                    "How far an announced day moved is counted between the days themselves; of a month or year the least "
                    "and the most is given."
                )
            ),
            line(
                _("Sentences and numbers are made by software from the records. Texts of the editors stand in boxes that say so.")
            ),
            line(_("Made again from the same data, this report is the same to the last byte.")),
        )
    )
    yield from _missing()
    gaps = Counter(gap for status in material.now.values() for gap in status.gaps)
    yield Table(
        _("Measures of which something is not known"),
        (_("What is not known"), _("Measures")),
        tuple((line(str(text)), line(number(gaps[gap]))) for gap, text in words.GAPS.items()),
        frozenset({1}),
        (80, 20),
    )
    yield _confidence(material)
    yield Heading(line(_("Sources")), anchor="method-sources")
    yield Paragraph(line(Span(_("All sources of the monitor"), reverse("measures:sources"))))
    yield _sources(material)


def _missing() -> Iterator[Block]:
    yield Heading(line(_("What is missing")), anchor="method-gaps")
    yield Bullets(
        (
            line(
                _(
                    "The advice itself with its list of about fifty recommendations, and the two annexes that answer them "
                    "one by one, could not be read."
                )
            ),
            line(_("No official count of recommendations that were carried out was found; so none is given here.")),
            line(_("Annual reports of 2024 and later were not found. Of some letters only the beginning could be read.")),
            line(
                _(
                    "Names of measures and goals, and commitments, motions and practices, are kept as they are now; steps "
                    "are kept by moment."
                )
            ),
            line(_("What municipalities, provinces and social partners do is known only as far as a source told it.")),
        )
    )


def _confidence(material: Material) -> Table:
    sure = Counter(one.confidence for one in material.held.measures.values())
    return Table(
        _("How sure the list is of its measures"),
        (_("Confidence"), _("Measures")),
        tuple((line(str(words.CONFIDENCE[each])), line(number(sure[each]))) for each in Confidence),
        frozenset({1}),
        (80, 20),
    )


def _sources(material: Material) -> Table:
    """The sources of all steps up to the last day of the report."""
    period = material.period
    last = period.later or period.day
    used: Counter[str] = Counter()
    for one in material.held.measures.values():
        used.update(each.source for each in known(one.steps, period.known_at) if each.on <= last)
    for pledge in material.held.promises.values():
        used.update(each.source for each in pledge.lines if each.on <= last)
    rows: list[tuple[Line, ...]] = []
    for key, times in sorted(used.items()):
        origin = material.held.sources[key]
        name = Span(origin.title, origin.url or f"{reverse('measures:sources')}#source-{key}")
        rows.append((line(name), line(origin.reference), line(origin.dated), line(origin.note), line(number(times))))
    head = (_("Source"), _("Number or address"), _("Date"), _("Remark"), _("Steps"))
    return Table(_("Sources of this report"), head, tuple(rows), frozenset({4}), (36, 22, 14, 20, 8))

"""What workers say: each study with what it found, and what was not found of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from medemens.progress.experience.studies import Study
from medemens.progress.report.material import Material, say
from medemens.progress.report.parts import Block, Bullets, Heading, Paragraph, line


def blocks(material: Material) -> Iterator[Block]:
    """First the survey that was announced for the monitor, then other studies."""
    known_on = (material.period.later or material.period.day).isoformat()
    yield Bullets(tuple(line(say(each)) for each in material.experience.reading))
    studies = [each for each in material.experience.studies if each.known_on(known_on)]
    if not any(each.series for each in studies):
        yield Paragraph(
            line(_("On the day of this report no results were known of the survey among workers that was announced."))
        )
    for study in studies:
        yield from _study(study)


def _study(study: Study) -> Iterator[Block]:
    yield Heading(line(say(study.name)), anchor=f"study-{study.key}")
    yield Paragraph(line(_("By %(who)s.") % {"who": study.by}, " ", say(study.about)))
    items = [line(say(each.words), f" ({each.source})") for each in study.findings]
    items += [line(_("Gap:"), " ", say(each)) for each in study.gaps]
    if items:
        yield Bullets(tuple(items))

"""A report from its material to its files, with how far it is told on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from medemens.common import formats
from medemens.common.figures import Published
from medemens.progress.measures.queries import snapshot
from medemens.progress.report import chapters, paper, queries, web, word_file
from medemens.progress.report.material import Material, day
from medemens.progress.report.parts import Document
from medemens.progress.report.period import Period

FORMS = ("html", "pdf", "docx")
LANGUAGES = ("nl", "en")
Tell = Callable[[str, int], None]
"""The key of a stage, and percents of the whole."""


@dataclass(frozen=True)
class Made:
    """The files of a report, the mark of its data, and the figures that it shows."""

    files: list[File]
    data: str
    figures: tuple[Published, ...]


@dataclass(frozen=True)
class File:
    """A report in one language and form."""

    language: str
    form: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of its content, in hexadecimals."""
        return hashlib.sha256(self.content).hexdigest()


def document(material: Material, language: str) -> Document:
    """The report as parts, in a language."""
    with override(language):
        period = material.period
        moment = queries.edition(material.held, period)
        shown = formats.day(timezone.localdate(moment), language) + f", {timezone.localtime(moment):%H:%M}" if moment else "–"
        days = {"before": day(period.before + timedelta(1)), "day": day(period.day)}
        facts = (
            (_("About"), _("%(before)s up to and including %(day)s") % days),
            (_("Made as of"), day(period.as_of)),
            (_("Last change of the monitor that it knows of"), shown),
            (_("Mark of its data"), queries.digest(material)),
        )  # fmt: skip
        return Document(
            title=_("Annual report %(year)s: protection of labour migrants") % {"year": period.year},
            subtitle=_("How far the measures are that carry out “Geen tweederangsburgers”"),
            language=language,
            chapters=tuple(chapters.written(material)),
            facts=facts,
        )


def made(
    period: Period,
    *,
    address: str,
    tell: Tell,
    languages: Sequence[str] = LANGUAGES,
    forms: Iterable[str] = FORMS,
) -> Made:
    """The report in each language and form. `tell` hears how far it is."""
    wanted = [(language, form) for language in languages for form in FORMS if form in set(forms)]
    tell("reading", 0)
    held, counted = snapshot.current(), queries.kept(period.counted)
    materials = {language: queries.material(period, language, counted, held) for language in languages}
    parts = {language: document(material, language) for language, material in materials.items()}
    files = []
    for number, (language, form) in enumerate(wanted):
        tell(form, 10 + 90 * number // len(wanted))
        files.append(File(language, form, _file(parts[language], form, address, period)))
    tell("done", 100)
    return Made(files, queries.digest(next(iter(materials.values()))), counted)


def _file(whole: Document, form: str, address: str, period: Period) -> bytes:
    with override(whole.language):
        match form:
            case "html":
                return web.body(whole).encode()
            case "pdf":
                return paper.made(whole, address=address, on=period.as_of)
            case _:
                return word_file.made(whole, address=address, on=period.as_of)

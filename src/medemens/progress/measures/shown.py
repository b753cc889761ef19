"""What the pages show: measures, steps, changes and counts, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from medemens.common import formats
from medemens.common.languages import spoken
from medemens.common.plots import Bar, bar_chart
from medemens.common.questions import Text as Words
from medemens.progress.measures import words
from medemens.progress.measures.phases import Kind
from medemens.progress.measures.queries.changes import Changes
from medemens.progress.measures.queries.snapshot import Known, Named, Snapshot
from medemens.progress.measures.queries.status import Overdue, Slip, Status, Step, Text, Turn


def code() -> str:
    """The language of the page."""
    return spoken()


def said(text: Text, plain: bool = False) -> SafeString | str:
    """A text in the reader's language; when it is there in the other one only, that, marked as such."""
    other = "en" if code() == "nl" else "nl"
    own, foreign = (text.nl, text.en) if code() == "nl" else (text.en, text.nl)
    if own or plain or not foreign:
        return own or foreign
    return format_html('<span lang="{}">{}</span>', other, foreign)


@dataclass(frozen=True)
class Row:
    """A measure in a list, as it stands on the day of the page."""

    code: str
    title: SafeString | str
    url: str
    kind: Words
    phase: Words
    tone: str
    since: str
    overdue: int
    reversed: bool
    back: bool
    slipped: bool


@dataclass(frozen=True)
class Count:
    """How many measures there are in each phase, in the order of `words.PHASES`; the last number is the sum."""

    name: SafeString | str
    url: str
    numbers: tuple[int, ...]
    total: int
    overdue: int = 0

    @property
    def cells(self) -> list[tuple[Words, int]]:
        """Each number with its phase."""
        return list(zip(words.PHASES.values(), self.numbers, strict=True))


@dataclass(frozen=True)
class Point:
    """A step in a timeline. `late` tells a planned step that has passed; `ahead`: it lies after the day of the page."""

    step: Step
    anchor: str
    on: str
    phase: Words
    fact: SafeString | str
    source: str
    source_title: str
    source_url: str
    target: str
    recorded: str
    ahead: bool


@dataclass(frozen=True)
class Line:
    """Something that changed or is overdue: of which measure, what, and where its step stands."""

    code: str
    title: SafeString | str
    url: str
    what: str
    source_url: str
    tone: str = ""


def measure_url(code_of: str, anchor: str = "", on: date | None = None) -> str:
    """Where a measure stands, or a step of it."""
    asked = f"?on={on.isoformat()}" if on else ""
    return reverse("measures:measure", args=[code_of]) + asked + (f"#{anchor}" if anchor else "")


def row(one: Known, status: Status, on: date | None = None) -> Row:
    """A measure in a list; `on` when the page is about another day than today."""
    return Row(
        code=one.code,
        title=said(one.title),
        url=measure_url(one.code, on=on),
        kind=words.KINDS[one.kind],
        phase=words.PHASES[status.phase],
        tone=words.TONES.get(status.phase, ""),
        since=words.day(status.since.on, status.since.precision, code()) if status.since else "",
        overdue=max((each.days for each in status.overdue), default=0),
        reversed=any(each.turn is not Turn.BACK for each in status.reversals),
        back=any(each.turn is Turn.BACK for each in status.reversals),
        slipped=bool(status.slips),
    )


def counts(held: Snapshot, states: Mapping[str, Status], kind: Kind | None = None) -> list[Count]:
    """The measures of each theme by phase, and all of them."""
    found = []
    for theme in held.themes.values():
        chosen = [states[one.code] for one in held.of_theme(theme.key) if kind in (None, one.kind)]
        found.append(_count(said(theme.name), reverse("measures:theme", args=[theme.key]), chosen))
    chosen = [states[one.code] for one in held.measures.values() if kind in (None, one.kind)]
    found.append(_count(_("All themes"), "", chosen))
    return found


def kinds(held: Snapshot, states: Mapping[str, Status]) -> list[tuple[Count, Words]]:
    """The measures of each kind by phase, with what the kind means."""
    return [
        (
            _count(str(name), "", [states[one.code] for one in held.measures.values() if one.kind is kind]),
            words.KIND_MEANINGS[kind],
        )
        for kind, name in words.KINDS.items()
    ]


def _count(name: SafeString | str, url: str, states: Sequence[Status]) -> Count:
    by_phase = dict.fromkeys(words.PHASES, 0)
    for each in states:
        by_phase[each.phase] += 1
    return Count(name, url, tuple(by_phase.values()), len(states), sum(bool(each.overdue) for each in states))


def chart(counted: Sequence[Count], on: date) -> str:
    """The counts of themes as bars; the table stands beside it, so the words tell the sums only."""
    bars = [Bar(plain(each.name), each.numbers, (str(each.total),)) for each in counted[:-1]]
    told = "; ".join(f"{phase}: {number}" for phase, number in counted[-1].cells if number)
    return bar_chart(
        title=_("Measures by theme and phase on %(day)s") % {"day": formats.day(on, code())},
        description=_("All themes together: %(counts)s.") % {"counts": told},
        bars=bars,
        series=[str(each) for each in words.PHASES.values()],
        key="phases",
    )


def plain(name: SafeString | str) -> str:
    """A name without markup, for a picture."""
    return str(name).replace('<span lang="en">', "").replace('<span lang="nl">', "").replace("</span>", "").replace("&amp;", "&")


def points(held: Snapshot, steps: Iterable[Step], on: date) -> list[Point]:
    """Steps as points of a timeline, the oldest first."""
    found = []
    for step in sorted(steps, key=lambda each: (each.on, each.planned, each.phase.rank, each.key)):
        source = held.sources[step.source]
        found.append(
            Point(
                step=step,
                anchor=f"step-{step.key}",
                on=words.day(step.on, step.precision, code()),
                phase=words.PHASES[step.phase],
                fact=said(step.fact),
                source=source.key,
                source_title=source.title,
                source_url=source.url,
                target=words.day(step.target, step.target_precision, code()) if step.target else "",
                recorded=formats.short_day(step.recorded_at.date(), code()),
                ahead=step.on > on,
            )
        )
    return found


def target(step: Step) -> str:
    """The day that was announced, as exactly as it is known."""
    assert step.target is not None
    return words.day(step.target, step.target_precision, code())


def overdue_lines(held: Snapshot, found: Iterable[tuple[str, Overdue]], most: int | None = None) -> list[Line]:
    """What is overdue, the longest first; at most so many."""
    lines = []
    for of, each in sorted(found, key=lambda one: (-one[1].days, one[0]))[:most]:
        what = _("%(phase)s was announced for %(day)s: %(days)s ago, not confirmed") % {
            "phase": words.PHASES[each.step.phase],
            "day": target(each.step),
            "days": words.days(each.days),
        }
        lines.append(_line(held, of, what, each.step, "bad"))
    return lines


def slip_line(held: Snapshot, of: str, slip: Slip) -> Line:
    """A day that was moved."""
    what = _("%(phase)s: moved from %(old)s to %(new)s, %(much)s") % {
        "phase": words.PHASES[slip.after.phase],
        "old": target(slip.before),
        "new": target(slip.after),
        "much": words.slipped(slip),
    }
    return _line(held, of, what, slip.after, "unsure")


def change_lines(held: Snapshot, found: Changes, after: Mapping[str, Status], most: int | None = None) -> dict[str, list[Line]]:
    """What changed between two days, by what kind of change it is; at most so many of each."""
    moved = []
    for each in found.moved[:most]:
        what = _("from %(before)s to %(after)s") % {
            "before": words.PHASES[each.before],
            "after": words.PHASES[each.after],
        }
        tone = {True: "good", False: "bad", None: ""}[each.forward]
        moved.append(_line(held, each.measure, what, after[each.measure].step, tone))
    turned = []
    for of, reversal in found.reversed[:most]:
        what = f"{formats.short_day(reversal.step.on, code())}: {words.TURNS[reversal.turn]}"
        turned.append(_line(held, of, what, reversal.step, "unsure"))
    return {
        "moved": moved,
        "slipped": [slip_line(held, of, slip) for of, slip in found.slipped[:most]],
        "reversed": turned,
        "overdue": overdue_lines(held, found.overdue, most),
    }


def _line(held: Snapshot, of: str, what: str, step: Step | None, tone: str) -> Line:
    one = held.measures[of]
    source = held.sources[step.source].url if step else ""
    anchor = f"step-{step.key}" if step else ""
    return Line(of, said(one.title), measure_url(of, anchor), what, source, tone)


def theme_of(held: Snapshot, one: Known) -> Named:
    """The theme of a measure."""
    return held.themes[one.theme]


def search(held: Snapshot, asked: str) -> list[Known]:
    """The measures in whose code or title, in either language, all words stand."""
    wanted = asked.casefold().split()
    return [
        one
        for one in held.measures.values()
        if all(word in f"{one.code} {one.official_code} {one.title.nl} {one.title.en}".casefold() for word in wanted)
    ]

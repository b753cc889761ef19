"""The whole monitor in the memory of this process: every page, feed and answer of the API is made from it.

It is made from the tables, and asks before each use whether anything came in since: so a change is seen at once. States of a day
are worked out once and kept with it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any

from django.db import connection

from medemens.progress.measures.models import Goal, Measure, Practice, Promise, PromiseEvent, Source, StatusEvent, Theme
from medemens.progress.measures.phases import Confidence, Kind, Phase, Precision, PromiseKind, PromiseStep
from medemens.progress.measures.queries import promises
from medemens.progress.measures.queries.promises import PromiseLine, PromiseStatus
from medemens.progress.measures.queries.status import History, Status, Step, Text, known, status_on


@dataclass(frozen=True)
class Named:
    """A theme or goal."""

    key: str
    name: Text
    confirmed: bool
    theme: str = ""
    number: int = 0
    advice_theme: str = ""


@dataclass(frozen=True)
class Origin:
    """A source. `used` counts the steps that come from it."""

    key: str
    title: str
    reference: str
    dated: str
    note: str
    url: str
    used: int = 0


@dataclass(frozen=True)
class Responsible:
    """A party that is responsible for a measure."""

    name: str
    kind: str


@dataclass(frozen=True)
class Known:
    """A measure and all its steps, corrected ones too."""

    code: str
    official_code: str
    theme: str
    advice_theme: str
    goal: str
    kind: Kind
    confidence: Confidence
    title: Text
    recommended: Text
    form: Text
    aim: Text
    note: Text
    responsible: tuple[Responsible, ...]
    depends_on: tuple[str, ...]
    related: dict[str, list[str]]
    steps: tuple[Step, ...]
    history: History
    recorded_at: datetime


@dataclass(frozen=True)
class Pledge:
    """A commitment or motion and all its lines, corrected ones too."""

    key: str
    kind: PromiseKind
    number: str
    by: str
    minister: str
    made_words: Text
    asks: Text
    note: Text
    measures: tuple[str, ...]
    sources: tuple[str, ...]
    lines: tuple[PromiseLine, ...]


@dataclass(frozen=True)
class Good:
    """A good practice."""

    key: str
    theme: str
    name: Text
    who: str
    place: str
    since: str
    problem: Text
    approach: Text
    cost: Text
    effect: Text
    evaluated: bool | None
    contact: str
    source: str
    measures: tuple[str, ...]


MOST_DAYS = 48
"""For how many days the states are kept."""


@dataclass
class Snapshot:
    """All that the monitor holds, by key, in the order in which it is shown."""

    shape: tuple[object, ...] = ()
    themes: dict[str, Named] = field(default_factory=dict)
    goals: dict[str, Named] = field(default_factory=dict)
    sources: dict[str, Origin] = field(default_factory=dict)
    measures: dict[str, Known] = field(default_factory=dict)
    promises: dict[str, Pledge] = field(default_factory=dict)
    practices: dict[str, Good] = field(default_factory=dict)
    changed_at: datetime | None = None
    _days: OrderedDict[date, dict[str, Status]] = field(default_factory=OrderedDict)

    def states(self, day: date, known_at: datetime | None = None) -> dict[str, Status]:
        """The state of each measure on a day, as it was known at a moment (None: all that is known)."""
        if known_at is not None:
            return {code: status_on(code, one.steps, day, known_at) for code, one in self.measures.items()}
        found = self._days.get(day)
        if found is None:
            found = {code: one.history.on(day) for code, one in self.measures.items()}
            with _lock:
                self._days[day] = found
                while len(self._days) > MOST_DAYS:
                    self._days.popitem(last=False)
        return found

    def state(self, code: str, day: date) -> Status:
        """The state of one measure on a day."""
        found = self._days.get(day)
        return found[code] if found else self.measures[code].history.on(day)

    def pledged(self, day: date, known_at: datetime | None = None) -> dict[str, PromiseStatus]:
        """The state of each commitment and motion on a day."""
        return {key: promises.status_on(one.lines, day, known_at) for key, one in self.promises.items()}

    def of_theme(self, key: str) -> list[Known]:
        """The measures of a theme."""
        return [one for one in self.measures.values() if one.theme == key]


_SHAPE = (
    "SELECT (SELECT COUNT(*) FROM measures_statusevent), (SELECT MAX(id) FROM measures_statusevent), "
    "(SELECT COUNT(*) FROM measures_promiseevent), (SELECT MAX(id) FROM measures_promiseevent), "
    "(SELECT COUNT(*) FROM measures_edition), (SELECT MAX(id) FROM measures_edition), "
    "(SELECT MAX(recorded_at) FROM measures_edition)"
)
_held = Snapshot(shape=("nothing yet",))
_lock = Lock()
_making = Lock()


def current() -> Snapshot:
    """The monitor as it is now: one small SQL statement when nothing changed."""
    global _held
    shape = _shape()
    if _held.shape == shape:
        return _held
    with _making:
        if _held.shape != shape:
            _held = _made(shape)
        return _held


def _shape() -> tuple[object, ...]:
    """What changes with each event and edition, or when the tables are those of a backup."""
    with connection.cursor() as cursor:
        cursor.execute(_SHAPE)
        return tuple(str(each) for each in cursor.fetchone() or ())


def both(row: Any, name: str) -> Text:
    """A text of a row in both languages."""
    return Text(getattr(row, f"{name}_nl"), getattr(row, f"{name}_en"))


def _made(shape: tuple[object, ...]) -> Snapshot:
    made = Snapshot(shape)
    for theme in Theme.objects.order_by("number", "key"):
        made.themes[theme.key] = Named(
            theme.key, both(theme, "name"), theme.confirmed, number=theme.number, advice_theme=theme.advice_theme
        )
    for goal in Goal.objects.select_related("theme").order_by("pk"):
        made.goals[goal.key] = Named(goal.key, both(goal, "name"), goal.confirmed, theme=goal.theme.key)
    sources = {one.pk: one for one in Source.objects.order_by("key")}
    steps = _steps(sources)
    lines = _lines(sources)
    _add_measures(made, steps)
    _add_promises(made, lines)
    _add_practices(made)
    _add_sources(made, sources)
    moments = [one.recorded_at for each in steps.values() for one in each]
    moments += [one.recorded_at for each in lines.values() for one in each]
    made.changed_at = max(moments, default=None)
    return made


def _exact(kept: str) -> Precision:
    return Precision(kept or Precision.DAY)


def _steps(sources: dict[int, Source]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    phases, exact = {each.value: each for each in Phase}, {each.value: each for each in Precision} | {"": Precision.DAY}
    rows = StatusEvent.objects.order_by("pk").values_list(
        "measure_id", "pk", "measure__code", "key", "phase", "on", "precision", "recorded_at", "fact_nl", "fact_en", "source_id",
        "planned", "target", "target_precision", "milestone", "reversal", "corrects_id", "annulled",
    )  # fmt: skip
    for (
        of,
        pk,
        code,
        key,
        phase,
        on,
        precision,
        at,
        nl,
        en,
        source,
        planned,
        target,
        close,
        stone,
        turned,
        corrects,
        none,
    ) in rows:
        step = Step(
            pk, code, key, phases[phase], on, exact[precision], at, Text(nl, en), sources[source].key, planned, target,
            exact[close], stone, turned, corrects, none,
        )  # fmt: skip
        found.setdefault(of, []).append(step)
    return found


def _lines(sources: dict[int, Source]) -> dict[int, list[PromiseLine]]:
    found: dict[int, list[PromiseLine]] = {}
    for row in PromiseEvent.objects.select_related("promise").order_by("pk"):
        line = PromiseLine(
            row.pk, row.promise.key, row.key, PromiseStep(row.step), row.on, _exact(row.precision), row.recorded_at,
            both(row, "fact"), sources[row.source_id].key, row.target, _exact(row.target_precision), row.corrects_id,
            row.annulled,
        )  # fmt: skip
        found.setdefault(row.promise_id, []).append(line)
    return found


def _add_measures(made: Snapshot, steps: dict[int, list[Step]]) -> None:
    rows = Measure.objects.select_related("theme", "goal").prefetch_related("responsible", "depends_on").order_by("code")
    for row in rows:
        made.measures[row.code] = Known(
            code=row.code,
            official_code=row.official_code,
            theme=row.theme.key,
            advice_theme=row.advice_theme,
            goal=row.goal.key,
            kind=Kind(row.kind),
            confidence=Confidence(row.confidence),
            title=both(row, "title"),
            recommended=both(row, "recommended"),
            form=both(row, "form"),
            aim=both(row, "aim"),
            note=both(row, "note"),
            responsible=tuple(sorted((Responsible(one.name, one.kind) for one in row.responsible.all()), key=_by_name)),
            depends_on=tuple(sorted(one.code for one in row.depends_on.all())),
            related=row.related,
            steps=tuple(steps.get(row.pk, ())),
            history=History.of(row.code, known(steps.get(row.pk, ()), None)),
            recorded_at=row.recorded_at,
        )


def _by_name(one: Responsible) -> str:
    return one.name.lower()


def _add_promises(made: Snapshot, lines: dict[int, list[PromiseLine]]) -> None:
    for row in Promise.objects.prefetch_related("measures", "sources").order_by("pk"):
        made.promises[row.key] = Pledge(
            key=row.key,
            kind=PromiseKind(row.kind),
            number=row.number,
            by=row.by,
            minister=row.minister,
            made_words=both(row, "made_words"),
            asks=both(row, "asks"),
            note=both(row, "note"),
            measures=tuple(sorted(one.code for one in row.measures.all())),
            sources=tuple(sorted(one.key for one in row.sources.all())),
            lines=tuple(lines.get(row.pk, ())),
        )


def _add_practices(made: Snapshot) -> None:
    for row in Practice.objects.select_related("theme", "source").prefetch_related("measures").order_by("pk"):
        made.practices[row.key] = Good(
            key=row.key,
            theme=row.theme.key,
            name=both(row, "name"),
            who=row.who,
            place=row.place,
            since=row.since,
            problem=both(row, "problem"),
            approach=both(row, "approach"),
            cost=both(row, "cost"),
            effect=both(row, "effect"),
            evaluated=row.evaluated,
            contact=row.contact,
            source=row.source.key if row.source else "",
            measures=tuple(sorted(one.code for one in row.measures.all())),
        )


def _add_sources(made: Snapshot, sources: dict[int, Source]) -> None:
    used: dict[str, int] = {}
    keys = [each.source for one in made.measures.values() for each in one.steps]
    keys += [each.source for one in made.promises.values() for each in one.lines]
    for key in keys:
        used[key] = used.get(key, 0) + 1
    for row in sources.values():
        made.sources[row.key] = Origin(row.key, row.title, row.reference, row.dated, row.note, row.url, used.get(row.key, 0))

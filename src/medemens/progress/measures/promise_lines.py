"""Commitments and motions in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from medemens.common.questions import Text as Words
from medemens.progress.measures import words
from medemens.progress.measures.phases import PromiseKind
from medemens.progress.measures.queries.promises import PromiseLine, PromiseStatus
from medemens.progress.measures.queries.snapshot import Pledge, Snapshot
from medemens.progress.measures.shown import code, said


@dataclass(frozen=True)
class PromiseRow:
    """A commitment or motion as it stands. `steps` are its lines: anchor, day, what, words, source and its address."""

    key: str
    kind: PromiseKind
    kind_words: Words
    number: str
    by: str
    minister: str
    asks: SafeString | str
    note: SafeString | str
    made: str
    due: str
    ended: str
    vote: Words
    state: Words
    tone: str
    late: str
    measures: tuple[str, ...]
    steps: list[tuple[str, str, Words, SafeString | str, str, str]]


def promise_lines(held: Snapshot, found: Iterable[tuple[Pledge, PromiseStatus]]) -> list[PromiseRow]:
    """In the order of their states: what is overdue first."""
    order = list(words.STATES)
    return [_row(held, one, status) for one, status in sorted(found, key=lambda each: order.index(each[1].state))]


def _row(held: Snapshot, one: Pledge, status: PromiseStatus) -> PromiseRow:
    return PromiseRow(
        key=one.key,
        kind=one.kind,
        kind_words=words.PROMISE_KINDS[one.kind],
        number=one.number,
        by=one.by,
        minister=one.minister,
        asks=said(one.asks),
        note=said(one.note),
        made=_day(status.made) or str(said(one.made_words, plain=True)),
        due=words.day(status.due.target, status.due.target_precision, code()) if status.due and status.due.target else "",
        ended=_day(status.ended),
        vote=words.PROMISE_STEPS[status.vote.step] if status.vote else _("not found"),
        state=words.STATES[status.state],
        tone=words.STATE_TONES.get(status.state, ""),
        late=words.days(status.late) if status.late else "",
        measures=tuple(each for each in one.measures if each in held.measures),
        steps=[
            (
                f"step-{one.key}-{each.key}",
                _day(each),
                words.PROMISE_STEPS[each.step],
                said(each.fact),
                held.sources[each.source].title,
                held.sources[each.source].url,
            )
            for each in status.lines
        ],
    )


def _day(line: PromiseLine | None) -> str:
    return words.day(line.on, line.precision, code()) if line else ""

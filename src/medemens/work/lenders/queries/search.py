"""Finding a lender by what somebody knows of it: a number, or a name with typing errors, and a place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from medemens.common.identifiers import Kind, UnreadableNumber, read
from medemens.common.organisations import folded
from medemens.common.places import folded as folded_place
from medemens.work.lenders.queries.snapshot import Known, Snapshot

MOST = 20
LEAST_LIKE = 72
"""How alike two names must be, of 100, to be shown."""

LEAST_LIKE_WORD, LEAST_BEGINNING, AS_BEGINNING = 75, 3, 92
"""The same for one word; how many letters of its beginning are enough, and how alike that counts."""

MOST_WORDS, MOST_WORDS_LIKE = 6, 30
"""How many words of what was typed are looked at, and how many like each of them."""

LOOKS_THE_SAME = 88
"""How alike the name of another firm must be to be taken for somebody who wants to be mistaken for it."""


@dataclass(frozen=True)
class Found:
    """A lender that was found; `score` is 100 for the same, `name` the one of its names that fits best."""

    lender: Known
    name: str
    score: int
    by_number: bool = False


def find(snapshot: Snapshot, text: str, place: str = "", most: int = MOST) -> tuple[Found, ...]:
    """Lenders for a number or a name, the best first; with a place those that sit there first."""
    by_number = _by_number(snapshot, text)
    if by_number is not None:
        return (Found(by_number, by_number.name, 100, by_number=True),)
    wanted = folded(text)
    if len(wanted) < 2:
        return ()
    found: dict[int, Found] = {}
    for name, organisation, score in _alike(snapshot, wanted, most * 3):
        known = snapshot.lenders[organisation]
        if organisation not in found:
            found[organisation] = Found(known, _as_written(known, name), score)
    return tuple(sorted(found.values(), key=lambda each: _rank(each, place))[:most])


def _by_number(snapshot: Snapshot, text: str) -> Known | None:
    try:
        number = read(text)
    except UnreadableNumber:
        return None
    if number.kind is Kind.FOREIGN and number.maybe:
        return snapshot.of_number(number.value)
    return snapshot.of_number(number.value)


def _alike(snapshot: Snapshot, wanted: str, most: int) -> list[tuple[str, int, int]]:
    """Names that have the same words or nearly the same, in any order, or that are alike when written without spaces."""
    scores = _by_words(snapshot, wanted.split()[:MOST_WORDS])
    whole = process.extract(wanted.replace(" ", ""), snapshot.joined, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE, limit=most)
    for _name, score, place in whole:
        scores[place] = max(score, scores.get(place, 0))
    best = sorted(scores, key=lambda place: (-scores[place], len(snapshot.names[place][0])))[:most]
    return [(*snapshot.names[place], round(scores[place])) for place in best if scores[place] >= LEAST_LIKE]


def _by_words(snapshot: Snapshot, words: list[str]) -> dict[int, float]:
    """How well each name has the words, of 100: one word may fail when there are several, words too many cost a little."""
    found: dict[int, list[float]] = {}
    for word in words:
        for place, score in _with_word(snapshot, word).items():
            found.setdefault(place, []).append(score)
    scores = {}
    for place, each in found.items():
        more = abs(len(snapshot.names[place][0].split()) - len(words))
        scores[place] = sum(each) / len(words) - min(more, 5)
    return scores


def _with_word(snapshot: Snapshot, word: str) -> dict[int, float]:
    """The names with this word, one that begins so, or one that is nearly the same."""
    near = {each: score for each, score, _place in process.extract(
        word, snapshot.vocabulary, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE_WORD, limit=MOST_WORDS_LIKE
    )}  # fmt: skip
    if len(word) >= LEAST_BEGINNING:
        start = bisect_left(snapshot.vocabulary, word)
        for each in snapshot.vocabulary[start : start + MOST_WORDS_LIKE]:
            if each.startswith(word):
                near[each] = max(near.get(each, 0), AS_BEGINNING)
    found: dict[int, float] = {}
    for each, score in near.items():
        for place in snapshot.words[each]:
            found[place] = max(found.get(place, 0), score)
    return found


def _as_written(known: Known, name: str) -> str:
    return next((each for each in known.names if folded(each) == name), known.name)


def _rank(found: Found, place: str) -> tuple[int, int, str]:
    there = bool(place) and folded_place(place) == folded_place(found.lender.place)
    return (0 if there else 1, -found.score, found.name)


def resembling(snapshot: Snapshot, one: Known) -> tuple[Known, ...]:
    """Other firms whose name is nearly the same: one of them may want to be mistaken for the other."""
    found: dict[int, Known] = {}
    for own in one.names:
        for _name, organisation, score in _alike(snapshot, folded(own), MOST):
            if organisation != one.organisation and score >= LOOKS_THE_SAME:
                found[organisation] = snapshot.lenders[organisation]
    return tuple(found.values())

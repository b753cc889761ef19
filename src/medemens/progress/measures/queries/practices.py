"""Good practices: the directory, by theme, region and words; and for the editors what was sent in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from django.http import Http404

from medemens.common.places import find, folded
from medemens.progress.measures.models import RemovedPractice, SentPractice
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.snapshot import Good, Snapshot

__all__ = ["SentPractice"]

UNKNOWN = "unknown"
"""The region of what happened in no place that is known."""


@lru_cache(maxsize=1)
def _provinces() -> dict[str, frozenset[str]]:
    text = (files("medemens.progress.measures") / "data" / "provinces.csv").read_text(encoding="utf-8")
    lines = [line.split(";") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: frozenset(codes.split()) for name, codes in lines}


def provinces() -> tuple[str, ...]:
    """The provinces, as a list of regions to choose from."""
    return tuple(_provinces())


@lru_cache(maxsize=2_000)
def regions(place: str) -> frozenset[str]:
    """The provinces that a text about a place names, itself or by municipalities and towns in them; empty: not known."""
    found: set[str] = set()
    for part in place.replace("/", ",").replace(";", ",").replace(" en ", ",").split(","):
        name = folded(part)
        if not name:
            continue
        if by_name := [each for each in _provinces() if folded(each) in name]:
            found.update(by_name)
        elif name in ("friesland", "brabant", "noord-limburg"):
            found.add({"friesland": "Fryslân", "brabant": "Noord-Brabant"}.get(name, "Limburg"))
        elif exact := next((each for each in find(part, most=3) if folded(each.name) == name), None):
            found.update(each for each, codes in _provinces().items() if exact.municipality.code in codes)
    if not found and (whole := next((each for each in find(place, most=3) if folded(each.name) == folded(place)), None)):
        found.update(each for each, codes in _provinces().items() if whole.municipality.code in codes)
    return frozenset(found)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for."""

    theme: str = ""
    region: str = ""
    words: str = ""


def directory(held: Snapshot, wanted: Wanted) -> list[Good]:
    """The practices that fit, in the order of their themes."""
    order = list(held.themes)
    found = [one for one in held.practices.values() if _fits(one, wanted)]
    return sorted(found, key=lambda one: (order.index(one.theme), (one.name.nl or one.name.en).lower()))


def _fits(one: Good, wanted: Wanted) -> bool:
    if wanted.theme and one.theme != wanted.theme:
        return False
    if wanted.region:
        there = regions(one.place)
        if (wanted.region == UNKNOWN) == bool(there) or (wanted.region != UNKNOWN and wanted.region not in there):
            return False
    texts = (one.name, one.problem, one.approach, one.cost, one.effect)
    text = " ".join([one.who, one.place, *(part for each in texts for part in (each.nl, each.en))]).casefold()
    return all(word in text for word in wanted.words.casefold().split())


def practice(key: str) -> Good:
    """One practice.

    :raises Http404: there is none
    """
    found = snapshot.current().practices.get(key)
    if found is None:
        raise Http404
    return found


def waiting() -> list[SentPractice]:
    """What was sent in and waits, the oldest first."""
    return list(SentPractice.objects.filter(state="waiting").select_related("theme").order_by("sent_at", "pk"))


def sent(number: int) -> SentPractice:
    """One practice that was sent in.

    :raises Http404: there is none
    """
    found = SentPractice.objects.select_related("theme", "judged_by").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def removed() -> list[RemovedPractice]:
    """What was taken out of the directory, the last first."""
    return list(RemovedPractice.objects.select_related("removed_by").order_by("-removed_at", "-pk")[:100])


def keys_taken(held: Snapshot) -> set[str]:
    """The keys that a new practice must not bear: a lasting address leads to one practice only."""
    return {"send", "sent"} | set(held.practices) | set(RemovedPractice.objects.values_list("key", flat=True))


def has_contact(key: str) -> bool:
    """Whether contact data of who sent a practice in are kept."""
    return SentPractice.objects.filter(key=key).exclude(contact=None).exists()

"""The register of processing activities (GDPR art. 30(1)), as far as the case types declare it themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medemens.casework.case_types import CaseType, Closed, LegalBasis, Outcome, Removal, case_types
from medemens.common.questions import Text

_RECEIVED, _CLOSED, _FINAL = date(2026, 1, 1), date(2026, 3, 2), date(2026, 5, 3)
"""Days that differ in day and month, so that it can be seen from which of them a rule counts."""

RECEIVED, CLOSED, FINAL = "received", "closed", "final"


@dataclass(frozen=True)
class End:
    """When a record ends: so many years after it was received, closed, or its decision became final (`since`), and the article.

    `outcomes` are those of the cases that end so; `because` is the key of the reason. `since` is empty when a rule counts
    from another day.
    """

    outcomes: tuple[Text, ...]
    because: str
    citation: str
    since: str
    years: int


@dataclass(frozen=True)
class Activity:
    """One kind of processing: what is handled, who can receive it, the norms it is held against, and when records end.

    `ends` are the reasons for which a record ends, with the article; `rules` say also when.
    """

    key: str
    names: tuple[Text, ...]
    subjects: tuple[Text, ...]
    recipients: tuple[LegalBasis, ...]
    norms: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    rules: tuple[End, ...]


def activities() -> list[Activity]:
    """All activities, in the order of the case types."""
    grouped: dict[str, list[CaseType]] = {}
    for kind in case_types().values():
        grouped.setdefault(kind.processing, []).append(kind)
    return [_activity(key, kinds) for key, kinds in grouped.items()]


def ends(kind: CaseType) -> tuple[End, ...]:
    """When the records of a case type end: found by asking its rule for each way in which a case can end."""
    found: dict[tuple[str, str, str, int], list[Text]] = {}
    for outcome in kind.outcomes:
        for kept in (False, True):
            removal = _removal(kind, outcome, kept=kept)
            if removal is not None:
                names = found.setdefault((removal.because, removal.citation, *_counted(removal)), [])
                names += [] if outcome.name in names else [outcome.name]
    return tuple(End(tuple(names), *rule) for rule, names in found.items())


def _activity(key: str, kinds: list[CaseType]) -> Activity:
    rules = tuple(dict.fromkeys(rule for kind in kinds for rule in ends(kind)))
    return Activity(
        key=key,
        names=tuple(kind.name for kind in kinds),
        subjects=tuple(subject.name for kind in kinds for subject in kind.subjects),
        recipients=tuple({basis.id: basis for kind in kinds for basis in kind.referrals}.values()),
        norms=tuple(dict.fromkeys(norm.citation for kind in kinds for norm in kind.norms)),
        ends=tuple(dict.fromkeys((rule.because, rule.citation) for rule in rules)),
        rules=rules,
    )


def _removal(kind: CaseType, outcome: Outcome, *, kept: bool) -> Removal | None:
    final = _FINAL if outcome.decision else None
    return kind.retention(Closed(_RECEIVED, _CLOSED, outcome.trigger, kept, final))


def _counted(removal: Removal) -> tuple[str, int]:
    """From which day a rule counts, and how many years."""
    for name, day in ((RECEIVED, _RECEIVED), (CLOSED, _CLOSED), (FINAL, _FINAL)):
        if (removal.on.month, removal.on.day) == (day.month, day.day):
            return name, removal.on.year - day.year
    return "", 0

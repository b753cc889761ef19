"""The register of processing activities (GDPR art. 30(1)), as far as the case types declare it themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medemens.casework.case_types import CaseType, Closed, LegalBasis, case_types
from medemens.common.questions import Text

_RECEIVED, _CLOSED, _FINAL = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


@dataclass(frozen=True)
class Activity:
    """One kind of processing. `ends` are the reasons for which a record ends, with the article."""

    key: str
    names: tuple[Text, ...]
    subjects: tuple[Text, ...]
    recipients: tuple[LegalBasis, ...]
    norms: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]


def activities() -> list[Activity]:
    """All activities, in the order of the case types."""
    grouped: dict[str, list[CaseType]] = {}
    for kind in case_types().values():
        grouped.setdefault(kind.processing, []).append(kind)
    return [_activity(key, kinds) for key, kinds in grouped.items()]


def _activity(key: str, kinds: list[CaseType]) -> Activity:
    return Activity(
        key=key,
        names=tuple(kind.name for kind in kinds),
        subjects=tuple(subject.name for kind in kinds for subject in kind.subjects),
        recipients=tuple({basis.id: basis for kind in kinds for basis in kind.referrals}.values()),
        norms=tuple(dict.fromkeys(norm.citation for kind in kinds for norm in kind.norms)),
        ends=tuple(dict.fromkeys(end for kind in kinds for end in _ends(kind))),
    )


def _ends(kind: CaseType) -> list[tuple[str, str]]:
    """Found by asking the retention rule itself, for each way in which a case can end."""
    found = []
    for outcome in kind.outcomes:
        for kept in (False, True):
            removal = kind.retention(Closed(_RECEIVED, _CLOSED, outcome.trigger, kept, _FINAL))
            if removal is not None:
                found.append((removal.because, removal.citation))
    return found

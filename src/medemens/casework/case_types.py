"""What a case type is: a declaration that the whole floor works from. The list of them is `site/cases.py`.

The names beside the fields are those of the ZGW standard (zaaktype, statustype, resultaattype, ...), so that a case can travel to
another case system: https://vng-realisatie.github.io/gemma-zaken/standaard/catalogi/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings

from medemens.common.questions import Question, Text
from medemens.law.awb.terms import TermRule

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """What a reporter can choose as "what is wrong"; it leads to one case type."""

    id: str
    name: Text
    description: Text = ""


@dataclass(frozen=True)
class Status:
    """A step of the work (ZGW statustype), in order. `told` is what the reporter reads about it; empty: they are not told."""

    id: str
    name: Text
    told: Text = ""
    waiting: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a case can end (ZGW resultaattype). `trigger` is the key of the retention rule that it sets off.

    `decision` says that it takes a decision in the sense of the Awb, with a letter and a term for objection.
    """

    id: str
    name: Text
    told: Text
    trigger: str
    decision: bool = False
    four_eyes: bool = False
    """Whether a decision with this outcome is proposed by one and taken by another of the same authority."""


@dataclass(frozen=True)
class Taken:
    """A decision that was taken, for the step that a chapter does with it in the same transaction."""

    case: Any
    decision: Any
    by: Any
    proposed_by: Any
    now: datetime


@dataclass(frozen=True)
class LegalBasis:
    """On what ground a case may be passed to another body."""

    id: str
    name: Text
    citation: str


@dataclass(frozen=True)
class Judged:
    """A norm held against what the reporter answered; `outcome` is the word of `law.finding.Outcome`, steps are for people."""

    norm: str
    citation: str
    outcome: str
    because: str = ""
    amount: int | None = None
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NormInQuestion:
    """A norm that a case of this type can be about, for the handler's own finding."""

    id: str
    name: Text
    citation: str
    text_url: str = ""


@dataclass(frozen=True)
class Removal:
    """When the record ends: the day, the key of the reason, and the article."""

    on: date
    because: str
    citation: str


@dataclass(frozen=True)
class Closed:
    """What the retention rule of a case type looks at."""

    received_on: date
    closed_on: date
    trigger: str
    kept_for_file: bool
    irrevocable_on: date | None = None


@dataclass(frozen=True)
class CaseType:
    """One kind of case (ZGW zaaktype). `identification` is its number in the catalogue."""

    id: str
    identification: str
    name: Text
    subjects: tuple[Subject, ...]
    questions: tuple[Question, ...]
    statuses: tuple[Status, ...]
    outcomes: tuple[Outcome, ...]
    term: TermRule
    formal_term: TermRule | None
    referrals: tuple[LegalBasis, ...]
    norms: tuple[NormInQuestion, ...]
    retention: Callable[[Closed], Removal | None]
    processing: str
    """The key of the processing activity in the register of processing (GDPR art. 30), for the Logboek Dataverwerkingen."""
    judge: Callable[[Answers, date], tuple[Judged, ...]] = field(default=lambda answers, on: ())
    urgent: Callable[[Answers], bool] = field(default=lambda answers: False)
    formal: Callable[[Answers], bool] = field(default=lambda answers: False)
    """Whether a decision is asked for (an application, Awb art. 1:3(3)); then `formal_term` runs, and a name is needed."""
    per_municipality: bool = False
    """Whether the competent authority depends on the municipality; then that is asked of the reporter."""
    by_account: bool = False
    """Whether it is sent in by who signed in for a firm, on pages of the chapter; then it is not offered to reporters."""
    counted_from: Callable[[Answers, date], date] = field(default=lambda answers, received_on: received_on)
    """The day on whose next day the term begins to run, when that is not the day on which it was received (Awb art. 7:10(1))."""
    taken: Callable[[Taken], None] = field(default=lambda taken: None)
    """What the chapter does when a decision is taken, in the same transaction.

    :raises NotPossible: it cannot be; then the decision is not taken either
    """
    problems: Mapping[str, Text] = field(default_factory=dict, hash=False)
    """Words for what `taken` refuses, by the key of `NotPossible`."""
    page: str = ""
    """The name of the chapter's own page about a case of this type, which takes its reference; the case page leads there."""

    def status(self, key: str) -> Status:
        """The status with this key."""
        return next(each for each in self.statuses if each.id == key)

    def outcome(self, key: str) -> Outcome:
        """The outcome with this key."""
        return next(each for each in self.outcomes if each.id == key)

    def subject(self, key: str) -> Subject:
        """The subject with this key."""
        return next(each for each in self.subjects if each.id == key)


@lru_cache(maxsize=1)
def case_types() -> dict[str, CaseType]:
    """All case types by key, as listed in the module that the settings name."""
    return {each.id: each for each in import_module(settings.CASE_TYPES).CASE_TYPES}


def case_type(key: str) -> CaseType:
    """The case type with this key.

    :raises KeyError: there is none
    """
    return case_types()[key]


def of_subject(key: str) -> CaseType:
    """The case type that a subject leads to.

    :raises KeyError: there is no such subject
    """
    for each in case_types().values():
        if any(subject.id == key for subject in each.subjects):
            return each
    raise KeyError(key)

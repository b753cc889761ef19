"""What decisions of the admission authority come to on a day: a suspension is made known first and takes effect later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from medemens.law import library
from medemens.law.calendar import months_later, years_later


class Kind(Enum):
    """What was decided about a lender: a key and the article."""

    ADMITTED = ("admitted", "Waadi art. 12i, 12k")
    PROVISIONAL = ("provisional", "Waadi art. 12i, 12j")
    EXEMPT = ("exempt", "Waadi art. 12e")
    EXTENDED = ("extended", "Waadi art. 12i(2), (6)")
    SUSPENDED = ("suspended", "Waadi art. 12l, 12n")
    RESTORED = ("restored", "Waadi art. 12l")
    REVOKED = ("revoked", "Waadi art. 12m, 12n")
    EXEMPTION_REVOKED = ("exemption_revoked", "Waadi art. 12g, 12h")
    REFUSED = ("refused", "Waadi art. 12j, 12k, 12n")

    def __init__(self, key: str, citation: str) -> None:
        self.key = key
        self.citation = citation


GRANTS = (Kind.ADMITTED, Kind.PROVISIONAL, Kind.EXEMPT)
"""With these a lender may lend."""

ENDINGS = (Kind.SUSPENDED, Kind.REVOKED, Kind.EXEMPTION_REVOKED, Kind.REFUSED)
"""These take effect some weeks after they were made known, so that work that runs can be wound up (12h, 12n)."""


class BadDecision(ValueError):
    """A decision that cannot be; `key` names why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Decision:
    """A decision with its moments. `valid_until` is the last day of what was granted or extended; None for other kinds.

    :raises BadDecision: `before_made_known`, `run_off_too_long`, `no_end`
    """

    kind: Kind
    made_known_on: date
    takes_effect_on: date
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if self.takes_effect_on < self.made_known_on:
            raise BadDecision("before_made_known")
        if self.kind in ENDINGS and self.takes_effect_on > run_off_until(self.made_known_on):
            raise BadDecision("run_off_too_long")
        if self.valid_until is None and self.kind in (Kind.ADMITTED, Kind.PROVISIONAL, Kind.EXTENDED):
            raise BadDecision("no_end")


@dataclass(frozen=True)
class Standing:
    """How a lender stands on a day.

    `status` is a key of `Kind`, or `none`, `expired`, or an ending that was `..._announced`. `since` is the day from which that
    is so, `until` the last day as far as it is known. `new_workers`: somebody may begin; `present_on`: who was with the hirer on
    that day may stay.
    """

    status: str
    citation: str
    new_workers: bool
    since: date | None = None
    until: date | None = None
    present_on: date | None = None


NOTHING = Standing("none", "Waadi art. 12c(1)", new_workers=False)


def run_off_until(made_known_on: date) -> date:
    """Waadi art. 12n(1), 12h(1): the latest day on which a decision takes effect, four weeks after it was made known.

    :raises BadDecision: `before_commencement`
    """
    weeks = library.series("waadi")["run_off_weeks"].on(made_known_on)
    if weeks is None:
        raise BadDecision("before_commencement")
    return made_known_on + timedelta(weeks=weeks)


def last_day(kind: Kind, first_day: date) -> date | None:
    """Waadi art. 12i(2): four years for an admission, six months for a provisional one; None for an exemption.

    :raises BadDecision: `before_commencement`
    """
    if kind is Kind.EXEMPT:
        return None
    series = library.series("waadi")
    length = series["admission_years" if kind is Kind.ADMITTED else "provisional_months"].on(first_day)
    if length is None:
        raise BadDecision("before_commencement")
    after = years_later(first_day, length) if kind is Kind.ADMITTED else months_later(first_day, length)
    return after - timedelta(1)


def standing(decisions: Iterable[Decision], day: date) -> Standing:
    """How a lender stands on a day, by the decisions that were made known by then."""
    known = sorted((each for each in decisions if each.made_known_on <= day), key=lambda each: each.made_known_on)
    grant: Decision | None = None
    ending: Decision | None = None
    until: date | None = None
    for each in known:
        if each.kind in GRANTS and each.takes_effect_on <= day:
            grant, ending, until = each, None, each.valid_until
        elif each.kind is Kind.EXTENDED and grant is not None:
            until = each.valid_until
        elif each.kind is Kind.RESTORED and each.takes_effect_on <= day:
            ending = None
        elif each.kind in ENDINGS:
            ending = each
    return _standing(grant, until, ending, day)


def _standing(grant: Decision | None, until: date | None, ending: Decision | None, day: date) -> Standing:
    if ending is not None and ending.takes_effect_on <= day:
        return Standing(ending.kind.key, ending.kind.citation, new_workers=False, since=ending.takes_effect_on)
    if grant is not None and until is not None and day > until:
        return Standing("expired", "Waadi art. 12i(2)", new_workers=False, since=until + timedelta(1))
    if ending is not None:
        last = ending.takes_effect_on - timedelta(1)
        status = f"{ending.kind.key}_announced"
        return Standing(status, ending.kind.citation, False, ending.made_known_on, last, present_on=ending.made_known_on)
    if grant is None:
        return NOTHING
    return Standing(grant.kind.key, grant.kind.citation, new_workers=True, since=grant.takes_effect_on, until=until)

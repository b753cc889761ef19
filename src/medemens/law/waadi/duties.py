"""What the law asks of a lender and by when, from the transitional law on: a calendar, worked out from its situation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from medemens.law import library
from medemens.law.awb.norms import objection_until
from medemens.law.calendar import months_later
from medemens.law.waadi.lending import COMMENCEMENT, PROHIBITION, application_window, records_until

SIGN_UP = date(2026, 11, 1), date(2026, 12, 31)
"""In which existing lenders sign up with the authority: its own site, seen second-hand on 2026-10-02."""

APPLICATIONS_TAKEN = date(2027, 5, 1)
"""From which day the authority says that it takes applications; seen second-hand on 2026-10-02. The act says commencement."""

FRESH = {"conduct": ("conduct_months", "Waadi art. 12o(1)"), "tax_statement": ("tax_statement_months", "Waadi art. 23c(d)")}
"""Papers that may be some months old at most on the day of the application: the series of law, and the article."""

ENDING = {"security": "Waadi art. 12p", "sna_certificate": "Waadi art. 23b(2)(a)"}
"""Papers that end, with the article that asks for them; others have none."""


@dataclass(frozen=True)
class PaperFacts:
    """What a paper says of itself: a key of its kind, the day on which it was given, the last day on which it holds."""

    kind: str
    given_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Situation:
    """What is known of a lender on a day. None: not known.

    `granted` is `admitted`, `provisional`, `exempt` or empty, until the last day `until`; `winds_up_until`: the last day of work
    when a suspension, revocation or refusal was made known. `directors_changed_on` and `decisions_made_known_on`: each of them.
    """

    on: date
    lends: bool | None = None
    signed_up: bool | None = None
    applied_on: date | None = None
    with_report: bool | None = None
    certified: bool | None = None
    granted: str = ""
    until: date | None = None
    winds_up_until: date | None = None
    directors_changed_on: tuple[date, ...] = ()
    decisions_made_known_on: tuple[date, ...] = ()
    papers: tuple[PaperFacts, ...] = ()


@dataclass(frozen=True)
class Duty:
    """Something to do by a day (`last`, or no day is known), not before another (`first`), by an article.

    `sure`: the day follows from a text that was read; else it was seen second-hand or is not known. `advice`: no law asks it.
    `about` is the kind of the paper, where it is about one.
    """

    key: str
    citation: str
    last: date | None
    first: date | None = None
    sure: bool = True
    advice: bool = False
    about: str = ""


def duties(situation: Situation) -> tuple[Duty, ...]:
    """All duties, the first day first, by the day on which they end if they do. What is past is in it too."""
    parts = (_transition, _grant, _changes, _papers, _records, _objections)
    found = [duty for part in parts for duty in part(situation)]
    return tuple(sorted(found, key=lambda each: (each.last or each.first or date.max, each.key, each.about)))


def _transition(situation: Situation) -> Iterator[Duty]:
    """Waadi art. 23b: sign-up, application, certificate or report; and the ban (12c(1)). Not for who has a decision."""
    first, last = application_window()
    if situation.granted or situation.lends is False:
        return
    if not situation.signed_up:
        yield Duty("sign_up", "Waadi art. 23b(2)(b)", SIGN_UP[1], SIGN_UP[0], sure=False)
    if situation.applied_on is None:
        yield Duty("applications_taken", "Waadi art. 23b(1)", None, APPLICATIONS_TAKEN, sure=False, advice=True)
        yield Duty("apply", "Waadi art. 23b(1)", last, first)
    if situation.certified and not situation.with_report:
        yield Duty("certificate", "Waadi art. 23b(2)(a)", last)
    if situation.signed_up and not situation.certified and not situation.with_report:
        yield Duty("report_later", "Waadi art. 23b(2)(b)", None)
    yield Duty("prohibition", "Waadi art. 12c(1)", PROHIBITION, sure=False)


def _grant(situation: Situation) -> Iterator[Duty]:
    """Waadi art. 12i(2): an admission ends; a decision on the next takes eight weeks (Awb 4:13). 12n: winding up. 12e: data."""
    if situation.winds_up_until is not None:
        yield Duty("wind_up", "Waadi art. 12n, 12h", situation.winds_up_until)
    if situation.granted in ("admitted", "provisional") and situation.until is not None:
        weeks = library.series("awb")["decision_on_application"].on(situation.until)
        if weeks is not None:
            yield Duty("apply_again", "Awb art. 4:13", situation.until - timedelta(weeks=weeks), advice=True)
        yield Duty(f"{situation.granted}_ends", "Waadi art. 12i(2)", situation.until)
    if situation.granted == "exempt":
        yield Duty("exemption_data", "Waadi art. 12e", None, sure=False)


def _changes(situation: Situation) -> Iterator[Duty]:
    """Waadi art. 12o(3): a new certificate of conduct within three months after a change of director."""
    for changed_on in situation.directors_changed_on:
        months = library.series("waadi")["conduct_change_months"].on(changed_on)
        newer = any(each.kind == "conduct" and each.given_on and each.given_on >= changed_on for each in situation.papers)
        if months is not None and not newer:
            yield Duty("conduct_after_change", "Waadi art. 12o(3)", months_later(changed_on, months), changed_on)


def _papers(situation: Situation) -> Iterator[Duty]:
    """Waadi art. 12o(1), 23c(d): papers that must be fresh on the day of the application; 12p and others: papers that end."""
    for each in situation.papers:
        if each.valid_until is not None:
            yield Duty("paper_ends", ENDING.get(each.kind, ""), each.valid_until, about=each.kind)
        if each.kind in FRESH and each.given_on is not None and situation.applied_on is None and not situation.granted:
            name, citation = FRESH[each.kind]
            months = library.series("waadi")[name].on(max(each.given_on, COMMENCEMENT))
            if months is not None:
                yield Duty("apply_with_paper", citation, months_later(each.given_on, months), about=each.kind)


def _records(situation: Situation) -> Iterator[Duty]:
    """Waadi art. 12c(5): what was recorded of a posting is kept seven years after the calendar year in which it ended."""
    if situation.lends is False and not situation.granted:
        return
    year = date(max(situation.on, COMMENCEMENT).year, 12, 31)
    until = records_until(year)
    if until is not None:
        yield Duty("keep_records", "Waadi art. 12c(5)", until, year.replace(month=1, day=1))


def _objections(situation: Situation) -> Iterator[Duty]:
    """Awb 6:7, 6:8: six weeks to object to a decision."""
    for made_known_on in situation.decisions_made_known_on:
        yield Duty("object", "Awb art. 6:7, 6:8", objection_until(made_known_on), made_known_on)

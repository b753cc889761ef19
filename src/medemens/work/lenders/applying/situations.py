"""The situation of a firm for its calendar: from the register, from what it sent, and from its drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from medemens.law.waadi.decisions import GRANTS
from medemens.law.waadi.duties import PaperFacts, Situation
from medemens.work.lenders.applying.firm_questions import APPLICATIONS
from medemens.work.lenders.applying.reading import day, truth
from medemens.work.lenders.queries import applications as queries
from medemens.work.lenders.queries.accounts import Account, Application, applications_of
from medemens.work.lenders.queries.history import facts, known, lines_of, shown

GRANTED = {each.key for each in GRANTS}


def of(account: Account, *, today: date, now: datetime) -> Situation:
    """The situation of a firm on a day. The newest draft says what no decision and nothing that was sent says."""
    applications = list(applications_of(account))
    told = _told(applications)
    sent = [each for each in applications if each.sent_at is not None and each.subject in APPLICATIONS]
    register = _of_register(account, today, now)
    applied = min((timezone.localdate(each.sent_at) for each in sent if each.sent_at), default=None)
    return Situation(
        on=today,
        lends=_lends(told),
        signed_up=bool(register.get("signed_up_on")) or truth(told.get("signed_up")),
        applied_on=register.get("applied_on") or applied,
        with_report=register.get("with_report") if "with_report" in register else truth(told.get("with_report")),
        certified=truth(told.get("certified")) or bool(told.get("certified_until")) or None,
        granted=register.get("granted", ""),
        until=register.get("until"),
        winds_up_until=register.get("winds_up_until"),
        directors_changed_on=tuple(_changes(applications)),
        decisions_made_known_on=tuple(each for each in queries.decided_on(account)),
        papers=_papers(applications),
    )


def _of_register(account: Account, today: date, now: datetime) -> dict[str, Any]:
    """What the register says of the lender that the authority has confirmed."""
    if (organisation := queries.organisation_of(account)) is None:
        return {}
    lines = lines_of(organisation.pk)
    stands, law = shown(lines, today, now).standing, facts(known(lines, now), today)
    found: dict[str, Any] = {"applied_on": law.applied_on, "signed_up_on": law.signed_up_on}
    if law.with_report is not None:
        found["with_report"] = law.with_report
    if stands.status in GRANTED:
        found |= {"granted": stands.status, "until": stands.until}
    if stands.present_on is not None:
        found["winds_up_until"] = stands.until
    return found


def _told(applications: Iterable[Application]) -> Mapping[str, Any]:
    """The answers of all drafts; those of the newest go before."""
    told: dict[str, Any] = {}
    for each in reversed(list(applications)):
        if each.sent_at is None and each.subject in APPLICATIONS:
            told |= {name: value for name, value in queries.answers(each).items() if value is not None}
    return told


def _lends(told: Mapping[str, Any]) -> bool | None:
    if told.get("never_lent") == "yes" or told.get("lends_now") == "no":
        return False
    return True if told.get("lends_now") == "yes" else None


def _changes(applications: Iterable[Application]) -> list[date]:
    """The days on which a director changed, by drafts and by what was sent: the paper that goes with that says so."""
    found = []
    for each in applications:
        if each.subject == "lender_change":
            answers = queries.answers(each) if each.sent_at is None else queries.sent_answers(each)
            changed_on = day(answers.get("changed_on"))
            if answers.get("change_kind") == "director" and changed_on:
                found.append(changed_on)
    return found


def _papers(applications: Iterable[Application]) -> tuple[PaperFacts, ...]:
    numbers = [each.pk for each in applications]
    return tuple(PaperFacts(each.kind, each.given_on, each.valid_until) for each in queries.papers_of(numbers))

"""The people around the monitor: two editors, a party with an authority here, and one with a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from medemens.casework.codes import Code
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.progress.measures.actions import editing, reporting
from medemens.progress.measures.models import Party, Proposal
from tests import make
from tests.progress.measures import make_measures

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
MEASURE = "M9-01"
ADOPTED = {"id": "first", "date": "2022-03-01", "phase": "in_preparation", "fact": {"nl": "Het wordt gemaakt."}}


@dataclass
class Ministry:
    """The authority that edits the monitor, and two people there."""

    authority: Authority
    one: StaffMember
    other: StaffMember


def ministry() -> Ministry:
    """With one measure in the monitor, of which gemeenten are responsible."""
    make_measures.take(make_measures.small(ADOPTED, responsible=["gemeenten"]))
    authority = Authority.objects.create(key="szw", name="Ministerie Verzonnen", edits_monitor=True)
    return Ministry(authority, make.staff(authority, "handler"), make.staff(authority, "coordinator"))


def party(name: str = "gemeenten") -> Party:
    """A party of the monitor."""
    return Party.objects.get(name=name)


def step(day: str = "2026-11-20", phase: str = "in_force", **more: Any) -> dict[str, Any]:
    """A change that adds a step to the measure."""
    given = {"id": f"{day}-{phase}", "date": day, "phase": phase, "fact": {"nl": "Het geldt."}, "source": "letter", **more}
    return {"measures": [{"id": MEASURE, "status": [given]}]}


def draft(by: StaffMember, content: dict[str, Any] | None = None, kind: Any = Proposal.Kind.STEP) -> Proposal:
    """A draft of somebody."""
    return editing.draft(kind=kind, content=content or step(), reasons="Verzonnen reden.", by=by, now=NOW, measure=MEASURE)


def waiting(by: StaffMember, content: dict[str, Any] | None = None, kind: Any = Proposal.Kind.STEP) -> Proposal:
    """A change of somebody that waits for a colleague."""
    return editing.ask(proposal=draft(by, content, kind), reasons="", by=by, now=NOW)


def published(by: StaffMember, proposal: Proposal, now: datetime = NOW) -> Proposal:
    """Published by somebody who saw the differences."""
    mark = editing.seen(editing.differences(proposal))
    return editing.publish(proposal=proposal, mark=mark, by=by, now=now)


def code(of: Ministry, until: date = date(2026, 12, 31), party_of: Party | None = None) -> Code:
    """A code for a party."""
    return reporting.invite(party=party_of or party(), until=until, by=of.one, now=NOW, today=TODAY)

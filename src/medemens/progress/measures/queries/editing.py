"""What the editors of the monitor ask for: how measures stand, what waits, who reports. Read-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.progress.measures.models import Invitation, Party, PartyAuthority, Proposal
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.promises import PromiseLine
from medemens.progress.measures.queries.promises import known as lines_known
from medemens.progress.measures.queries.snapshot import Known, Pledge, Snapshot
from medemens.progress.measures.queries.status import Status, Step, known

__all__ = ["Authority", "Invitation", "Party", "Proposal"]

MOST_JUDGED = 100
"""How many changes that were judged a list shows; the newest."""


@dataclass(frozen=True)
class Standing:
    """A measure with its state, since when the monitor knows the newest step, and how many changes of it are not done."""

    measure: Known
    status: Status
    recorded_at: datetime
    waiting: int


def standings(held: Snapshot, day: date) -> list[Standing]:
    """All measures on a day."""
    not_done = Proposal.objects.filter(state__in=("draft", "waiting")).exclude(measure=None)
    waiting = dict(not_done.values_list("measure__code").annotate(Count("pk")).order_by())
    return [
        Standing(
            one,
            held.states(day)[code],
            max((each.recorded_at for each in one.steps), default=one.recorded_at),
            waiting.get(code, 0),
        )
        for code, one in held.measures.items()
    ]


def measure(code: str) -> tuple[Snapshot, Known]:
    """A measure in the monitor as it is now.

    :raises Http404: there is none
    """
    held = snapshot.current()
    if code not in held.measures:
        raise Http404
    return held, held.measures[code]


def step(of: Known, key: str) -> Step:
    """The step that stands by a lasting name.

    :raises Http404: none does
    """
    found = next((each for each in known(of.steps, None) if each.key == key), None)
    if found is None:
        raise Http404
    return found


def promise(key: str) -> tuple[Snapshot, Pledge]:
    """A commitment or motion.

    :raises Http404: there is none
    """
    held = snapshot.current()
    if key not in held.promises:
        raise Http404
    return held, held.promises[key]


def line(of: Pledge, key: str) -> PromiseLine:
    """The step of a commitment or motion that stands by a lasting name.

    :raises Http404: none does
    """
    found = next((each for each in lines_known(of.lines, None) if each.key == key), None)
    if found is None:
        raise Http404
    return found


def not_done() -> list[Proposal]:
    """All drafts and all that waits, the oldest first."""
    return list(_proposals().filter(state__in=("draft", "waiting")).order_by("proposed_at", "pk"))


def judged() -> list[Proposal]:
    """What was published or sent back last."""
    return list(_proposals().filter(state__in=("published", "sent_back")).order_by("-judged_at", "-pk")[:MOST_JUDGED])


def proposal(number: int) -> Proposal:
    """One change.

    :raises Http404: there is none
    """
    found = _proposals().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def proposals_of(measure: str = "", promise: str = "") -> list[Proposal]:
    """All changes of a measure, commitment or motion, the newest first."""
    chosen = Q(measure__code=measure) if measure else Q(promise__key=promise)
    return list(_proposals().filter(chosen).order_by("-proposed_at", "-pk"))


def _proposals() -> QuerySet[Proposal]:
    return Proposal.objects.select_related("measure", "promise", "party", "proposed_by", "judged_by", "authority")


def parties() -> list[tuple[Party, int, int, int]]:
    """All parties: how many measures, authorities and codes that were not ended each has."""
    rows = Party.objects.annotate(
        of_measures=Count("measures", distinct=True),
        of_authorities=Count("authorities", distinct=True),
        of_codes=Count("invitations", filter=Q(invitations__ended_at=None), distinct=True),
    ).order_by("name")
    return [(row, row.of_measures, row.of_authorities, row.of_codes) for row in rows]


def party(number: int) -> Party:
    """One party.

    :raises Http404: there is none
    """
    found = Party.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def invitations(party: Party) -> list[Invitation]:
    """All codes of a party, the newest first."""
    return list(party.invitations.select_related("made_by").order_by("-made_at", "-pk"))


def invitation(party: Party, number: int) -> Invitation:
    """One code of a party.

    :raises Http404: there is none
    """
    found = party.invitations.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def authorities(party: Party) -> list[Authority]:
    """The authorities that report for a party."""
    return list(Authority.objects.filter(pk__in=party.authorities.values("authority")).order_by("name"))


def other_authorities(party: Party) -> list[Authority]:
    """Those that could."""
    return list(Authority.objects.exclude(pk__in=party.authorities.values("authority")).order_by("name"))


def authority(number: int) -> Authority:
    """One authority.

    :raises Http404: there is none
    """
    found = Authority.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


# For the parties themselves


def parties_of(staff: StaffMember) -> list[Party]:
    """The parties for which somebody's authority reports."""
    return list(Party.objects.filter(authorities__authority=staff.authority).order_by("name"))


def invited(lookup: bytes, today: date) -> Invitation | None:
    """The invitation of a code, when it works today."""
    found = Invitation.objects.select_related("party").filter(lookup=lookup, ended_at=None, until__gte=today)
    return found.first()


def measures_of(party: Party) -> list[Known]:
    """The measures that a party is responsible for."""
    held = snapshot.current()
    return [one for one in held.measures.values() if any(each.name == party.name for each in one.responsible)]


def reports_of(party: Party, *, staff: StaffMember | None = None, invitation: Invitation | None = None) -> list[Proposal]:
    """What was reported for a party by an authority, or with a code; the newest first."""
    found = _proposals().filter(party=party, kind="report", invitation=invitation)
    if staff is not None:
        found = found.filter(authority=staff.authority)
    return list(found.order_by("-proposed_at", "-pk"))


def speaks_for(staff: StaffMember, party: Party) -> bool:
    """Whether somebody's authority reports for a party."""
    return PartyAuthority.objects.filter(party=party, authority=staff.authority).exists()

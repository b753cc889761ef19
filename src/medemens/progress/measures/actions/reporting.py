"""Parties tell of their own progress: who may do so, and what they report. An editor judges it; nothing comes in by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import Code, new_code
from medemens.common.authorities import Authority
from medemens.common.secrets import derived
from medemens.common.staff import StaffMember
from medemens.progress.measures.actions import importing
from medemens.progress.measures.actions.editing import Faulty, faults_of
from medemens.progress.measures.models import Invitation, Measure, Party, PartyAuthority, Proposal

LONGEST = timedelta(days=366)
MOST_WAITING = 100
"""Reports of one party that wait at once."""


@dataclass(frozen=True)
class Reporter:
    """Who reports for a party: somebody of its authority, or whoever has its code."""

    party: Party
    staff: StaffMember | None = None
    invitation: Invitation | None = None

    @property
    def name(self) -> str:
        """The name in the source: that of the party, and of the authority where one reports for it."""
        of = self.staff.authority if self.staff else None
        return f"{self.party.name} ({of.name})" if of and of.name != self.party.name else self.party.name


def lookup(code: Code) -> bytes:
    """By what an invitation is found; it does not lead back to the code."""
    return derived(code.digits.encode(), purpose="progress of a party")


@transaction.atomic
def link(*, party: Party, authority: Authority, by: StaffMember, now: datetime) -> PartyAuthority:
    """Lets an authority of this installation report for a party, in its workbench.

    :raises NotPossible: `there`: it does so already
    """
    if PartyAuthority.objects.filter(party=party, authority=authority).exists():
        raise NotPossible("there")
    made = PartyAuthority.objects.create(party=party, authority=authority, since=now)
    Authority.objects.filter(pk=authority.pk).update(reports_progress=True)
    audit.record("monitor.linked", now=now, by=by, authority=by.authority, party=party.pk, to=authority.pk)
    return made


@transaction.atomic
def unlink(*, party: Party, authority: Authority, by: StaffMember, now: datetime) -> None:
    """An authority does not report for a party any more. What it reported stays."""
    gone, _by_model = PartyAuthority.objects.filter(party=party, authority=authority).delete()
    if not gone:
        raise NotPossible("not_waiting")
    still = PartyAuthority.objects.filter(authority=authority).exists()
    Authority.objects.filter(pk=authority.pk).update(reports_progress=still)
    audit.record("monitor.unlinked", now=now, by=by, authority=by.authority, party=party.pk, to=authority.pk)


@transaction.atomic
def invite(*, party: Party, until: date, by: StaffMember, now: datetime, today: date) -> Code:
    """Makes a code with which a party reports. It is told once, and kept nowhere.

    :raises NotPossible: `past`, or `too_far`: more than a year from now
    """
    if until < today:
        raise NotPossible("past")
    if until > today + LONGEST:
        raise NotPossible("too_far")
    code = new_code()
    made = Invitation.objects.create(party=party, lookup=lookup(code), until=until, made_at=now, made_by=by)
    audit.record("monitor.invited", now=now, by=by, authority=by.authority, party=party.pk, invitation=made.pk)
    return code


@transaction.atomic
def end_invitation(*, invitation: Invitation, by: StaffMember, now: datetime) -> None:
    """A code does not work any more.

    :raises NotPossible: `not_waiting`: it was ended before
    """
    if not Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now):
        raise NotPossible("not_waiting")
    audit.record("monitor.uninvited", now=now, by=by, authority=by.authority, invitation=invitation.pk)


@transaction.atomic
def report(*, reporter: Reporter, measure: str, content: Mapping[str, Any], now: datetime) -> Proposal:
    """What a party says of one of its own measures; an editor judges it.

    :raises NotPossible: `not_theirs`, `over`: the code does not work any more, `too_many` wait already, or `nothing`
    :raises Faulty: something in it is wrong
    """
    of = Measure.objects.filter(code=measure, responsible=reporter.party).first()
    if of is None:
        raise NotPossible("not_theirs")
    if reporter.staff is not None and not _speaks_for(reporter.staff, reporter.party):
        raise NotPossible("not_theirs")
    if reporter.invitation is not None and not Invitation.objects.filter(pk=reporter.invitation.pk, ended_at=None).exists():
        raise NotPossible("over")
    if Proposal.objects.filter(party=reporter.party, state=Proposal.State.WAITING).count() >= MOST_WAITING:
        raise NotPossible("too_many")
    plan = importing.plan(dict(content))
    if faults := faults_of(plan):
        raise Faulty(faults)
    if not plan.changes:
        raise NotPossible("nothing")
    made = Proposal.objects.create(
        kind=Proposal.Kind.REPORT,
        measure=of,
        party=reporter.party,
        invitation=reporter.invitation,
        authority=reporter.staff.authority if reporter.staff else None,
        content=dict(content),
        state=Proposal.State.WAITING,
        proposed_by=reporter.staff,
        proposed_at=now,
    )
    audit.record(
        "monitor.reported", now=now, by=reporter.staff, actor="" if reporter.staff else "reporter",
        authority=reporter.staff.authority if reporter.staff else None, proposal=made.pk, party=reporter.party.pk,
    )  # fmt: skip
    return made


def _speaks_for(staff: StaffMember, party: Party) -> bool:
    return PartyAuthority.objects.filter(party=party, authority=staff.authority).exists()

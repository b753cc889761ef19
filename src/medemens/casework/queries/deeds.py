"""What the forms of deeds need to know: small questions about one case, and about what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from medemens.casework import access
from medemens.casework.access import Opened
from medemens.casework.case_types import case_type
from medemens.casework.models import Case, CaseLink, Decision, Entry, MessageTemplate, ProposedDecision, Term
from medemens.casework.queries.queue import as_reference
from medemens.casework.sealing import Content
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.staff import StaffMember

MOST_FOUND = 20
LINK_KINDS = tuple(CaseLink.Kind.values)


def report(opened: Opened) -> Content:
    """What was sent in."""
    entry = opened.case.entries.filter(kind=Entry.Kind.REPORT).order_by("id").first()
    return opened.key.open(entry.content) if entry else {}


def language_of(opened: Opened) -> str:
    """The language of the reporter."""
    return str(report(opened).get("language", "nl"))


def last_decision(case: Case) -> Decision | None:
    """The newest decision."""
    return case.decisions.order_by("id").last()


def decision(case: Case, number: int) -> Decision | None:
    """One decision of a case."""
    return case.decisions.filter(pk=number).first()


def waiting_decision(case: Case) -> ProposedDecision | None:
    """The decision that was proposed and waits for a second person: no SQL where the case type knows none of those."""
    if not any(each.four_eyes for each in case_type(case.case_type).outcomes):
        return None
    waiting = case.proposed_decisions.filter(state=ProposedDecision.State.WAITING)
    return waiting.select_related("entry", "proposed_by").first()


def running_terms(case: Case) -> list[Term]:
    """The terms that run now."""
    return list(case.terms.filter(met_on=None).exclude(ends_on=None).select_related("case").order_by("id"))


def still_terms(case: Case) -> list[Term]:
    """The terms that stand still now."""
    return list(case.terms.filter(met_on=None, ends_on=None).select_related("case").order_by("id"))


def templates(authority: Authority, languages: Sequence[str]) -> list[MessageTemplate]:
    """The authority's own texts in some languages."""
    return list(MessageTemplate.objects.filter(authority=authority, language__in=languages).order_by("title", "key"))


def organisations(text: str, own: Authority) -> list[Organisation]:
    """Organisations by name or number: public ones, and those that this authority wrote down itself."""
    text = text.strip()
    named = Organisation.objects.filter(kvk=text) if text.isdigit() else Organisation.objects.named(text)
    known = named.filter(Q(public=True) | Q(cases__authority=own)).distinct()
    return list(known.order_by("folded_name", "id")[:MOST_FOUND])


def organisation(number: int, own: Authority) -> Organisation | None:
    """One organisation that this authority may see."""
    return Organisation.objects.filter(Q(public=True) | Q(cases__authority=own), pk=number).first()


def authorities(besides: Authority) -> list[Authority]:
    """Authorities of this system that have a key, so that a case can be sealed for them."""
    return list(Authority.objects.filter(keys__retired_at=None).exclude(pk=besides.pk).distinct().order_by("name"))


def other_case(staff: StaffMember, reference: str) -> Case | None:
    """Another case that somebody may see, by its reference as they typed it."""
    return access.cases(staff).filter(reference=as_reference(reference)).first()


def passed_on(opened: Opened) -> tuple[int, int]:
    """How many messages and documents another authority would receive with the report."""
    kinds = (Entry.Kind.FROM_REPORTER, Entry.Kind.TO_REPORTER)
    entries = opened.case.entries.filter(kind__in=kinds).count()
    documents = opened.case.documents.filter(entry__kind__in=(Entry.Kind.REPORT, *kinds)).count()
    return entries, documents


def norms_not_met(case: Case) -> list[str]:
    """The norms of which the newest finding is that they were not met."""
    newest = {each.norm: each.outcome for each in case.findings.order_by("id")}
    return [norm for norm, outcome in newest.items() if outcome == "not met"]


def organisation_typed(opened: Opened) -> str:
    """The name of the organisation as the reporter typed it; empty when they chose one."""
    answers = report(opened).get("answers", {})
    return str(answers.get("organisation_name") or "")

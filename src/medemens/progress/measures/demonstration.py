"""What waits for the editors of the monitor in a demonstration: a change, a report of a party, a practice that was sent in.

It is all invented, and none of it is in the monitor until an editor publishes it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.progress.measures.actions import editing, practices, reporting
from medemens.progress.measures.actions.reporting import Reporter
from medemens.progress.measures.models import Party, PartyAuthority, Proposal

EDITORS, REPORTING, PARTY = "ministerie", "voorbeeldstad", "gemeenten"
"""The keys of the authority that edits and of the one that reports, and the party for which it does."""
MEASURE = "M3-09"


@transaction.atomic
def make(*, now: datetime) -> bool:
    """Makes it, once, where the invented authorities and the data that come with the software are; whether it was made now."""
    party, authority = Party.objects.filter(name=PARTY).first(), Authority.objects.filter(key=REPORTING).first()
    editor = StaffMember.objects.filter(authority__key=EDITORS, handler=True).order_by("pk").first()
    officer = StaffMember.objects.filter(authority__key=REPORTING, handler=True).order_by("pk").first()
    if not (party and authority and editor and officer) or PartyAuthority.objects.exists():
        return False
    day = timezone.localdate(now).isoformat()
    reporting.link(party=party, authority=authority, by=editor, now=now)
    told = {"title": f"Reported by {PARTY} (invented, for the demonstration)", "date": day}
    step = {"id": f"{day}-realised", "date": day, "phase": "realised", "fact": {"nl": "Verzonnen melding van Voorbeeldstad."}}
    content = {
        "sources": {"reported-demonstration": told},
        "measures": [{"id": MEASURE, "status": [step | {"source": "reported-demonstration"}]}],
    }
    reporting.report(reporter=Reporter(party, staff=officer), measure=MEASURE, content=content, now=now)
    changed = {"measures": [{"id": MEASURE, "note": {"nl": "Verzonnen opmerking.", "en": "Invented note."}}]}
    reasons = "Verzonnen, om te laten zien hoe een wijziging wacht."
    draft = editing.draft(kind=Proposal.Kind.MEASURE, content=changed, reasons=reasons, by=editor, now=now, measure=MEASURE)
    editing.ask(proposal=draft, reasons=reasons, by=editor, now=now)
    fields = {
        "name": "Verzonnen voorbeeld: koffie op de camping",
        "who": "Gemeente Voorbeeldstad",
        "problem": "Verzonnen: nieuwkomers weten niet waar hulp is.",
        "approach": "Verzonnen: elke week koffie met een tolk.",
    }
    contact = {"contact_name": "Verzonnen Vraag", "contact_email": "vraag@voorbeeldstad.example"}
    practices.send(theme="informatie-dienstverlening", fields=fields, language="nl", contact=contact, public=False, now=now)
    return True

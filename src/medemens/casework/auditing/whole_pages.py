"""Whether the log is whole: a walk through all of it, and heads that are noted where nobody who can change the log can reach."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework import audit
from medemens.casework.actions import auditing as actions
from medemens.casework.actions.auditing import GIVEN_UP_AFTER, MOST_FAULTS
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.audit import Fault
from medemens.casework.auditing import words
from medemens.casework.opening import staff_of
from medemens.casework.queries import log as queries
from medemens.casework.queries.log import LogCheck
from medemens.casework.staff_figures import number
from medemens.casework.staff_words import Text
from medemens.common.access import Permission, audience
from medemens.common.staff import StaffMember

MOST_TYPED = 20_000
"""How many signs of noted heads are read; the heads of one day are a few hundred."""


@dataclass(frozen=True)
class FaultShown:
    """A fault in words, and what stands there when that is an entry of the auditor's own authority."""

    fault: Fault
    words: Text
    entry: queries.AuditEntry | None
    who: str
    deed: str


@audience("staff", may=Permission.AUDIT)
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The last check, and beginning one."""
    staff, check = staff_of(request), queries.last_check()
    context = {
        "check": check,
        "running": check is not None and _runs(check),
        "faults": _shown(staff, [Fault(*each) for each in check.faults]) if check else [],
        "most": MOST_FAULTS,
        "who": _who(staff, check) if check else "",
        "entries": number(check.entries) if check else "",
    }
    return render(request, "auditing/whole.html", context)


@audience("staff", may=Permission.AUDIT)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begins a check; when one runs already, that one is shown."""
    with suppress(NotPossible):
        actions.begin_check(by=staff_of(request), now=timezone.now())
    return redirect("auditing:progress")


@audience("staff", may=Permission.AUDIT)
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the check is; back to the result when it is done."""
    check = queries.last_check()
    if check is None or not _runs(check):
        return redirect("auditing:whole")
    numbers = {"walked": number(check.walked), "entries": number(check.entries)}
    return render(request, "auditing/progress.html", {"check": check, **numbers, "follow": "follow" in request.GET})


@audience("staff", may=Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def heads(request: HttpRequest) -> HttpResponse:
    """The heads to note elsewhere; and heads that were noted before, held against the log."""
    context: dict[str, Any] = {"heads": audit.heads(), "entries": audit.entries(), "now": timezone.now()}
    if request.method != "POST":
        return render(request, "auditing/heads.html", context)
    typed = request.POST.get("noted", "")[:MOST_TYPED]
    try:
        noted = audit.read_heads(typed)
    except ValueError as wrong:
        context |= {"typed": typed, "unread": str(wrong), "error": _("Paste the heads as they were noted, one a line.")}
        return render(request, "auditing/heads.html", context, status=422)
    context |= {
        "compared": len(noted),
        "faults": _shown(staff_of(request), audit.unlike(noted)),
        "without_head": audit.without_noted_head(noted),
        "check": queries.last_check(),
    }
    return render(request, "auditing/heads.html", context)


def _runs(check: LogCheck) -> bool:
    return check.finished_at is None and check.begun_at > timezone.now() - GIVEN_UP_AFTER


def _who(staff: StaffMember, check: LogCheck) -> str:
    """Who asked for a check; of somebody of another authority no more than that."""
    if check.staff is None or check.staff.authority_id != staff.authority_id:
        return _("somebody of another organisation")
    return check.staff.name


def _shown(staff: StaffMember, faults: list[Fault]) -> list[FaultShown]:
    entries = queries.at_places(staff, [(each.lane, each.number) for each in faults])
    shown = []
    for each in faults:
        entry = entries.get((each.lane, each.number))
        who, deed = (words.who(entry), words.deed(entry.deed)) if entry else ("", "")
        shown.append(FaultShown(each, words.FAULTS.get(each.kind, each.kind), entry, who, deed))
    return shown

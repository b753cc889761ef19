"""What both ways to report share: the list of measures, and the form about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework.actions.submissions import NotPossible
from medemens.common.questions import Text
from medemens.progress.measures import shown
from medemens.progress.measures.actions import reporting as actions
from medemens.progress.measures.actions.editing import Faulty
from medemens.progress.measures.actions.reporting import Reporter
from medemens.progress.measures.queries import editing, snapshot
from medemens.progress.measures.queries.editing import Proposal
from medemens.progress.measures.reporting import forms

STATES: dict[str, Text] = {
    "waiting": lazy("Waits for the editors of the monitor"),
    "published": lazy("Taken over: it stands in the monitor"),
    "sent_back": lazy("Sent back"),
}
REFUSED: dict[str, Text] = {
    "not_theirs": lazy("This measure is not one of yours any more."),
    "over": lazy("This code does not work any more."),
    "too_many": lazy("So much waits for the editors already that nothing more is taken. Try again later."),
    "nothing": lazy("This is what stands in the monitor already."),
}


@dataclass(frozen=True)
class Part:
    """A party with its measures and what was reported: each with its address, words and state."""

    reporter: Reporter
    rows: list[tuple[shown.Row, str]]
    reports: list[tuple[Proposal, Text, list[str]]]


def part(reporter: Reporter, name: str) -> Part:
    """What stands on the page for one party; `name` is that of the address of the form."""
    states = snapshot.current().states(timezone.localdate())
    first = [reporter.party.pk] if reporter.staff else []
    rows = [
        (shown.row(one, states[one.code]), reverse(name, args=[*first, one.code])) for one in editing.measures_of(reporter.party)
    ]
    found = editing.reports_of(reporter.party, staff=reporter.staff, invitation=reporter.invitation)
    return Part(reporter, rows, [(each, STATES[each.state], forms.as_told(each.content)) for each in found])


def listed(request: HttpRequest, frame: str, parts: list[Part]) -> HttpResponse:
    """The measures of one or more parties."""
    done = request.GET.get("done") == "reported"
    return render(request, "measures/reporting/mine.html", {"frame": frame, "parts": parts, "done": done})


def form(request: HttpRequest, frame: str, reporter: Reporter, code: str, back: str) -> HttpResponse | None:
    """The form about one measure; None when it was sent in.

    :raises Http404: the party is not responsible for it
    """
    of = next((one for one in editing.measures_of(reporter.party) if one.code == code), None)
    if of is None:
        raise Http404
    now = timezone.now()
    filled = forms.ProgressForm(timezone.localdate(now), request.POST if request.method == "POST" else None)
    if request.method == "POST" and filled.is_valid():
        content = forms.content(of, reporter, filled.cleaned_data, shown.code(), now)
        try:
            actions.report(reporter=reporter, measure=code, content=content, now=now)
            return None
        except NotPossible as refused:
            filled.add_error(None, str(REFUSED.get(refused.key, _("This is not possible now."))))
        except Faulty:
            filled.add_error(None, _("This cannot be taken as it is. Look at the days."))
    held = snapshot.current()
    context: dict[str, Any] = {
        "frame": frame,
        "form": filled,
        "reporter": reporter,
        "measure": of,
        "title": shown.said(of.title),
        "row": shown.row(of, held.states(timezone.localdate(now))[code]),
        "back": back,
    }
    return render(request, "measures/reporting/report.html", context, status=422 if request.method == "POST" else 200)

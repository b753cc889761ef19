"""The parties that are responsible: which organisation here reports for them, and codes for those that have none here."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django import forms as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import Code
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.progress.measures import words as measure_words
from medemens.progress.measures.actions import reporting
from medemens.progress.measures.editing import forms, words
from medemens.progress.measures.editing.pages import done
from medemens.progress.measures.queries import editing
from medemens.progress.measures.queries.editing import Party

USUAL = timedelta(days=42)
"""How long a code works unless another day is chosen."""


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def parties(request: HttpRequest) -> HttpResponse:
    """All parties, and how each reports."""
    rows = [(party, measure_words.PARTIES[party.kind], *counts) for party, *counts in editing.parties()]
    return render(request, "measures/editing/parties.html", {"rows": rows})


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def party(request: HttpRequest, number: int) -> HttpResponse:
    """One party."""
    return _shown(request, editing.party(number))


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def link(request: HttpRequest, number: int) -> HttpResponse:
    """Lets an organisation here report for a party."""
    found = editing.party(number)
    form = forms.LinkForm(_choices(found), request.POST)
    if form.is_valid():
        authority = editing.authority(int(form.cleaned_data["authority"]))
        try:
            reporting.link(party=found, authority=authority, by=staff_of(request), now=timezone.now())
            return _to(found, "linked")
        except NotPossible as refused:
            words.tell(form, refused)
    return _shown(request, found, linking=form)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def unlink(request: HttpRequest, number: int) -> HttpResponse:
    """An organisation does not report for a party any more."""
    found = editing.party(number)
    given = request.POST.get("authority", "")
    authority = editing.authority(int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0)
    with suppress(NotPossible):  # somebody was here before
        reporting.unlink(party=found, authority=authority, by=staff_of(request), now=timezone.now())
    return _to(found, "unlinked")


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Makes a code and shows it, once."""
    found = editing.party(number)
    form = forms.InvitationForm(request.POST)
    if form.is_valid():
        now = timezone.now()
        until = form.cleaned_data["until"]
        try:
            code = reporting.invite(party=found, until=until, by=staff_of(request), now=now, today=timezone.localdate(now))
            return _shown(request, found, code=code, status=200)
        except NotPossible as refused:
            words.tell(form, refused)
    return _shown(request, found, inviting=form)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def end(request: HttpRequest, number: int, invitation: int) -> HttpResponse:
    """A code does not work any more."""
    found = editing.party(number)
    with suppress(NotPossible):  # somebody was here before
        reporting.end_invitation(invitation=editing.invitation(found, invitation), by=staff_of(request), now=timezone.now())
    return _to(found, "ended")


def _choices(found: Party) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in editing.other_authorities(found)]


def _to(found: Party, what: str) -> HttpResponse:
    return redirect(f"{reverse('editing:party', args=[found.pk])}?done={what}")


def _shown(
    request: HttpRequest,
    found: Party,
    *,
    linking: django.Form | None = None,
    inviting: django.Form | None = None,
    code: Code | None = None,
    status: int = 0,
) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "party": found,
        "kind": measure_words.PARTIES[found.kind],
        "measures": editing.measures_of(found),
        "authorities": editing.authorities(found),
        "invitations": [(each, each.ended_at is None and each.until >= today) for each in editing.invitations(found)],
        "linking": linking or forms.LinkForm(_choices(found)),
        "inviting": inviting or forms.InvitationForm(initial={"until": today + USUAL}),
        "troubled": linking or inviting,
        "code": code,
        "public": request.build_absolute_uri(reverse("report-progress:code")),
        "done": done(request),
    }
    return render(request, "measures/editing/party.html", context, status=status or (422 if request.method == "POST" else 200))

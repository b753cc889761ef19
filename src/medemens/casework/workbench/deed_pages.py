"""The pages of deeds: each shows its form, does its deed, and goes back to the case."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from medemens.casework.access import Opened
from medemens.casework.actions import holding
from medemens.casework.actions.holding import NewerEntries
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import opened, staff_of, with_key
from medemens.casework.queries import case_page
from medemens.casework.queries.case_page import Case
from medemens.casework.workbench import (
    case_words,
    decision_forms,
    handling_forms,
    joining_forms,
    judging_forms,
    term_forms,
    writing_forms,
)
from medemens.casework.workbench.deed_forms import DeedForm, words_of_problem
from medemens.common.access import Permission, audience
from medemens.common.staff import StaffMember
from medemens.law.awb.terms import TermRefused

DEEDS: dict[str, type[DeedForm]] = {
    each.name: each
    for each in (
        handling_forms.Take, handling_forms.HandOver, handling_forms.PutBack, handling_forms.SetStatus, handling_forms.Wait,
        handling_forms.MarkRead, writing_forms.Write, writing_forms.AskForCompletion, writing_forms.Note, writing_forms.Find,
        joining_forms.NameOrganisation,
        joining_forms.Link, joining_forms.Unlink, term_forms.Suspend, term_forms.Resume, term_forms.Extend, joining_forms.Refer,
        decision_forms.Decide, judging_forms.Judge, handling_forms.KeepForFile, handling_forms.Close, handling_forms.Reopen,
        handling_forms.SetIrrevocable,
    )
}  # fmt: skip
"""All deeds by the word in their address, in the order of the menu."""

NOT_IN_MENU = frozenset({"take", "put-back", "read", "unlink"})
"""Those that stand as a button beside what they are about."""


def menu(case: Case, staff: StaffMember) -> list[type[DeedForm]]:
    """The deeds that somebody can do in a case as it is now."""
    return [each for name, each in DEEDS.items() if name not in NOT_IN_MENU and each.offered(case, staff)]


@audience("staff", may=Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_key
def deed(request: HttpRequest, reference: str, deed: str) -> HttpResponse:
    """One deed in one case."""
    if deed not in DEEDS:
        raise Http404
    form_class, staff, now = DEEDS[deed], staff_of(request), timezone.now()
    case = opened(request, reference, to=deed)
    given: dict[str, Any] = {"opened": case, "staff": staff, "today": timezone.localdate(now), "asked": request.GET}
    latest = case_page.newest(case.case)
    if request.method != "POST":
        return _shown(request, form_class(initial={"seen": latest}, **given))
    if form_class.again and form_class.again in request.POST:
        return _shown(request, form_class(initial=request.POST.dict(), **given))
    form = form_class(request.POST, **given)
    if not form_class.possible(case.case, staff):
        form.add_error(None, words_of_problem(form_class.lacks or ("open" if case.case.is_open else "closed"), form.kind))
    if not form.is_valid():
        return _shown(request, form, status=422)
    if form_class.preview and form_class.preview in request.POST:
        return _shown(request, form)
    try:
        holding.done(case=case.case, seen=form.cleaned_data["seen"], deed=lambda: form.act(now))
    except NewerEntries:
        return _newer(request, form_class, given, case, latest)
    except (NotPossible, TermRefused) as refused:
        form.add_error(None, words_of_problem(refused.key, form.kind))
        return _shown(request, form, status=422)
    return redirect(f"{reverse('workbench:case', args=[reference])}#{form.goes_to()}")


def _newer(request: HttpRequest, form_class: type[DeedForm], given: dict[str, Any], case: Opened, latest: int) -> HttpResponse:
    """The form again with all that was typed, and with what was written in the case meanwhile."""
    seen = request.POST.get("seen", "0")
    whole = case_page.whole(case, staff_of(request))
    after = int(seen) if seen.isdecimal() else 0
    happened = [case_words.happened(whole, line) for line in whole.lines if line.entry.pk > after]
    data = request.POST.copy()
    data["seen"] = str(latest)
    return _shown(request, form_class(data, **given), status=409, newer=happened)


def _shown(request: HttpRequest, form: DeedForm, *, status: int = 200, newer: object = None) -> HttpResponse:
    context = {"form": form, "case": form.case, "kind": form.kind, "newer": newer, **form.around()}
    return render(request, form.page, context, status=status)

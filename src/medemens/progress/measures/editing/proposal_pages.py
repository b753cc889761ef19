"""Changes that are not in the monitor yet: all of them, and one with its differences, to publish or to send back."""

from __future__ import annotations

from django import forms as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.progress.measures.actions import editing as actions
from medemens.progress.measures.actions.editing import Faulty
from medemens.progress.measures.editing import forms, words
from medemens.progress.measures.editing.change_pages import tell_faults
from medemens.progress.measures.editing.pages import Proposed, done
from medemens.progress.measures.queries import editing
from medemens.progress.measures.queries.editing import Proposal

State = Proposal.State


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What is not done yet, and what was judged last."""
    context = {
        "rows": [Proposed.of(each) for each in editing.not_done()],
        "judged": [Proposed.of(each) for each in editing.judged()],
        "done": done(request),
    }
    return render(request, "measures/editing/proposals.html", context)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One change with its differences; another than who made it publishes it or sends it back."""
    found = editing.proposal(number)
    form = forms.JudgementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given, staff, now = form.cleaned_data, staff_of(request), timezone.now()
        try:
            if given["verdict"] == "publish":
                made = actions.publish(proposal=found, mark=given["mark"], by=staff, now=now)
            else:
                made = actions.send_back(proposal=found, remark=given["remark"], by=staff, now=now)
            return _to(made)
        except NotPossible as refused:
            words.tell(form, refused)
        except Faulty as faulty:
            tell_faults(form, faulty)
    return _shown(request, found, form, forms.AskForm(initial={"reasons": found.reasons}))


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Asks a colleague to judge a draft of one's own."""
    found = editing.proposal(number)
    form = forms.AskForm(request.POST)
    if form.is_valid():
        try:
            reasons = form.cleaned_data["reasons"]
            return _to(actions.ask(proposal=found, reasons=reasons, by=staff_of(request), now=timezone.now()))
        except NotPossible as refused:
            words.tell(form, refused)
        except Faulty as faulty:
            tell_faults(form, faulty)
    return _shown(request, found, forms.JudgementForm(), form, status=422)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def throw_away(request: HttpRequest, number: int) -> HttpResponse:
    """Throws a draft of one's own away."""
    found = editing.proposal(number)
    form = forms.AskForm({"reasons": found.reasons or "-"})
    try:
        actions.throw_away(proposal=found, by=staff_of(request), now=timezone.now())
    except NotPossible as refused:
        words.tell(form, refused)
        return _shown(request, found, forms.JudgementForm(), form, status=422)
    return redirect(f"{reverse('editing:proposals')}?done=thrown_away")


def _to(made: Proposal) -> HttpResponse:
    return redirect(f"{reverse('editing:proposal', args=[made.pk])}?done={made.state}")


def _shown(request: HttpRequest, found: Proposal, form: django.Form, asking: django.Form, status: int = 0) -> HttpResponse:
    staff = staff_of(request)
    open_yet = found.state in (State.DRAFT, State.WAITING)
    plan = actions.differences(found) if open_yet else None
    mine = found.proposed_by_id == staff.pk
    context = {
        "row": Proposed.of(found),
        "differences": words.differences(plan) if plan else [],
        "plan": plan,
        "faults": [words.told(each) for each in plan.faults] if plan else [],
        "mark": actions.seen(plan) if plan else "",
        "form": form,
        "asking": asking,
        "troubled": form if form.is_bound and form.errors else asking,
        "mine": mine,
        "may_ask": mine and found.state == State.DRAFT,
        "may_judge": not mine and found.state == State.WAITING,
        "done": done(request),
    }
    return render(request, "measures/editing/proposal.html", context, status=status or (422 if request.method == "POST" else 200))

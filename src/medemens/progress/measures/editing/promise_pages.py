"""Commitments and motions for the editors: all of them, one with its steps, and changes of steps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.common.access import Permission, audience
from medemens.progress.measures import shown, words
from medemens.progress.measures.editing import contents, forms
from medemens.progress.measures.editing.change_pages import Kind, drafted, shown_form
from medemens.progress.measures.editing.pages import Proposed, done, told
from medemens.progress.measures.queries import editing, snapshot
from medemens.progress.measures.queries.promises import known
from medemens.progress.measures.queries.snapshot import Pledge


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """All commitments and motions, and how they stand today."""
    held = snapshot.current()
    states = held.pledged(timezone.localdate())
    rows = [
        (one, shown.said(one.asks), words.PROMISE_KINDS[one.kind], words.STATES[states[key].state], states[key].late)
        for key, one in held.promises.items()
    ]
    return render(request, "measures/editing/promises.html", {"rows": rows})


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def promise(request: HttpRequest, promise: str) -> HttpResponse:
    """One commitment or motion: all its steps, those that were corrected too, and all changes."""
    held, found = editing.promise(promise)
    stood = known(found.lines, None)
    lines = sorted(found.lines, key=lambda each: (each.on, each.key, each.number), reverse=True)
    context = {
        "promise": found,
        "title": _title(found),
        "kind": words.PROMISE_KINDS[found.kind],
        "state": words.STATES[held.pledged(timezone.localdate())[promise].state],
        "steps": [told(held, each, stood) for each in lines],
        "proposals": [Proposed.of(each) for each in editing.proposals_of(promise=promise)],
        "done": done(request),
    }
    return render(request, "measures/editing/promise.html", context)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_line(request: HttpRequest, promise: str) -> HttpResponse:
    """A new step of a commitment or motion."""
    held, found = editing.promise(promise)
    form = forms.PromiseStepForm(held, timezone.localdate(), request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (made := drafted(request, form, Kind.STEP, contents.line(held, found, form.cleaned_data), promise=promise))
    ):
        return made
    return shown_form(request, form, _("Add a step"), reverse("editing:promise", args=[promise]), about=_title(found))


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_line(request: HttpRequest, promise: str, step: str) -> HttpResponse:
    """A step in the place of one that was wrong."""
    held, found = editing.promise(promise)
    wrong = editing.line(found, step)
    form = forms.PromiseStepForm(
        held, timezone.localdate(), request.POST if request.method == "POST" else None, initial=forms.PromiseStepForm.of(wrong)
    )
    if request.method == "POST" and form.is_valid():
        content = contents.line(held, found, form.cleaned_data, wrong)
        if made := drafted(request, form, Kind.CORRECTION, content, promise=promise):
            return made
    more = {
        "about": _title(found),
        "wrong": told(held, wrong, (wrong,)),
        "annul": reverse("editing:annul-line", args=[promise, step]),
        "explanation": _("What stood there before stays readable, with the day on which it was corrected."),
    }
    return shown_form(request, form, _("Correct a step"), reverse("editing:promise", args=[promise]), **more)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def annul_line(request: HttpRequest, promise: str, step: str) -> HttpResponse:
    """Nothing in the place of a step that should not be there."""
    held, found = editing.promise(promise)
    wrong = editing.line(found, step)
    form = forms.AnnulForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (made := drafted(request, form, Kind.CORRECTION, contents.annulled_line(found, wrong), promise=promise))
    ):
        return made
    more = {"about": _title(found), "wrong": told(held, wrong, (wrong,))}
    return shown_form(request, form, _("Annul a step"), reverse("editing:promise", args=[promise]), **more)


def _title(of: Pledge) -> str:
    return str(of.number or shown.said(of.asks, plain=True) or of.key)

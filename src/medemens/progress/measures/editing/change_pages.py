"""Changes of measures: a step, a correction, an annulment, what describes it. Each begins as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.progress.measures import shown
from medemens.progress.measures.actions import editing as actions
from medemens.progress.measures.actions.editing import Faulty
from medemens.progress.measures.editing import contents, forms, words
from medemens.progress.measures.editing.pages import told
from medemens.progress.measures.queries import editing, snapshot

Kind = editing.Proposal.Kind


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest, code: str) -> HttpResponse:
    """A new step, with its source."""
    held, found = editing.measure(code)
    form = forms.StepForm(held, timezone.localdate(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        content = contents.step(held, found, form.cleaned_data)
        if made := drafted(request, form, Kind.STEP, content, measure=code):
            return made
    return shown_form(request, form, _("Add a step"), reverse("editing:measure", args=[code]), about=_about(code, found.title))


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """A step in the place of one that was wrong; that one stays readable."""
    held, found = editing.measure(code)
    wrong = editing.step(found, step)
    form = forms.StepForm(
        held, timezone.localdate(), request.POST if request.method == "POST" else None, initial=forms.StepForm.of(wrong)
    )
    if request.method == "POST" and form.is_valid():
        content = contents.step(held, found, form.cleaned_data, wrong)
        if made := drafted(request, form, Kind.CORRECTION, content, measure=code):
            return made
    more = {
        "about": _about(code, found.title),
        "wrong": told(held, wrong, (wrong,)),
        "annul": reverse("editing:annul-step", args=[code, step]),
        "explanation": _("What stood there before stays readable, with the day on which it was corrected."),
    }
    return shown_form(request, form, _("Correct a step"), reverse("editing:measure", args=[code]), **more)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def annul_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Nothing in the place of a step that should not be there."""
    held, found = editing.measure(code)
    wrong = editing.step(found, step)
    form = forms.AnnulForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (made := drafted(request, form, Kind.CORRECTION, contents.annulled(found, wrong), measure=code))
    ):
        return made
    more = {"about": _about(code, found.title), "wrong": told(held, wrong, (wrong,))}
    return shown_form(request, form, _("Annul a step"), reverse("editing:measure", args=[code]), **more)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, code: str) -> HttpResponse:
    """What describes a measure."""
    held, found = editing.measure(code)
    form = forms.MeasureForm(held, found, request.POST if request.method == "POST" else None, initial=forms.MeasureForm.of(found))
    if request.method == "POST" and form.is_valid():
        content = contents.measure(found, code, form.cleaned_data)
        if made := drafted(request, form, Kind.MEASURE, content, measure=code):
            return made
    more = {
        "about": _about(code, found.title),
        "explanation": _("The state is not here: it follows from the steps. What this was before is kept with the change."),
    }
    return shown_form(request, form, _("Change what describes it"), reverse("editing:measure", args=[code]), **more)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_measure(request: HttpRequest) -> HttpResponse:
    """A measure that is not in the monitor yet."""
    held = snapshot.current()
    form = forms.MeasureForm(held, None, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        content = contents.measure(None, form.cleaned_data["code"], form.cleaned_data)
        if made := drafted(request, form, Kind.MEASURE, content):
            return made
    explanation = _("It has no state until a step of it was published.")
    return shown_form(request, form, _("Add a measure"), reverse("editing:measures"), explanation=explanation)


def _about(code: str, title: Any) -> str:
    return f"{code} {shown.plain(shown.said(title, plain=True))}"


def drafted(request: HttpRequest, form: django.Form, kind: Kind, content: Mapping[str, Any], **of: str) -> HttpResponse | None:
    """To the draft, or nothing when it was not possible; the form tells why then."""
    try:
        reasons = form.cleaned_data["reasons"]
        made = actions.draft(kind=kind, content=content, reasons=reasons, by=staff_of(request), now=timezone.now(), **of)
    except NotPossible as refused:
        words.tell(form, refused)
        return None
    except Faulty as faulty:
        tell_faults(form, faulty)
        return None
    return redirect(f"{reverse('editing:proposal', args=[made.pk])}?done=draft")


def tell_faults(form: django.Form, faulty: Faulty) -> None:
    """Puts what is wrong above the form."""
    for fault in faulty.faults:
        form.add_error(None, words.told(fault))


def shown_form(request: HttpRequest, form: django.Form, title: str, back: str, **more: Any) -> HttpResponse:
    """A form of an editor."""
    context = {"form": form, "title": title, "back": back, "button": _("Make a draft"), **more}
    return render(request, "measures/editing/form.html", context, status=422 if request.method == "POST" else 200)

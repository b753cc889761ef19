"""Good practices for the editors: those that were sent in, those in the directory, and taking them out."""

from __future__ import annotations

from typing import Any

from django import forms as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.progress.measures import shown
from medemens.progress.measures.actions import practices as actions
from medemens.progress.measures.actions.editing import Faulty
from medemens.progress.measures.editing import contents, forms, words
from medemens.progress.measures.editing.change_pages import Kind, drafted, shown_form, tell_faults
from medemens.progress.measures.editing.pages import done
from medemens.progress.measures.queries import practices as queries
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.practices import SentPractice


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """What was sent in and waits, and what stands in the directory."""
    held = snapshot.current()
    context = {
        "waiting": queries.waiting(),
        "rows": [(one, shown.said(one.name)) for one in held.practices.values()],
        "removed": queries.removed(),
        "done": done(request),
    }
    return render(request, "measures/editing/practices.html", context)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, number: int) -> HttpResponse:
    """One practice that was sent in: to publish in better words, or to send back."""
    found, held = queries.sent(number), snapshot.current()
    sending_back = request.method == "POST" and "send_back" in request.POST
    form = forms.PracticeForm(
        held, request.POST if request.method == "POST" and not sending_back else None, initial=_initial(found)
    )
    back = forms.ReasonForm(request.POST if sending_back else None)
    staff, now = staff_of(request), timezone.now()
    try:
        if sending_back and back.is_valid():
            actions.send_back(sent=found, remark=back.cleaned_data["reason"], by=staff, now=now)
            return _to("practice_sent_back")
        if request.method == "POST" and not sending_back and form.is_valid():
            name = form.cleaned_data["name_nl"] or form.cleaned_data["name_en"]
            key = contents.key_of(name, queries.keys_taken(held))
            actions.publish(sent=found, content=contents.practice(key, form.cleaned_data), by=staff, now=now)
            return _to("practice_published")
    except NotPossible as refused:
        words.tell(back if sending_back else form, refused)
    except Faulty as faulty:
        tell_faults(form, faulty)
    context: dict[str, Any] = {
        "sent": found,
        "contact": actions.contact_of(found),
        "form": form,
        "back_form": back,
        "troubled": back if sending_back else form,
        "waits": found.state == SentPractice.State.WAITING,
        "state": words.SENT_STATES[found.state],
    }
    return render(request, "measures/editing/sent.html", context, status=422 if request.method == "POST" else 200)


def _initial(found: SentPractice) -> dict[str, Any]:
    """What was sent in, in the fields of its language."""
    initial = {"theme": found.theme.key}
    for name, value in found.fields.items():
        initial[f"{name}_{found.language}" if name in contents.PRACTICE_BOTH else name] = value
    return initial


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def practice(request: HttpRequest, practice: str) -> HttpResponse:
    """One practice of the directory."""
    one = queries.practice(practice)
    context = {
        "practice": one,
        "title": shown.said(one.name),
        "locked": queries.has_contact(practice),
        "removing": forms.ReasonForm(),
        "done": done(request),
    }
    return render(request, "measures/editing/practice.html", context)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, practice: str) -> HttpResponse:
    """Other words for a practice of the directory; a colleague publishes them."""
    one, held = queries.practice(practice), snapshot.current()
    initial = {f"{name}_{code}": getattr(getattr(one, name), code) for name in contents.PRACTICE_BOTH for code in ("nl", "en")}
    initial |= {name: getattr(one, name) for name in ("theme", "who", "place", "since")}
    evaluated = {None: "", True: "yes", False: "no"}[one.evaluated]
    initial |= {"evaluated": evaluated, "measures": " ".join(one.measures)}
    form = forms.WordingForm(held, request.POST if request.method == "POST" else None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and (made := drafted(request, form, Kind.PRACTICE, contents.practice(practice, form.cleaned_data)))
    ):
        return made
    about = shown.plain(shown.said(one.name, plain=True))
    return shown_form(request, form, _("Change the wording"), reverse("editing:practice", args=[practice]), about=about)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def remove(request: HttpRequest, practice: str) -> HttpResponse:
    """Takes a practice out of the directory."""
    one = queries.practice(practice)
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.remove(key=practice, reason=form.cleaned_data["reason"], by=staff_of(request), now=timezone.now())
            return _to("practice_removed")
        except NotPossible as refused:
            words.tell(form, refused)
    context = {"practice": one, "title": shown.said(one.name), "locked": queries.has_contact(practice), "removing": form}
    return render(request, "measures/editing/practice.html", {**context, "troubled": form}, status=422)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_POST
def remove_contact(request: HttpRequest, practice: str) -> HttpResponse:
    """Takes the contact data of a practice away."""
    queries.practice(practice)
    form = django.Form({})
    try:
        actions.remove_contact(key=practice, by=staff_of(request), now=timezone.now())
    except NotPossible as refused:
        words.tell(form, refused)
    return redirect(f"{reverse('editing:practice', args=[practice])}?done=contact_removed")


def _to(what: str) -> HttpResponse:
    return redirect(f"{reverse('editing:practices')}?done={what}")

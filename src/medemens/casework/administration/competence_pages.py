"""Which organisation handles what, where: now, to come and ended; and where nobody does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework import staff_words as words
from medemens.casework.actions import administration as actions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.administration import problems
from medemens.casework.administration.forms import CompetenceForm, EndForm
from medemens.casework.administration.paging import paged
from medemens.casework.opening import staff_of
from medemens.casework.queries import administration as queries
from medemens.casework.queries.administration import Competence, When
from medemens.common.access import Permission, audience

WHEN: dict[When, words.Text] = {When.NOW: _("Holds now"), When.TO_COME: _("To come"), When.ENDED: _("Ended")}
DONE = {
    "added": _("The competence was added."),
    "ended": _("The end of the competence was saved."),
}
"""What is told after a deed, by the word in the address."""


@dataclass(frozen=True)
class Row:
    """A competence as it is shown; without a place it is for the whole country."""

    competence: Competence
    subject: words.Text
    place: str
    can_end: bool


@dataclass(frozen=True)
class Handled:
    """Who handles a subject: for the whole country, in how many places besides, and in which places nobody."""

    subject: words.Text
    everywhere: str
    places: int
    nowhere: list[str]
    nobody: bool


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def competences(request: HttpRequest) -> HttpResponse:
    """Those that hold now, are to come, or ended; of one subject or place, or all."""
    today, asked = timezone.localdate(), request.GET.get("when", "")
    when = When(asked) if asked in list(When) else When.NOW
    subject = words.chosen(words.subjects(), request.GET.get("subject", ""))
    municipality = words.chosen(words.municipalities(), request.GET.get("municipality", ""))
    found = queries.competences(staff_of(request), when, today)
    found = found.filter(subject=subject) if subject else found
    found = found.filter(municipality=municipality) if municipality else found
    names = dict(words.subjects())
    rows = [
        Row(each, names.get(each.subject, each.subject), words.municipality(each.municipality), when is not When.ENDED)
        for each in found
    ]
    order = list(names)
    rows.sort(key=lambda row: (_place_in(order, row.competence.subject), row.place, row.competence.since))
    context = {
        **vars(paged(request, rows)),
        "tabs": WHEN,
        "when": when,
        "title": WHEN[when],
        "subjects": words.subjects(),
        "subject": subject,
        "municipalities": words.municipalities(),
        "municipality": municipality,
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "administration/competences.html", context)


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def handled(request: HttpRequest) -> HttpResponse:
    """Who handles what today; for who administers one authority, only what that one handles."""
    staff = staff_of(request)
    by_subject: dict[str, dict[str, str]] = defaultdict(dict)
    for each in queries.competences(staff, When.NOW, timezone.localdate()):
        by_subject[each.subject][each.municipality] = each.authority.name
    rows = [_handled(name, by_subject[key]) for key, name in words.subjects()]
    return render(request, "administration/handled.html", {"rows": rows, "national": staff.authority_id is None})


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """From a day on an authority handles a subject somewhere, or everywhere."""
    staff, today = staff_of(request), timezone.localdate()
    first = {"authority": staff.authority, "since": today}
    form = CompetenceForm(queries.authorities(staff), request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_competence(**form.cleaned_data, by=staff, now=timezone.now())
            return _to(When.TO_COME if made.since > today else When.NOW, "added")
        except NotPossible as refused:
            problems.tell(form, refused)
    return _form(request, form, {"title": _("Add a competence"), "button": _("Add")})


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """From a day on the authority no longer handles it."""
    staff, today = staff_of(request), timezone.localdate()
    competence = queries.competence(staff, number)
    form = EndForm(
        request.POST if request.method == "POST" else None, initial={"until": max(competence.until or today, competence.since)}
    )
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            actions.end_competence(competence=competence, on=until, by=staff, now=timezone.now())
            return _to(When.ENDED if until <= max(today, competence.since) else When.NOW, "ended")
        except NotPossible as refused:
            problems.tell(form, refused)
    shown = Row(
        competence,
        dict(words.subjects()).get(competence.subject, competence.subject),
        words.municipality(competence.municipality),
        can_end=True,
    )
    explanation = _("Cases that came in before that day stay with the organisation. Later reports go to who is competent then.")
    return _form(
        request, form, {"title": _("End this competence"), "button": _("Save"), "explanation": explanation, "competence": shown}
    )


def _form(request: HttpRequest, form: CompetenceForm | EndForm, context: dict[str, Any]) -> HttpResponse:
    around = {"form": form, "back": reverse("administration:competences"), "tab": "competences", **context}
    return render(request, "administration/form.html", around, status=422 if request.method == "POST" else 200)


def _to(when: When, what: str) -> HttpResponse:
    return redirect(f"{reverse('administration:competences')}?when={when}&done={what}")


def _handled(subject: words.Text, places: dict[str, str]) -> Handled:
    everywhere = places.get("", "")
    named = len(places.keys() - {""})
    nowhere = [] if everywhere else [name for code, name in words.municipalities() if code not in places]
    return Handled(subject, everywhere, named, nowhere, nobody=not places)


def _place_in(order: list[str], subject: str) -> int:
    """Where a subject stands in the list of subjects; one that is no longer there comes last."""
    return order.index(subject) if subject in order else len(order)

"""Texts that handlers send often: those of each organisation, to change, and those that the software brings along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework import message_texts
from medemens.casework.actions import administration as actions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.administration import problems
from medemens.casework.administration.forms import TemplateForm, TextForm
from medemens.casework.administration.paging import paged
from medemens.casework.opening import staff_of
from medemens.casework.queries import administration as queries
from medemens.casework.queries.administration import MessageTemplate
from medemens.common.access import Permission, audience
from medemens.common.authorities import Authority
from medemens.common.languages import LANGUAGES, Language, language

DONE = {
    "saved": _("The text was saved. Handlers can choose it from now on."),
    "removed": _("The text was removed. What was sent with it stays."),
}
"""What is told after a deed, by the word in the address."""


@dataclass
class Row:
    """One text of an authority in the languages that it is there in; `missing` are the others."""

    authority: Authority
    key: str
    texts: list[tuple[Language, MessageTemplate]] = field(default_factory=list)

    @property
    def missing(self) -> list[Language]:
        """The languages in which handlers are not offered this text."""
        there = {each.code for each, _text in self.texts}
        return [each for each in LANGUAGES if each.code not in there]


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """All texts of the authorities that somebody administers, and ours."""
    staff = staff_of(request)
    rows: dict[tuple[int, str], Row] = {}
    for each in queries.templates(staff):
        row = rows.setdefault((each.authority_id, each.key), Row(each.authority, each.key))
        row.texts.append((language(each.language), each))
    context = {
        **vars(paged(request, list(rows.values()))),
        "ours": message_texts.OURS,
        "national": staff.authority_id is None,
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "administration/texts.html", context)


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new text, or an existing one in another language."""
    staff, asked = staff_of(request), request.GET
    first = queries.authorities(staff).filter(key=asked.get("authority", "")).first() or staff.authority
    start = {"authority": first, "key": asked.get("key", "")[:60], "language": asked.get("language", "")[:5]}
    form = TemplateForm(queries.authorities(staff), request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = queries.new_template(given["authority"], given["key"], given["language"])
        if _saved(request, form, made):
            return _to("saved")
    return _form(request, form, {"title": _("Add a text")})


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, number: int) -> HttpResponse:
    """One text in one language, to change."""
    found = queries.template(staff_of(request), number)
    form = TextForm(request.POST if request.method == "POST" else None, initial={"title": found.title, "text": found.text})
    if request.method == "POST" and form.is_valid() and _saved(request, form, found):
        return _to("saved")
    return _form(request, form, {"title": _("Change a text"), "template": found, "language_of_text": language(found.language)})


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Asks first; then the text is gone."""
    staff = staff_of(request)
    found = queries.template(staff, number)
    if request.method != "POST":
        context = {"template": found, "language_of_text": language(found.language)}
        return render(request, "administration/remove_text.html", context)
    actions.remove_template(template=found, by=staff, now=timezone.now())
    return _to("removed")


def _saved(request: HttpRequest, form: forms.Form, template: MessageTemplate) -> bool:
    """Whether it was possible; when not, the form tells why."""
    template.title, template.text = form.cleaned_data["title"], form.cleaned_data["text"]
    try:
        actions.save_template(template=template, by=staff_of(request), now=timezone.now())
    except NotPossible as refused:
        problems.tell(form, refused)
        return False
    return True


def _form(request: HttpRequest, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    around = {"form": form, "button": _("Save"), "back": reverse("administration:texts"), "tab": "texts", **context}
    return render(request, "administration/form.html", around, status=422 if request.method == "POST" else 200)


def _to(what: str) -> HttpResponse:
    return redirect(f"{reverse('administration:texts')}?done={what}")

"""The staff: who they are, what they may do, how they get in, and what happens when they leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.actions import administration as actions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.administration import problems
from medemens.casework.administration.forms import RolesForm, StaffForm
from medemens.casework.administration.paging import paged
from medemens.casework.opening import staff_of
from medemens.casework.queries import administration as queries
from medemens.common.access import Permission, audience
from medemens.common.staff import StaffMember

DONE = {
    "added": _("This person was added. Now make an invitation."),
    "roles": _("The roles were saved."),
    "second-factor": _("The second factor was taken away. At the next sign-in a new one is set up."),
    "blocked": _("This person can no longer sign in, and their open cases are in the queue again."),
    "returned": _("This person is back. Choose the roles, then make an invitation."),
}
"""What is told after a deed, by the word in the address."""


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Everybody that somebody administers, or the staff of one authority."""
    staff = staff_of(request)
    key = request.GET.get("authority", "")
    chosen = queries.authority(staff, key) if key else None
    context = {
        **vars(paged(request, queries.members(staff, chosen))),
        "authorities": queries.authorities(staff).only("key", "name"),
        "national": staff.authority_id is None,
        "chosen": chosen,
    }
    return render(request, "administration/members.html", context)


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new."""
    staff = staff_of(request)
    first = queries.authorities(staff).filter(key=request.GET.get("authority", "")).first() or staff.authority
    form = StaffForm(
        queries.authorities(staff),
        staff.authority_id is None,
        request.POST if request.method == "POST" else None,
        initial={"authority": first, "role": ["handler"]},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = StaffMember(name=given["name"], email=given["email"], authority=given["authority"], **form.roles)
        try:
            actions.add_staff(staff=person, by=staff, now=timezone.now())
            return _to(person, "added")
        except NotPossible as refused:
            problems.tell(form, refused)
    context = {
        "form": form,
        "title": _("Add somebody"),
        "button": _("Add"),
        "back": reverse("administration:members"),
        "tab": "members",
    }
    return render(request, "administration/form.html", context, status=422 if request.method == "POST" else 200)


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, number: int) -> HttpResponse:
    """One person: their roles, to change, and the deeds that concern them."""
    staff = staff_of(request)
    person = queries.member(staff, number)
    form = RolesForm(request.POST) if request.method == "POST" else RolesForm.of(person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_roles(staff=queries.member(staff, number), roles=form.roles, by=staff, now=timezone.now())
            return _to(person, "roles")
        except NotPossible as refused:
            problems.tell(form, refused)
    context = {
        "person": person,
        "form": form,
        "myself": person == staff,
        "cases": queries.open_cases(person),
        "done": None if form.is_bound else DONE.get(request.GET.get("done", "")),
    }
    return render(request, "administration/member.html", context, status=422 if form.is_bound else 200)


@audience("staff", may=Permission.ADMINISTER, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Makes an invitation and shows its address, this once: it is kept nowhere, so the page that made it must show it."""
    staff = staff_of(request)
    person = queries.member(staff, number)
    context: dict[str, Any] = {"person": person}
    if request.method == "POST":
        try:
            made = actions.invite(staff=person, by=staff, now=timezone.now())
        except NotPossible as refused:
            return render(request, "administration/invite.html", {**context, "problem": problems.words_of(refused)}, status=422)
        context["address"] = request.build_absolute_uri(reverse("staff:welcome", args=[made.who, made.token]))
    return render(request, "administration/invite.html", context)


@audience("staff", may=Permission.ADMINISTER, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest, number: int) -> HttpResponse:
    """For somebody who lost their phone: asks first, then takes the second factor away."""
    return _asked(request, number, actions.reset_second_factor, "administration/second_factor.html", "second-factor")


@audience("staff", may=Permission.ADMINISTER, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, number: int) -> HttpResponse:
    """For somebody who left: says what happens, then does it."""
    return _asked(request, number, actions.block, "administration/block.html", "blocked", on=timezone.localdate())


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """For somebody who comes back: asks first, then lets them in as if they were new."""
    return _asked(request, number, actions.take_back, "administration/take_back.html", "returned")


def _asked(
    request: HttpRequest, number: int, deed: Callable[..., object], template: str, done: str, **more: object
) -> HttpResponse:
    """A deed that is asked about first."""
    staff = staff_of(request)
    person = queries.member(staff, number)
    context: dict[str, Any] = {"person": person, "cases": queries.open_cases(person), "holds": queries.holds_a_key(person)}
    if request.method != "POST":
        return render(request, template, context)
    try:
        deed(staff=person, by=staff, now=timezone.now(), **more)
    except NotPossible as refused:
        return render(request, template, {**context, "problem": problems.words_of(refused)}, status=422)
    return _to(person, done)


def _to(person: StaffMember, what: str) -> HttpResponse:
    return redirect(f"{reverse('administration:member', args=[person.pk])}?done={what}")

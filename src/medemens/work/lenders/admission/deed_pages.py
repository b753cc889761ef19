"""Deeds with a lender: bringing it in, deciding about it, writing down what happened, correcting what is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms as django
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from medemens.casework.actions.register import EntryDraft
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.common.staff import StaffMember
from medemens.work.lenders.actions import lenders, names, proposals
from medemens.work.lenders.actions import letters as letter_actions
from medemens.work.lenders.admission import forms, letters, staff_words
from medemens.work.lenders.queries import admission
from medemens.work.lenders.queries.admission import Lender, Proposal
from medemens.work.lenders.queries.history import REGISTER


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Brings a lender in; one with the same number is shown as it is."""
    form, staff, now = forms.LenderForm(request.POST or None), staff_of(request), timezone.now()
    if request.method == "POST" and form.is_valid() and staff.authority is not None:
        draft = form.draft
        there = admission.with_number(
            kvk=draft.kvk, rsin=draft.rsin, vat=draft.vat, country=draft.country, home_number=draft.home_number
        )
        made = there or lenders.enter(draft=draft, authority=staff.authority, by=staff, now=now)
        return _to(made, "there" if there else "entered")
    return _form(request, form, None, {"title": _("Bring a lender in"), "button": _("Bring in")})


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, lender: str) -> HttpResponse:
    """A decision: first the days that the law counts, then it is recorded or proposed."""
    found, staff, now = admission.lender(lender), staff_of(request), timezone.now()
    first = {"made_known_on": timezone.localdate(now)}
    form = forms.DecisionForm(request.POST if request.method == "POST" else None, initial=first)
    context: dict[str, Any] = {"title": _("Record a decision"), "button": _("Record or propose"), "preview": True}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            context |= {"computed": form.decision, "four_eyes": form.cleaned_data["kind"] in admission.FOUR_EYES}
            context["letter"] = _letter(found, form, staff, now)
            return _form(request, form, found, context, status=200)
        try:
            return _to(found, _proposed(found, form, staff, now).state)
        except NotPossible as refused:
            staff_words.tell(form, refused)
    return _form(request, form, found, context)


def _letter(lender: Lender, form: forms.DecisionForm, by: StaffMember, now: datetime) -> SafeString | None:
    """The letter as it would go out."""
    draft, text = form.draft(lender.organisation), form.letter
    if text is None or by.authority is None:
        return None
    today = timezone.localdate(now)
    return letters.letter(letters.of_days(draft, text, by.authority, lender.number, decided_on=today, signed_by=by.name))


def _proposed(lender: Lender, form: forms.DecisionForm, by: StaffMember, now: datetime) -> Proposal:
    """Proposes it; the letter of what nobody need approve is made at once."""
    draft, text = form.draft(lender.organisation), form.letter
    with transaction.atomic():
        made = proposals.propose(lender=lender, draft=draft, reasons=form.cleaned_data["reasons"], by=by, now=now, letter=text)
        if text is not None and made.state != made.State.WAITING:
            written = letters.of_proposal(made, text, decided_on=timezone.localdate(now), signed_by=by.name)
            letter_actions.send(proposal=made, document=letters.pdf(written))
    return made


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, lender: str) -> HttpResponse:
    """Writes down what is no decision: an application, a sign-up, the trade register, outside the act."""
    found, staff, now = admission.lender(lender), staff_of(request), timezone.now()
    form = forms.EntryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = form.draft(found.organisation)
        made = proposals.propose(lender=found, draft=draft, reasons=form.cleaned_data["reasons"], by=staff, now=now)
        return _to(found, made.state)
    return _form(request, form, found, {"title": _("Write down something else"), "button": _("Save")})


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, lender: str, entry: int) -> HttpResponse:
    """Corrects an entry, or takes it away. What was known before stays readable."""
    staff, now = staff_of(request), timezone.now()
    found = admission.lender(lender)
    wrong = admission.entry(found, entry, now)
    days = {name: getattr(wrong, name) for name in ("made_known_on", "takes_effect_on", "valid_until")}
    form = forms.CorrectionForm(request.POST if request.method == "POST" else None, initial=days)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        draft = EntryDraft(REGISTER, found.organisation, wrong.kind, facts=wrong.facts, **{name: given[name] for name in days})
        wanted = draft if given["what"] == "change" else None
        try:
            made = proposals.correct(lender=found, entry=wrong, draft=wanted, reasons=given["reasons"], by=staff, now=now)
            return _to(found, made.state)
        except NotPossible as refused:
            staff_words.tell(form, refused)
    explanation = _("What stood there before stays readable. The correction of a decision is approved by a colleague.")
    more = {"title": _("Correct an entry"), "button": _("Correct"), "explanation": explanation}
    return _form(request, form, found, {**more, "wrong": wrong, "kind": staff_words.KINDS.get(wrong.kind, wrong.kind)})


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def name_term(request: HttpRequest, lender: str) -> HttpResponse:
    """When the name of a sole trader leaves the register."""
    found, staff = admission.lender(lender), staff_of(request)
    form = forms.NameTermForm(request.POST if request.method == "POST" else None, initial={"until": found.name_until})
    if request.method == "POST" and form.is_valid():
        names.set_term(lender=found, until=form.cleaned_data["until"], by=staff, now=timezone.now())
        return _to(found, "saved")
    explanation = _("From that day on the name, trade names, VAT number and website are gone. Decisions and numbers stay.")
    return _form(request, form, found, {"title": _("When the name leaves"), "button": _("Save"), "explanation": explanation})


def _form(
    request: HttpRequest, form: django.Form, lender: Lender | None, context: dict[str, Any], status: int = 0
) -> HttpResponse:
    back = reverse("admission:lender", args=[lender.number]) if lender else reverse("admission:find")
    around = {"form": form, "lender": lender, "back": back, **context}
    return render(request, "lenders/admission/form.html", around, status=status or (422 if request.method == "POST" else 200))


def _to(lender: Lender, what: str) -> HttpResponse:
    return redirect(f"{reverse('admission:lender', args=[lender.number])}?done={what}")

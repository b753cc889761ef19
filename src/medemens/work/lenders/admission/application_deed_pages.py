"""Deeds beside an application: which lender it is about, that it applied, and who may act for it."""

from __future__ import annotations

from typing import Any

from django import forms as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import opened, staff_of, with_key
from medemens.casework.queries import deeds
from medemens.common.access import Permission, audience
from medemens.work.lenders.actions import accounts, assessing, proposals
from medemens.work.lenders.admission import application_words
from medemens.work.lenders.admission.application_forms import AppliedForm, CheckedForm, LinkForm, from_answers
from medemens.work.lenders.admission.forms import LenderForm
from medemens.work.lenders.queries import admission, papers, snapshot
from medemens.work.lenders.queries import assessing as queries
from medemens.work.lenders.queries.assessing import Application
from medemens.work.lenders.queries.search import find


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, reference: str) -> HttpResponse:
    """Says which lender of the register it is about."""
    found, staff = queries.application(staff_of(request), reference), staff_of(request)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        there = [each for each in find(snapshot.current(), form.cleaned_data["number"]) if each.by_number]
        if not there:
            form.add_error("number", _("There is no lender with this number."))
        elif _done(
            form,
            lambda: assessing.link(
                application=found, lender=admission.lender(there[0].lender.number), by=staff, now=timezone.now()
            ),
        ):
            return _to(found, "linked")
    return _form(request, form, found, {"title": _("Which lender is it about?"), "button": _("It is about this one")})


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
@with_key
def enter(request: HttpRequest, reference: str) -> HttpResponse:
    """Brings the firm into the register, with what the application says of it; the case is opened for that."""
    found, staff = queries.application(staff_of(request), reference), staff_of(request)
    if request.method != "POST":
        answers = deeds.report(opened(request, reference, to="enter")).get("answers", {})
        form = LenderForm(initial=from_answers(answers))
    else:
        form = LenderForm(request.POST)
        if form.is_valid():
            draft = form.draft
            numbers = {name: getattr(draft, name) for name in ("kvk", "rsin", "vat", "country", "home_number")}
            there = admission.with_number(**numbers)
            if _done(
                form,
                lambda: assessing.enter(application=found, draft=draft, there=there, by=staff, now=timezone.now()),
            ):
                return _to(found, "there" if there else "entered")
    explanation = _("This is what the application says. Compare it with the trade register before you bring the firm in.")
    around = {"title": _("Bring the firm into the register"), "button": _("Bring in"), "explanation": explanation}
    return _form(request, form, found, around)


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def applied(request: HttpRequest, reference: str) -> HttpResponse:
    """Writes in the register that the firm applied, with what its papers say."""
    found, staff = queries.application(staff_of(request), reference), staff_of(request)
    assert found.case is not None
    first = AppliedForm.first(timezone.localdate(found.case.received_at), papers.of_application(found.pk))
    first["reasons"] = _("Application %(reference)s") % {"reference": reference}
    form = AppliedForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        lender = found.lender
        if lender is None:
            form.add_error(None, application_words.problem("not_in_register"))
        else:
            draft, reasons = form.draft(lender.organisation), form.cleaned_data["reasons"]
            if _done(
                form,
                lambda: proposals.propose(lender=lender, draft=draft, reasons=reasons, by=staff, now=timezone.now()),
            ):
                return _to(found, "applied")
    explanation = _(
        "The register shows it to everybody. Who applied in time may go on lending until the decision (Waadi art. 23b)."
    )
    around = {"title": _("Write down that the firm applied"), "button": _("Write down"), "explanation": explanation}
    return _form(request, form, found, around)


@audience("staff", may=Permission.ADMIT, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirms that whoever has the account may act for the lender, after a second look."""
    found, staff = queries.application(staff_of(request), reference), staff_of(request)
    form = CheckedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ways = form.cleaned_data["ways"]
        if _done(form, lambda: assessing.confirm(application=found, ways=ways, by=staff, now=timezone.now())):
            return _to(found, "confirmed")
    around = {"title": _("Confirm the account"), "button": _("Confirm"), "account": found.account}
    return _form(request, form, found, around)


@audience("staff", may=Permission.ADMIT, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, reference: str) -> HttpResponse:
    """For who forgot the password: makes an invitation and shows its address, this once."""
    found, staff = queries.application(staff_of(request), reference), staff_of(request)
    context: dict[str, Any] = {"application": found}
    if request.method == "POST":
        try:
            made = accounts.invite(account=found.account, by=staff, now=timezone.now())
        except NotPossible as refused:
            context["problem"] = application_words.problem(refused.key)
            return render(request, "lenders/admission/invitation.html", context, status=422)
        context["address"] = request.build_absolute_uri(reverse("staff:welcome", args=[made.who, made.token]))
    return render(request, "lenders/admission/invitation.html", context)


@audience("staff", may=Permission.ADMIT, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest, reference: str) -> HttpResponse:
    """For who lost the phone: takes the second factor away, after asking first."""
    found, staff = queries.application(staff_of(request), reference), staff_of(request)
    form = django.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, lambda: accounts.reset_second_factor(account=found.account, by=staff, now=timezone.now())):
        return _to(found, "second_factor")
    explanation = _(
        "Look first who asks: call the firm at its number in the trade register. At the next sign-in they set up another phone."
    )
    around = {
        "title": _("Take the second factor away"), "button": _("Take it away"), "account": found.account,
        "explanation": explanation,
    }  # fmt: skip
    return _form(request, form, found, around)


@audience("staff", may=Permission.ADMIT, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Closes the account: asks first."""
    found, staff = queries.application(staff_of(request), reference), staff_of(request)
    form = django.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, lambda: accounts.close(account=found.account, by=staff, now=timezone.now())):
        return _to(found, "closed")
    explanation = _("Nobody can sign in with it any more. What was sent stays, and is handled.")
    around = {"title": _("Close the account"), "button": _("Close it"), "account": found.account, "explanation": explanation}
    return _form(request, form, found, around)


def _done(form: django.Form, deed: Any) -> bool:
    """Whether it was possible; when not, the form tells why."""
    try:
        deed()
    except NotPossible as refused:
        form.add_error(None, application_words.problem(refused.key))
        return False
    return True


def _form(request: HttpRequest, form: django.Form, one: Application, context: dict[str, Any]) -> HttpResponse:
    around = {"form": form, "application": one, "back": reverse("admission:application", args=[_reference(one)]), **context}
    status = 422 if request.method == "POST" else 200
    return render(request, "lenders/admission/application_form.html", around, status=status)


def _to(one: Application, what: str) -> HttpResponse:
    return redirect(f"{reverse('admission:application', args=[_reference(one)])}?done={what}")


def _reference(one: Application) -> str:
    assert one.case is not None
    return one.case.reference

"""What was proposed: all that waits, and one of them, to approve or to send back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.work.lenders.actions import proposals as actions
from medemens.work.lenders.admission import staff_words
from medemens.work.lenders.admission.forms import JudgementForm
from medemens.work.lenders.admission.pages import Proposed
from medemens.work.lenders.queries import admission


@audience("staff", may=Permission.ADMIT)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """All that waits for a second person, or for its day."""
    rows = [Proposed.of(each) for each in admission.not_done()]
    return render(request, "lenders/admission/proposals.html", {"rows": rows})


@audience("staff", may=Permission.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal; another than who made it approves it or sends it back."""
    found, staff, now = admission.proposal(number), staff_of(request), timezone.now()
    form = JudgementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["verdict"] == "approve":
                made = actions.approve(proposal=found, by=staff, now=now)
            else:
                made = actions.send_back(proposal=found, remark=given["remark"], by=staff, now=now)
            return redirect(f"{reverse('admission:lender', args=[found.lender.number])}?done={made.state}")
        except NotPossible as refused:
            staff_words.tell(form, refused)
    waits = found.state == found.State.WAITING and found.authority_id == staff.authority_id
    context = {"row": Proposed.of(found), "form": form, "mine": found.proposed_by_id == staff.pk, "waits": waits}
    return render(request, "lenders/admission/proposal.html", context, status=422 if request.method == "POST" else 200)

"""What was proposed: all that waits, and one of them, to approve or to send back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import staff_of
from medemens.common.access import Permission, audience
from medemens.work.lenders.actions import proposals as actions
from medemens.work.lenders.admission import letters, staff_words
from medemens.work.lenders.admission.forms import JudgementForm
from medemens.work.lenders.admission.pages import Proposed
from medemens.work.lenders.queries import admission
from medemens.work.lenders.queries import letters as queries


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
    text = queries.text_of(found)
    written = letters.of_proposal(found, text, decided_on=timezone.localdate(now), signed_by=staff.name) if text else None
    form = JudgementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["verdict"] == "approve":
                document = letters.pdf(written) if written else None
                made = actions.approve(proposal=found, by=staff, now=now, document=document)
            else:
                made = actions.send_back(proposal=found, remark=given["remark"], by=staff, now=now)
            return redirect(f"{reverse('admission:lender', args=[found.lender.number])}?done={made.state}")
        except NotPossible as refused:
            staff_words.tell(form, refused)
    waits = found.state == found.State.WAITING and found.authority_id == staff.authority_id
    context = {
        "row": Proposed.of(found),
        "form": form,
        "mine": found.proposed_by_id == staff.pk,
        "waits": waits,
        "letter": letters.letter(written) if written and waits else None,
        "sent": queries.document_of(found) is not None,
    }
    return render(request, "lenders/admission/proposal.html", context, status=422 if request.method == "POST" else 200)


@audience("staff", may=Permission.ADMIT)
@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The letter as it went out."""
    document = queries.document_of(admission.proposal(number))
    if document is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="decision-{number}.pdf"'}
    return HttpResponse(document, content_type="application/pdf", headers=headers)

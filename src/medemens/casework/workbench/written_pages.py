"""A report that a handler writes down for somebody."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from medemens.casework import staff_words as words
from medemens.casework.actions import submissions
from medemens.casework.actions.submissions import NotPossible, Submission
from medemens.casework.case_types import of_subject
from medemens.casework.codes import new_code
from medemens.casework.opening import staff_of
from medemens.casework.workbench.deed_forms import words_of_problem
from medemens.casework.workbench.written_forms import ReportForm
from medemens.common.access import Permission, audience


@audience("staff", may=Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest) -> HttpResponse:
    """First the subject, then all questions on one page; at the end the code for the reporter, shown once."""
    staff, now = staff_of(request), timezone.now()
    subject = words.chosen(words.reported(), request.GET.get("subject", ""))
    if not subject:
        return render(request, "workbench/new_subject.html", {"subjects": words.reported()})
    kind = of_subject(subject)
    form = ReportForm(request.POST if request.method == "POST" else None, kind=kind, today=timezone.localdate(now))
    context = {"form": form, "kind": kind, "subject": words.subject(kind.id, subject)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "workbench/new_report.html", context, status=422 if form.errors else 200)
    given = form.cleaned_data
    assert staff.authority is not None, "whoever handles cases belongs to an authority"
    submission = Submission(
        case_type=kind.id,
        subject=subject,
        authority=staff.authority,
        municipality=given["municipality"],
        language=given["language"],
        answers={**form.answers, "channel": given["channel"]},
        way=given["way"],
        contact=form.contact(given),
        formal_request=form.formal,
    )
    code = new_code() if given["mailbox"] else None
    received = min(now, timezone.make_aware(datetime.combine(given["received_on"], time(12))))
    try:
        case = submissions.write_down(submission=submission, code=code, received_at=received, by=staff, now=now)
    except NotPossible as refused:
        form.add_error(None, words_of_problem(refused.key, kind))
        return render(request, "workbench/new_report.html", context, status=422)
    if code is None:
        return redirect("workbench:case", case.reference)
    return render(request, "workbench/new_code.html", {"case": case, "code": code})

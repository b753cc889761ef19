"""The pages of a payroll check: upload, progress, result, downloads. For officials and employers, in Dutch and English."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.bulk.schema import table_schema
from medemens.common.access import audience
from medemens.common.cookies import named
from medemens.law import FACTS
from medemens.work.pay import actions, payroll_report, payroll_words, queries
from medemens.work.pay.models import PayrollCheck
from medemens.work.pay.payroll_forms import PayrollForm

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"
EXAMPLE_FILES = ("payroll.csv", "payroll.xlsx", "payroll.parquet")


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def payroll(request: HttpRequest) -> HttpResponse:
    """What the check does, the columns, and the form to upload a payroll."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.PAYROLL_UPLOAD_BYTES + 10_000:
        return render(request, "trouble.html", {"status": 413}, status=413)
    form = PayrollForm(request.POST or None, request.FILES or None, initial={"as_of": timezone.localdate().isoformat()})
    if request.method == "POST" and form.is_valid():
        pieces = form.cleaned_data["file"].chunks()
        check, key = actions.receive(pieces=pieces, ending=form.ending, as_of=form.cleaned_data["as_of"], now=timezone.now())
        response = redirect("pay:payroll-check", check.pk)
        hours = settings.PAYROLL_RESULTS_HOURS
        response.set_cookie(
            named(f"payroll_{check.pk}", request),
            key,
            max_age=hours * 3600,
            httponly=True,
            samesite="Strict",
            secure=request.is_secure(),
        )
        return response
    context = {"form": form, "facts": FACTS, "examples": EXAMPLE_FILES, "demonstration": queries.demonstration()}
    return render(request, "pay/payroll/upload.html", context, status=422 if form.errors else 200)


@audience("official")
@require_safe
def payroll_check(request: HttpRequest, number: int) -> HttpResponse:
    """Progress while the job runs, the result when it is done, the mend when it failed."""
    return _shown(request, _own(request, number))


@audience("official")
@require_safe
def payroll_example(request: HttpRequest) -> HttpResponse:
    """A result with invented people."""
    if (check := queries.demonstration()) is None:
        raise Http404
    return _shown(request, check)


def _shown(request: HttpRequest, check: PayrollCheck) -> HttpResponse:
    if check.state in (PayrollCheck.State.WAITING, PayrollCheck.State.RUNNING):
        context = {"check": check, "stage": payroll_words.stage(check.stage), "follow": "follow" in request.GET}
        return render(request, "pay/payroll/progress.html", context)
    if check.state != PayrollCheck.State.DONE:
        return render(request, "pay/payroll/ended.html", {"check": check, "trouble": payroll_words.trouble(check.trouble)})
    return render(request, "pay/payroll/result.html", {**payroll_report.shown(check), "files": queries.FILES})


@audience("official")
@require_safe
def payroll_download(request: HttpRequest, number: int, name: str) -> FileResponse:
    """One of the result files."""
    example = queries.demonstration()
    check = example if example is not None and example.pk == number else _own(request, number)
    if name not in queries.FILES or not (path := queries.folder(check) / queries.FILES[name]).is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


@audience("official")
@require_POST
def payroll_stop(request: HttpRequest, number: int) -> HttpResponse:
    """Asks a running job to stop."""
    actions.ask_to_stop(check=_own(request, number))
    return redirect("pay:payroll-check", number)


@audience("official")
@require_POST
def payroll_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Removes the results now."""
    actions.remove(check=_own(request, number))
    response = redirect("pay:payroll")
    response.delete_cookie(named(f"payroll_{number}", request), samesite="Strict")
    return response


@audience("official")
@require_safe
def payroll_schema(request: HttpRequest) -> HttpResponse:
    """The columns for machines: Frictionless Table Schema."""
    text = json.dumps(table_schema(), indent=2, ensure_ascii=False)
    return HttpResponse(
        text, content_type="application/json", headers={"Content-Disposition": 'attachment; filename="payroll-schema.json"'}
    )


@audience("official")
@require_safe
def payroll_example_file(request: HttpRequest, name: str) -> FileResponse:
    """An example payroll with invented people."""
    if name not in EXAMPLE_FILES:
        raise Http404
    return FileResponse((EXAMPLES / name).open("rb"), as_attachment=True, filename=name)


def _own(request: HttpRequest, number: int) -> PayrollCheck:
    """The job that the browser's key opens; any other looks as if it were not there."""
    check = queries.of_holder(number, request.COOKIES.get(named(f"payroll_{number}", request), ""), timezone.now())
    if check is None:
        raise Http404
    return check

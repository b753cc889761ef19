"""The worker's pages: each answer is a form and then a redirect, so Back, reload and a broken line lose nothing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.common.access import audience
from medemens.common.forms import inputs, typed
from medemens.common.languages import spoken
from medemens.common.questions import answered
from medemens.common.sealed_cookie import SealedCookie, TooLarge
from medemens.work.pay import answers as answering
from medemens.work.pay import documents, forms, results, summary
from medemens.work.pay.questions import PER_PERIOD, asked, following, preceding, question

COOKIE = SealedCookie("answers")


@audience("worker")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What the check does, what is kept (nothing), and where to begin or go on."""
    return render(request, "pay/start.html", {"begun": bool(COOKIE.read(request))})


@audience("worker")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """One question."""
    wanted, answers = question(name), answering.derived(COOKIE.read(request))
    if wanted is None:
        raise Http404
    if (missing := _missing_before(answers, name)) is not None:
        return redirect("pay:question", missing)
    context: dict[str, Any] = {"question": wanted, "before": preceding(answers, name), "change": request.GET.get("change") == "1"}
    context |= {"number": [each.id for each in asked(answers)].index(name) + 1, "count": len(asked(answers))}
    if request.method != "POST":
        return render(request, "pay/question.html", {**context, "fields": inputs(wanted, answers)})
    read = forms.read(wanted, request.POST, answers, timezone.localdate())
    if read.errors:
        shown = inputs(wanted, answers, typed(wanted, request.POST), read.errors)
        return render(request, "pay/question.html", {**context, "fields": shown, "errors": read.errors}, status=422)
    return _kept(request, answering.derived({**answers, **read.values}), name)


def _missing_before(answers: dict[str, Any], name: str) -> str | None:
    """The first question that must be answered before this one can be asked; the first of all when nothing is known yet."""
    questions = asked(answers)
    if name not in [each.id for each in questions]:
        return next((each.id for each in questions if not answered(each, answers)), questions[-1].id)
    for each in questions:
        if each.id == name:
            return None
        if not answered(each, answers):
            return each.id
    return None


def _kept(request: HttpRequest, answers: dict[str, Any], name: str) -> HttpResponse:
    """Puts the answers on the device and goes to the next question."""
    then = following(answers, name)
    if name == "gross" and answering.apart(answers):
        response = redirect("pay:periods", 1)
    elif request.GET.get("change") == "1" and not any(not answered(each, answers) for each in asked(answers)):
        response = redirect("pay:answers")
    else:
        response = redirect("pay:question", then) if then else redirect("pay:answers")
    return _with_answers(request, response, answers)


def _with_answers(request: HttpRequest, response: HttpResponse, answers: dict[str, Any]) -> HttpResponse:
    try:
        COOKIE.write(request, response, answers)
    except TooLarge:
        text = _("These are too many answers for your phone to remember. Check a shorter time, for example one year.")
        return render(request, "pay/too_large.html", {"text": text}, status=413)
    return response


@audience("worker")
@require_http_methods(["GET", "HEAD", "POST"])
def periods(request: HttpRequest, page: int) -> HttpResponse:
    """Hours and pay of each period by itself, eight on a page, filled in with the common answers."""
    answers = answering.derived(COOKIE.read(request))
    if "gross_pay" not in answers:
        return redirect("pay:start")
    if not forms.on_page(answers, page):
        raise Http404
    context = {"page": page, "pages": -(-len(answering.apart(answers)) // forms.PAGE), "before": page - 1}
    if request.method != "POST":
        return render(request, "pay/periods.html", {**context, "rows": summary.period_inputs(answers, page, {}, {})})
    values, errors = forms.read_periods(request.POST, answers, page)
    if errors:
        rows = summary.period_inputs(answers, page, _typed(request.POST), errors)
        return render(request, "pay/periods.html", {**context, "rows": rows, "errors": errors}, status=422)
    own = {name: _own(answers, name, values[name]) for name in PER_PERIOD}
    more = forms.on_page(answers, page + 1)
    response = redirect("pay:periods", page + 1) if more else redirect("pay:question", following(answers, "gross"))
    return _with_answers(request, response, {**answers, "own": own})


def _typed(data: QueryDict) -> dict[str, str]:
    return {name: str(data[name]) for name in data}


def _own(answers: dict[str, Any], name: str, changed: dict[str, int | None]) -> dict[str, int]:
    """The numbers that differ from the common answer, by the first day of their period."""
    cut = {start.isoformat(): answering.is_odd(start, end, answers["rhythm"]) for start, end in answering.periods(answers)}
    merged = {**answers.get("own", {}).get(name, {}), **changed}
    return {
        start: value
        for start, value in merged.items()
        if start in cut and value is not None and (cut[start] or value != answers.get(name))
    }


@audience("worker")
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """All answers, to check and change."""
    answers = answering.derived(COOKIE.read(request))
    if (unanswered := next((each.id for each in asked(answers) if not answered(each, answers)), None)) is not None:
        return redirect("pay:question", unanswered)
    return render(request, "pay/answers.html", {"rows": summary.rows(answers, spoken()), "own": bool(answering.apart(answers))})


@audience("worker")
@require_safe
def outcome(request: HttpRequest) -> HttpResponse:
    """Whether it was enough, what is missing, and what to do."""
    answers = answering.derived(COOKIE.read(request))
    if any(not answered(each, answers) for each in asked(answers)):
        return redirect("pay:start")
    return render(request, "pay/result.html", {"result": results.result(answers, timezone.localdate(), spoken())})


@audience("worker")
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The result as an accessible PDF, in the worker's language and in Dutch."""
    answers = answering.derived(COOKIE.read(request))
    if any(not answered(each, answers) for each in asked(answers)):
        return redirect("pay:start")
    made = documents.of_check(answers, timezone.localdate(), spoken())
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="medemens.pdf"'}
    )


@audience("worker")
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Takes the answers off the device."""
    response = redirect("pay:start")
    COOKIE.clear(request, response)
    return response

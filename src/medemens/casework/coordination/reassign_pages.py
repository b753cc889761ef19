"""Giving many cases to another handler at once, for instance of somebody who is ill or has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from medemens.casework import staff_words as words
from medemens.casework.actions import reassigning
from medemens.casework.coordination.load_pages import around, read
from medemens.casework.opening import staff_of
from medemens.casework.queries import load as queries
from medemens.casework.queries import queue
from medemens.casework.queries.queue import Case
from medemens.common.access import Permission, audience
from medemens.common.staff import StaffMember

SHOWN, MOST = 100, 1000
"""How many cases are shown to choose from, and how many can be given at once with "all"."""


class Giving(forms.Form):
    """Which cases, and to whom."""

    case = forms.MultipleChoiceField(required=False)
    everything = forms.BooleanField(required=False)
    to = forms.ChoiceField(label=lazy("To"))

    def __init__(self, data: Any, *, handlers: list[StaffMember], references: list[str]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((str(each.pk), each.name) for each in handlers),
            ("0", _("Nobody: back into the queue")),
        ]
        self.fields["case"].choices = [(each, each) for each in references]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something was chosen."""
        given = super().clean() or {}
        if not given.get("case") and not given.get("everything"):
            self.add_error(None, _("Choose one case or more."))
        return given


@dataclass(frozen=True)
class Row:
    """A case as it is shown."""

    case: Case
    subject: words.Text
    municipality: str
    due: words.Due


@audience("staff", may=Permission.COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: HttpRequest) -> HttpResponse:
    """Whose cases, then which and to whom."""
    staff, today = staff_of(request), timezone.localdate()
    colleagues, chosen = queries.everybody(staff), read(request.GET)
    source = _source(request, colleagues)
    found = queries.of_handler(staff, source, chosen)
    cases = list(found[:MOST])
    handlers = queue.handlers(staff)
    given = request.POST if request.method == "POST" else None
    form = Giving(given, handlers=handlers, references=[case.reference for case in cases])
    if form.is_valid():
        return _given(request, form, staff, handlers, cases)
    context = {
        **around(chosen),
        "form": form,
        "source": source or 0,
        "colleagues": colleagues,
        "rows": [_row(case, today) for case in cases[:SHOWN]],
        "number": len(cases),
        "more": len(cases) == MOST,
        "done": int(done) if (done := request.GET.get("done", "")).isdecimal() and len(done) < 5 else None,
    }
    return render(request, "coordination/reassign.html", context, status=422 if form.is_bound else 200)


def _source(request: HttpRequest, colleagues: list[StaffMember]) -> int | None:
    """Whose cases; None stands for nobody's."""
    source = request.GET.get("from", "")
    return int(source) if source in {str(each.pk) for each in colleagues} else None


def _given(
    request: HttpRequest, form: Giving, staff: StaffMember, handlers: list[StaffMember], cases: list[Case]
) -> HttpResponse:
    everything = form.cleaned_data["everything"]
    references = [case.reference for case in cases] if everything else form.cleaned_data["case"]
    to = next((each for each in handlers if str(each.pk) == form.cleaned_data["to"]), None)
    number = reassigning.reassign(references=references, to=to, by=staff, now=timezone.now())
    query = request.GET.copy()
    query["done"] = str(number)
    return redirect(f"{reverse('coordination:reassign')}?{query.urlencode()}")


def _row(case: Case, today: Any) -> Row:
    return Row(
        case, words.subject(case.case_type, case.subject), words.municipality(case.municipality), words.due(case.due, today)
    )

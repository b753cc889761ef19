"""The calendar of duties of a firm, as a page and as a file for its own calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from medemens.casework.reporting.going import when_database_is_away
from medemens.common.access import audience
from medemens.law.waadi.duties import duties
from medemens.work.lenders.applying import calendar_words, situations
from medemens.work.lenders.applying.calendar_file import Event, written
from medemens.work.lenders.queries.accounts import Account, account_of


def _rows(account: Account) -> list[calendar_words.DutyInWords]:
    now = timezone.now()
    today = timezone.localdate(now)
    return [calendar_words.words(each, today) for each in duties(situations.of(account, today=today, now=now))]


@audience("account")
@require_safe
@when_database_is_away
def calendar(request: HttpRequest) -> HttpResponse:
    """What the law asks, by when, by which article, and how sure that is."""
    account = account_of(request)
    rows = _rows(account)
    context = {
        "account": account,
        "coming": [each for each in rows if not each.past],
        "past": [each for each in rows if each.past],
        "confirmed": account.confirmed_at is not None,
    }
    return render(request, "lenders/applying/calendar.html", context)


@audience("account")
@require_safe
@when_database_is_away
def file(request: HttpRequest) -> HttpResponse:
    """The days to come, to take into a calendar."""
    rows = _rows(account_of(request))
    events = [
        Event(
            id="-".join(filter(None, (each.duty.key, each.duty.about, f"{each.duty.last:%Y%m%d}"))),
            day=each.duty.last,
            title=each.title,
            text="\n".join(filter(None, (str(each.text), each.day, each.duty.citation, str(each.sure)))),
        )
        for each in rows
        if each.duty.last is not None and not each.past
    ]
    content = written(events, name=_("What the law asks of a lender"), now=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="medemens-lenders.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)

"""What a worker fills in, held against what else they filled in: every error names its place and the mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from medemens.common import forms
from medemens.common.forms import Read
from medemens.common.questions import Question, Text
from medemens.law.days import FIRST_DAY
from medemens.law.money import Unreadable
from medemens.work.pay import answers as answering
from medemens.work.pay.questions import PER_PERIOD

CENTS_AN_HOUR = 500_00
PAGE = 8
"""Periods on one page."""


def read(question: Question, data: QueryDict, so_far: Mapping[str, Any], today: date) -> Read:
    """Reads the fields of one question, and holds them against each other."""
    found = forms.read(question, data)
    if found.errors:
        return found
    return Read(found.values, _check_together(question.id, found.values, {**so_far, **found.values}, today))


def _check_together(name: str, values: dict[str, Any], known: Mapping[str, Any], today: date) -> dict[str, Text]:
    if name in ("period", "rhythm"):
        return _check_period(name, known, today)
    if name == "birth" and values["adult"] == "no":
        return _check_birth(values["birth_date"], known)
    if name == "hours":
        return _check_hours(values, known)
    if name == "gross":
        return _check_gross(known)
    if name == "uncounted" and known.get("gross_pay") is not None and known["uncounted_pay"] > known["gross_pay"]:
        return {"uncounted_pay": _("This is more than the gross pay.")}
    if name == "allowance" and values["allowance_paid"] is None and not values["allowance_unknown"]:
        return {"allowance_paid": _("Fill this in, or choose “I don't know”.")}
    return {}


def _check_period(name: str, known: Mapping[str, Any], today: date) -> dict[str, Text]:
    place = "first-day" if name == "period" else "rhythm-0"
    first, last = date.fromisoformat(known["first"]), date.fromisoformat(known["last"])
    if last < first:
        return {"last-day": _("The last day is before the first day. Swap them.")}
    for place_of, day in (("first-day", first), ("last-day", last - timedelta(31))):
        if day > today:
            return {place_of: _("This day has not come yet. Check the year.")}
    if first < FIRST_DAY:
        return {"first-day": _("We know the law from 1 January 2018 on. Choose a later first day.")}
    if "rhythm" in known and len(answering.periods(dict(known))) > answering.MOST_PERIODS:
        return {place: _("These are more than 270 periods. Check five years at a time; older pay can often not be claimed.")}
    return {}


def _check_birth(birth: str | None, known: Mapping[str, Any]) -> dict[str, Text]:
    if birth is None:
        return {"birth_date-day": _("Fill in your birth date, or choose another answer.")}
    age = (date.fromisoformat(known["last"]) - date.fromisoformat(birth)).days // 365
    if not 13 <= age <= 100:
        return {"birth_date-day": _("This birth date gives an age that cannot be right. Check the year.")}
    return {}


def _check_hours(values: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Text]:
    if values["hours"] is None and not values["hours_unknown"]:
        return {"hours": _("Fill this in, or choose “I don't know”.")}
    if values["hours"] is not None and values["hours"] > longest(known) * 24_00:
        return {"hours": _("These are more hours than the period has. Is the comma in the right place?")}
    return {}


def longest(known: Mapping[str, Any]) -> int:
    """Days of the longest period."""
    return max((end - start + timedelta(1)).days for start, end in answering.periods(dict(known)))


def _check_gross(known: Mapping[str, Any]) -> dict[str, Text]:
    if known.get("hours") and (known["gross_pay"] or 0) * 100 > known["hours"] * CENTS_AN_HOUR:
        return {"gross_pay": _("This is more than 500 euros an hour. Is the comma in the right place?")}
    return {}


def read_periods(data: QueryDict, answers: dict[str, Any], page: int) -> tuple[dict[str, dict[str, int | None]], dict[str, Text]]:
    """Reads a page of periods: numbers by field and first day, and errors by input."""
    values: dict[str, dict[str, int | None]] = {name: {} for name in PER_PERIOD}
    errors: dict[str, Text] = {}
    cut = answering.periods(answers)
    for number in on_page(answers, page):
        start, end = cut[number]
        for name in PER_PERIOD:
            text = data.get(f"{name}-{number}", "").strip()
            try:
                values[name][start.isoformat()] = (
                    forms.read_number(text, "hours" if name == "hours" else "money") if text else None
                )
            except Unreadable as wrong:
                errors[f"{name}-{number}"] = forms.explained(wrong)
        hours, gross = (values[name].get(start.isoformat()) for name in ("hours", "gross_pay"))
        if hours and hours > ((end - start).days + 1) * 24_00:
            errors[f"hours-{number}"] = _("These are more hours than the period has. Is the comma in the right place?")
        elif hours and gross and gross * 100 > hours * CENTS_AN_HOUR:
            errors[f"gross_pay-{number}"] = _("This is more than 500 euros an hour. Is the comma in the right place?")
    return values, errors


def on_page(answers: dict[str, Any], page: int) -> list[int]:
    """The periods of one page, of those that are filled in by themselves."""
    return answering.apart(answers)[(page - 1) * PAGE : page * PAGE]

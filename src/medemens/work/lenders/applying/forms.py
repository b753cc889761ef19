"""What a firm fills in, held against what it can be: numbers with their check digits, days that can be, answers that fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from medemens.common import forms, identifiers
from medemens.common.forms import Read
from medemens.common.identifiers import Kind, UnreadableNumber
from medemens.common.questions import Question, Text
from medemens.law.calendar import years_later
from medemens.law.waadi.lending import COMMENCEMENT
from medemens.work.lenders.applying.reading import FIRST

NUMBERS = {"kvk": Kind.KVK, "rsin": Kind.RSIN, "vat": Kind.VAT}
PASSED = ("lent_until", "signed_up_on", "made_known_on", "given_on")
"""Days that cannot be to come."""

Values = dict[str, Any]
Errors = dict[str, Text]


def read(question: Question, data: QueryDict, today: date) -> Read:
    """Reads the fields of one question."""
    found = forms.read(question, data)
    if found.errors:
        return found
    errors = checked(question, found.values, today)
    return Read(found.values, errors)


def checked(question: Question, values: Values, today: date) -> Errors:
    """What is wrong with answers that can be read, by the id of the input; numbers are made plain on the way."""
    errors: Errors = {}
    for field in question.fields:
        value = values.get(field.name)
        if value in (None, ""):
            continue
        if field.name in NUMBERS:
            _number(field.name, values, errors)
        elif field.kind == "day" and (wrong := _day(field.name, date.fromisoformat(value), today)):
            errors[forms.first_input(field)] = wrong
    if question.id in _OWN and not errors:
        _OWN[question.id](values, errors)
    return errors


def _number(name: str, values: Values, errors: Errors) -> None:
    try:
        found = identifiers.read(str(values[name]))
    except UnreadableNumber as wrong:
        double = _("A digit is wrong, or two were swapped.")
        errors[name] = double if wrong.reason == "wrong_check" else _("This is no number of this kind.")
        return
    if found.kind != NUMBERS[name]:
        errors[name] = _("This is no number of this kind.")
    values[name] = found.value if name not in errors else values[name]


def _day(name: str, day: date, today: date) -> str:
    if day < FIRST:
        return _("This day is too long ago. Is the year right?")
    if name in PASSED and day > today:
        return _("This day is still to come.")
    if name == "signed_up_on" and day >= COMMENCEMENT:
        return _("Only what you told before 1 January 2027 counts here.")
    if day > years_later(today, 30):
        return _("This day is too far away. Is the year right?")
    return ""


def _home(values: Values, errors: Errors) -> None:
    country = str(values["country"]).upper()
    if len(country) != 2 or not country.isascii() or not country.isalpha() or country == "NL":
        errors["country"] = _("Two letters of another country, such as PL or DE.")
    values["country"] = country


def _contact(values: Values, errors: Errors) -> None:
    if "@" not in str(values["contact_email"]):
        errors["contact_email"] = _("This is not an e-mail address. It needs an @, like name@example.com.")


def _signed_up(values: Values, errors: Errors) -> None:
    if values["signed_up"] == "yes" and not values["signed_up_on"]:
        errors["signed_up_on-day"] = _("Fill in the day.")
    if values["signed_up"] != "yes":
        values["signed_up_on"] = None


def _housing(values: Values, errors: Errors) -> None:
    if values["houses_workers"] == "yes" and not values["housing_certified"]:
        errors["housing_certified-0"] = _("Choose an answer.")
    if values["houses_workers"] != "yes":
        values["housing_certified"] = None


def _turnover(values: Values, errors: Errors) -> None:
    if values["lending_turnover"] > values["turnover"]:
        errors["turnover"] = _("All turnover cannot be less than that from lending.")


_OWN: dict[str, Callable[[Values, Errors], None]] = {
    "home": _home,
    "contact": _contact,
    "signed_up": _signed_up,
    "housing": _housing,
    "turnover": _turnover,
}
"""Questions with answers that must fit together."""

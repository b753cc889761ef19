"""Reports filled in to the last question, as they lie on a reporter's own device."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from medemens.casework.codes import new_code
from medemens.casework.reporting import draft as drafts
from medemens.casework.reporting import journey
from medemens.casework.reporting.draft import Draft
from medemens.common.questions import Field

NUMBERS = {"money": 600_00, "hours": 40_00, "number": 4}


def filled(subject: str, **wanted: Any) -> Draft:
    """A report that can be sent: each question answered as `wanted` says, else in the plainest way."""
    draft = Draft(answers={"subject": subject}, everywhere=True, code=new_code().digits)
    while (number := journey.first_missing(draft)) is not None:
        fields = journey.sequence(draft)[number - 1].fields
        answers = {each.name: wanted.get(each.name, plainest(each)) for each in fields}
        draft = replace(draft, answers={**draft.answers, **answers})
    return draft


def plainest(field: Field) -> Any:
    """The first choice, a day, a number, a story; nothing where nothing needs to be said."""
    match field.kind:
        case "choice":
            return field.choices[0][0]
        case "many":
            return [field.choices[0][0]]
        case "day":
            return "2026-06-28"
        case "text" if not field.optional:
            return "Szef zabrał mi paszport."
    return NUMBERS.get(field.kind)


def cookies(draft: Draft) -> dict[str, str]:
    """The draft as its cookie; it must fit into one."""
    sealed = drafts.COOKIE.seal({name: value for name, value in asdict(draft).items() if value})
    return {drafts.COOKIE.name: sealed}

"""Which questions an application asks, in order, given what was answered, and what of the answers is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from medemens.casework.actions.submissions import Submission
from medemens.casework.case_types import of_subject as kind_of_subject
from medemens.casework.enclosures import Enclosure
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.questions import Answers, Question, answered, asked
from medemens.work.lenders.applying.firm_questions import OBJECTION, SUBJECT
from medemens.work.lenders.applying.objecting import is_late
from medemens.work.lenders.applying.questions import OF_PAPERS, of_subject

CONTACT = "contact_"


def as_of(answers: Answers, today: date) -> dict[str, Any]:
    """The answers with what follows from the day: whether an objection comes late. Nothing of that is kept."""
    late = answers.get("subject") == OBJECTION and is_late(answers, today)
    return {**answers, "late": "yes" if late else "no"}


def sequence(answers: Answers) -> list[Question]:
    """The questions that are asked on a page."""
    found = asked(of_subject(str(answers.get("subject"))), answers)
    return [each for each in found if each not in (SUBJECT, OF_PAPERS)]


def known(name: str, answers: Answers) -> Question | None:
    """The question with this name, also when it is not its turn any more."""
    return next((each for each in of_subject(str(answers.get("subject"))) if each.id == name and each is not SUBJECT), None)


def first_missing(answers: Answers) -> int | None:
    """The number, from 1, of the first question without an answer; None when all have one."""
    numbers = (number for number, each in enumerate(sequence(answers), 1) if not answered(each, answers))
    return next(numbers, None)


def given(answers: Answers) -> dict[str, Any]:
    """The answers to what is asked, and nothing that was answered before something else was changed."""
    fields = [field.name for each in sequence(answers) for field in each.fields]
    return {name: answers[name] for name in fields if answers.get(name) not in (None, "", [])}


def submission(
    answers: Answers,
    facts: Mapping[str, Any],
    *,
    authority: Authority,
    organisation: Organisation | None,
    language: str,
    enclosures: tuple[Enclosure, ...],
) -> Submission:
    """What is sent in: answers, with what the papers say (`facts`), and apart from them how to reach who applies."""
    subject = str(answers["subject"])
    kind, told = kind_of_subject(subject), given(answers)
    return Submission(
        case_type=kind.id,
        subject=subject,
        authority=authority,
        municipality="",
        language=language,
        answers={
            "subject": subject,
            **{name: value for name, value in told.items() if not name.startswith(CONTACT)},
            **{name: value for name, value in facts.items() if value is not None},
        },
        way="contact",
        contact={name.removeprefix(CONTACT): str(value) for name, value in told.items() if name.startswith(CONTACT)},
        organisation=organisation,
        formal_request=kind.formal_term is not None and kind.formal(answers),
        enclosures=enclosures,
    )

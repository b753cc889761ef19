"""Which questions a report asks, in order, given what was answered; and what it comes to in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from medemens.casework import place_and_people as asking
from medemens.casework.actions.submissions import Submission
from medemens.casework.case_types import CaseType, case_types, of_subject
from medemens.casework.enclosures import Enclosure
from medemens.casework.place_and_people import OTHERWISE
from medemens.casework.queries import points
from medemens.casework.reporting.draft import Draft, Found
from medemens.common import places
from medemens.common.authorities import Authority
from medemens.common.questions import Field as QuestionField
from medemens.common.questions import Question, answered, asked

READABLE = ("subject", "municipality", "organisation")
"""What stays readable for the work; the rest of the answers is sealed."""


def subject_question() -> Question:
    """What is wrong."""
    return _subject_question(get_language() or "")


@cache
def _subject_question(_language: str) -> Question:
    """Kept for each language: it holds the words of all subjects, and each page of a report asks for it several times."""
    subjects = [each for kind in case_types().values() if not kind.by_account for each in kind.subjects]
    choices = tuple((each.id, each.name) for each in subjects)
    remarks = {each.id: each.description for each in subjects if each.description}
    title = _("What is it about?")
    why = _("Choose what fits best. You can tell more later.")
    return Question("subject", title, why, (QuestionField("subject", "choice", title, choices=choices, remarks=remarks),))


def kind_of(draft: Draft) -> CaseType | None:
    """The case type of what was chosen; none of what only a firm with an account can send in."""
    try:
        found = of_subject(draft.answers.get("subject", ""))
    except KeyError:
        return None
    return None if found.by_account else found


def sequence(draft: Draft) -> list[Question]:
    """All questions for these answers."""
    kind = kind_of(draft)
    if kind is None:
        return [subject_question()]
    return [subject_question(), *asked(kind.questions, draft.answers), *_where(draft, kind), *_who(draft), *_reached(draft, kind)]


def _where(draft: Draft, kind: CaseType) -> list[Question]:
    found = [asking.place(optional=draft.everywhere or not kind.per_municipality)]
    if draft.places:
        found.append(asking.which_place(draft.places))
    return [*found, asking.ADDRESS] if draft.answers.get("place") else found


def _who(draft: Draft) -> list[Question]:
    return [asking.ORGANISATION, *([asking.which_organisation(draft.organisations)] if draft.organisations else [])]


def _reached(draft: Draft, kind: CaseType) -> list[Question]:
    if draft.answers.get("way") in (None, "anonymous"):
        return [asking.WAY]
    return [asking.WAY, asking.CONTACT_FORMAL if kind.formal(draft.answers) else asking.CONTACT]


def known(name: str, draft: Draft) -> Question | None:
    """The question with this name, also when it is not its turn: what was written is kept when other answers are gone."""
    questions = [*sequence(draft), *(each for kind in case_types().values() for each in kind.questions)]
    return next((each for each in questions if each.id == name), None)


def first_missing(draft: Draft) -> int | None:
    """The number, from 1, of the first question that has no answer; None when all have.

    A subject that is not offered, or no longer, is no answer.
    """
    if kind_of(draft) is None:
        return 1
    numbers = (number for number, each in enumerate(sequence(draft), 1) if not answered(each, draft.answers))
    return next(numbers, None)


def taken(draft: Draft, question: Question, values: dict[str, Any], today: date) -> Draft:
    """The draft with the answers to one question, and with what must be looked up for the questions after it."""
    before, draft = draft, draft.with_answers(values)
    match question.id:
        case "subject" if kind_of(draft) is not None:
            return _on_subject(before, draft, today)
        case "place":
            return _in_place(draft)
        case "which_place" if values["municipality"] == OTHERWISE:
            return replace(draft.without("place", "municipality"), places=())
        case "organisation" if values["organisation_name"] != before.answers.get("organisation_name"):
            return replace(draft.without("organisation"), organisations=points.organisations(values["organisation_name"] or ""))
    return draft


def _on_subject(before: Draft, draft: Draft, today: date) -> Draft:
    """Answers that another case type asked for differently are forgotten."""
    kind, old = kind_of(draft), kind_of(before)
    assert kind is not None
    everywhere = points.competent(draft.answers["subject"], "", today) is not None
    if old is None or old.id == kind.id:
        return replace(draft, everywhere=everywhere)
    same = [field for each in kind.questions for field in each.fields]
    gone = [field.name for each in old.questions for field in each.fields if field not in same]
    return replace(draft.without(*gone), everywhere=everywhere)


def _in_place(draft: Draft) -> Draft:
    typed = draft.answers.get("place") or ""
    found = places_named(typed)
    exact = {each.municipality.code for each in places.find(typed) if _bare(each.name) == _bare(typed)}
    if len(exact) != 1:
        return replace(draft.without("municipality"), places=found)
    (code,) = exact
    return replace(draft.with_answers({"municipality": code}), places=())


def _bare(name: str) -> str:
    """A name without the province or town behind it: there is a Bergen (NH.) and a Bergen (L.)."""
    return places.folded(name.partition("(")[0])


def places_named(text: str) -> Found:
    """The municipalities that a typed name may mean: code, and words that say which."""
    found: dict[str, str] = {}
    for each in places.find(text):
        municipality = each.municipality.name
        words = _("%(place)s, municipality of %(municipality)s") % {"place": each.name, "municipality": municipality}
        found.setdefault(each.municipality.code, each.name if each.name == municipality else words)
    return tuple(found.items())


def authority_for(draft: Draft, today: date) -> Authority | None:
    """Who is competent; None when nobody is."""
    return points.competent(draft.answers["subject"], municipality(draft), today)


def municipality(draft: Draft) -> str:
    """The code of the municipality, empty when it is not known."""
    return str(draft.answers.get("municipality") or "")


def submission(
    draft: Draft,
    authority: Authority,
    language: str,
    enclosures: tuple[Enclosure, ...] = (),
    judged: tuple[dict[str, Any], ...] = (),
) -> Submission:
    """What is sent in: the answers to what was asked, and nothing that was answered before something else was changed."""
    kind = kind_of(draft)
    assert kind is not None
    given = {
        field.name: draft.answers[field.name]
        for each in sequence(draft)
        for field in each.fields
        if draft.answers.get(field.name) not in (None, "", [])
    }
    chosen = given.get("organisation", OTHERWISE)
    return Submission(
        case_type=kind.id,
        subject=given["subject"],
        authority=authority,
        municipality=municipality(draft),
        language=language,
        answers={name: value for name, value in given.items() if name not in READABLE and not _apart(name)},
        way=given["way"],
        contact={name.removeprefix("contact_"): value for name, value in given.items() if name.startswith("contact_")},
        organisation=None if chosen == OTHERWISE else points.organisation(int(chosen)),
        formal_request=kind.formal_term is not None and kind.formal(draft.answers),
        enclosures=enclosures,
        judged=judged,
    )


def _apart(name: str) -> bool:
    return name == "way" or name.startswith("contact_")

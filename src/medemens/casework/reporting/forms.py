"""What a reporter fills in, held against what else they filled in."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from medemens.casework.reporting import journey
from medemens.casework.reporting.draft import Draft
from medemens.common import forms
from medemens.common.forms import Read
from medemens.common.questions import Question, Text


def read(question: Question, data: QueryDict, draft: Draft) -> Read:
    """Reads the fields of one question."""
    found = forms.read(question, data)
    return found if found.errors else Read(found.values, checked(question, found.values, draft))


def checked(question: Question, values: dict[str, object], draft: Draft) -> dict[str, Text]:
    """What is wrong with answers that can be read, by the id of the input."""
    kind = journey.kind_of(draft)
    formal = kind is not None and kind.formal({**draft.answers, **values})
    match question.id:
        case "place" if values["place"] and not journey.places_named(str(values["place"])):
            return {"place": _("We don't know this place. Check the spelling, or type a larger town nearby.")}
        case "way" if formal and values["way"] != "contact":
            text = _("You chose to make a formal request. That needs your name: choose this, or go back and change that answer.")
            return {"way-2": text}
        case "contact" if not any(values[name] for name in ("contact_name", "contact_telephone", "contact_email")):
            return {"contact_name": _("Fill in at least one: a name, a telephone number or an e-mail address.")}
        case "contact" if formal and not values["contact_name"]:
            return {"contact_name": _("A formal request needs your name.")}
        case "contact" if values["contact_email"] and "@" not in str(values["contact_email"]):
            return {"contact_email": _("This is not an e-mail address. It needs an @, like name@example.com.")}
    return {}

"""What is asked of somebody with a question or something else, and what they read about the end. In all languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import Subject
from medemens.casework.report_questions import RELATION, STORY
from medemens.common.questions import Field, Question, Text

SUBJECT = Subject("other", _("A question, or something else"), _("You don't know where to go, or it does not fit above"))

QUESTIONS = (
    RELATION,
    Question(
        "topic",
        _("What is it about?"),
        _("Choose what fits best."),
        (
            Field(
                "topic",
                "choice",
                _("What is it about?"),
                choices=(
                    ("work", _("Work and pay")),
                    ("housing", _("Housing")),
                    ("registration", _("Registration, BSN, taxes")),
                    ("health", _("Doctor and insurance")),
                    ("family", _("Family, school, language")),
                    ("going_back", _("No job or house any more")),
                    ("other", _("Something else")),
                ),
            ),
        ),
    ),
    STORY,
)

TOLD: dict[str, Text] = {
    "answered": _("We have answered your question."),
    "referred": _("Another organisation can help you better. We have told you which one."),
    "unanswered": _("We could not find an answer. Below you read why."),
    "withdrawn": _("You took your question back. We have stopped."),
}

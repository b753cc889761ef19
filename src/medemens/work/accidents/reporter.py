"""What is asked of somebody who reports unsafe work or an accident, and what they read about the end. In all languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import Subject
from medemens.casework.report_questions import DANGER, RELATION, STORY, WHEN_AND_RAISED, chosen
from medemens.common.questions import YES_NO_UNKNOWN, Field, Question, Text

SUBJECT = Subject("unsafe_work", _("Unsafe work or an accident"), _("Dangerous machines, no protection, an accident"))

TOPICS = (
    ("accident", _("An accident, or almost one")),
    ("machine", _("Dangerous machines or vehicles")),
    ("height", _("Working high up")),
    ("substances", _("Poison, dust, smoke or gas")),
    ("heat_cold", _("Heat or cold")),
    ("heavy", _("Too heavy or too fast")),
    ("equipment", _("No protective clothes, or I must pay for them")),
    ("hours", _("Too long, no rest, working at night")),
    ("instruction", _("No instruction in a language I understand")),
    ("violence", _("Violence, bullying or sexual harassment at work")),
    ("other", _("Something else")),
)

QUESTIONS = (
    RELATION,
    Question(
        "topics",
        _("What is wrong?"),
        _("Choose everything that fits."),
        (Field("topics", "many", _("What is wrong?"), choices=TOPICS),),
    ),
    DANGER,
    Question(
        "accident",
        _("What came of the accident?"),
        _(
            "Your employer must report an accident to the inspectorate when somebody dies, is taken into hospital "
            "or stays injured."
        ),
        (
            Field("accident_on", "day", _("Day of the accident"), _("For example 28 6 2026"), optional=True),
            Field(
                "injury",
                "choice",
                _("What came of it?"),
                choices=(
                    ("none", _("Nobody was hurt")),
                    ("light", _("Somebody was hurt, but not in hospital")),
                    ("hospital", _("Somebody was taken into hospital")),
                    ("lasting", _("Somebody stays injured")),
                    ("death", _("Somebody died")),
                    ("unknown", _("I don't know")),
                ),
            ),
            Field("employer_reported", "choice", _("Did the employer report it?"), choices=YES_NO_UNKNOWN),
        ),
        asked=lambda answers: chosen(answers, "accident"),
    ),
    Question(
        "people",
        _("How many people work there?"),
        _("A guess is fine."),
        (Field("people", "number", _("How many people?"), optional=True, most=100_000),),
    ),
    WHEN_AND_RAISED,
    STORY,
)

TOLD: dict[str, Text] = {
    "unfounded": _("We looked into it and found nothing that is against the rules."),
    "referred": _("Another organisation deals with this. We have passed your report on to it."),
    "used": _("We keep your report as a signal. Together with others it can lead to an inspection."),
    "inspected": _("We have inspected the company. What we found stays with us; below you read what we can say."),
    "stopped": _("We have had the work stopped until it is safe."),
    "sanction": _("We have punished the company, or ordered it to make the work safe."),
    "withdrawn": _("You took your report back. We have stopped."),
}

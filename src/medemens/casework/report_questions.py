"""What every report asks and tells, whatever it is about. Read by reporters, so in all languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import YES_NO_UNKNOWN, Answers, Field, Question, Text

MOST_STORY = 6000
"""Characters of the story: what fits on the device next to all other answers."""

RELATION = Question(
    "relation",
    _("Who are you in this?"),
    _("Everybody may report, also for someone else."),
    (
        Field(
            "relation",
            "choice",
            _("Who are you in this?"),
            choices=(
                ("self", _("It happens to me")),
                ("colleague", _("I work or live with the people it happens to")),
                ("neighbour", _("I live or work nearby")),
                ("helper", _("I report for someone I help")),
                ("other", _("Someone else, or I don't want to say")),
            ),
        ),
    ),
)


def chosen(answers: Answers, *topics: str) -> bool:
    """Whether one of these was among what the reporter chose as wrong."""
    return not set(topics).isdisjoint(answers.get("topics") or ())


_BEGINNING = (
    Field(
        "since",
        "choice",
        _("When did it begin?"),
        choices=(
            ("week", _("This week")),
            ("month", _("Less than a month ago")),
            ("year", _("Less than a year ago")),
            ("longer", _("Longer ago")),
            ("unknown", _("I don't know")),
        ),
    ),
    Field("continuing", "choice", _("Is it still going on?"), choices=YES_NO_UNKNOWN),
)
_RAISED = Field(
    "raised",
    "choice",
    _("Does the person or company know that you complain?"),
    _("You don't have to tell them. We do not tell them who reported without asking you first."),
    choices=(
        ("yes", _("Yes, I told them")),
        ("no", _("No, and they must not know")),
        ("no_matter", _("No, but they may know")),
    ),
)

WHEN = Question("when", _("When did it begin?"), _("A guess is fine. It tells us what to look at first."), _BEGINNING)
WHEN_AND_RAISED = Question(
    "when",
    _("When did it begin, and who knows?"),
    _("A guess is fine. It tells us what to look at first."),
    (*_BEGINNING, _RAISED),
)
"""For who reports a landlord or employer that may have been told already."""

DANGER = Question(
    "danger",
    _("Is somebody in danger now?"),
    _("If somebody is in danger at this moment, call 112 first. We do not read reports day and night."),
    (Field("danger", "choice", _("Is somebody in danger now?"), choices=YES_NO_UNKNOWN),),
)

STORY = Question(
    "story",
    _("What happened?"),
    _(
        "Write in your own language and in your own words. Who did what, when and where? "
        "If you want to stay unknown, leave out what only you can know."
    ),
    (
        Field("story", "text", _("What happened?"), most=MOST_STORY),
        Field(
            "proof",
            "line",
            _("Who else saw it, or what proof is there?"),
            _("For example a photo, messages, a colleague. You need no proof to report."),
            optional=True,
            most=500,
        ),
    ),
)

TOLD: dict[str, Text] = {
    "received": _("We have received your report. Nobody has read it yet."),
    "assessing": _("We are reading your report and looking at what can be done."),
    "investigating": _("We are investigating what you reported."),
    "deciding": _("We have seen enough. We are deciding what to do."),
    "ended": _("We have ended our work on your report. Below you read what came of it."),
}
"""What a reporter reads about each step."""

"""What is asked of somebody who reports threats or exploitation, and what they read about the end. In all languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import Subject
from medemens.casework.report_questions import DANGER, RELATION, STORY, WHEN
from medemens.common.questions import YES_NO_UNKNOWN, Field, Question, Text

SUBJECT = Subject(
    "exploitation", _("Threats or exploitation"), _("Somebody is forced, threatened, locked in, or their papers were taken")
)

TOPICS = (
    ("papers", _("Passport or bank card was taken")),
    ("threats", _("Threats, also to family")),
    ("violence", _("Violence, also sexual violence")),
    ("debt", _("A debt that must be worked off")),
    ("locked", _("People may not leave, or are watched")),
    ("no_pay", _("Work without pay, or for almost nothing")),
    ("lies", _("Brought here with lies")),
    ("minors", _("Children have to work")),
    ("other", _("Something else")),
)

QUESTIONS = (
    DANGER,
    RELATION,
    Question(
        "topics",
        _("What happens?"),
        _("Choose everything that fits."),
        (Field("topics", "many", _("What happens?"), choices=TOPICS),),
    ),
    Question(
        "safety",
        _("Is it safe to write to you here?"),
        _("We only answer in your mailbox on this site. Nobody sees it without your code."),
        (
            Field("watched", "choice", _("Does somebody look into your phone?"), choices=YES_NO_UNKNOWN),
            Field("can_leave", "choice", _("Can the people leave if they want to?"), choices=YES_NO_UNKNOWN),
        ),
    ),
    WHEN,
    STORY,
)

TOLD: dict[str, Text] = {
    "unfounded": _("We looked into it and could not confirm it."),
    "referred": _("Another organisation deals with this. We have passed your report on to it."),
    "help": _("We have brought the people to help and safety."),
    "investigation": _("It is being investigated as a crime. We can't tell you more while that lasts."),
    "used": _("We keep your report as a signal. Together with others it can lead to an investigation."),
    "withdrawn": _("You took your report back. If people are in danger we may still have to act."),
}

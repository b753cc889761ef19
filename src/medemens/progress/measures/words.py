"""The monitor in words: phases, kinds, how sure, what was reversed, what is not known, how a promise stands."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from medemens.common import formats
from medemens.common.questions import Text as Words
from medemens.progress.measures.phases import Confidence, Kind, PartyKind, Phase, Precision, PromiseKind, PromiseStep
from medemens.progress.measures.queries.promises import State
from medemens.progress.measures.queries.status import Gap, Slip, Step, Turn

PHASES: dict[Phase | None, Words] = {
    Phase.REALISED: lazy("Realised"),
    Phase.IN_FORCE: lazy("In force"),
    Phase.ADOPTED: lazy("Adopted, not yet in force"),
    Phase.IN_PARLIAMENT: lazy("Before parliament"),
    Phase.IN_PREPARATION: lazy("In preparation"),
    Phase.EXPLORING: lazy("Being explored"),
    Phase.NOT_STARTED: lazy("Not started"),
    Phase.NOT_PURSUED: lazy("Not pursued"),
    None: lazy("Not known"),
}
"""In the order in which they are shown, from the furthest."""

MEANINGS: dict[Phase | None, Words] = {
    Phase.REALISED: lazy("A product that had to be made once is there."),
    Phase.IN_FORCE: lazy("The law, scheme or practice is there. That does not say yet that it helps."),
    Phase.ADOPTED: lazy("Both chambers adopted the law; it does not hold yet."),
    Phase.IN_PARLIAMENT: lazy("A bill is before one of the chambers."),
    Phase.IN_PREPARATION: lazy("It is being made: policy, guidance, or a bill before it goes to parliament."),
    Phase.EXPLORING: lazy("Possibilities are examined, or there is a goal without a decision."),
    Phase.NOT_STARTED: lazy("It was advised; nothing that was done was seen."),
    Phase.NOT_PURSUED: lazy("It was dropped, or put off without a date."),
    None: lazy("Nothing is known to have happened by this day."),
}
TONES: dict[Phase | None, str] = {
    Phase.REALISED: "good", Phase.IN_FORCE: "good", Phase.NOT_PURSUED: "bad", None: "unsure", Phase.NOT_STARTED: "unsure",
}  # fmt: skip

KINDS: dict[Kind, Words] = {
    Kind.RECOMMENDATION: lazy("Recommendation"),
    Kind.IMPLEMENTING: lazy("Carries out a recommendation"),
    Kind.ADDITIONAL: lazy("Added later"),
    Kind.MONITORING: lazy("Part of the monitor"),
}
KIND_MEANINGS: dict[Kind, Words] = {
    Kind.RECOMMENDATION: lazy("A source says that it was advised."),
    Kind.IMPLEMENTING: lazy("It is part of a recommendation, or carries one out; it was not seen as one of its own."),
    Kind.ADDITIONAL: lazy("Government or parliament added it later; it is not one of the recommendations."),
    Kind.MONITORING: lazy("It is about telling how far things are."),
}
CONFIDENCE: dict[Confidence, Words] = {
    Confidence.HIGH: lazy("High: an official page or letter names it with a date, or two sources do."),
    Confidence.MEDIUM: lazy("Medium: it is named, but the text was cut off, or there is one secondary source only."),
    Confidence.LOW: lazy("Low: it was inferred."),
}
TURNS: dict[Turn, Words] = {
    Turn.DROPPED: lazy("Dropped"),
    Turn.RESUMED: lazy("Taken up again, possibly in another form"),
    Turn.TURNED: lazy("Choice turned around"),
    Turn.BACK: lazy("Back to an earlier phase; this can also be a wider plan: read the step"),
}
GAPS: dict[Gap, Words] = {
    Gap.NOTHING: lazy("Nothing is known of it by this day."),
    Gap.ONLY_PLANNED: lazy("It was only announced; nothing is known to have been done."),
    Gap.NOT_CONFIRMED: lazy("A day that was announced has passed, and no source says that it came true."),
    Gap.DAY_NOT_KNOWN: lazy("The exact day of the last step is not known."),
    Gap.OLD: lazy("The last step is more than two years old: later news was not found."),
}
PARTIES: dict[str, Words] = {
    PartyKind.STATE: lazy("state"),
    PartyKind.MUNICIPALITY: lazy("municipality"),
    PartyKind.PROVINCE: lazy("province"),
    PartyKind.SOCIAL_PARTNERS: lazy("social partners"),
    PartyKind.PRIVATE: lazy("private"),
    PartyKind.OTHER: lazy("other"),
}
PROMISE_KINDS: dict[PromiseKind, Words] = {
    PromiseKind.COMMITMENT: lazy("Commitment of a minister"),
    PromiseKind.MOTION: lazy("Motion"),
}
PROMISE_STEPS: dict[PromiseStep, Words] = {
    PromiseStep.MADE: lazy("Given or moved"),
    PromiseStep.PROMISED: lazy("A day was promised"),
    PromiseStep.ADOPTED: lazy("Adopted"),
    PromiseStep.REJECTED: lazy("Rejected"),
    PromiseStep.WITHHELD: lazy("Withheld"),
    PromiseStep.ANSWERED: lazy("Answered"),
    PromiseStep.DONE: lazy("Carried out"),
    PromiseStep.NOTED: lazy("Noted"),
}
STATES: dict[State, Words] = {
    State.OVERDUE: lazy("The promised day has passed"),
    State.DUE: lazy("Still due"),
    State.DONE_LATE: lazy("Done, after the promised day"),
    State.DONE: lazy("Done"),
    State.REJECTED: lazy("Rejected"),
    State.UNKNOWN: lazy("What came of it was not found"),
    State.NOT_YET: lazy("Not there yet on this day"),
}
"""In the order in which they are shown."""

STATE_TONES: dict[State, str] = {State.OVERDUE: "bad", State.DONE_LATE: "unsure", State.UNKNOWN: "unsure", State.DONE: "good"}


def day(value: date, precision: Precision, code: str) -> str:
    """A day as exactly as it is known."""
    match precision:
        case Precision.MONTH:
            return formats.month(value, code)
        case Precision.YEAR:
            return str(value.year)
        case Precision.PERIOD:
            return _("around %(day)s") % {"day": formats.short_day(value, code)}
        case _:
            return formats.day(value, code)


def days(number: int) -> str:
    """A number of days."""
    return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}


def slipped(slip: Slip) -> str:
    """How far a day was moved."""
    least, most = sorted((abs(slip.least), abs(slip.most)))
    much = days(most) if least == most else _("%(least)d to %(most)d days") % {"least": least, "most": most}
    if slip.most <= 0:
        return _("%(much)s earlier") % {"much": much}
    return _("%(much)s later") % {"much": much}


def phase_of(step: Step) -> Words:
    """The phase of a step."""
    return PHASES[step.phase]

"""The words in which a measure is told: its phase, how exactly a day is known, what kind it is, how sure we are."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """How far a measure is. The order is that in which most come by; `not_pursued` stands outside it."""

    NOT_STARTED = "not_started"
    EXPLORING = "exploring"
    IN_PREPARATION = "in_preparation"
    IN_PARLIAMENT = "in_parliament"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    REALISED = "realised"
    NOT_PURSUED = "not_pursued"

    @property
    def rank(self) -> int:
        """How far, as a number; a measure that was dropped is nowhere (-1)."""
        return _RANKS[self]


_RANKS = {phase: -1 if phase is Phase.NOT_PURSUED else number for number, phase in enumerate(Phase)}


class Precision(StrEnum):
    """How exactly a day is known. Of a month, year or period the day that is kept stands in for the others."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PERIOD = "period"


class Kind(StrEnum):
    """What sort of entry it is. Only the first was seen as advised; they are counted apart."""

    RECOMMENDATION = "recommendation"
    IMPLEMENTING = "implementing"
    ADDITIONAL = "additional"
    MONITORING = "monitoring"


class Confidence(StrEnum):
    """How sure we are of a measure and its state."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class AdviceTheme(StrEnum):
    """The themes of the advice itself, which differ from those of the site. Empty: not seen under which it stood."""

    AGENCIES = "uitzendsector"
    INSIGHT = "zicht op arbeidsmigratie"
    HOUSING = "huisvesting"
    HEALTH = "gezondheid en welzijn"
    ENFORCEMENT = "handhaving en toezicht"
    EMBEDDING = "institutionele inbedding"
    UNKNOWN = ""


class PartyKind(StrEnum):
    """Who is responsible differs in kind: a minister cannot speak for the others."""

    STATE = "state"
    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    SOCIAL_PARTNERS = "social_partners"
    PRIVATE = "private"
    OTHER = "other"


class PromiseKind(StrEnum):
    """What was given or asked in parliament."""

    COMMITMENT = "commitment"
    MOTION = "motion"


class PromiseStep(StrEnum):
    """What happened to a commitment or motion.

    `promised`: a day was named by which it would be done (the target). `answered`: a document answers it; `done`: it was carried
    out; `noted`: something that does not end it.
    """

    MADE = "made"
    PROMISED = "promised"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHHELD = "withheld"
    ANSWERED = "answered"
    DONE = "done"
    NOTED = "noted"


VOTES = (PromiseStep.ADOPTED, PromiseStep.REJECTED, PromiseStep.WITHHELD)
ENDS = (PromiseStep.ANSWERED, PromiseStep.DONE)

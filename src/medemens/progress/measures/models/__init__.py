"""The tables of the monitor. Only its own queries and actions use them."""

from medemens.progress.measures.models.editing import Invitation, PartyAuthority, Proposal, RemovedPractice, SentPractice
from medemens.progress.measures.models.events import PromiseEvent, StatusEvent
from medemens.progress.measures.models.following import MonitorFollower
from medemens.progress.measures.models.measures import Edition, Goal, Measure, Party, Source, Theme
from medemens.progress.measures.models.promises import Practice, Promise

__all__ = [
    "Edition",
    "Goal",
    "Invitation",
    "Measure",
    "MonitorFollower",
    "Party",
    "PartyAuthority",
    "Practice",
    "Promise",
    "PromiseEvent",
    "Proposal",
    "RemovedPractice",
    "SentPractice",
    "Source",
    "StatusEvent",
    "Theme",
]

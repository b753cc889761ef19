"""The tables of the monitor. Only its own queries and actions use them."""

from medemens.progress.measures.models.events import PromiseEvent, StatusEvent
from medemens.progress.measures.models.measures import Edition, Goal, Measure, Party, Source, Theme
from medemens.progress.measures.models.promises import Practice, Promise

__all__ = [
    "Edition",
    "Goal",
    "Measure",
    "Party",
    "Practice",
    "Promise",
    "PromiseEvent",
    "Source",
    "StatusEvent",
    "Theme",
]

"""What a decision says, before there is a letter: so it is locked when it is proposed, and so it comes back to be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from medemens.law.awb.norms import takes_effect_on


@dataclass(frozen=True)
class Wording:
    """All that the letter needs. `addressee`, `about` and `reasons` are in Dutch; `norms` are keys of the case type."""

    outcome: str
    addressee: str
    about: str
    reasons: str
    norms: tuple[str, ...]
    decided_on: date
    made_known_on: date
    takes_effect_on: date

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Wording:
        """From what was locked."""
        return cls(
            outcome=content["outcome"],
            addressee=content["addressee"],
            about=content["about"],
            reasons=content["text"],
            norms=tuple(content["norms"]),
            decided_on=date.fromisoformat(content["decided_on"]),
            made_known_on=date.fromisoformat(content["made_known_on"]),
            takes_effect_on=date.fromisoformat(content["takes_effect_on"]),
        )

    @property
    def content(self) -> dict[str, Any]:
        """As it is locked: the reasons as the `text` of their line, days as ISO."""
        return {
            "outcome": self.outcome,
            "addressee": self.addressee,
            "about": self.about,
            "text": self.reasons,
            "norms": list(self.norms),
            "decided_on": self.decided_on.isoformat(),
            "made_known_on": self.made_known_on.isoformat(),
            "takes_effect_on": self.takes_effect_on.isoformat(),
        }

    def taken_on(self, day: date) -> Wording:
        """The same, decided on the day on which it is taken: not made known before that, and in effect not before it is known."""
        known = max(self.made_known_on, day)
        return replace(self, decided_on=day, made_known_on=known, takes_effect_on=takes_effect_on(known, self.takes_effect_on))

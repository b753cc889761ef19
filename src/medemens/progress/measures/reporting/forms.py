"""What a party fills in about one of its measures, and the steps that it becomes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medemens.progress.measures import words
from medemens.progress.measures.actions.reporting import Reporter
from medemens.progress.measures.editing.contents import key_of
from medemens.progress.measures.editing.forms import DayText, area, first_day, line
from medemens.progress.measures.phases import Phase
from medemens.progress.measures.queries.snapshot import Known

Plain = dict[str, Any]
PHASES = [(key.value, name) for key, name in words.PHASES.items() if key]


class ProgressForm(forms.Form):
    """How far a measure is, as the party sees it; and what it plans."""

    phase = forms.ChoiceField(label=_("How far is it?"), choices=[("", _("Choose")), *PHASES])
    on = DayText(label=_("Since which day?"), help_text=_("2026-07-31; 2026-07 or 2026 will do."))
    fact = area(
        _("What happened?"),
        500,
        needed=True,
        hint=_("One or two sentences. It is published when an editor takes it over. No names of persons."),
    )
    link = line(
        _("Where can this be read?"),
        300,
        hint=_("The address of a page, or the name of a document. Left open: you are the source."),
    )
    next_phase = forms.ChoiceField(label=_("What comes next?"), required=False, choices=[("", _("Nothing is planned")), *PHASES])
    planned = DayText(
        label=_("When is that planned?"), required=False, help_text=_("A planned day that passes shows as overdue.")
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """What is so, is so by now; what is planned lies ahead."""
        given = super().clean() or {}
        on, planned, following = given.get("on"), given.get("planned"), given.get("next_phase")
        if on and first_day(on) > self.today:
            self.add_error("on", _("This day has yet to come. What has yet to happen goes below, as planned."))
        if following and not planned and "planned" not in self.errors:
            self.add_error("planned", _("Write when it is planned."))
        if planned and not following:
            self.add_error("next_phase", _("Choose what is planned for that day."))
        if planned and first_day(planned).year < self.today.year:
            self.add_error("planned", _("This lies in the past."))
        return given


def content(of: Known, reporter: Reporter, given: dict[str, Any], code: str, now: datetime) -> Plain:
    """The steps of a report, written as in a file; the source is the party itself, on the day on which it told."""
    local = timezone.localtime(now)
    source = f"reported-{key_of(reporter.party.name, (), most=18)}-{of.code.lower()}-{local:%Y%m%d-%H%M%S}"[:60]
    link = given["link"]
    address = link if link.startswith("https://") and " " not in link else ""
    told = {"title": f"Reported by {reporter.name}"[:300], "ref": "" if address else link, "date": local.date().isoformat()}
    step = {
        "id": _key(given["on"], given["phase"]),
        "date": given["on"],
        "phase": given["phase"],
        "fact": {code: given["fact"]},
        "source": source,
    }
    steps: list[Plain] = [step]
    if given["planned"]:
        steps.append(
            {
                "id": _key(given["planned"], given["next_phase"], "plan-"),
                "date": given["planned"],
                "planned": "true",
                "announced": local.date().isoformat(),
                "phase": given["next_phase"],
                "fact": {code: given["fact"]},
                "source": source,
            }
        )
    return {"sources": {source: told | ({"url": address} if address else {})}, "measures": [{"id": of.code, "status": steps}]}


def _key(day: str, phase: str, before: str = "") -> str:
    return f"{before}{day}-{phase}".replace("_", "-")


def as_told(content: Plain) -> list[str]:
    """What somebody reported, to read again."""
    found = []
    for entry in content.get("measures", ()):
        for step in entry.get("status", ()):
            name = words.PHASES[Phase(step["phase"])]
            found.append(f"{name}, {step['date']}: {next(iter(step['fact'].values()), '')}")
    return found

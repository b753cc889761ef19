"""What an editor of the monitor fills in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medemens.progress.measures import words
from medemens.progress.measures.editing import contents
from medemens.progress.measures.fields import BadField, day
from medemens.progress.measures.phases import AdviceTheme, PromiseStep
from medemens.progress.measures.queries import whole
from medemens.progress.measures.queries.promises import PromiseLine
from medemens.progress.measures.queries.snapshot import Known, Snapshot
from medemens.progress.measures.queries.status import Step, Text

CHOOSE = ("", _("Choose"))
"""No choice is made for anybody: a state that nobody chose must not come in."""
HAPPENED, ANNOUNCED = "happened", "announced"


def line(label: Any, most: int, *, needed: bool = False, hint: Any = "") -> forms.CharField:
    """A text on one line."""
    return forms.CharField(label=label, max_length=most, required=needed, help_text=hint)


def area(label: Any, most: int, *, needed: bool = False, hint: Any = "", rows: int = 3) -> forms.CharField:
    """A longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=needed, help_text=hint, widget=widget)


def reasons_field() -> forms.CharField:
    """Why something is changed."""
    hint = _("For editors and auditors; they are not published. No names of persons.")
    return area(_("Why do you change this?"), 4000, needed=True, hint=hint)


class DayText(forms.CharField):
    """A day as exactly as it is known: 2026-07-31, 2026-07 or 2026."""

    def clean(self, value: Any) -> str:
        """As it is written in a file."""
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        try:
            found = day("on", "precision")(text)
        except BadField:
            raise forms.ValidationError(_("Write a day like 2026-07-31; 2026-07 or 2026 when no more is known.")) from None
        return text if "precision" in found else str(found["on"].isoformat())


def first_day(text: str) -> date:
    """The first day that a day as it was typed can be."""
    found = day("on", "precision")(text)["on"]
    assert isinstance(found, date)
    return found


class SourceForm(forms.Form):
    """Where it was read: a source that is there, or a new one; and the fact in own words."""

    fact_nl = area(_("Fact, in Dutch"), 500, hint=_("One or two sentences in own words, of what the source says."))
    fact_en = area(_("Fact, in English"), 500)
    source = forms.ChoiceField(label=_("Source that is there"), required=False)
    new_title = line(_("Or a new source: its title"), 300)
    new_reference = line(_("Its reference"), 300, hint=_("Such as kst 29 861 nr. 122."))
    new_date = line(_("Its date"), 100, hint=_("Such as 2023-12-01."))
    new_url = line(
        _("Its address"), 300, hint=_("It begins with https://. Left open: made from the reference, where that can be.")
    )

    def __init__(self, held: Snapshot, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.today = held, today
        chosen = self.fields["source"]
        assert isinstance(chosen, forms.ChoiceField)
        rows = sorted(held.sources.values(), key=lambda each: each.title.lower())
        chosen.choices = [("", _("A new one, see below")), *((one.key, f"{one.title} ({one.dated})") for one in rows)]

    def clean(self) -> dict[str, Any]:
        """One source and one language at least."""
        given = super().clean() or {}
        if not given.get("source") and not given.get("new_title"):
            self.add_error("source", _("Choose a source, or write down a new one."))
        if given.get("source") and given.get("new_title"):
            self.add_error("new_title", _("Choose a source that is there, or write down a new one: not both."))
        if given.get("new_url") and not given["new_url"].startswith("https://"):
            self.add_error("new_url", _("An address begins with https://."))
        if not given.get("fact_nl") and not given.get("fact_en"):
            self.add_error("fact_nl", _("Write down the fact, in one language at least."))
        return given


class StepForm(SourceForm):
    """A step of a measure. What was only announced cannot be written down as if it had happened."""

    what = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[(HAPPENED, _("It happened")), (ANNOUNCED, _("It was announced, and has yet to happen"))],
    )
    phase = forms.ChoiceField(
        label=_("Phase"), choices=[CHOOSE, *((key.value, name) for key, name in words.PHASES.items() if key)]
    )
    on = DayText(label=_("On which day did it happen, or was it announced?"), help_text=_("2026-07-31; 2026-07 or 2026 will do."))
    target = DayText(label=_("For which day was it announced?"), required=False, help_text=_("Only for what has yet to happen."))
    about = forms.BooleanField(label=_("The day stands for a period"), required=False)
    milestone = line(_("Milestone"), 40, hint=_("Only when a phase has several, such as enforced."))
    reversal = forms.BooleanField(label=_("The source says that a choice was turned around"), required=False)
    reasons = reasons_field()
    field_order = ("what", "phase", "on", "target", "about", "fact_nl", "fact_en", "source")

    def clean(self) -> dict[str, Any]:
        """What happened lies in the past; what was announced has a day for which."""
        given = super().clean()
        what, on, target = given.get("what"), given.get("on"), given.get("target")
        if on and first_day(on) > self.today:
            if what == HAPPENED:
                self.add_error("on", _("This day has yet to come. What has not happened yet can only be announced."))
            else:
                self.add_error("on", _("This day has yet to come. Write the day on which it was announced."))
        if what == ANNOUNCED and not target and "target" not in self.errors:
            self.add_error("target", _("Write for which day it was announced."))
        if what == HAPPENED and target:
            self.add_error("target", _("Only what has yet to happen is announced for a day. Leave this open."))
        return given

    @classmethod
    def of(cls, step: Step) -> dict[str, Any]:
        """What stands in the fields for a step that is there."""
        plain = whole.step(step)
        period = plain.get("precision") == "period"
        on = plain["announced"] if step.planned else plain["date"]
        return {
            "what": ANNOUNCED if step.planned else HAPPENED,
            "phase": step.phase.value,
            "on": on,
            "target": plain["date"] if step.planned else "",
            "about": period,
            "milestone": step.milestone,
            "reversal": step.reversal,
            "source": step.source,
            **_facts(step.fact),
        }


class PromiseStepForm(SourceForm):
    """A step of a commitment or motion."""

    step = forms.ChoiceField(
        label=_("What happened?"), choices=[CHOOSE, *((key.value, name) for key, name in words.PROMISE_STEPS.items())]
    )
    on = DayText(label=_("On which day?"), help_text=_("2026-07-31; 2026-07 or 2026 will do."))
    target = DayText(label=_("By which day was it promised?"), required=False, help_text=_("Only when a day was promised."))
    about = forms.BooleanField(label=_("The day stands for a period"), required=False)
    reasons = reasons_field()
    field_order = ("step", "on", "target", "about", "fact_nl", "fact_en", "source")

    def clean(self) -> dict[str, Any]:
        """What happened lies in the past; only what was promised has a day."""
        given = super().clean()
        if given.get("on") and first_day(given["on"]) > self.today:
            self.add_error("on", _("This day has yet to come. Write the day on which it happened."))
        promised = given.get("step") == PromiseStep.PROMISED
        if promised and not given.get("target") and "target" not in self.errors:
            self.add_error("target", _("Write by which day it was promised."))
        if not promised and given.get("target"):
            self.add_error("target", _("Only what was promised has a day. Leave this open."))
        return given

    @classmethod
    def of(cls, line: PromiseLine) -> dict[str, Any]:
        """What stands in the fields for a step that is there."""
        plain = whole.line(line)
        on, target = plain["date"], plain.get("target", "")
        period = plain.get("precision") == "period"
        return {"step": line.step.value, "on": on, "target": target, "about": period, "source": line.source, **_facts(line.fact)}


def _facts(fact: Text) -> dict[str, str]:
    return {"fact_nl": fact.nl, "fact_en": fact.en}


class AnnulForm(forms.Form):
    """Why nothing should stand in the place of a step."""

    reasons = reasons_field()


class MeasureForm(forms.Form):
    """What describes a measure. Its state is no field: that follows from its steps."""

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", label=_("Code of this monitor"), max_length=12, help_text=_("Such as M3-21. It stays.")
    )
    official_code = line(_("Official code"), 20, hint=_("Only when it was seen in the government's own list."))
    theme = forms.ChoiceField(label=_("Theme"))
    goal = forms.ChoiceField(label=_("Goal"))
    advice_theme = forms.ChoiceField(
        label=_("Theme in the advice"),
        required=False,
        choices=[(each.value, each.value or _("Not seen")) for each in AdviceTheme],
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[CHOOSE, *((key.value, name) for key, name in words.KINDS.items())])
    confidence = forms.ChoiceField(
        label=_("How sure"), choices=[CHOOSE, *((key.value, name) for key, name in words.CONFIDENCE.items())]
    )
    title_nl = line(_("Title, in Dutch"), 250, needed=True)
    title_en = line(_("Title, in English"), 250)
    recommended_nl = area(_("What was advised, in Dutch"), 500)
    recommended_en = area(_("What was advised, in English"), 500)
    form_nl = line(_("Form, in Dutch"), 300, hint=_("What was advised to be set up."))
    form_en = line(_("Form, in English"), 300)
    aim_nl = line(_("Aim, in Dutch"), 300, hint=_("What for. The form can be dropped while the aim is reached another way."))
    aim_en = line(_("Aim, in English"), 300)
    note_nl = area(_("Note, in Dutch"), 500)
    note_en = area(_("Note, in English"), 500)
    responsible = area(_("Responsible parties"), 3000, hint=_("Each on a line of its own."))
    depends_on = line(_("Depends on"), 300, hint=_("Codes of measures, with spaces between."))
    reasons = reasons_field()

    def __init__(self, held: Snapshot, known: Known | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.known = held, known
        for name, rows in (("theme", held.themes.values()), ("goal", held.goals.values())):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = [CHOOSE, *((one.key, one.name.nl or one.name.en) for one in rows)]
        if known is not None:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        """A code that is free, a goal of the theme, measures that are there."""
        given = super().clean() or {}
        if given.get("code") in self.held.measures:
            self.add_error("code", _("There is a measure with this code already."))
        goal = self.held.goals.get(given.get("goal", ""))
        if goal and goal.theme != given.get("theme"):
            self.add_error("goal", _("This goal belongs to another theme."))
        given["responsible"] = list(
            dict.fromkeys(filter(None, (one.strip() for one in given.get("responsible", "").splitlines())))
        )
        given["depends_on"] = list(dict.fromkeys(given.get("depends_on", "").replace(",", " ").split()))
        if unknown := [one for one in given["depends_on"] if one not in self.held.measures]:
            self.add_error("depends_on", _("There is no measure %(code)s.") % {"code": unknown[0][:20]})
        return given

    @staticmethod
    def of(known: Known) -> dict[str, Any]:
        """What stands in the fields for a measure that is there."""
        plain = whole.described(known)
        found = {f"{name}_{code}": plain[name][code] for name in contents.BOTH for code in ("nl", "en")}
        lists = {"responsible": "\n".join(plain["responsible"]), "depends_on": " ".join(plain["depends_on"])}
        return {**{name: plain[name] for name in plain if name not in contents.BOTH}, **found, **lists}


class AskForm(forms.Form):
    """What a colleague should know of a draft."""

    reasons = area(
        _("Why should this be published?"), 4000, needed=True, hint=_("For editors and auditors; it is not published.")
    )


class JudgementForm(forms.Form):
    """What a second editor thinks of a change. `mark` is that of the differences on the page."""

    verdict = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[("publish", _("Publish: it comes into the monitor")), ("send_back", _("Send back"))],
    )
    remark = area(_("Why is it sent back?"), 4000, hint=_("A party that reported it reads this."))
    mark = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class FileForm(forms.Form):
    """A file of the monitor."""

    file = forms.FileField(label=_("File of the monitor"), help_text=_("YAML or XLSX, 10 MB at most."))
    reasons = reasons_field()


class LinkForm(forms.Form):
    """An organisation of this installation that belongs to a party."""

    authority = forms.ChoiceField(label=_("Organisation"))

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["authority"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices


class InvitationForm(forms.Form):
    """Until when a code works."""

    until = forms.DateField(
        label=_("Last day on which the code works"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PracticeForm(forms.Form):
    """A good practice as it will stand in the directory."""

    theme = forms.ChoiceField(label=_("Theme"))
    name_nl = line(_("Name, in Dutch"), 200)
    name_en = line(_("Name, in English"), 200)
    who = line(_("Who"), 200)
    place = line(_("Where"), 200, hint=_("Municipalities or provinces, with commas between: by these it is found by region."))
    since = line(_("Since"), 60)
    problem_nl = area(_("Problem, in Dutch"), 500)
    problem_en = area(_("Problem, in English"), 500)
    approach_nl = area(_("Approach, in Dutch"), 500)
    approach_en = area(_("Approach, in English"), 500)
    cost_nl = line(_("Cost, in Dutch"), 300)
    cost_en = line(_("Cost, in English"), 300)
    effect_nl = line(_("Effect, in Dutch"), 300)
    effect_en = line(_("Effect, in English"), 300)
    evaluated = forms.ChoiceField(
        label=_("Was it evaluated?"), required=False, choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
    )
    measures = line(_("Measures that it belongs to"), 300, hint=_("Codes of measures, with spaces between."))

    def __init__(self, held: Snapshot, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        chosen = self.fields["theme"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.key, one.name.nl or one.name.en) for one in held.themes.values()]

    def clean(self) -> dict[str, Any]:
        """A name in one language at least, measures that are there."""
        given = super().clean() or {}
        if not given.get("name_nl") and not given.get("name_en"):
            self.add_error("name_nl", _("Write down a name, in one language at least."))
        given["measures"] = list(dict.fromkeys(given.get("measures", "").replace(",", " ").split()))
        if unknown := [one for one in given["measures"] if one not in self.held.measures]:
            self.add_error("measures", _("There is no measure %(code)s.") % {"code": unknown[0][:20]})
        return given


class WordingForm(PracticeForm):
    """Another wording of a practice that is there; a colleague publishes it."""

    reasons = reasons_field()


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = area(_("Why?"), 4000, needed=True, hint=_("For editors and auditors; it is not published. No names of persons."))

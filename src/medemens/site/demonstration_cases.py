"""The cases of the demonstration: what invented people report, what a drawing of it looks like, and one case of each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import cycle
from random import Random
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from medemens.casework import access
from medemens.casework.access import Opened
from medemens.casework.actions import cases, decisions, referrals, submissions, terms
from medemens.casework.actions.submissions import Submission
from medemens.casework.case_types import CaseType, case_types, of_subject
from medemens.casework.codes import new_code
from medemens.casework.enclosures import Enclosure, made_safe
from medemens.casework.models import Case
from medemens.casework.sealing import Keyring
from medemens.casework.workbench.letters import Letter, pdf
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.questions import Answers, Field, asked
from medemens.common.staff import StaffMember

STORIES = (
    ("pl", "Mieszkamy w siedem osób w jednym pokoju. Właściciel bierze 600 euro od każdego i nie oddaje kaucji."),
    ("ro", "Am plătit o lună de garanție și nu o primesc înapoi. Contractul este doar în olandeză."),
    ("bg", "Агенцията удържа повече пари, отколкото пише в договора. Никой не ни дава фишове."),
    ("uk", "Нам сказали виїхати з житла в той самий день, коли закінчилася робота."),
    ("hu", "A gépen nincs védőburkolat. Egy kolléga megsérült, de senki sem jelentette."),
    ("en", "The manager keeps my passport and says I owe him money for the flight."),
    ("es", "Trabajo sesenta horas y me pagan cuarenta. El resto dicen que es para la casa."),
    ("ar", "لا نحصل على أجر الساعات الإضافية، ويهددنا المسؤول بالطرد من السكن."),
    ("nl", "Bij mijn buren slapen zeker tien mensen in een rijtjeshuis; de trap is versperd met matrassen."),
    ("tr", "Bize her hafta farklı bir ücret ödeniyor ve nedenini söylemiyorlar."),
)
WEEKS = 12
"""How far back the reports go."""
ADDRESS = "Verzonnenstraat 1"


@dataclass(frozen=True)
class Team:
    """An authority of the demonstration, with what its people hold."""

    authority: Authority
    people: tuple[StaffMember, ...]
    keyring: Keyring
    subjects: tuple[str, ...]
    municipality: str

    @property
    def handlers(self) -> list[StaffMember]:
        """Those who handle cases."""
        return [person for person in self.people if person.handler or person.coordinator]


@cache
def drawing() -> Enclosure:
    """A small drawing of beds in a room, made safe as any picture is that a reporter sends."""
    picture = Image.new("RGB", (480, 320), "#f4f1ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, 470, 310), outline="#444444", width=4)
    for place in range(7):
        left, top = 30 + place % 4 * 110, 40 + place // 4 * 140
        pen.rectangle((left, top, left + 80, top + 110), fill="#7a9cc6", outline="#22364f", width=3)
        pen.rectangle((left + 10, top + 8, left + 70, top + 34), fill="#ffffff")
    target = BytesIO()
    picture.save(target, "PNG")
    return made_safe(target.getvalue(), number=1)


def receive(team: Team, subject: str, *, received: datetime, draw: Random, given: Answers | None = None, **fields: Any) -> Case:
    """A report of somebody invented, with an answer to each question."""
    kind = of_subject(subject)
    language, story = draw.choice(STORIES)
    answers = _answers(kind, story, draw, received.date(), {"address": ADDRESS, **(given or {})})
    formal = kind.formal(answers)
    values: dict[str, Any] = {
        "municipality": team.municipality or draw.choice(("GM0518", "GM0599", "GM1783", "GM0344")),
        "language": language,
        "way": "contact" if formal else "anonymous",
        "contact": {"name": "Iemand Verzonnen", "telephone": "", "email": ""} if formal else {},
        "organisation": draw.choice([*Organisation.objects.filter(public=True).order_by("id"), None]),
    }
    submission = Submission(
        case_type=kind.id, subject=subject, authority=team.authority, answers=answers, formal_request=formal, **(values | fields)
    )
    return submissions.submit(submission=submission, code=new_code(), now=received)


def reports(team: Team, number: int, *, draw: Random, now: datetime) -> None:
    """Reports of the last weeks: some are new, most are being worked on, some ended."""
    subjects = cycle(team.subjects)
    for _ in range(number):
        received = now - timedelta(minutes=draw.randrange(60, WEEKS * 7 * 24 * 60))
        case = receive(team, next(subjects), received=received, draw=draw, given={"danger": "no", "request": "report"})
        _work_on(team, case, draw, received, now)


def one_of_each(housing: Team, inspectorate: Team, *, draw: Random, now: datetime) -> None:
    """What somebody who looks around wants to see: overdue, urgent, standing still, linked, judged, decided and passed on."""

    def ago(weeks: int, subject: str = "housing", team: Team = housing, **given: Any) -> Opened:
        received = now - timedelta(weeks=weeks, hours=3)
        enclosures = (drawing(),) if given.pop("picture", False) else ()
        fields = {"organisation": landlord, "enclosures": enclosures}
        answers = {"danger": "no", "request": "report", **given}
        case = receive(team, subject, received=received, draw=draw, given=answers, **fields)
        return _taken(team, case, now=min(now, received + timedelta(days=1)))

    landlord = Organisation.objects.filter(public=True).order_by("id")[2]
    handler = housing.handlers[0]
    ago(9)
    received = now - timedelta(hours=5)
    receive(housing, "housing", received=received, draw=draw, given={"danger": "yes"}, enclosures=(drawing(),))
    still = ago(3)
    text = "Thank you for your report. Can you tell us how many people sleep there, and since when?"
    asked_at = now - timedelta(weeks=1)
    cases.send(opened=still, text=text, language="en", question=True, by=handler, now=asked_at)
    ground = case_types()[still.case.case_type].term.suspended_by[0].key
    terms.suspend(case=still.case, on=timezone.localdate(asked_at), ground=ground, by=handler, now=asked_at)
    one, other = ago(5, picture=True), ago(4)
    cases.link(case=one.case, other=other.case, kind="address", by=handler, now=now - timedelta(weeks=2))
    _decide(ago(10, request="formal", picture=True), handler, now=now - timedelta(weeks=2))
    passed = ago(2, picture=True)
    reason = "Het loon wordt ingehouden voor de woning; dat is aan de inspectie."
    referrals.refer(
        opened=passed, to=inspectorate.authority, to_name="", basis="wage_cooperation", reason=reason, by=handler,
        now=now - timedelta(weeks=1),
    )  # fmt: skip
    ago(5, "pay", inspectorate)


def _taken(team: Team, case: Case, *, now: datetime) -> Opened:
    """Somebody takes a case and reads it."""
    handler = team.handlers[0]
    cases.assign(case=case, to=handler, by=handler, now=now)
    cases.set_status(case=case, status=case_types()[case.case_type].statuses[1].id, by=handler, now=now)
    opened = access.opened(handler, case.reference, team.keyring, now=now)
    cases.mark_read(case=opened.case, by=handler, now=now)
    return opened


def _decide(opened: Opened, by: StaffMember, *, now: datetime) -> None:
    """Two findings, a decision with its letter, and the end of the work; it can still be contested."""
    kind, on = case_types()[opened.case.case_type], timezone.localdate(now)
    outcome = kind.outcome("order")
    norms = tuple(norm for norm in kind.norms if norm.id in ("deposit_height", "no_intimidation"))
    for norm in norms:
        reason = "Gezien bij het bezoek, en bevestigd door twee bewoners."
        cases.find(opened=opened, norm=norm.id, outcome="not met", reason=reason, by=by, now=now - timedelta(days=3))
    letter = Letter(
        case=opened.case,
        outcome=outcome,
        addressee="Verhuurder Fictief V.O.F.\nPostbus 3\n0000 ZZ Voorbeeldstad",
        about=f"De woning aan de {ADDRESS}",
        reasons="U vraagt een waarborgsom van drie maanden huur, en u hebt bewoners onder druk gezet om te vertrekken.",
        norms=norms,
        decided_on=on,
        made_known_on=on,
        takes_effect_on=on + timedelta(days=1),
        follows=None,
        signed_by=by.name,
    )
    draft = decisions.Draft(outcome.id, letter.reasons, on, on, letter.takes_effect_on, pdf(letter))
    decisions.decide(opened=opened, draft=draft, by=by, now=now)
    cases.close(opened=opened, outcome=outcome.id, text=str(outcome.told), language="nl", by=by, now=now)


def _work_on(team: Team, case: Case, draw: Random, received: datetime, now: datetime) -> None:
    fate = draw.random()
    kind = case_types()[case.case_type]
    moment = received + timedelta(days=draw.randrange(1, 5))
    if fate < 0.3 or moment >= now:
        return
    handler = draw.choice(team.handlers)
    cases.assign(case=case, to=handler, by=handler, now=moment)
    cases.set_status(case=case, status=kind.statuses[1].id, by=handler, now=moment)
    opened = access.opened(handler, case.reference, team.keyring, now=moment)
    cases.mark_read(case=opened.case, by=handler, now=moment)
    cases.note(opened=opened, text="Gebeld met een collega; die kent dit adres.", by=handler, now=moment)
    if fate < 0.5:
        text = "Thank you for your report. We are looking into it, and write to you here as soon as we know more."
        cases.send(opened=opened, text=text, language="en", question=False, by=handler, now=moment)
    elif fate > 0.6 and (ended := moment + timedelta(days=9)) < now:
        outcome = draw.choice([each for each in kind.outcomes if not each.decision and each.id not in ("referred", "withdrawn")])
        if case.subject == "housing" and outcome.id != "unfounded":
            reason = "Er zijn vaker meldingen over deze verhuurder."
            cases.keep_for_file(opened=opened, keep=True, reason=reason, by=handler, now=ended)
        cases.close(opened=opened, outcome=outcome.id, text=str(outcome.told), language="en", by=handler, now=ended)


def _answers(kind: CaseType, story: str, draw: Random, on: date, given: Answers) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for _ in range(len(kind.questions)):
        for question in asked(kind.questions, answers):
            for field in question.fields:
                if field.name not in answers:
                    answers[field.name] = given.get(field.name, _answer(field, story, draw, on))
    return answers


def _answer(field: Field, story: str, draw: Random, on: date) -> Any:
    makers: dict[str, Callable[[], Any]] = {
        "choice": lambda: draw.choice(field.choices)[0],
        "many": lambda: [draw.choice(field.choices)[0]],
        "day": lambda: (on - timedelta(days=draw.randrange(20, 400))).isoformat(),
        "money": lambda: draw.choice((350_00, 480_00, 600_00, 1200_00)),
        "hours": lambda: draw.randrange(1, 12),
        "number": lambda: draw.randrange(1, 12),
        "text": lambda: story,
    }
    return makers.get(field.kind, str)()

"""Invented lenders with their histories, to look around in the register: made by the real deeds, whatever day it is today.

What has a day that came was proposed, approved and published then. The coming years are written down as known already, so that
every state can be looked at; a real register has a decision on the day on which it is made known, and not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, cycle, islice

from django.db import transaction

from medemens.casework.actions import register
from medemens.casework.actions.register import EntryDraft
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.law.calendar import months_later
from medemens.law.waadi.lending import COMMENCEMENT, application_window
from medemens.work.lenders.actions import lenders, names, proposals
from medemens.work.lenders.actions.lenders import LenderDraft
from medemens.work.lenders.models import Lender
from medemens.work.lenders.queries.admission import computed
from medemens.work.lenders.queries.history import KINDS, REGISTER

AUTHORITY = "toelating"
NUMBER = 300
FIRST_KVK = 1
REASON = "Verzonnen reden, voor de demonstratie."
BACK = timedelta(2 * 365)
"""How long before today the first decisions are, as far as there was a law then."""

SPREAD = 600
"""Over how many days the first decisions are spread."""

WORDS = ("Aardbei", "Bloembol", "Citroen", "Distel", "Eikel", "Fluitje", "Gember", "Hazelnoot", "Iris", "Jasmijn", "Kastanje",
         "Lavendel", "Madelief", "Narcis", "Olijf", "Paprika", "Radijs", "Salie", "Tijm", "Viooltje", "Walnoot")  # fmt: skip
FORMS = (
    "Uitzendbureau {} Verzonnen B.V.", "{} Flex Fictief B.V.", "Detachering {} Verzonnen V.O.F.", "{} Personeel Nergens B.V.",
    "{} Payroll Voorbeeld B.V.", "Seizoenwerk {} Fictief B.V.", "{} Techniek Verzonnen N.V.",
)  # fmt: skip
PLACES = ("Verzonnen", "Voorbeeldstad", "Nergens", "Fictiehuizen", "Bedachtwoude")
FOREIGN = (
    ("Praca Zmyślona Sp. z o.o.", "PL", "KRS (verzonnen)"),
    ("Muncă Inventată S.R.L.", "RO", "ONRC (verzonnen)"),
    ("Измислена Работа ЕООД", "BG", "EIK (verzonnen)"),
    ("Erfundene Arbeit GmbH", "DE", "HRB (verzonnen)"),
    ("Trabajo Inventado S.L.", "ES", "RM (verzonnen)"),
    ("Kitalált Munka Kft.", "HU", "CJ (verzonnen)"),
)
ALIKE = (
    ("Flexkracht Verzonnen B.V.", "Flexkracht Verzonen B.V."),
    ("Oogstteam Fictief B.V.", "Oogst-Team Fictief V.O.F."),
    ("Kassenwerk Nergens B.V.", "Kasenwerk Nergens B.V."),
)
"""Names of which one may want to be mistaken for the other; only the first is admitted."""

SOLE = ("A. Verzonnen", "B. Fictief-Voorbeeld", "C. van Nergens", "D. Bedacht", "E. de Verzinner", "F. Onbestaand")

HISTORIES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("admitted", 0),),
    (("admitted", 0), ("extended", 1380)),
    (("admitted", 0), ("suspended", 240)),
    (("admitted", 0), ("suspended", 120), ("restored", 200)),
    (("provisional", 0), ("admitted", 150)),
    (("admitted", 0), ("suspended", 300), ("revoked", 390)),
    (("exempt", 0),),
    (("applied", -70), ("admitted", 0), ("admitted", 1461)),
    (("applied", -60), ("refused", 0)),
    (("provisional", 0),),
    (("exempt", 0), ("exemption_revoked", 500)),
    (("excepted", -200),),
    (("admitted", 0), ("revoked", 700), ("admitted", 1100)),
    (("trade_register", -300),),
    (),
)
"""What happened, in days from the first decision about a lender."""

TRANSITION: tuple[tuple[bool, bool | None, int | None], ...] = (
    (True, None, None), (False, True, None), (False, False, 30), (False, False, -30), (True, False, None), (False, None, None),
)  # fmt: skip
"""Applicants of the transitional scheme: signed up, with a report, and how long past the window their certificate lasts."""


@dataclass(frozen=True)
class _Desk:
    """Who proposes, who approves, and what is now."""

    authority: Authority
    one: StaffMember
    other: StaffMember
    now: datetime


@transaction.atomic
def make(*, now: datetime) -> bool:
    """Makes the lenders, once and as a whole; whether they were made now."""
    if Lender.objects.filter(organisation__kvk=f"{FIRST_KVK:08d}").exists():
        return False
    desk = _desk(now)
    start = max(now.date() - BACK, COMMENCEMENT)
    for number, (draft, history) in enumerate(zip(_drafts(), cycle(HISTORIES), strict=False)):
        lender = _entered(desk, draft)
        _in_trade_register(desk, lender, start - timedelta(900 + 13 * number))
        for kind, days in history:
            _happens(desk, lender, kind, start + timedelta(7 * number % SPREAD + days))
    _alike(desk, start)
    _sole_traders(desk, start)
    _transitional(desk)
    _corrected(desk, start)
    _waiting(desk, start)
    return True


def _desk(now: datetime) -> _Desk:
    authority, _new = Authority.objects.get_or_create(
        key=AUTHORITY, defaults={"name": "Toelatingsautoriteit Verzonnen (demonstratie)", "admits_lenders": True}
    )
    people = list(StaffMember.objects.filter(authority=authority, handler=True).order_by("id")[:2])
    for first in ("Hanna", "Bram")[len(people) :]:
        person = StaffMember(email=f"{first.lower()}@{AUTHORITY}.example", name=f"{first} Verzonnen", authority=authority)
        person.handler = True
        person.set_unusable_password()
        person.save()
        people.append(person)
    return _Desk(authority, people[0], people[1], now)


def _drafts() -> Iterator[LenderDraft]:
    """Firms of all kinds; each seventh comes from abroad."""
    invented = (form.format(word) for word in WORDS for form in FORMS)
    numbers, abroad = count(FIRST_KVK + 1000), cycle(FOREIGN)
    yield LenderDraft("Uitzendbureau Verzonnen B.V.", "Verzonnen", f"{FIRST_KVK:08d}", trade_names=("Verzonnen Werk",))
    for number in islice(numbers, NUMBER):
        place = PLACES[number % len(PLACES)]
        if number % 7 == 0:
            name, country, home = next(abroad)
            yield LenderDraft(
                f"{name} {number}", place, country=country, home_register=home, home_number=f"{country}{number:07d}"
            )
            continue
        name = next(invented, None) or f"Uitzendkracht {number} Verzonnen B.V."
        traded = (f"{name.split()[0]} {number} Werkt",) if number % 4 == 0 else ()
        yield LenderDraft(name, place, f"{number:08d}", trade_names=traded)


def _entered(desk: _Desk, draft: LenderDraft) -> Lender:
    return lenders.enter(draft=draft, authority=desk.authority, by=desk.one, now=desk.now)


def _happens(desk: _Desk, lender: Lender, kind: str, day: date) -> None:
    """An entry on its day: through the hands of one or two people when that day came, written down now when it did not."""
    draft = _entry(lender, kind, day)
    moment = datetime.combine(day, time(9), UTC)
    if moment > desk.now:
        register.record(draft=draft, authority=desk.authority, by=desk.one, now=desk.now)
        return
    made = proposals.propose(lender=lender, draft=draft, reasons=REASON, by=desk.one, now=moment)
    if made.state == made.State.WAITING:
        proposals.approve(proposal=made, by=desk.other, now=moment + timedelta(minutes=5))


def _entry(lender: Lender, kind: str, day: date) -> EntryDraft:
    if kind == "extended":
        until = lender.organisation.register_entries.exclude(valid_until=None).latest("id").valid_until
        assert until is not None
        return EntryDraft(REGISTER, lender.organisation, kind, day, day, months_later(until, 6))
    if kind not in KINDS:
        return EntryDraft(REGISTER, lender.organisation, kind, day, day)
    made = computed(KINDS[kind], day, None)
    return EntryDraft(REGISTER, lender.organisation, kind, day, made.takes_effect_on, made.valid_until)


def _in_trade_register(desk: _Desk, lender: Lender, day: date) -> None:
    if lender.organisation.kvk:
        _happens(desk, lender, "trade_register", max(day, date(2013, 1, 1)))


def _alike(desk: _Desk, start: date) -> None:
    for place, (right, wrong) in enumerate(ALIKE):
        for number, name in ((2 * place, right), (2 * place + 1, wrong)):
            lender = _entered(desk, LenderDraft(name, "Verzonnen", f"{5000 + number:08d}"))
            if name == right:
                _happens(desk, lender, "admitted", start + timedelta(10))


def _sole_traders(desk: _Desk, start: date) -> None:
    """Some names leave soon, one has left."""
    for number, name in enumerate(SOLE):
        lender = _entered(desk, LenderDraft(f"{name} Uitzendwerk", "Nergens", f"{6000 + number:08d}", sole_trader=True))
        _happens(desk, lender, "admitted", start + timedelta(20 + number))
        if number < 2:
            until = desk.now.date() + timedelta(60 * number - 1)
            names.set_term(lender=lender, until=until, by=desk.one, now=desk.now)
    names.names_that_leave(today=desk.now.date(), now=desk.now)


def _transitional(desk: _Desk) -> None:
    first, last = application_window()
    for number, (signed_up, with_report, beyond) in enumerate(TRANSITION):
        lender = _entered(desk, LenderDraft(f"Overgang {number + 1} Verzonnen B.V.", "Voorbeeldstad", f"{7000 + number:08d}"))
        if signed_up:
            _happens(desk, lender, "signed_up", first - timedelta(20 + number))
        day = last - timedelta(30 + number)
        facts: dict[str, bool | str] = {} if with_report is None else {"with_report": with_report}
        if beyond is not None:
            facts |= {"certified_until": (last + timedelta(beyond)).isoformat()}
        draft = EntryDraft(REGISTER, lender.organisation, "applied", day, day, facts=facts)
        moment = min(datetime.combine(day, time(9), UTC), desk.now)
        register.record(draft=draft, authority=desk.authority, by=desk.one, now=moment)


def _corrected(desk: _Desk, start: date) -> None:
    """An entry that was of another firm, and one with a wrong day: both corrected a while later, as far as that came."""
    for number, name in enumerate(("Vergissing Verzonnen B.V.", "Verschrijving Fictief B.V.")):
        lender = _entered(desk, LenderDraft(name, "Bedachtwoude", f"{8000 + number:08d}"))
        _happens(desk, lender, "admitted", start + timedelta(5))
        wrong = lender.organisation.register_entries.latest("id")
        instead = None if number == 0 else _entry(lender, "admitted", start + timedelta(6))
        moment = min(wrong.recorded_at + timedelta(days=10), desk.now)
        made = proposals.correct(lender=lender, entry=wrong, draft=instead, reasons=REASON, by=desk.one, now=moment)
        proposals.approve(proposal=made, by=desk.other, now=moment)


def _waiting(desk: _Desk, start: date) -> None:
    """What is on the desks: one proposal that waits, one that is approved and waits for its day, one that was sent back."""
    day = max(desk.now.date(), start) + timedelta(30)
    for number, verdict in enumerate(("", "approve", "send_back")):
        lender = _entered(desk, LenderDraft(f"Bureau {number + 1} Onderhanden B.V.", "Fictiehuizen", f"{9000 + number:08d}"))
        _happens(desk, lender, "admitted", start)
        draft = _entry(lender, "suspended", day + timedelta(number))
        made = proposals.propose(lender=lender, draft=draft, reasons=REASON, by=desk.one, now=desk.now)
        if verdict == "approve":
            proposals.approve(proposal=made, by=desk.other, now=desk.now)
        elif verdict:
            proposals.send_back(proposal=made, remark="Verzonnen: de reden is te kort.", by=desk.other, now=desk.now)

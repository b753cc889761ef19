"""Invented firms that apply to the admission authority: one in each stage, by the real deeds, with accounts to sign in with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from medemens.casework import access
from medemens.casework.access import Opened
from medemens.casework.actions import cases, decisions, submissions
from medemens.casework.actions.submissions import Submission
from medemens.casework.case_types import case_type, of_subject
from medemens.casework.codes import new_code
from medemens.casework.enclosures import Enclosure, made_safe
from medemens.casework.sealing import Keyring
from medemens.casework.wording import Wording
from medemens.casework.workbench import letters
from medemens.common import installation_key
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.law.awb.terms import Ground
from medemens.law.waadi.lending import application_window
from medemens.work.lenders.actions import accounts, assessing
from medemens.work.lenders.actions.lenders import LenderDraft
from medemens.work.lenders.models import Account, Application, Paper

REASON = "Verzonnen reden, voor de demonstratie."
Person = Callable[[str, str], StaffMember]
"""Makes somebody who can sign in, from an e-mail address and a name."""

Row = tuple[str, dict[str, Any]]
ALL_PAPERS: tuple[Row, ...] = (
    ("conduct", {"given_on": -40}),
    ("security", {"amount": 100_000_00, "valid_until": 500}),
    ("sna_certificate", {"given_on": -200, "valid_until": 160}),
    ("trade_register", {"given_on": -20}),
)
"""Papers with days from today, and amounts in euro cents."""


@dataclass(frozen=True)
class Office:
    """The authority's side: who handles, who takes a decision that another proposed, and what they hold."""

    authority: Authority
    one: StaffMember
    other: StaffMember
    keyring: Keyring
    now: datetime


@dataclass(frozen=True)
class Story:
    """A firm and what becomes of what it sends. `weeks`: how long ago it was sent."""

    firm: str
    kvk: str
    subject: str
    weeks: int
    stage: str
    papers: tuple[Row, ...] = ALL_PAPERS
    answers: dict[str, Any] = field(default_factory=dict)


STORIES = (
    Story("Kersenpluk Verzonnen B.V.", "00009101", "lender_admission", 0, "draft"),
    Story("Uitzendbureau Verzonnen B.V.", "00000001", "lender_admission", 1, "received"),
    Story("Uitzendburo Verzonnen V.O.F.", "00009102", "lender_admission", 1, "received", (("conduct", {"given_on": -160}),)),
    Story("Starters Fictief B.V.", "00009103", "lender_provisional", 2, "received", (("security", {"amount": 40_000_00}),)),
    Story("Bouwhulp Nergens B.V.", "00009104", "lender_admission", 4, "completion", ALL_PAPERS[:1]),
    Story("Tomatenteam Verzonnen B.V.", "00009105", "lender_admission", 6, "assessing"),
    Story("Soms Uitgeleend Fictief B.V.", "00009106", "lender_exemption", 3, "assessing", ()),
    Story("Goed Geregeld Verzonnen B.V.", "00009107", "lender_admission", 7, "granted"),
    Story("Zonder Stukken Fictief B.V.", "00009108", "lender_admission", 7, "refusal", (("security", {"amount": 10_000_00}),)),
    Story("Anders Bedacht Verzonnen B.V.", "00009109", "lender_provisional", 5, "withdrawn"),
    Story("Goed Geregeld Verzonnen B.V.", "00009107", "lender_change", 1, "received", (("security", {"valid_until": 20}),)),
    Story("Nieuwe Naam Fictief B.V.", "00009110", "lender_change", 6, "processed", ()),
    Story("Teleurgesteld Verzonnen B.V.", "00009111", "lender_objection", 2, "assessing", ()),
)


def make(*, office: Office, person: Person) -> list[StaffMember]:
    """Makes them all; gives the people who sign in for the firms."""
    known: dict[str, Account] = {}
    for story in STORIES:
        account = known.get(story.kvk) or _account(story, office, person)
        known[story.kvk] = account
        if story.stage == "draft":
            _draft(story, account, office.now)
        else:
            _becomes(_sent(story, account, office), story, office)
    return [account.person for account in known.values()]


@cache
def drawing() -> Enclosure:
    """A picture that says that it is no real paper, made safe as any picture is that somebody sends."""
    picture = Image.new("RGB", (480, 640), "#ffffff")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 460, 620), outline="#444444", width=3)
    for line, words in enumerate(("VERZONNEN STUK", "voor de demonstratie")):
        pen.text((120, 200 + 40 * line), words, fill="#22364f")
    target = BytesIO()
    picture.save(target, "PNG")
    return made_safe(target.getvalue(), number=1)


def _account(story: Story, office: Office, person: Person) -> Account:
    first = story.firm.split()[0].lower()
    member = person(f"{first}{story.kvk[-3:]}@firma.example", f"Iemand van {story.firm}")
    return Account.objects.create(person=member, name=story.firm, kvk=story.kvk, made_at=office.now - timedelta(weeks=8))


def _answers(story: Story) -> dict[str, Any]:
    return {
        "firm_name": story.firm,
        "kvk": story.kvk,
        "seat": "Verzonnen",
        "foreign": "no",
        "in_trade_register": "yes",
        "contact_name": f"Iemand van {story.firm}",
        "acts_as": "director",
        **story.answers,
    }


def _draft(story: Story, account: Account, now: datetime) -> None:
    answers = json.dumps({**_answers(story), "subject": story.subject}, ensure_ascii=False).encode()
    Application.objects.create(
        account=account,
        subject=story.subject,
        answers=installation_key.lock(answers, purpose="application answers"),
        code=_code(new_code().digits),
        begun_at=now,
        changed_at=now,
    )


def _sent(story: Story, account: Account, office: Office) -> Application:
    """Sent in as firms do: the answers are sealed, and of the papers only kinds, days and amounts stay readable."""
    code, received = new_code(), office.now - timedelta(weeks=story.weeks, hours=3)
    kind = of_subject(story.subject)
    submission = Submission(
        case_type=kind.id,
        subject=story.subject,
        authority=office.authority,
        municipality="",
        language="nl",
        answers=_answers(story),
        way="contact",
        contact={"name": account.person.name, "telephone": "", "email": ""},
        formal_request=kind.formal({}),
        enclosures=(drawing(),) * len(story.papers),
    )
    case = submissions.submit(submission=submission, code=code, now=received)
    made = Application.objects.create(
        account=account, subject=story.subject, code=_code(code.digits), case=case, begun_at=received, changed_at=received,
        sent_at=received,
    )  # fmt: skip
    today = timezone.localdate(office.now)
    for number, (paper, said) in enumerate(story.papers, 1):
        days = {name: today + timedelta(value) for name, value in said.items() if name != "amount"}
        Paper.objects.create(application=made, kind=paper, number=number, added_at=received, amount=said.get("amount"), **days)
    return made


def _code(digits: str) -> bytes:
    return installation_key.lock(digits.encode(), purpose="application code")


def _becomes(application: Application, story: Story, office: Office) -> None:
    """Brings it to its stage."""
    if story.stage == "received":
        return
    case = application.case
    assert case is not None
    then = min(office.now, case.received_at + timedelta(days=2))
    cases.assign(case=case, to=office.one, by=office.one, now=then)
    cases.set_status(case=case, status="complete", by=office.one, now=then)
    opened = access.opened(office.one, case.reference, office.keyring, now=then)
    cases.mark_read(case=opened.case, by=office.one, now=then)
    {
        "completion": _asks_for_completion,
        "assessing": _assesses,
        "granted": _grants,
        "refusal": _proposes_refusal,
        "withdrawn": _withdrawn,
        "processed": _processes,
    }[story.stage](application, opened, office)


def _asks_for_completion(application: Application, opened: Opened, office: Office) -> None:
    now = office.now - timedelta(days=2)
    last = timezone.localdate(now) + timedelta(weeks=2)
    text = letters.completion("Het bewijs van uw financiële zekerheid.\nHet inspectierapport.", last, Ground.COMPLETION)
    cases.ask_for_completion(opened=opened, text=text, language="nl", complete_by=last, by=office.one, now=now)


def _assesses(application: Application, opened: Opened, office: Office) -> None:
    now = office.now - timedelta(days=3)
    cases.set_status(case=opened.case, status="assessing", by=office.one, now=now)
    for norm, outcome in (("representation", "met"), ("trade_register", "met"), ("financial_security", "cannot tell")):
        cases.find(opened=opened, norm=norm, outcome=outcome, reason=REASON, by=office.one, now=now)


def _enters(application: Application, office: Office) -> None:
    """The firm comes into the register, and its account is confirmed."""
    account = application.account
    draft = LenderDraft(account.name, "Verzonnen", account.kvk)
    assessing.enter(application=application, draft=draft, there=None, by=office.one, now=office.now)
    application.refresh_from_db()


def _wording(opened: Opened, outcome: str, reasons: str, norms: tuple[str, ...], now: datetime) -> Wording:
    """A decision that is made known when the authority may begin to decide, or today when that came."""
    today = timezone.localdate(now)
    known: date = max(today, application_window()[1] + timedelta(1))
    addressee = "Een verzonnen firma\nVerzonnenstraat 1\n0000 ZZ Verzonnen"
    return Wording(outcome, addressee, "Uw aanvraag om toelating als uitlener", reasons, norms, today, known, known)


def _grants(application: Application, opened: Opened, office: Office) -> None:
    _assesses(application, opened, office)
    _enters(application, office)
    assert application.lender is not None
    accounts.confirm(account=application.account, lender=application.lender, by=office.one, now=office.now)
    norms = ("trade_register", "certificate_of_conduct", "financial_security")
    wording = _wording(opened, "granted", "U voldoet aan de voorwaarden voor toelating.", norms, office.now)
    letter = letters.pdf(letters.of(wording, opened, signed_by=office.one.name))
    days = wording.decided_on, wording.made_known_on, wording.takes_effect_on
    draft = decisions.Draft(wording.outcome, wording.reasons, *days, letter)
    decisions.decide(opened=opened, draft=draft, by=office.one, now=office.now)
    outcome = case_type(opened.case.case_type).outcome("granted")
    cases.close(opened=opened, outcome=outcome.id, text=str(outcome.told), language="nl", by=office.one, now=office.now)


def _proposes_refusal(application: Application, opened: Opened, office: Office) -> None:
    _enters(application, office)
    now = office.now - timedelta(days=1)
    for norm in ("certificate_of_conduct", "financial_security"):
        cases.find(opened=opened, norm=norm, outcome="not met", reason=REASON, by=office.one, now=now)
    reasons = "U stelde geen zekerheid van 100.000 euro en gaf geen verklaring omtrent het gedrag."
    norms = ("certificate_of_conduct", "financial_security")
    cases.set_status(case=opened.case, status="deciding", by=office.one, now=now)
    decisions.propose(opened=opened, wording=_wording(opened, "refused", reasons, norms, now), by=office.one, now=now)


def _withdrawn(application: Application, opened: Opened, office: Office) -> None:
    now = office.now - timedelta(weeks=2)
    submissions.withdraw(opened=opened, reason="Wij gaan toch niet uitlenen.", language="nl", now=now)
    opened.case.refresh_from_db()
    text = "U hebt uw aanvraag ingetrokken."
    cases.close(opened=opened, outcome="withdrawn", text=text, language="nl", by=office.one, now=now + timedelta(days=1))


def _processes(application: Application, opened: Opened, office: Office) -> None:
    now = office.now - timedelta(weeks=3)
    text = "Wij hebben uw wijziging opgeschreven."
    cases.close(opened=opened, outcome="processed", text=text, language="nl", by=office.other, now=now)

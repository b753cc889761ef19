"""The way of a firm from the first question to the decision, and all that is refused on it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse as _reverse
from django.utils import timezone
from django.utils.translation import override

from medemens.casework.actions import cases as handling
from medemens.casework.actions.entries import enter
from medemens.casework.enclosures import MOST_ENCLOSURES
from medemens.casework.models import Case, Document, Entry
from medemens.work.lenders.actions import applications as actions
from medemens.work.lenders.applying import journey
from medemens.work.lenders.models import Account, Application, Paper, PaperPart
from medemens.work.lenders.queries import applications as queries
from tests import make
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db

SUBJECTS = ("lender_admission", "lender_provisional", "lender_exemption", "lender_change", "lender_objection")
STARTER: dict[str, Any] = {
    "foreign": "no",
    "seat": "Eindhoven",
    "in_trade_register": "yes",
    "kvk": "12345678",
    "rsin": "123456782",
    "contact_name": "Fatima Verzonnen",
    "applicant_function": "Bestuurder",
    "contact_email": "fatima@verzonnen.example",
    "acts_as": "director",
    "never_lent": "yes",
    "workers": "40",
    "security_form": "guarantee",
    "houses_workers": "no",
}
"""What somebody fills in who is new."""


def reverse(name: str, *args: Any) -> str:
    """The address of the English page."""
    with override("en"):
        return _reverse(f"applying:{name}", args=args)


@pytest.fixture
def world() -> make.World:
    return make.world("Toelatingsautoriteit Verzonnen", subjects=SUBJECTS)


@pytest.fixture
def account() -> Account:
    return make_lenders.account()


@pytest.fixture
def firm(account: Account) -> Client:
    return make.sign_in(Client(), account.person)


def begin(firm: Client, subject: str = "lender_provisional") -> Application:
    answer = firm.post(reverse("begin"), {"subject": subject})
    assert answer.status_code == 303
    return Application.objects.latest("id")


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def answer_all(firm: Client, application: Application, told: dict[str, Any]) -> None:
    """Answers each question in its turn, with what is told."""
    for _ in range(30):
        answers = journey.as_of(queries.answers(Application.objects.get(pk=application.pk)), make.today())
        place = journey.first_missing(answers)
        if place is None:
            return
        question = journey.sequence(answers)[place - 1]
        data: dict[str, Any] = {"question": question.id}
        for field in question.fields:
            value = told.get(field.name, answers.get(field.name, ""))
            data |= day(field.name, value) if isinstance(value, date) else {field.name: value or ""}
        done = firm.post(reverse("question", application.pk, place), data)
        assert done.status_code == 303, re.findall(r'm-error"[^>]*>([^<]*)', done.content.decode())
    raise AssertionError("it goes on asking")


def text_file(words: str = "Verklaring") -> SimpleUploadedFile:
    return SimpleUploadedFile("vog.txt", words.encode(), "text/plain")


def add(firm: Client, application: Application, kind: str, words: str = "Verklaring", **told: Any) -> Any:
    data: dict[str, Any] = {"file": text_file(words)}
    for name, value in told.items():
        data |= day(name, value) if isinstance(value, date) else {name: value}
    return firm.post(reverse("add-paper", application.pk, kind), data)


def sent(firm: Client, application: Application) -> Application:
    done = firm.post(reverse("check", application.pk), {"true": "yes"})
    assert done.status_code == 303, done.content.decode()
    application.refresh_from_db()
    return application


@pytest.fixture
def filled(firm: Client, world: make.World) -> Application:
    """A starter's application with its papers, ready to be sent."""
    application = begin(firm)
    answer_all(firm, application, STARTER)
    assert add(firm, application, "conduct", "VOG", given_on=make.today() - timedelta(10)).status_code == 303
    assert add(firm, application, "security", "Garantie", amount="50.000,00").status_code == 303
    return application


def test_a_starter_applies_and_the_authority_reads_it_all(firm: Client, world: make.World, filled: Application) -> None:
    page = firm.get(reverse("check", filled.pk)).content.decode()
    assert "Nothing, as far as can be told" in page
    application = sent(firm, filled)
    case = application.case
    assert case is not None
    assert (case.case_type, case.subject, case.formal_request) == ("lender_application", "lender_provisional", True)
    opened = world.opened(case)
    report = opened.key.open(case.entries.get(kind=Entry.Kind.REPORT).content)
    answers = report["answers"]
    assert answers["never_lent"] == "yes"
    assert answers["workers"] == 40
    assert answers["security"] == 50_000_00
    assert answers["conduct_given_on"] == (make.today() - timedelta(10)).isoformat()
    assert report["contact"] == {"name": "Fatima Verzonnen", "email": "fatima@verzonnen.example"}
    assert application.answers is None
    assert not PaperPart.objects.filter(paper__application=application).exists()
    papers = {each.kind: each.number for each in Paper.objects.filter(application=application)}
    names = {each.number: opened.key.open(bytes(each.description))["name"] for each in Document.objects.filter(case=case)}
    assert names == {papers["conduct"]: "conduct-1.txt", papers["security"]: "security-2.txt"}


def test_the_receipt_tells_reference_and_term(firm: Client, world: make.World, filled: Application) -> None:
    case = sent(firm, filled).case
    assert case is not None
    assert case.due is not None
    page = firm.get(reverse("received", filled.pk)).content.decode()
    assert case.reference in page
    assert world.authority.name in page
    assert f"{case.due.day} {case.due:%B %Y}" in page


def test_sent_twice_is_received_once(firm: Client, world: make.World, filled: Application) -> None:
    first = sent(firm, filled).case
    assert firm.post(reverse("check", filled.pk), {"true": "yes"}).status_code == 303
    assert list(Case.objects.all()) == [first]


def test_a_try_that_broke_off_is_put_right(
    firm: Client, world: make.World, filled: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = actions._settle

    def broken(*_: Any) -> None:
        raise DatabaseError("the lights went out")

    monkeypatch.setattr(actions, "_settle", broken)
    with pytest.raises(DatabaseError):
        firm.post(reverse("check", filled.pk), {"true": "yes"})
    monkeypatch.setattr(actions, "_settle", whole)
    filled.refresh_from_db()
    assert filled.sent_at is None
    assert Case.objects.count() == 1
    with pytest.raises(actions.NotPossible, match="sent"):
        actions.answer(application=filled, values={"seat": "Elders"}, now=timezone.now())
    assert firm.post(reverse("check", filled.pk), {"true": "yes"}).status_code == 303
    filled.refresh_from_db()
    assert filled.case == Case.objects.get()
    assert filled.answers is None
    assert [each.number for each in Paper.objects.order_by("id")] == [1, 2]


def test_what_was_answered_lies_locked(filled: Application) -> None:
    filled.refresh_from_db()
    assert filled.answers is not None
    assert b"Eindhoven" not in bytes(filled.answers)
    assert all(b"VOG" not in bytes(each.content) for each in PaperPart.objects.all())


def test_it_is_not_sent_before_it_is_said_to_be_true(firm: Client, world: make.World, filled: Application) -> None:
    answer = firm.post(reverse("check", filled.pk), {})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_without_a_competent_authority_the_draft_is_kept(firm: Client) -> None:
    application = begin(firm, "lender_change")
    answer_all(
        firm,
        application,
        {**STARTER, "change_kind": "bank", "changed_on": make.today(), "change_text": "Andere bank."},
    )
    page = firm.post(reverse("check", application.pk), {"true": "yes"}).content.decode()
    assert "No authority can receive this" in page
    application.refresh_from_db()
    assert application.sent_at is None


def test_incomplete_may_be_sent_after_a_warning(firm: Client, world: make.World) -> None:
    application = begin(firm)
    answer_all(firm, application, STARTER)
    page = firm.get(reverse("check", application.pk)).content.decode()
    assert "Awb art. 4:5" in page
    assert "Certificate of conduct" in page
    assert sent(firm, application).case is not None


@pytest.mark.parametrize(
    "page",
    ["application", "discard", "papers", "check", "received", "withdraw", "write"],
)
def test_what_is_not_theirs_looks_like_nothing(firm: Client, page: str) -> None:
    theirs = actions.begin(
        account=make_lenders.account("Ander Verzonnen"), subject="lender_admission", answers={}, now=timezone.now()
    )
    for method in ("get", "post"):
        answers = [getattr(firm, method)(reverse(page, number)) for number in (theirs.pk, theirs.pk + 1000)]
        assert {each.status_code for each in answers} <= {404, 405}
        assert len({each.status_code for each in answers}) == 1


@pytest.mark.parametrize(
    ("page", "arguments"),
    [
        ("question", (10**30,)),
        ("question", (0,)),
        ("add-paper", ("passport",)),
        ("add-paper", ("conduct'--",)),
        ("paper-picture", (10**30, 1)),
        ("paper-picture", (1, 0)),
        ("document", (1, 10**30, 10**30)),
        ("document", (10**30, 1, 1)),
        ("object", (1,)),
    ],
)
def test_hostile_numbers_in_addresses_lead_nowhere(firm: Client, page: str, arguments: tuple[Any, ...]) -> None:
    application = begin(firm)
    assert firm.get(reverse(page, application.pk, *arguments)).status_code in (303, 404, 405)
    assert firm.get(reverse(page, 10**30, *arguments)).status_code in (404, 405)


def test_what_was_sent_cannot_be_changed(firm: Client, world: make.World, filled: Application) -> None:
    application = sent(firm, filled)
    data = {"question": "firm", "firm_name": "Anders", "seat": "Anders", "foreign": "no"}
    assert firm.post(reverse("question", filled.pk, 1), data)["Location"] == reverse("application", filled.pk)
    assert add(firm, filled, "other")["Location"] == reverse("application", filled.pk)
    assert firm.post(reverse("discard", filled.pk))["Location"] == reverse("application", filled.pk)
    application.refresh_from_db()
    assert application.answers is None
    assert Paper.objects.filter(application=application).count() == 2
    for deed in (
        lambda: actions.answer(application=application, values={}, now=timezone.now()),
        lambda: actions.remove_paper(application=application, number=1, now=timezone.now()),
        lambda: actions.discard(application=application, now=timezone.now()),
    ):
        with pytest.raises(actions.NotPossible, match="sent"):
            deed()


def test_a_draft_can_be_thrown_away(firm: Client, filled: Application) -> None:
    assert firm.post(reverse("discard", filled.pk)).status_code == 303
    assert not Application.objects.exists()
    assert not PaperPart.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 a Word file", "Word"),
        (b"", "is empty"),
        (b"%PDF-1.7 but not really", "damaged"),
        (b"<html><script>", "web page"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(firm: Client, content: bytes, told: str) -> None:
    application = begin(firm)
    file = SimpleUploadedFile("vog.pdf", content, "application/pdf")
    answer = firm.post(reverse("add-paper", application.pk, "conduct"), {"file": file, **day("given_on", make.today())})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(1949, 12, 31), "too long ago"),
        (date(9998, 1, 1), "still to come"),
        (None, "Fill this in"),
    ],
)
def test_a_day_that_cannot_be_is_refused(firm: Client, on: date | None, told: str) -> None:
    application = begin(firm)
    answer = add(firm, application, "conduct", **({"given_on": on} if on else {}))
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_no_more_papers_than_one_case_takes(firm: Client) -> None:
    application = begin(firm)
    for number in range(MOST_ENCLOSURES):
        assert add(firm, application, "other", f"blad {number}").status_code == 303
    assert add(firm, application, "other", "te veel").status_code == 422
    assert Paper.objects.count() == MOST_ENCLOSURES


def test_no_more_drafts_than_an_account_may_have(firm: Client, account: Account) -> None:
    for _ in range(actions.MOST_DRAFTS):
        actions.begin(account=account, subject="lender_change", answers={}, now=timezone.now())
    answer = firm.post(reverse("begin"), {"subject": "lender_change"})
    assert answer.status_code == 422
    assert Application.objects.count() == actions.MOST_DRAFTS


def test_what_cannot_be_asked_is_not_begun(firm: Client) -> None:
    assert firm.post(reverse("begin"), {"subject": "housing"}).status_code == 422
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("question", "data", "told"),
    [
        ("numbers", {"kvk": "1234567"}, "no number of this kind"),
        ("numbers", {"kvk": "12345678", "rsin": "123456789"}, "two were swapped"),
        ("home", {"country": "Polen", "home_register": "KRS", "home_number": "1"}, "too long"),
        ("home", {"country": "NL", "home_register": "KRS", "home_number": "1"}, "another country"),
        ("contact", {"contact_name": "A", "applicant_function": "B", "contact_email": "geen", "acts_as": "director"}, "@"),
        ("turnover", {"lending_turnover": "9.000.000,00", "turnover": "8.000.000,00"}, "less than that from lending"),
        ("lent_until", day("lent_until", date(9990, 1, 1)), "still to come"),
        ("housing", {"houses_workers": "yes"}, "Choose an answer"),
        ("signed_up", {"signed_up": "yes"}, "Fill in the day"),
    ],
)
def test_an_answer_that_cannot_be_is_told_beside_its_field(firm: Client, question: str, data: Any, told: str) -> None:
    application = begin(firm, "lender_admission")
    answer = firm.post(reverse("question", application.pk, 1), {"question": question, **data})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert queries.answers(application).keys() <= {"subject", "firm_name", "contact_name", "contact_email"}


@pytest.fixture
def decided(firm: Client, world: make.World, filled: Application) -> Application:
    """A starter's application that was refused three days ago."""
    application = sent(firm, filled)
    assert application.case is not None
    opened = world.opened(application.case)
    on = make.today() - timedelta(3)
    make_lenders.decided(opened, on=on, reasons="De VOG ontbreekt.", by=world.handler, now=timezone.now())
    return application


def test_the_firm_reads_the_decision_and_objects(firm: Client, world: make.World, decided: Application) -> None:
    page = firm.get(reverse("application", decided.pk)).content.decode()
    assert "De VOG ontbreekt." in page
    assert "Object until and including" in page
    assert firm.post(reverse("object", decided.pk, 1)).status_code == 303
    objection = Application.objects.latest("id")
    answers = queries.answers(objection)
    assert decided.case is not None
    assert answers["objects_to"] == decided.case.reference
    assert answers["made_known_on"] == (make.today() - timedelta(3)).isoformat()
    answer_all(firm, objection, {**STARTER, "objection_reasons": "De VOG zat erbij.", "hearing": "yes"})
    case = sent(firm, objection).case
    assert case is not None
    assert (case.case_type, case.formal_request) == ("lender_objection", True)
    report = world.opened(case).key.open(case.entries.get(kind=Entry.Kind.REPORT).content)
    assert report["answers"]["objection_reasons"] == "De VOG zat erbij."
    assert "late" not in report["answers"]


def test_what_was_decided_is_not_taken_back(firm: Client, decided: Application) -> None:
    for method in ("get", "post"):
        answer = getattr(firm, method)(reverse("withdraw", decided.pk))
        assert answer["Location"] == reverse("application", decided.pk)
    assert not Entry.objects.filter(kind=Entry.Kind.WITHDRAWN).exists()


def test_the_letter_is_there_and_nothing_of_the_authority_itself(firm: Client, world: make.World, decided: Application) -> None:
    letter = Document.objects.get(decision__isnull=False)
    answer = firm.get(reverse("document", decided.pk, 1, letter.number, 0))
    assert answer.content == b"%PDF-1.7 letter"
    assert answer["Content-Disposition"].startswith("attachment")
    for place, number, page in ((1, 1, 0), (1, letter.number, 1), (2, letter.number, 0), (0, 99, 0)):
        assert firm.get(reverse("document", decided.pk, place, number, page)).status_code == 404


def test_after_six_weeks_a_reason_is_asked_and_it_can_still_be_sent(firm: Client, world: make.World) -> None:
    application = begin(firm, "lender_objection")
    told = {**STARTER, "objects_to": "ABCDE-12345", "made_known_on": make.today() - timedelta(60), "hearing": "no"}
    with pytest.raises(AssertionError, match="Fill this in"):
        answer_all(firm, application, {**told, "objection_reasons": "Niet eens."})
    assert "You are late" in firm.get(reverse("application", application.pk)).content.decode()
    answer_all(firm, application, {**told, "objection_reasons": "Niet eens.", "late_reason": "Ziekenhuis."})
    case = sent(firm, application).case
    assert case is not None
    report = world.opened(case).key.open(case.entries.get(kind=Entry.Kind.REPORT).content)
    assert report["answers"]["late_reason"] == "Ziekenhuis."


def test_there_is_nothing_to_object_to_before_a_decision(firm: Client, world: make.World, filled: Application) -> None:
    sent(firm, filled)
    assert firm.post(reverse("object", filled.pk, 1)).status_code == 404


def test_the_firm_answers_a_question_with_a_paper(firm: Client, world: make.World, filled: Application) -> None:
    application = sent(firm, filled)
    assert application.case is not None
    opened = world.opened(application.case)
    handling.send(opened=opened, text="Stuur een nieuwe VOG.", language="nl", question=True, by=world.handler, now=timezone.now())
    assert "The authority asked you something" in firm.get(reverse("application", filled.pk)).content.decode()
    assert firm.post(reverse("write", filled.pk), {"text": ""}).status_code == 422
    assert firm.post(reverse("write", filled.pk), {"text": "Hier", "file": text_file("N")}).status_code == 422
    data = {"text": "Hier", "file": text_file("Nieuwe VOG"), "kind": "conduct", **day("given_on", make.today())}
    assert firm.post(reverse("write", filled.pk), data).status_code == 303
    newest = Paper.objects.latest("id")
    assert (newest.kind, newest.number, newest.given_on) == ("conduct", 3, make.today())
    application.case.refresh_from_db()
    assert application.case.waiting == ""
    assert Document.objects.filter(case=application.case, number=3).exists()


def test_the_last_day_to_complete_is_shown_when_the_authority_named_one(
    firm: Client, world: make.World, filled: Application
) -> None:
    case = sent(firm, filled).case
    assert case is not None
    opened = world.opened(case)
    locked = opened.key.lock({"text": "Vul aan.", "language": "nl", "complete_by": "2031-03-14"})
    with transaction.atomic():
        enter(case, Entry.Kind.TO_REPORTER, key="question", now=timezone.now(), by=world.handler, locked=locked)
    Case.objects.filter(pk=case.pk).update(waiting=Case.Waiting.REPORTER)
    page = firm.get(reverse("application", filled.pk)).content.decode()
    assert "Answer by 14 March 2031 at the latest (Awb art. 4:5)" in page
    firm.post(reverse("write", filled.pk), {"text": "Hier."})
    assert "(Awb art. 4:5)" not in firm.get(reverse("application", filled.pk)).content.decode()


def test_the_firm_takes_it_back_once(firm: Client, world: make.World, filled: Application) -> None:
    sent(firm, filled)
    for _ in range(2):
        assert firm.post(reverse("withdraw", filled.pk), {"reason": "Toch niet."}).status_code == 303
    assert Entry.objects.filter(kind=Entry.Kind.WITHDRAWN).count() == 1
    assert "You took it back" in firm.get(reverse("application", filled.pk)).content.decode()


def test_drafts_and_what_is_left_of_removed_cases_end(firm: Client, world: make.World, filled: Application) -> None:
    today, now = make.today(), timezone.now()
    assert actions.remove_old(today=today + timedelta(365), now=now) == 0
    assert actions.remove_old(today=today + timedelta(367), now=now) == 1
    gone = begin(firm)
    answer_all(firm, gone, STARTER)
    add(firm, gone, "conduct", given_on=today)
    case = sent(firm, gone).case
    assert case is not None
    assert actions.remove_old(today=today + timedelta(4000), now=now) == 0
    case.delete()
    assert "was removed" in firm.get(reverse("application", gone.pk)).content.decode()
    assert actions.remove_old(today=today, now=now) == 1
    assert not Application.objects.exists()
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("lent", "certified", "small", "expected"),
    [
        ("no", "no", "no", "Application for provisional admission"),
        ("yes", "no", "no", "Application for admission"),
        ("no", "yes", "no", "Application for admission"),
        ("yes", "no", "yes", "Application for exemption"),
    ],
)
def test_the_situation_leads_to_a_form(firm: Client, lent: str, certified: str, small: str, expected: str) -> None:
    asked = {"asked": "1", "lent": lent, "certified": certified, "small": small, "foreign": "no"}
    assert f'<h2 class="utrecht-heading-3">{expected}</h2>' in firm.get(reverse("choose"), asked).content.decode()
    assert firm.get(reverse("choose"), {"asked": "1"}).status_code == 422

"""A reporter's way through the questions: which are asked, what is found, what is sent, and what stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest
from django.test import Client

from medemens.casework import access
from medemens.casework.case_types import case_types, of_subject
from medemens.casework.codes import Code, read_code
from medemens.casework.models import Case, Competence
from medemens.casework.place_and_people import OTHERWISE
from medemens.casework.queries.mailbox import shown
from medemens.casework.reporting import draft as drafts
from medemens.casework.reporting import journey
from medemens.casework.reporting.draft import Draft
from medemens.common import sealed_cookie
from medemens.common.organisations import Organisation, folded
from medemens.common.questions import Question
from medemens.work.pay.pages import COOKIE as PAY_CHECK
from tests import make
from tests.casework.filling import cookies, filled, plainest
from tests.work.pay.test_enclosure import ANSWERS as PAY_ANSWERS

pytestmark = pytest.mark.django_db

REPORT = "/en/report"
SUBJECTS = [kind.subjects[0].id for kind in case_types().values() if not kind.by_account]


@pytest.fixture
def world() -> make.World:
    return make.world()


def on_device(client: Client) -> Draft:
    """The draft that lies on the reporter's device."""
    request = HttpRequest()
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}
    return drafts.read(request)


def put_on_device(client: Client, draft: Draft) -> None:
    for name, value in cookies(draft).items():
        client.cookies[name] = value


def as_typed(question: Question, **wanted: Any) -> dict[str, Any]:
    """A question filled in as a browser sends it: as wanted, else in the plainest way."""
    typed: dict[str, Any] = {"question": question.id}
    for field in question.fields:
        value = wanted.get(field.name, plainest(field))
        if field.kind == "day":
            year, month, day = value.split("-")
            typed |= {f"{field.name}-day": day, f"{field.name}-month": month, f"{field.name}-year": year}
        elif field.kind in ("money", "hours"):
            typed[field.name] = str(value // 100)
        else:
            typed[field.name] = "" if value is None else value
    return typed


def walked(client: Client, **wanted: Any) -> Iterator[str]:
    """Answers question after question through the pages, and tells the name of each, until the check page is reached."""
    address = f"{REPORT}/question/1/"
    for _ in range(60):
        if address.endswith("/check/"):
            return
        page = client.get(address)
        assert page.status_code == 200, (address, page.get("Location"))
        question = page.context["question"]
        answer = client.post(address, as_typed(question, **wanted))
        assert answer.status_code == 303, (question.id, answer.context and answer.context["errors"])
        yield question.id
        address = answer["Location"]
        assert urlsplit(address).query in ("", "change=1")
    raise AssertionError("the questions do not end")


def sent(client: Client, **more: Any) -> access.Opened:
    """Goes on from the check page to the receipt, and opens what was received with the code that it shows."""
    client.get(f"{REPORT}/check/")
    answer = client.post(f"{REPORT}/send/", more)
    assert answer.status_code == 303, answer.context and answer.context.get("refused")
    assert answer["Location"] == f"{REPORT}/receipt/"
    groups = client.get(f"{REPORT}/receipt/").context["groups"]
    (opened,) = access.mailbox(read_code(" ".join(groups)))
    return opened


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_has_its_own_questions_and_all_ask_where_who_and_how(
    client: Client, world: make.World, subject: str
) -> None:
    names = list(walked(client, subject=subject))
    kind = of_subject(subject)
    own = [each.id for each in kind.questions]
    assert names[0] == "subject"
    assert names[-3:] == ["place", "organisation", "way"]
    assert names[1:-3] == [each for each in own if each in names]
    assert "story" in names
    page = client.get(f"{REPORT}/check/").content.decode()
    assert "Szef zabrał mi paszport." in page
    assert str(kind.subject(subject).name) in page
    report = shown(sent(client)).report
    assert report["answers"]["story"] == "Szef zabrał mi paszport."
    assert (report["way"], report["contact"]) == ("anonymous", {})
    assert set(journey.READABLE).isdisjoint(report["answers"])


def test_who_looks_on_from_next_door_gets_fewer_questions_than_who_lives_there(client: Client, world: make.World) -> None:
    tenant = set(walked(client, subject="housing", relation="self", topics=["deposit"]))
    neighbour = set(walked(Client(), subject="housing", relation="neighbour", topics=["overcrowded"]))
    assert {"deposit", "request"} <= tenant - neighbour
    assert len(neighbour) < len(tenant)


def test_another_subject_forgets_what_was_asked_otherwise_and_keeps_the_story(client: Client, world: make.World) -> None:
    list(walked(client, subject="housing", relation="self", topics=["deposit"], story="Deposit zabrany."))
    assert "topics" in on_device(client).answers
    client.post(f"{REPORT}/question/1/?change=1", {"question": "subject", "subject": "unsafe_work"})
    kept = on_device(client).answers
    assert kept["story"] == "Deposit zabrany."
    assert kept.get("topics") != ["deposit"]
    missing = journey.first_missing(on_device(client))
    assert client.get(f"{REPORT}/check/")["Location"] == f"{REPORT}/question/{missing}/"


def answer(client: Client, name: str, **fields: Any) -> Any:
    return client.post(f"{REPORT}/question/1/", {"question": name, **fields})


def test_a_place_that_nobody_knows_is_said_and_kept_to_mend(client: Client, world: make.World) -> None:
    put_on_device(client, filled("housing"))
    page = answer(client, "place", place="Xyzzyqq")
    assert page.status_code == 422
    assert 'value="Xyzzyqq"' in page.content.decode()
    assert "We don&#x27;t know this place" in page.content.decode()
    assert not on_device(client).answers.get("municipality")


@pytest.mark.parametrize(("typed", "code"), [("Venlo", "GM0983"), ("venlo ", "GM0983"), ("Den Haag", "GM0518")])
def test_a_place_that_can_only_be_one_needs_no_choice(client: Client, world: make.World, typed: str, code: str) -> None:
    put_on_device(client, filled("housing"))
    answer(client, "place", place=typed)
    assert on_device(client).answers["municipality"] == code
    assert "which_place" not in [each.id for each in journey.sequence(on_device(client))]


@pytest.mark.parametrize("typed", ["Bergen", "Velo", "Hengelo"])
def test_a_place_that_can_be_several_is_chosen_or_typed_again(client: Client, world: make.World, typed: str) -> None:
    put_on_device(client, filled("housing"))
    answer(client, "place", place=typed)
    assert on_device(client).answers.get("municipality") is None
    assert client.get(f"{REPORT}/check/").status_code == 303
    choice = on_device(client).places[1][0]
    answer(client, "which_place", municipality=OTHERWISE)
    assert "place" not in on_device(client).answers
    answer(client, "place", place=typed)
    answer(client, "which_place", municipality=choice)
    assert on_device(client).answers["municipality"] == choice


def test_only_public_organisations_are_found(client: Client, world: make.World) -> None:
    for name, public in (("Agencja Publiczna B.V.", True), ("Agencja Geheim B.V.", False)):
        Organisation.objects.create(name=name, folded_name=folded(name), public=public)
    put_on_device(client, filled("pay"))
    answer(client, "organisation", organisation_name="Agencja", organisation_details="")
    assert [words for _key, words in on_device(client).organisations] == ["Agencja Publiczna B.V."]
    ((key, _words),) = on_device(client).organisations
    hidden = Organisation.objects.get(public=False).pk
    assert answer(client, "which_organisation", organisation=hidden).status_code == 422
    assert answer(client, "which_organisation", organisation=key).status_code == 303
    case = sent(client).case
    assert case.organisation is not None
    assert case.organisation.name == "Agencja Publiczna B.V."


def test_another_name_makes_the_choice_anew(client: Client, world: make.World) -> None:
    public = Organisation.objects.create(name="Agencja Publiczna", folded_name="agencja publiczna", public=True)
    put_on_device(client, filled("pay"))
    answer(client, "organisation", organisation_name="Agencja", organisation_details="")
    answer(client, "which_organisation", organisation=public.pk)
    answer(client, "organisation", organisation_name="Inna firma", organisation_details="")
    assert "organisation" not in on_device(client).answers
    assert sent(client).case.organisation is None


def test_a_formal_request_needs_a_name(client: Client, world: make.World) -> None:
    put_on_device(client, filled("housing", relation="self", request="formal"))
    for way in ("anonymous", "confidential"):
        assert answer(client, "way", way=way).status_code == 422
    assert answer(client, "way", way="contact").status_code == 303
    fields = {"contact_telephone": "", "contact_email": "jan@verzonnen.example", "contact_when": "", "contact_address": ""}
    assert answer(client, "contact", contact_name="", **fields).status_code == 422
    assert answer(client, "contact", contact_name="Jan Verzonnen", **fields).status_code == 303
    opened = sent(client)
    assert opened.case.formal_request
    assert shown(opened).report["contact"] == {"name": "Jan Verzonnen", "email": "jan@verzonnen.example"}


def test_contact_data_of_who_wants_to_stay_unknown_after_all_is_not_sent(client: Client, world: make.World) -> None:
    put_on_device(client, filled("pay", way="contact", contact_name="Jan Verzonnen", contact_email="jan@verzonnen.example"))
    answer(client, "way", way="anonymous")
    assert "Jan Verzonnen" not in client.get(f"{REPORT}/check/").content.decode()
    report = shown(sent(client)).report
    assert (report["way"], report["contact"]) == ("anonymous", {})
    assert "Jan" not in str(report)


@pytest.mark.parametrize(
    ("contact", "right"),
    [
        ({}, False),
        ({"contact_email": "jan at example"}, False),
        ({"contact_telephone": "000 000 00 00"}, True),
        ({"contact_when": "po 19:00"}, False),
    ],
)
def test_who_can_be_reached_says_how(client: Client, world: make.World, contact: dict[str, str], right: bool) -> None:
    put_on_device(client, filled("pay", way="contact", contact_name="x"))
    empty = dict.fromkeys(("contact_name", "contact_telephone", "contact_email", "contact_when"), "")
    assert answer(client, "contact", **{**empty, **contact}).status_code == (303 if right else 422)


def test_the_receipt_comes_again_until_the_code_is_written_down(client: Client, world: make.World) -> None:
    put_on_device(client, filled("pay"))
    opened = sent(client)
    first, again = (client.get(f"{REPORT}/receipt/") for _ in range(2))
    assert first.context["groups"] == again.context["groups"]
    assert world.authority.name in first.content.decode()
    assert client.post(f"{REPORT}/send/")["Location"] == f"{REPORT}/receipt/"
    assert client.get(f"{REPORT}/question/3/")["Location"] == f"{REPORT}/receipt/"
    assert client.post(f"{REPORT}/written-down/")["Location"] == f"{REPORT}/done/"
    assert client.get(f"{REPORT}/receipt/")["Location"] == f"{REPORT}/mailbox/"
    assert on_device(client) == Draft()
    assert Case.objects.get() == opened.case


def test_the_answers_leave_the_device_when_they_are_sent(client: Client, world: make.World) -> None:
    put_on_device(client, filled("pay", story="Nic nie płaci."))
    sent(client)
    kept = on_device(client)
    assert kept == Draft(code=kept.code, sent_to=world.authority.name)


def test_the_same_code_until_an_answer_changes(client: Client, world: make.World) -> None:
    put_on_device(client, filled("pay"))
    code = on_device(client).code
    client.get(f"{REPORT}/check/")
    assert on_device(client).code == code
    answer(client, "story", story="Coś innego.", proof="")
    assert on_device(client).code == ""
    client.get(f"{REPORT}/check/")
    assert on_device(client).code not in ("", code)


def test_the_back_button_after_sending_sends_nothing_again(world: make.World) -> None:
    client, before = Client(), filled("pay")
    put_on_device(client, before)
    sent(client)
    put_on_device(client, before)
    again = client.post(f"{REPORT}/send/")
    assert again["Location"] == f"{REPORT}/receipt/"
    assert Case.objects.count() == 1


def test_nobody_competent_is_said_honestly_and_the_answers_are_kept(client: Client, world: make.World) -> None:
    Competence.objects.filter(subject="pay").delete()
    put_on_device(client, filled("pay"))
    for method in ("get", "post"):
        assert getattr(client, method)(f"{REPORT}/send/")["Location"] == f"{REPORT}/nobody/"
    page = client.get(f"{REPORT}/nobody/")
    assert page.status_code == 200
    assert "Your report was not sent" in page.content.decode()
    assert on_device(client).answers["subject"] == "pay"
    assert not Case.objects.exists()


def test_an_authority_without_a_key_cannot_receive(client: Client, world: make.World) -> None:
    world.authority.keys.update(retired_at=make.NOW)
    put_on_device(client, filled("pay"))
    assert client.post(f"{REPORT}/send/")["Location"] == f"{REPORT}/nobody/"
    assert world.authority.name in client.get(f"{REPORT}/nobody/").content.decode()
    assert not Case.objects.exists()


def test_a_report_goes_to_the_municipality_of_the_place(client: Client) -> None:
    venlo = make.world("Gemeente Venlo Verzonnen", municipality="GM0983", subjects=("housing",))
    make.world("Gemeente Anders", municipality="GM0599", subjects=("housing",))
    list(walked(client, subject="housing", relation="neighbour", place="Venlo"))
    opened = sent(client)
    assert (opened.case.authority, opened.case.municipality) == (venlo.authority, "GM0983")


def test_a_pay_check_goes_along_with_one_press(client: Client, world: make.World) -> None:
    client.cookies[PAY_CHECK.name] = PAY_CHECK.seal(PAY_ANSWERS)
    assert client.post(f"{REPORT}/with-pay-check/").status_code == 303
    assert on_device(client).answers["subject"] == "pay"
    assert "Your pay check will be sent along" in client.get(f"{REPORT}/").content.decode()
    list(walked(client, subject="pay"))
    client.get(f"{REPORT}/check/")
    assert "Send my pay check along" in client.get(f"{REPORT}/send/").content.decode()
    opened = sent(client, enclose="yes")
    document = opened.case.documents.get()
    pages = [opened.key.open_bytes(each.content) for each in document.contents.order_by("number")]
    assert pages
    assert all(each.startswith(b"\xff\xd8\xff") for each in pages)
    judged = {each["norm"]: each for each in shown(opened).report["judged"]}
    assert judged["minimum_wage"]["outcome"] == "not met"
    assert judged["minimum_wage"]["amount"] > 0


def test_a_pay_check_that_was_left_out_stays_at_home(client: Client, world: make.World) -> None:
    client.cookies[PAY_CHECK.name] = PAY_CHECK.seal(PAY_ANSWERS)
    client.post(f"{REPORT}/with-pay-check/")
    list(walked(client, subject="pay"))
    opened = sent(client, enclose="no")
    assert not opened.case.documents.exists()
    assert shown(opened).report["judged"] == []


@pytest.fixture
def small_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that keeps less than the longest answers take."""
    monkeypatch.setattr(sealed_cookie, "MOST_PIECES", 4)


@pytest.mark.usefixtures("small_device")
def test_answers_that_do_not_fit_on_the_device_are_said_and_nothing_is_lost(client: Client, world: make.World) -> None:
    put_on_device(client, filled("pay"))
    before = on_device(client)
    page = answer(client, "story", story=_noise(6_000), proof="")
    assert page.status_code == 422
    assert "too long for your phone to remember" in page.content.decode()
    assert on_device(client) == before


@pytest.mark.usefixtures("small_device")
def test_answers_that_just_fit_can_be_sent(client: Client, world: make.World) -> None:
    """Whatever length is taken, the code and a pay check find room beside it."""
    put_on_device(client, filled("pay"))
    least, most = 1_000, 6_000
    while most - least > 1:
        middle = (least + most) // 2
        taken = answer(client, "story", story=_noise(middle), proof="").status_code == 303
        least, most = (middle, most) if taken else (least, middle)
    answer(client, "story", story=_noise(least), proof="")
    assert client.post(f"{REPORT}/with-pay-check/").status_code == 303
    assert shown(sent(client)).report["answers"]["story"] == _noise(least)


def _noise(length: int) -> str:
    """Writing that cannot be squeezed: signs of an old script, each of four bytes."""
    state, signs = 1, []
    for _ in range(length):
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        signs.append(chr(0x12000 + (state >> 33) % 0x1C000))
    return "".join(signs)


def test_quick_exit_takes_all_of_ours_off_and_tells_nobody_where_from(client: Client, world: make.World, settings: Any) -> None:
    put_on_device(client, filled("pay"))
    client.cookies["report_1"] = "x"
    client.cookies[PAY_CHECK.name] = PAY_CHECK.seal(PAY_ANSWERS)
    client.cookies["mailbox"] = "x"
    client.cookies["csrftoken"] = "c" * 32
    client.cookies["sessionid"] = "of staff"
    away = client.get(f"{REPORT}/leave/")
    assert (away.status_code, away["Location"]) == (303, settings.QUICK_EXIT_URL)
    assert away["Referrer-Policy"] == "no-referrer"
    gone = {name for name, morsel in away.cookies.items() if morsel["max-age"] == 0}
    assert gone == {"report", "report_1", "mailbox", PAY_CHECK.name, "csrftoken"}


def test_traces_can_be_removed_and_a_draft_forgotten(client: Client, world: make.World) -> None:
    put_on_device(client, filled("pay"))
    page = client.post(f"{REPORT}/traces/")
    assert page["Clear-Site-Data"] == '"cache", "storage"'
    assert on_device(client) == Draft()
    put_on_device(client, filled("pay"))
    client.post(f"{REPORT}/forget/")
    assert on_device(client) == Draft()


def test_every_answer_is_kept_by_no_browser_and_no_referrer_leaves_the_site(client: Client, world: make.World) -> None:
    put_on_device(client, filled("pay"))
    code = Code(on_device(client).code)
    pages = [client.get(f"{REPORT}/{name}") for name in ("", "question/1/", "check/", "send/", "traces/", "done/", "mailbox/")]
    pages += [client.post(f"{REPORT}/send/"), client.get(f"{REPORT}/receipt/"), client.get(f"{REPORT}/question/99/")]
    pages += [client.post(f"{REPORT}/mailbox/", {"code": code.digits}), client.get(f"{REPORT}/mailbox/messages/")]
    pages += [client.get(f"{REPORT}/nowhere/"), client.get(f"{REPORT}/leave/")]
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] in ("same-origin", "no-referrer")
        for morsel in page.cookies.values():
            assert morsel["max-age"] in ("", 0), f"{morsel.key} outlives the browser"
            assert morsel["samesite"] in ("Lax", "Strict")
            assert morsel["httponly"] or not morsel.value


def test_what_is_typed_before_earlier_questions_are_answered_is_kept(client: Client, world: make.World) -> None:
    """Somebody comes back to a page after the answers on their device are gone: what they typed is not."""
    page = client.post(f"{REPORT}/question/7/", {"question": "story", "story": "Długa historia.", "proof": ""})
    assert page.status_code == 303
    assert on_device(client).answers["story"] == "Długa historia."

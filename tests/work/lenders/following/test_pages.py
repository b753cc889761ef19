"""A hirer's way: name lenders, say where, keep the code, prove the address, and manage the list. The lender sees nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse as _reverse
from django.utils.translation import override

from medemens.casework.codes import new_code
from medemens.casework.throttle import Limit
from medemens.common.access import audience_of
from medemens.work.lenders.actions import following
from medemens.work.lenders.following import begin_pages, door, network, pages, telling, urls
from medemens.work.lenders.models import Delivery, Followed, Follower, Lender
from medemens.work.lenders.queries import following as queries
from tests import make
from tests.make import NOW
from tests.work.lenders import make_lenders
from tests.work.lenders.following import outside, world
from tests.work.lenders.following.outside import ADDRESS, Hirer
from tests.work.lenders.following.world import LATER, follower, suspended

pytestmark = pytest.mark.django_db


def reverse(name: str, *arguments: Any) -> str:
    """The address of the English page."""
    with override("en"):
        return _reverse(f"following:{name}", args=arguments)


@pytest.fixture
def lender() -> Lender:
    return make_lenders.admitted("Uitzendbureau Verzonnen B.V.", kvk="10000001")


@pytest.fixture
def mail(settings: Any) -> None:
    settings.EMAIL_HOST, settings.MAIL_FROM = "mail.verzonnen.example", "register@verzonnen.example"


@pytest.fixture
def hirer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hirer]:
    with outside.hirer() as made:
        monkeypatch.setattr(network, "OUTSIDE", made.network)
        yield made


def begin(client: Client, *, step: str = "follow", numbers: str = "10000001", **more: Any) -> Any:
    given = {"numbers": numbers, "way": "webhook", "address": ADDRESS, "step": step, **more}
    return client.post(reverse("begin"), given)


def code_on(client: Client) -> str:
    """The code that is shown."""
    page = client.get(reverse("code")).content.decode()
    return "".join(re.findall(r"<span>(\d{4})</span>", page))


def listed(client: Client) -> str:
    return client.get(reverse("mine")).content.decode()


def opened(client: Client, *lenders: Lender, **more: Any) -> Follower:
    """Somebody whose list is open on this device."""
    code = new_code()
    made = follower(*lenders, code=code, **more)
    assert client.post(reverse("mine"), {"code": code.written}).status_code == 303
    return made


def test_what_was_recognised_is_shown_before_anything_is_made(client: Client, lender: Lender) -> None:
    make_lenders.admitted("Nul Verzonnen", kvk="00012345")
    page = begin(client, step="look", numbers="10000001\nKvK 1000 0001\n19999999\n12345\nabc").content.decode()
    assert "We recognised 1 lender." in page
    assert "Uitzendbureau Verzonnen B.V." in page
    assert "19999999" in page
    assert "With zeros in front there is such a firm" in page
    assert "This cannot be a number" in page or "No number of a firm" in page
    assert not Follower.objects.exists()


def test_a_webhook_is_followed_until_the_first_call(client: Client, lender: Lender, hirer: Hirer) -> None:
    assert begin(client).status_code == 303
    page = client.get(reverse("code")).content.decode()
    assert "whsec_" in page
    digits = code_on(client)
    client.post(reverse("code"))
    page = listed(client)
    assert "whsec_" not in page
    assert "Not confirmed: nothing is sent yet" in page
    client.post(reverse("try"))
    assert "You are told of each change" in listed(client)
    client.post(reverse("close"))
    assert "Open my list" in listed(client)
    client.post(reverse("mine"), {"code": digits})
    assert "Uitzendbureau Verzonnen B.V." in listed(client)
    suspended(lender)
    telling.once(now=LATER)
    assert hirer.messages[-1]["lender"]["number"] == lender.number
    page = listed(client)
    assert "Suspended" in page
    assert "Told" in page


def test_mail_is_followed_until_the_first_warning(client: Client, lender: Lender, mail: None) -> None:
    begin(client, way="mail", address=" Inkoop@verzonnen.example ")
    assert "We sent you a mail with a link" in client.get(reverse("code")).content.decode()
    (sent,) = outbox.outbox
    assert sent.to == ["Inkoop@verzonnen.example"]
    assert not re.search(r"\d{4} \d{4}", sent.body), "no code in mail"
    (link,) = re.findall(r"https?://[^/\s]+(/en/lenders/following/confirm/\S+)", sent.body)
    Client().post(link)
    suspended(lender)
    assert telling.once(now=LATER) == 1
    assert outbox.outbox[1].subject.startswith("Warning")


def test_without_a_mail_server_mail_is_not_offered(client: Client, lender: Lender, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    page = client.get(reverse("begin")).content.decode()
    assert 'value="mail"' not in page
    assert "This site cannot send mail" in page
    assert begin(client, way="mail", address="a@b.example").status_code == 422
    assert not Follower.objects.exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"numbers": ""}, "There are no numbers in it"),
        ({"numbers": "19999999"}, "None of these numbers"),
        ({"numbers": "1\n" * 10_001}, "You can follow 10,000 lenders"),
        ({"way": ""}, "Choose how you want to be told"),
        ({"way": "post"}, "Choose how you want to be told"),
        ({"address": ""}, "Fill in where"),
        ({"address": "http://hooks.verzonnen.example/"}, "must begin with https"),
        ({"address": "https://10.0.0.1/"}, "Numbers (IP addresses) are not called"),
        ({"address": "https://x:y@hooks.verzonnen.example/"}, "Leave the user name"),
        ({"address": "https://hooks.verzonnen.example:22/"}, "443 or 8443"),
        ({"way": "mail", "address": "geen adres"}, "no e-mail address"),
        ({"way": "mail", "address": "a@localhost"}, "no e-mail address"),
        ({"way": "mail", "address": "a@[10.0.0.1]"}, "no e-mail address"),
        ({"way": "mail", "address": "a@b.example\nBcc: c@d.example"}, "no e-mail address"),
    ],
)
@pytest.mark.parametrize("step", ["look", "follow"])
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    client: Client, lender: Lender, mail: None, given: dict[str, str], told: str, step: str
) -> None:
    answer = begin(client, step=step, **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    if len(kept := given.get("address", ADDRESS)) < 60 and "\n" not in kept:
        assert kept in page
    assert not Follower.objects.exists()


def test_a_file_from_a_spreadsheet_is_read(client: Client, lender: Lender) -> None:
    file = SimpleUploadedFile("partners.csv", b"Naam;KvK\nIemand;10000001\n")
    assert "We recognised 1 lender." in begin(client, step="look", numbers="", file=file).content.decode()


def test_a_lender_leads_here_with_its_number(client: Client, lender: Lender) -> None:
    with override("en"):
        page = client.get(_reverse("lenders:lender", args=[lender.number])).content.decode()
    assert "Follow this lender" in page
    assert f'value="{lender.number}"' in page
    assert lender.number in client.get(reverse("begin"), {"number": lender.number}).content.decode()
    polish = client.get(f"/pl/lenders/{lender.number}/").content.decode()
    assert "Follow this lender" not in polish, "these pages are in Dutch and English"


def test_a_check_leads_here_with_all_its_numbers(client: Client, lender: Lender) -> None:
    with override("en"):
        page = client.post(_reverse("lenders:check"), {"numbers": "10000001\n19999999"}).content.decode()
    assert "Follow all these" in page
    answer = client.post(reverse("begin"), {"numbers": "10000001\n19999999"})
    assert answer.status_code == 200
    assert "10000001\n19999999</textarea>" in answer.content.decode()


def test_many_beginnings_at_once_must_wait_and_lose_nothing(
    client: Client, lender: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(begin_pages, "BEGINNINGS", Limit(1))
    assert begin(client).status_code == 303
    answer = begin(client)
    assert answer.status_code == 429
    assert ADDRESS in answer.content.decode()
    assert Follower.objects.count() == 1


def test_three_mails_a_day_go_to_an_address_that_may_be_of_somebody_else(client: Client, lender: Lender, mail: None) -> None:
    cache.clear()
    for _number in range(5):
        begin(client, way="mail", address="iemand@verzonnen.example")
        begin(client, way="mail", address="IEMAND@verzonnen.example")
    assert len(outbox.outbox) == 3
    client.post(reverse("code"))
    assert "three mails to this address" in listed(client)


def test_the_secret_and_the_code_are_shown_once(client: Client, lender: Lender) -> None:
    begin(client)
    client.post(reverse("code"))
    answer = client.get(reverse("code"))
    assert answer.status_code == 303
    assert "whsec_" not in listed(client)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("12", "The code has 28 digits"), ("1" * 28, "One of the digits is not right"), (new_code().written, "No list belongs")],
)
def test_a_code_that_opens_nothing_says_why(client: Client, typed: str, told: str) -> None:
    answer = client.post(reverse("mine"), {"code": typed})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_guessing_codes_must_wait_and_a_right_one_always_opens(
    client: Client, lender: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "WRONG_CODES", Limit(1))
    code = new_code()
    follower(lender, code=code)
    assert [client.post(reverse("mine"), {"code": new_code().digits}).status_code for _time in range(2)] == [422, 429]
    assert client.post(reverse("mine"), {"code": code.digits}).status_code == 303


def test_lenders_are_added_and_removed(client: Client, lender: Lender) -> None:
    other = make_lenders.admitted("Ander Verzonnen", kvk="10000002")
    mine = opened(client, lender)
    page = client.post(reverse("add"), {"numbers": "10000002\n19999999"}).content.decode()
    assert "19999999" in page
    assert queries.numbers(mine) == sorted([lender.number, other.number])
    client.post(reverse("remove"), {"number": lender.number})
    assert queries.numbers(mine) == [other.number]
    wrong = client.post(reverse("add"), {"numbers": "zomaar"})
    assert wrong.status_code == 422
    assert "zomaar</textarea>" in wrong.content.decode()


def test_lenders_that_may_not_lend_stand_first(client: Client, lender: Lender) -> None:
    bad = make_lenders.lender("Zonder Verzonnen", kvk="10000009")
    make_lenders.entry(bad, "trade_register", date(2020, 1, 1), valid_until=date(2021, 1, 1))
    good = make_lenders.lender("Met Verzonnen", kvk="10000008")
    make_lenders.entry(good, "trade_register", date(2020, 1, 1))
    opened(client, good, bad)
    page = listed(client)
    assert page.index("Zonder Verzonnen") < page.index("Met Verzonnen")


def test_a_long_list_has_pages(client: Client, lender: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ON_A_PAGE", 1)
    opened(client, lender, make_lenders.admitted("Ander Verzonnen"))
    shown = [client.get(reverse("mine"), {"page": number}).content.decode() for number in (1, 2, 99)]
    assert ["?page=2" in page for page in shown] == [True, False, False]
    assert ["Ander Verzonnen" in page for page in shown].count(True) in (1, 2)


def test_a_pause_and_going_on(client: Client, lender: Lender) -> None:
    opened(client, lender)
    client.post(reverse("pause"), {"what": "pause"})
    assert "Paused: nothing is sent" in listed(client)
    client.post(reverse("pause"), {"what": "go-on"})
    assert "You are told of each change" in listed(client)


def test_what_was_given_up_is_seen_and_tried_again(client: Client, lender: Lender) -> None:
    mine = opened(client, lender)
    suspended(lender)
    following.look(now=LATER)
    Delivery.objects.filter(follower=mine, delivered_at=None).update(given_up_at=LATER, tries=8)
    assert "Given up after eight tries" in listed(client)
    client.post(reverse("again"))
    assert "Given up" not in listed(client)
    assert [each.tries for each in world.waiting(mine)] == [0]


def test_an_address_that_fails_stops_and_says_so(client: Client, lender: Lender) -> None:
    mine = opened(client, lender)
    for _number in range(20):
        make_lenders.entry(lender, "excepted", NOW.date())
    following.look(now=LATER)
    Delivery.objects.filter(follower=mine, delivered_at=None).update(given_up_at=LATER, tries=8)
    following.pause(follower=mine, now=LATER)
    assert "twenty messages in a row did not come through" in listed(client)


def test_another_address_is_proved_anew(client: Client, lender: Lender, hirer: Hirer) -> None:
    opened(client, lender)
    assert client.post(reverse("address"), {"address": "https://10.0.0.1/"}).status_code == 422
    assert client.post(reverse("address"), {"address": ADDRESS + "/new"}).status_code == 303
    page = listed(client)
    assert "Not confirmed" in page
    assert ADDRESS + "/new" in page
    hirer.behave = outside.status(404)
    client.post(reverse("try"))
    assert "Your server answered, but not with a status of 200 to 299." in listed(client)
    hirer.behave = outside.echo
    client.post(reverse("try"))
    assert "You are told of each change" in listed(client)


def test_another_address_of_mail_gets_the_link(client: Client, lender: Lender, mail: None) -> None:
    cache.clear()
    opened(client, lender, way="mail")
    client.post(reverse("address"), {"address": "nieuw@verzonnen.example"})
    assert outbox.outbox[-1].to == ["nieuw@verzonnen.example"]
    assert client.post(reverse("address"), {"address": ADDRESS}).status_code == 422, "mail stays mail"


def test_a_server_in_a_private_network_is_told_why(client: Client, lender: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "OUTSIDE", network.Network(resolve=lambda _h, _p: ["10.0.0.1"]))
    opened(client, lender, confirmed=False)
    client.post(reverse("try"))
    assert "leads into a private network" in listed(client)


def test_trying_addresses_has_a_limit(client: Client, lender: Lender, hirer: Hirer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "CALLS", Limit(1))
    opened(client, lender)
    for _time in range(3):
        client.post(reverse("try"))
    assert len(hirer.got) == 1
    assert "Try again in a minute" in listed(client)


def test_when_the_key_of_the_installation_was_lost_the_address_is_given_again(
    client: Client, lender: Lender, hirer: Hirer, settings: Any
) -> None:
    mine = opened(client, lender, confirmed=False)
    for name in ("address", "secret"):
        setattr(mine, name, b"locked by another")
    mine.save()
    assert "By calls to" in listed(client)
    client.post(reverse("try"))
    assert "can no longer be read here" in listed(client)
    client.post(reverse("address"), {"address": ADDRESS})
    client.post(reverse("secret"))
    client.post(reverse("try"))
    assert "You are told of each change" in listed(client)


def test_a_new_secret_is_shown_once(client: Client, lender: Lender) -> None:
    mine = opened(client, lender)
    before = queries.secrets_of(mine, NOW)
    client.post(reverse("secret"))
    page = client.get(reverse("code")).content.decode()
    assert "whsec_" in page
    assert "Keep this code" not in page
    mine.refresh_from_db()
    assert queries.secrets_of(mine, NOW)[0] != before[0]
    client.post(reverse("code"))
    assert "whsec_" not in listed(client)


def test_ending_removes_all_of_it(client: Client, lender: Lender) -> None:
    opened(client, lender)
    assert client.get(reverse("end")).status_code == 200
    assert Follower.objects.exists()
    assert "You follow no lenders any more" in client.post(reverse("end")).content.decode()
    assert not Follower.objects.exists()
    assert not Followed.objects.exists()
    assert "Open my list" in listed(client)


NAMES = [each.name for each in urls.urlpatterns if "token" not in each.pattern.converters]
CHANGING = ("add", "remove", "pause", "again", "address", "try", "secret", "end")


@pytest.mark.parametrize("name", CHANGING)
def test_without_a_code_nobody_changes_a_list(client: Client, lender: Lender, name: str) -> None:
    mine = follower(lender)
    answer = client.post(reverse(name), {"number": lender.number, "numbers": "10000001", "what": "pause", "address": ADDRESS})
    assert answer.status_code == 303
    assert answer["Location"] == reverse("mine")
    mine.refresh_from_db()
    assert (mine.stopped_at, mine.confirmed_at, queries.numbers(mine)) == (None, NOW, [lender.number])


@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_for_officials_without_an_account(client: Client, name: str) -> None:
    (pattern,) = (each for each in urls.urlpatterns if each.name == name)
    assert audience_of(pattern.callback) == "official"
    assert client.get(reverse(name)).status_code in (200, 303, 405)
    assert client.get(reverse(name).replace("/en/", "/pl/"))["Location"] == reverse(name)


def test_one_list_does_not_open_another(client: Client, lender: Lender) -> None:
    other = make_lenders.admitted("Ander Verzonnen", kvk="10000002")
    theirs = follower(other)
    opened(client, lender)
    client.post(reverse("remove"), {"number": other.number})
    assert queries.numbers(theirs) == [other.number]
    assert "Ander Verzonnen" not in listed(client)


def everything_about(lender: Lender, client: Client, official: Client) -> list[bytes]:
    """What the public, programs and the authority see of a lender, without the tokens of forms."""
    found = [
        client.get(f"/en/lenders/{lender.number}/"),
        client.get(f"/api/v1/lenders/{lender.number}"),
        client.get(f"/api/v1/lenders/{lender.number}/entries"),
        official.get(f"/en/workbench/admission/lender/{lender.number}/"),
        official.get("/en/workbench/admission/"),
        official.get("/en/workbench/coordination/figures/"),
        official.get("/en/workbench/admission/ends/"),
    ]
    assert {each.status_code for each in found} <= {200, 404}
    assert found[3].status_code == 200
    return [re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", each.content) for each in found]


def test_the_lender_and_the_authority_see_nothing_of_who_follows(client: Client, lender: Lender) -> None:
    authority = make_lenders.admission_authority()
    authority.admits_lenders = True
    authority.save()
    official = make.sign_in(Client(), make.staff(authority, "coordinator"))
    before = everything_about(lender, client, official)
    for _number in range(3):
        follower(lender)
    follower(lender, confirmed=False)
    assert everything_about(lender, client, official) == before


def test_no_address_of_a_page_holds_a_code_or_an_address(client: Client, lender: Lender) -> None:
    begin(client)
    digits = code_on(client)
    for name in NAMES:
        location = client.post(reverse(name), {"numbers": "10000001"}).get("Location", "")
        assert digits not in location
        assert "verzonnen" not in location

"""At its own address an authority shows its own face; at every other address, and when nothing works, there is ours."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from medemens.casework.actions.administration import made_logo
from medemens.casework.administration.forms import AuthorityForm
from medemens.casework.models import Competence
from medemens.site import faces, pages
from medemens.site.middleware import HEADERS
from tests import make
from tests.casework.filling import cookies, filled

pytestmark = pytest.mark.django_db

HOST = "meldpunt.verzonnen.example"
COLOUR = "#7a1f5c"
WITH_A_FACE = (
    "report/",
    "report/question/1/",
    "report/mailbox/",
    "report/traces/",
    "about/",
    "privacy/",
    "accessibility/",
    "pay/",
)


@pytest.fixture(autouse=True)
def hosts(settings: Any) -> None:
    """The deployer lists the names; nobody else can add one."""
    settings.ALLOWED_HOSTS = ["testserver", HOST, "elders.example"]


@pytest.fixture
def world() -> make.World:
    """A municipality at its own address."""
    made = make.world("Gemeente Verzonnen")
    picture = BytesIO()
    Image.new("RGB", (90, 30), COLOUR).save(picture, "JPEG")
    made.authority.logo, made.authority.colour, made.authority.point_host = made_logo(picture.getvalue()), COLOUR, HOST
    made.authority.save()
    return made


@pytest.fixture
def there(world: make.World) -> Client:
    """Somebody who came to the municipality's own address."""
    return Client(headers={"host": HOST})


def header(answer: Any) -> str:
    found = re.search(r"<header.*?</header>", answer.content.decode(), re.DOTALL)
    assert found
    return found.group()


@pytest.mark.parametrize("path", WITH_A_FACE)
def test_its_pages_carry_its_name_logo_and_colour(there: Client, path: str) -> None:
    answer = there.get(f"/en/{path}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Gemeente Verzonnen" in header(answer)
    assert "Medemens" not in header(answer)
    assert 'src="/face/logo.png" alt=""' in header(answer)
    assert '<link rel="stylesheet" href="/face/style.css">' in text
    assert "runs on Medemens" in text
    assert not re.search(r"<script|<style|\sstyle=", text)
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert answer["Cache-Control"] == "no-store"


def test_the_title_does_not_tell_whose_reporting_point_it_was(there: Client) -> None:
    assert "Verzonnen" not in there.get("/en/report/").content.decode().partition("</title>")[0]


def test_its_style_sheet_holds_its_colour_and_nothing_else_of_it(there: Client) -> None:
    answer = there.get("/face/style.css")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert set(re.findall(r"#\w+", text)) == {COLOUR}
    for name in (
        "--m-deep",
        "--m-link",
        "--utrecht-link-text-decoration-color",
        "--utrecht-heading-1-color",
        "--utrecht-heading-2-color",
        "--utrecht-heading-3-color",
    ):
        assert f"{name}:{COLOUR}" in text


def test_what_its_style_sheet_sets_is_what_the_pages_use() -> None:
    sheet = (faces.__file__ or "").replace("faces.py", "static/site/style.css")
    with open(sheet, encoding="utf-8") as file:
        used = file.read()
    assert all(f"var({name}" in used for name in set(re.findall(r"--[\w-]+", faces.STYLE)))


def test_its_logo_is_the_picture_that_was_made_anew(there: Client, world: make.World) -> None:
    answer = there.get("/face/logo.png")
    assert answer.content == world.authority.logo
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_another_address_shows_nothing_of_it(world: make.World) -> None:
    for host in ("testserver", "elders.example"):
        client = Client(headers={"host": host})
        for path in ("", *WITH_A_FACE):
            text = client.get(f"/en/{path}").content.decode()
            assert "Verzonnen" not in text
            assert "/face/" not in text
        assert client.get("/face/style.css").status_code == client.get("/face/logo.png").status_code == 404


def test_one_without_logo_or_colour_shows_its_name(there: Client, world: make.World) -> None:
    world.authority.logo, world.authority.colour = None, ""
    world.authority.save()
    answer = there.get("/en/report/")
    assert "Gemeente Verzonnen" in header(answer)
    assert "/face/" not in answer.content.decode()
    assert there.get("/face/style.css").status_code == there.get("/face/logo.png").status_code == 404


def test_an_address_that_the_deployer_did_not_list_is_refused(there: Client, world: make.World) -> None:
    world.authority.point_host = "vreemd.example"
    world.authority.save()
    for path in ("/", "/en/", "/en/report/", "/face/style.css", "/face/logo.png"):
        answer = Client(headers={"host": "vreemd.example"}).get(path)
        assert answer.status_code == 400
        assert "Verzonnen" not in answer.content.decode()


def test_its_first_page_is_its_reporting_point_with_the_pay_check_as_second_entrance(there: Client) -> None:
    assert there.get("/", headers={"accept-language": "pl"})["Location"] == "/pl/"
    assert there.get("/pl/")["Location"] == "/pl/report/"
    text = there.get("/en/report/").content.decode()
    assert "This is the reporting point of <strong>Gemeente Verzonnen</strong>" in text
    links = re.findall(r'href="([^"]+)"', text.partition('id="main"')[2])
    assert links.index("/en/report/question/1/") < links.index("/en/pay/")
    assert {"/en/report/mailbox/", "/en/privacy/", "/en/about/", "/en/staff/"} <= set(links)
    assert "Disallow: /api/" in there.get("/robots.txt").content.decode()


def test_a_report_for_another_authority_goes_there_and_the_page_says_so_before_it_is_sent(
    there: Client, world: make.World
) -> None:
    for name, value in cookies(filled("pay", story="Płacą za mało.")).items():
        there.cookies[name] = value
    assert "It does not go to" not in there.get("/en/report/send/").content.decode()
    other = make.world("Inspectie Elders", subjects=("none",))
    Competence.objects.filter(subject="pay").update(authority=other.authority)
    text = there.get("/en/report/send/").content.decode()
    assert "Your report goes to: <strong>Inspectie Elders</strong>" in text
    assert "It does not go to Gemeente Verzonnen" in text
    there.post("/en/report/send/")
    assert other.authority.cases.count() == 1
    assert world.authority.cases.count() == 0


@pytest.mark.parametrize("host", [HOST, "testserver"])
@pytest.mark.parametrize(
    ("path", "times"), [("report/", 1), ("about/", 1), ("nowhere/", 1), ("pay/payroll/", 0), ("staff/sign-in/", 0)]
)
def test_it_costs_one_question_and_only_on_pages_that_carry_it(world: make.World, host: str, path: str, times: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        Client(headers={"host": host}).get(f"/en/{path}")
    assert sum("point_host" in each["sql"] for each in asked.captured_queries) == times


def test_pages_of_staff_look_the_same_at_every_address(there: Client, world: make.World) -> None:
    make.sign_in(there, world.handler, world.private)
    for path in (reverse("staff:account"), reverse("workbench:queue")):
        text = there.get(path, follow=True).content.decode()
        assert "/face/" not in text


@pytest.mark.parametrize("fault", [OperationalError("could not connect"), InterfaceError("connection already closed")])
@pytest.mark.parametrize("path", ["", "about/", "privacy/", "report/", "pay/", "nowhere/"])
def test_when_the_database_is_away_the_frame_is_ours_and_the_page_still_comes(there: Client, path: str, fault: Exception) -> None:
    def fail(*_: Any) -> None:
        raise fault

    with connection.execute_wrapper(fail):
        answer = there.get(f"/en/{path}")
    assert answer.status_code == (404 if path == "nowhere/" else 200)
    assert "Medemens" in header(answer)


def test_a_mistake_at_its_address_is_told_with_its_face(there: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError

    there.raise_request_exception = False
    monkeypatch.setattr(pages, "render", broken)
    answer = there.get("/en/about/")
    assert answer.status_code == 500
    assert "Gemeente Verzonnen" in header(answer)


@pytest.mark.parametrize(("colour", "readable"), [("#767676", False), ("#6f6f6f", True), ("#7a1f5c", True), ("#c9a227", False)])
def test_a_colour_is_readable_on_white_and_on_the_grey_of_the_foot(colour: str, readable: bool) -> None:
    form = AuthorityForm({"name": "Gemeente Verzonnen", "key": "verzonnen", "colour": colour})
    assert form.is_valid() is readable

"""A report that a handler writes down: sealed like any other, with a mailbox when the reporter wants one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from medemens.casework import access
from medemens.casework.codes import read_code
from medemens.casework.models import AuditEntry, Case, Mailbox
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def handler(client: Client, world: World) -> Client:
    return make.sign_in(client, world.handler, world.private)


def address() -> str:
    return f"{reverse('workbench:new')}?subject=housing"


def filled_in(**changes: Any) -> dict[str, Any]:
    fields = {
        "channel": "telephone",
        "received_on": make.today().isoformat(),
        "language": "pl",
        "way": "confidential",
        "name": "Jan Verzonnen",
        "answer_story": "Belde over de kamer.",
        "mailbox": "on",
    }
    return {**fields, **changes}


def test_first_the_subject_then_its_questions(handler: Client) -> None:
    assert "subject" in handler.get(reverse("workbench:new")).content.decode()
    assert "answer_story" in handler.get(address()).content.decode()


def test_it_is_received_with_a_code_that_opens_it(handler: Client, world: World) -> None:
    page = handler.post(address(), filled_in())
    code = read_code(" ".join(re.findall(r"<span>(\d{4})</span>", page.content.decode())))
    assert code == page.context["code"]
    (mailbox,) = access.mailbox(code)
    report = mailbox.key.open(mailbox.case.entries.get().content)
    assert report["answers"] == {"story": "Belde over de kamer.", "channel": "telephone"}
    assert report["contact"] == {"name": "Jan Verzonnen"}
    assert mailbox.case.entries.get().staff == world.handler
    assert AuditEntry.objects.get(deed="case.received").staff == world.handler


def test_without_a_mailbox_there_is_no_code(handler: Client, world: World) -> None:
    page = handler.post(address(), filled_in(mailbox=""))
    case = Case.objects.get()
    assert page.status_code == 302
    assert case.mailbox is None
    assert not Mailbox.objects.exists()
    assert world.opened(case).key.open(case.entries.get().content)["language"] == "pl"


def test_the_term_runs_from_the_day_on_which_it_came_in(handler: Client) -> None:
    on = make.today() - timedelta(5)
    handler.post(address(), filled_in(received_on=on.isoformat()))
    assert Case.objects.get().terms.get().started_on == on


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"way": "anonymous"}, "way"), ({"received_on": "2999-01-01"}, "received_on"), ({"channel": ""}, "channel")],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(handler: Client, changes: dict[str, str], field: str) -> None:
    page = handler.post(address(), filled_in(**changes))
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "Belde over de kamer." in page.content.decode()
    assert not Case.objects.exists()

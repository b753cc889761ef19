"""Decisions and their letters: the days that the law counts, what the letter says, and that it can be read aloud."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from medemens.casework.actions import cases
from medemens.casework.actions.decisions import Draft, decide
from medemens.casework.case_types import CaseType, case_type, case_types
from medemens.casework.models import AuditEntry, Case
from medemens.casework.queries.case_page import newest
from tests import make
from tests.make import NOW, World

pytestmark = pytest.mark.django_db


def with_decisions() -> CaseType:
    """A case type in which decisions are taken."""
    return next(each for each in case_types().values() if any(outcome.decision for outcome in each.outcomes))


def a_case(world: World, **changes: Any) -> Case:
    """A case in which a decision can be taken."""
    case, _code = make.report(world, with_decisions().subjects[0].id, **changes)
    return case


def decided(world: World, case: Case) -> Case:
    """The same case with a decision in it."""
    outcome = next(each for each in case_type(case.case_type).outcomes if each.decision).id
    draft = Draft(outcome, "Omdat.", date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 25), b"%PDF-1.4")
    decide(opened=world.opened(case), draft=draft, by=world.handler, now=NOW)
    case.refresh_from_db()
    return case


def address(case: Case, deed: str) -> str:
    with translation.override("en"):
        return reverse("workbench:deed", args=[case.reference, deed])


def filled_in(case: Case, **changes: Any) -> dict[str, Any]:
    """What a handler fills in."""
    kind = case_type(case.case_type)
    fields = {
        "seen": newest(case),
        "outcome": next(each for each in kind.outcomes if each.decision).id,
        "addressee": "V. Verhuurder\nVerzonnenstraat 1",
        "about": "Verhuur zonder <schriftelijk> contract",
        "reasons": "Bij het bezoek is gezien dat er geen contract was.\n\nHet belang van de huurder weegt zwaarder.",
        "norms": [kind.norms[0].id],
        "decided_on": "2026-01-05",
        "made_known_on": "2026-01-06",
    }
    return {**fields, **changes}


@pytest.fixture
def world() -> World:
    return make.world()


@pytest.fixture
def handler(client: Client, world: World) -> Client:
    return make.sign_in(client, world.handler, world.private)


def test_the_letter_is_shown_before_the_decision_is_taken(handler: Client, world: World) -> None:
    case = a_case(world)
    page = handler.post(address(case, "decision"), {**filled_in(case), "preview": "1"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "De laatste dag is 17 februari 2026." in text
    assert "Verhuur zonder &lt;schriftelijk&gt; contract" in text
    assert world.authority.name in text
    assert case_type(case.case_type).norms[0].citation in text
    assert not case.decisions.exists()


def test_a_decision_goes_out_with_a_letter_that_can_be_read_aloud(handler: Client, world: World) -> None:
    case = a_case(world)
    assert handler.post(address(case, "decision"), filled_in(case)).status_code == 302
    decision = case.decisions.get()
    assert decision.objection_until == date(2026, 2, 17)
    assert decision.takes_effect_on == date(2026, 1, 6)
    assert AuditEntry.objects.filter(deed="decision.taken", reference=case.reference).count() == 1
    assert decision.letter is not None
    with translation.override("en"):
        whole = reverse("workbench:whole", args=[case.reference, decision.letter.number])
    letter = handler.post(whole)
    with pikepdf.open(io.BytesIO(letter.content)) as document:
        assert document.Root.Lang == "nl"
        assert "/StructTreeRoot" in document.Root
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reasons": ""}, "reasons"),
        ({"made_known_on": "2026-01-04"}, "made_known_on"),
        ({"decided_on": "2999-01-01", "made_known_on": "2999-01-02"}, "decided_on"),
        ({"outcome": "nothing"}, "outcome"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    handler: Client, world: World, changes: dict[str, str], field: str
) -> None:
    case = a_case(world)
    page = handler.post(address(case, "decision"), filled_in(case, **changes))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "V. Verhuurder" in page.content.decode()
    assert not case.decisions.exists()


def test_whoever_asked_for_the_decision_gets_a_summary_in_their_language(handler: Client, world: World) -> None:
    asked = a_case(world, formal_request=True)
    not_asked = a_case(world)
    pages = [
        handler.post(address(case, "decision"), {**filled_in(case), "preview": "1"}).content.decode()
        for case in (asked, not_asked)
    ]
    assert 'class="summary" lang="pl"' in pages[0]
    assert 'class="summary"' not in pages[1]


def test_a_later_decision_follows_the_one_before(handler: Client, world: World) -> None:
    case = decided(world, a_case(world))
    page = handler.post(address(case, "decision"), {**filled_in(case), "preview": "1"})
    assert "Dit besluit volgt op ons besluit van 24 november 2026" in page.content.decode()
    handler.post(address(case, "decision"), filled_in(case))
    first, second = case.decisions.order_by("id")
    assert second.follows == first


def test_a_decision_is_irrevocable_only_after_the_term_for_objection(handler: Client, world: World) -> None:
    case = a_case(world)
    none_yet = handler.post(address(case, "irrevocable"), {"seen": newest(case), "on": "2026-02-18"})
    assert none_yet.context["form"].errors["on"] == ["There is no decision in this case yet."]
    handler.post(address(case, "decision"), filled_in(case))
    assert handler.post(address(case, "irrevocable"), {"seen": newest(case), "on": "2026-02-17"}).status_code == 422
    assert handler.post(address(case, "irrevocable"), {"seen": newest(case), "on": "2026-02-18"}).status_code == 302
    case.refresh_from_db()
    assert case.irrevocable_on == date(2026, 2, 18)


def test_the_decision_is_proposed_as_outcome_when_the_case_is_closed(handler: Client, world: World) -> None:
    case = decided(world, a_case(world))
    assert handler.get(address(case, "close")).context["form"].initial["outcome"] == case.decisions.get().outcome


def test_where_nothing_is_decided_there_is_no_such_deed(handler: Client, world: World) -> None:
    kind = next((each for each in case_types().values() if not any(outcome.decision for outcome in each.outcomes)), None)
    assert kind is not None
    case, _code = make.report(world, kind.subjects[0].id)
    cases.mark_read(case=case, by=world.handler, now=NOW)
    page = handler.get(address(case, "decision").replace("decision/", ""))
    assert "Take a decision" not in page.content.decode()
    assert handler.post(address(case, "decision"), {"seen": newest(case)}).status_code == 422

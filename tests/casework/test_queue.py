"""The queue: which case stands in which tab, in which order, a page at a time, and at what cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from medemens.casework.actions import cases
from medemens.casework.case_types import case_type, case_types
from medemens.casework.models import Case
from medemens.casework.models.cases import NOTHING_DUE
from medemens.casework.queries import queue
from medemens.casework.queries.queue import Sort, Tab, Wanted
from medemens.common.organisations import Organisation
from tests import make
from tests.make import NOW, World

pytestmark = pytest.mark.django_db

TODAY = make.today()


@pytest.fixture
def world() -> World:
    return make.world()


def report(world: World, **changes: Any) -> Case:
    """A case, with some of its columns set as they would be later."""
    case, _code = make.report(world, changes.pop("subject", "housing"))
    Case.objects.filter(pk=case.pk).update(**changes)
    case.refresh_from_db()
    return case


def shown(world: World, **wanted: Any) -> list[Case]:
    return queue.page(world.handler, Wanted(**wanted), TODAY).cases


def test_each_case_stands_in_its_tabs(world: World) -> None:
    new = report(world)
    mine = report(world, handler=world.handler)
    hers = report(world, handler=world.coordinator, due_on=TODAY + timedelta(7))
    over = report(world, handler=world.coordinator, due_on=TODAY - timedelta(1))
    waits = report(world, handler=world.coordinator, waiting="reporter", due_on=NOTHING_DUE)
    closed = report(world, closed_at=NOW, outcome="any")
    assert shown(world, tab=Tab.NEW) == [new]
    assert shown(world, tab=Tab.MINE) == [mine]
    assert shown(world, tab=Tab.SOON) == [hers]
    assert shown(world, tab=Tab.OVERDUE) == [over]
    assert shown(world, tab=Tab.WAITING) == [waits]
    assert shown(world, tab=Tab.CLOSED) == [closed]
    assert shown(world, tab=Tab.OPEN) == [over, hers, new, mine, waits]
    counted = {each.tab: each.number for each in queue.counts(world.handler, TODAY)}
    assert counted == {Tab.NEW: 1, Tab.MINE: 1, Tab.SOON: 1, Tab.OVERDUE: 1, Tab.WAITING: 1, Tab.OPEN: 5, Tab.CLOSED: 1}


def test_a_count_stops_where_more_says_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST_COUNTED", 2)
    for _number in range(3):
        report(world)
    new = queue.counts(world.handler, TODAY)[0]
    assert (new.number, new.more) == (2, True)


def test_filters_narrow_and_can_be_combined(world: World) -> None:
    other = next(subject.id for kind in case_types().values() for subject in kind.subjects if subject.id != "housing")
    plain, urgent = report(world), report(world, urgent=True, municipality="0363")
    elsewhere = report(world, subject=other, municipality="0363", status=case_type(plain.case_type).statuses[1].id)
    assert shown(world, subject=other) == [elsewhere]
    assert shown(world, urgent=True) == [urgent]
    assert set(shown(world, municipality="0363")) == {urgent, elsewhere}
    assert shown(world, municipality="0363", subject="housing") == [urgent]
    assert shown(world, tab=Tab.OPEN, status=elsewhere.status) == [elsewhere]
    assert shown(world, tab=Tab.OPEN, handler=world.handler.pk) == []
    assert len(shown(world, tab=Tab.OPEN, handler=queue.NO_HANDLER)) == 3


def test_a_search_finds_open_and_closed_cases_by_reference_and_organisation(world: World) -> None:
    agency = Organisation.objects.create(name="Kassen Verzonnen B.V.", folded_name="kassen verzonnen", kvk="00000007")
    about = report(world, organisation=agency)
    closed = report(world, organisation=agency, closed_at=NOW, outcome="any")
    report(world)
    assert shown(world, search=about.reference.lower().replace("-", "")) == [about]
    assert set(shown(world, search="Verzonnen")) == {about, closed}
    assert set(shown(world, search="00000007")) == {about, closed}
    assert shown(world, search="Onvindbaar") == []


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    "wanted", [{"tab": Tab.NEW}, {"tab": Tab.CLOSED}, {"tab": Tab.OPEN, "municipality": "0363"}, {"search": "kassen"}]
)
def test_pages_follow_each_other_without_holes_or_doubles(
    world: World, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any], sort: Sort
) -> None:
    monkeypatch.setattr(queue, "PAGE", 3)
    agency = Organisation.objects.create(name="Kassen", folded_name="kassen")
    closed = {"closed_at": NOW, "outcome": "any"} if wanted.get("tab") is Tab.CLOSED else {}
    made = [
        report(world, organisation=agency, municipality="0363", due_on=TODAY + timedelta(number // 4), **closed)
        for number in range(10)
    ]
    seen: list[Case] = []
    after = None
    while True:
        page = queue.page(world.handler, Wanted(**wanted, sort=sort, after=after), TODAY)
        seen += page.cases
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == len(made)


def test_staff_of_another_authority_see_nothing_of_it(world: World) -> None:
    case = report(world)
    elsewhere = make.world("Gemeente Elders", municipality="0363")
    for wanted in (Wanted(), Wanted(tab=Tab.OPEN), Wanted(search=case.reference)):
        assert queue.page(elsewhere.handler, wanted, TODAY).cases == []
    assert {each.number for each in queue.counts(elsewhere.handler, TODAY)} == {0}
    assert queue.page(world.auditor, Wanted(), TODAY).cases == []


def test_the_page_tells_terms_in_words_and_marks_what_asks_for_attention(client: Client, world: World) -> None:
    report(world, due_on=TODAY - timedelta(3), urgent=True, formal_request=True)
    report(world, due_on=TODAY + timedelta(1))
    with translation.override("en"):
        page = make.sign_in(client, world.handler, world.private).get(reverse("workbench:queue")).content.decode()
    for words in ("3 days over the term", "1 day left", "Urgent", "Unread", "Formal request"):
        assert words in page


def test_a_full_page_costs_as_many_questions_as_an_empty_one(client: Client, world: World) -> None:
    page = make.sign_in(client, world.handler, world.private)
    address = reverse("workbench:queue")
    page.get(address)
    with CaptureQueriesContext(connection) as empty:
        page.get(address)
    agency = Organisation.objects.create(name="Kassen", folded_name="kassen")
    for _number in range(12):
        case = report(world, organisation=agency)
        cases.assign(case=case, to=world.handler, by=world.handler, now=NOW)
        report(world, organisation=agency)
    with CaptureQueriesContext(connection) as full:
        page.get(address)
    assert len(full) == len(empty)
    assert len(full) <= 18


def test_what_is_searched_for_does_not_come_into_an_address(client: Client, world: World) -> None:
    page = make.sign_in(client, world.handler, world.private).get(reverse("workbench:queue")).content.decode()
    form = page[page.index('role="search"') - 200 :]
    assert 'method="post"' in form[: form.index("</form>")]


@pytest.mark.parametrize(
    "query", ["tab=nonsense", "after=1", "after=x,y", "handler=abc", "handler=99999999999999999999", "sort=no", "subject=%27"]
)
def test_an_old_or_broken_address_still_opens_the_queue(client: Client, world: World, query: str) -> None:
    assert make.sign_in(client, world.handler, world.private).get(f"{reverse('workbench:queue')}?{query}").status_code == 200

"""The register in memory: whatever comes in, it is as if it were made anew, and what others hold stays as it was."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medemens.casework.actions.register import correct
from medemens.casework.models import RegisterEntry
from medemens.common.organisations import Organisation
from medemens.work.lenders.actions import importing, names
from medemens.work.lenders.models import Lender
from medemens.work.lenders.queries import search, snapshot
from medemens.work.lenders.queries.snapshot import Snapshot
from tests import make
from tests.make import NOW
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db
ADMITTED = (date(2027, 12, 1), date(2028, 1, 1), date(2031, 12, 31))


def seen(held: Snapshot) -> dict[str, Any]:
    """All that can be asked of a register, whatever order names stand in."""
    return {
        "newest": (held.newest, held.shape, held.stamps),
        "lenders": held.lenders,
        "by_number": held.by_number,
        "vocabulary": held.vocabulary,
        "words": {word: sorted(held.names[place] for place in places) for word, places in held.words.items()},
        "names": sorted(pair for pair in held.names if pair[0]),
        "joined": sorted(filter(None, held.joined)),
    }


def followed() -> Snapshot:
    """The register as it is now, which is the same as when it is made anew."""
    held = snapshot.current()
    assert seen(held) == seen(snapshot.made(held.newest, held.shape))
    return held


def imported(*rows: str) -> None:
    """Rows of an import are taken: new names, other places, entries."""
    plan = importing.plan([",".join(importing.COLUMNS), *rows])
    assert not plan.faults
    importing.take(plan, authority=make_lenders.admission_authority(), clock=lambda: NOW)


def a_new_one(chance: st.DataObject) -> None:
    """A lender comes in; its VAT number may be that of another too, by a mistake."""
    name = chance.draw(st.sampled_from(["Flex Verzonnen B.V.", "Verzonnen Werk", "Fictief & Zonen"]))
    vat = chance.draw(st.sampled_from(["", "NL813086188B01", "PL5261040828"]))
    one = make_lenders.lender(name, vat=vat, trade_names=chance.draw(st.sampled_from([(), ("Flex Fictief",)])))
    if chance.draw(st.booleans()):
        make_lenders.entry(one, "admitted", *ADMITTED)


def an_entry(chance: st.DataObject) -> None:
    """Something is decided about one that is in the register."""
    if (one := Lender.objects.order_by("-id" if chance.draw(st.booleans()) else "id").first()) is not None:
        make_lenders.entry(one, chance.draw(st.sampled_from(["admitted", "trade_register"])), *ADMITTED)


def a_correction(chance: st.DataObject) -> None:
    """An entry is taken away."""
    entry = RegisterEntry.objects.filter(corrected_by=None, annulled=False).order_by("id").first()
    if entry is not None:
        officer = make.staff(entry.authority, "coordinator")
        correct(entry=entry, draft=None, authority=entry.authority, by=officer, now=NOW)


def another_name(chance: st.DataObject) -> None:
    """A file has another name and one more trade name for a lender."""
    if (one := Lender.objects.exclude(organisation__name="").order_by("-id").first()) is not None:
        name = chance.draw(st.sampled_from(["Anders Verzonnen", "Flex Verzonnen B.V."]))
        imported(f"{name},{one.organisation.kvk},,,NL,Elders,Weer Anders,,,,")


def another_number(chance: st.DataObject) -> None:
    """A file has the VAT number that another lender may have too."""
    if (one := Lender.objects.filter(vat="").exclude(organisation__name="").order_by("-id").first()) is not None:
        taken = Lender.objects.filter(vat="NL813086188B01").exists()
        if not taken:
            imported(f"{one.organisation.name},{one.organisation.kvk},,NL813086188B01,NL,,,,,,")


def a_name_that_leaves(chance: st.DataObject) -> None:
    """The term of a name ends."""
    one = Lender.objects.order_by("id" if chance.draw(st.booleans()) else "-id").first()
    if one is not None:
        officer = make.staff(make_lenders.admission_authority(), "coordinator")
        names.set_term(lender=one, until=NOW.date(), by=officer, now=NOW)
        names.names_that_leave(today=NOW.date(), now=NOW)


DEEDS: list[Callable[[st.DataObject], None]] = [
    a_new_one, an_entry, a_correction, another_name, another_number, a_name_that_leaves,
]  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_comes_in_it_is_as_if_made_anew(chance: st.DataObject) -> None:
    with transaction.atomic():
        for number in range(6):
            make_lenders.lender(f"Begin {number} Verzonnen")
        before = followed()
        for deeds in chance.draw(st.lists(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=3), min_size=1, max_size=5)):
            kept = copy.deepcopy(seen(before))
            for deed in deeds:
                deed(chance)
            after = followed()
            assert seen(before) == kept
            before = after
        transaction.set_rollback(True)


def test_what_stayed_the_same_is_not_read_again() -> None:
    old = [make_lenders.admitted(f"Oud {number} Verzonnen") for number in range(20)]
    before = snapshot.current()
    new = [make_lenders.admitted(f"Nieuw {number} Verzonnen") for number in range(5)]
    with CaptureQueriesContext(connection) as for_few:
        after = snapshot.current()
    assert all(after.lenders[one.organisation_id] is before.lenders[one.organisation_id] for one in old)
    assert all(len(after.lenders[one.organisation_id].lines) == 1 for one in new)
    for number in range(15):
        make_lenders.admitted(f"Later {number} Verzonnen")
    with CaptureQueriesContext(connection) as for_many:
        snapshot.current()
    assert len(for_many) == len(for_few) <= 8


def test_a_name_that_went_is_not_found_and_the_others_are() -> None:
    gone = make_lenders.lender("Jansen Verzonnen", sole_trader=True, trade_names=("Klusbedrijf Jansen",))
    stays = make_lenders.lender("Pietersen Verzonnen")
    assert [each.lender.number for each in search.find(snapshot.current(), "jansen")] == [gone.number]
    officer = make.staff(make_lenders.admission_authority(), "coordinator")
    names.set_term(lender=gone, until=NOW.date(), by=officer, now=NOW)
    names.names_that_leave(today=NOW.date(), now=NOW)
    held = snapshot.current()
    assert search.find(held, "jansen") == ()
    assert "jansen" not in held.vocabulary
    assert [each.lender.number for each in search.find(held, "pietersen")] == [stays.number]


def test_a_lender_that_was_renamed_is_found_by_its_new_name_alone() -> None:
    one = make_lenders.lender("Vroeger Verzonnen", kvk="10999001")
    make_lenders.lender("Ander Verzonnen")
    snapshot.current()
    imported("Nadien Verzonnen,10999001,,,NL,,,,,,")
    assert [each.name for each in search.find(snapshot.current(), "nadien")] == ["Nadien Verzonnen"]
    assert search.find(snapshot.current(), "vroeger") == ()
    assert snapshot.current().of_number(one.number).name == "Nadien Verzonnen"  # type: ignore[union-attr]


def test_after_a_backup_was_put_back_all_is_made_anew() -> None:
    one = make_lenders.admitted()
    before = snapshot.current()
    Lender.objects.filter(pk=one.pk).update(number="L99999999")
    after = snapshot.current()
    assert after.of_number(one.number) is None
    assert after.of_number("L99999999").organisation == one.organisation_id  # type: ignore[union-attr]
    assert before.of_number(one.number) is not None


def test_a_lender_that_is_not_there_any_more_is_not_shown() -> None:
    one = make_lenders.lender("Weg Verzonnen")
    make_lenders.lender("Blijft Verzonnen")
    snapshot.current()
    Lender.objects.filter(pk=one.pk).delete()
    assert one.organisation_id not in snapshot.current().lenders


def test_entries_from_before_a_firm_was_a_lender_come_along() -> None:
    for number in range(5):
        make_lenders.lender(f"Begin {number} Verzonnen")
    firm = Organisation.objects.create(name="Later Verzonnen", folded_name="later verzonnen", kvk="10999002", public=True)
    make_lenders.entry(Lender(organisation=firm), "trade_register", date(2020, 1, 1))
    snapshot.current()
    make_lenders.lender("Later Verzonnen", kvk="10999002")
    assert len(snapshot.current().lenders[firm.pk].lines) == 1


def test_the_moment_of_a_change_is_after_that_of_every_change_before() -> None:
    first = make_lenders.lender("Eerst Verzonnen")
    second = make_lenders.lender("Dan Verzonnen")
    officer = make.staff(make_lenders.admission_authority(), "coordinator")
    names.set_term(lender=first, until=None, by=officer, now=NOW - timedelta(hours=1))
    moments = [Lender.objects.get(pk=each.pk).changed_at for each in (second, first)]
    assert sorted(moments) == moments
    assert len(set(moments)) == 2

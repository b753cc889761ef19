"""The public register as its visitors see it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse as _reverse
from django.utils import timezone
from django.utils.translation import override

from medemens.work.lenders.models import Lender
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db


def reverse(name: str, args: tuple[str, ...] | list[str] = ()) -> str:
    """The address of the English page."""
    with override("en"):
        return _reverse(name, args=args)


def page(client: Client, number: str, **asked: str) -> str:
    return client.get(reverse("lenders:lender", args=[number]), asked).content.decode()


def test_a_name_with_a_typing_error_is_found(client: Client) -> None:
    one = make_lenders.admitted("Uitzendbureau Verzonnen B.V.")
    make_lenders.admitted("Kassenwerk Nergens")
    found = client.get(reverse("lenders:find"), {"q": "uitsendburo verzonen"}).content.decode()
    assert one.number in found
    assert "Kassenwerk" not in found


def test_a_trade_name_leads_to_the_firm(client: Client) -> None:
    one = make_lenders.admitted("Holding Verzonnen B.V.", trade_names=("Flexjobs Fictief",))
    assert one.number in client.get(reverse("lenders:find"), {"q": "flexjobs fictief"}).content.decode()


@pytest.mark.parametrize("written", ["{kvk}", " {kvk}.0 ", "KvK {kvk}", "{number}"])
def test_a_number_leads_straight_to_the_lender(client: Client, written: str) -> None:
    one = make_lenders.admitted()
    asked = written.format(kvk=one.organisation.kvk, number=one.number)
    answer = client.get(reverse("lenders:find"), {"q": asked})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/lenders/{one.number}/")


def test_not_found_is_not_the_same_as_not_admitted(client: Client) -> None:
    found = client.get(reverse("lenders:find"), {"q": "Onvindbaar"}).content.decode()
    assert "does not prove" in found


@pytest.mark.parametrize(
    ("on", "since", "title", "stays"),
    [
        ("2028-04-30", "", "This agency is admitted", ""),
        ("2028-05-10", "2028-01-01", "This agency will be suspended", "You may go on working"),
        ("2028-05-10", "2028-05-05", "This agency will be suspended", "You may not go on working"),
        ("2028-05-29", "2028-01-01", "This agency is suspended", "You may not go on working"),
        ("2026-05-01", "", "We do not know if this agency was registered", ""),
        ("2011-05-01", "", "There was no such rule", ""),
    ],
)
def test_any_day_can_be_asked_about(client: Client, on: str, since: str, title: str, stays: str) -> None:
    one = make_lenders.admitted()
    make_lenders.entry(one, "suspended", date(2028, 5, 1), date(2028, 5, 29))
    shown = page(client, one.number, on=on, since=since)
    assert title in shown
    assert (stays in shown) if stays else "go on working" not in shown


def test_a_date_that_is_none_is_told_kindly_and_kept(client: Client) -> None:
    one = make_lenders.admitted()
    answer = client.get(reverse("lenders:lender", args=[one.number]), {"on-day": "31", "on-month": "2", "on-year": "2028"})
    assert answer.status_code == 422
    assert "This is not a date" in answer.content.decode()
    assert 'value="31"' in answer.content.decode()


def test_what_leads_to_a_person_is_not_shown(client: Client) -> None:
    one = make_lenders.admitted("Verzonnen Persoon", rsin="813086188", vat="NL813086188B01", sole_trader=True)
    shown = page(client, one.number)
    assert one.organisation.kvk in shown
    assert "813086188" not in shown
    Lender.objects.filter(pk=one.pk).update(name_until=timezone.localdate(), changed_at=timezone.now())
    shown = page(client, one.number)
    assert one.organisation.kvk not in shown
    assert "Verzonnen Persoon" not in shown


def test_one_that_resembles_another_is_pointed_out(client: Client) -> None:
    one = make_lenders.admitted("Goed Werk Uitzendbureau")
    other = make_lenders.lender("Goed Werk Uitzendburo")
    assert other.number in page(client, one.number)
    assert "nearly the same name" in page(client, other.number)


def test_a_number_that_is_not_there(client: Client) -> None:
    assert client.get(reverse("lenders:lender", args=["L00000000"])).status_code == 404
    one = make_lenders.admitted()
    assert client.get(reverse("lenders:lender", args=[one.organisation.kvk])).status_code == 404

"""People find their municipality however they write the name of their town."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.common import places

NAMES = [place.name for place in places._places()]


@pytest.mark.parametrize(
    ("typed", "municipality"),
    [
        ("Naaldwijk", "Westland"), ("naldwijk", "Westland"), ("NAALDWYK", "Westland"), ("s gravenzande", "Westland"),
        ("'s-Gravenzande", "Westland"),
        ("den haag", "'s-Gravenhage"), ("s-gravenhage", "'s-Gravenhage"), ("haag", "'s-Gravenhage"),
        ("The Hague", "'s-Gravenhage"), ("den bosch", "'s-Hertogenbosch"), ("hertogenbosch", "'s-Hertogenbosch"),
        ("venlo", "Venlo"), ("Tegelen", "Venlo"), ("horst", "Horst aan de Maas"), ("Sudwest Fryslan", "Súdwest-Fryslân"),
        ("sneek", "Súdwest-Fryslân"), ("zaandam", "Zaanstad"), ("roterdam", "Rotterdam"), ("Amsterdm", "Amsterdam"),
        ("Emeloord", "Noordoostpolder"), ("ijmuiden", "Velsen"), ("IJsselstein", "IJsselstein"), ("Ysselstein", "IJsselstein"),
        ("Hoofdorp", "Haarlemmermeer"), ("waalwijk", "Waalwijk"), ("Veghel ", "Meierijstad"),
    ],
)  # fmt: skip
def test_names_as_people_write_them(typed: str, municipality: str) -> None:
    assert municipality in {place.municipality.name for place in places.find(typed)[:3]}


def test_names_that_are_there_twice_are_both_shown() -> None:
    assert {"Bergen (L.)", "Bergen (NH.)"} <= {place.municipality.name for place in places.find("bergen")}
    assert {"Hengelo", "Bronckhorst"} <= {place.municipality.name for place in places.find("hengelo")}


def test_every_municipality_has_its_own_code_and_is_found_by_its_name() -> None:
    found = places.municipalities()
    assert len(found) == len({each.code for each in found}) == 342
    for each in found:
        assert places.municipality(each.code) == each
        assert each in {place.municipality for place in places.find(each.name)}
    assert places.municipality("GM9999") is None


@given(st.sampled_from([name for name in NAMES if len(places.folded(name)) >= 7]), st.data())
def test_one_letter_may_be_missing(name: str, data: st.DataObject) -> None:
    typed = places.folded(name)
    place = data.draw(st.integers(1, len(typed) - 1))
    found = places.find(typed[:place] + typed[place + 1 :])
    assert places.folded(name) in {places.folded(each.name) for each in found}


@given(st.text(max_size=80))
def test_any_text_gives_places_or_none(text: str) -> None:
    assert len(places.find(text)) <= 8


def test_nothing_finds_nothing() -> None:
    assert places.find("") == places.find(" - ") == ()

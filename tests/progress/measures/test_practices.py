"""Good practices: found by theme and region, sent in without an account, judged, and taken out with their contact data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditEntry
from medemens.casework.throttle import Limit
from medemens.common.places import municipalities
from medemens.progress.measures.actions import editing, practices
from medemens.progress.measures.models import Practice, Proposal, RemovedPractice, SentPractice
from medemens.progress.measures.practices import pages
from medemens.progress.measures.queries import practices as queries
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.practices import UNKNOWN, Wanted
from tests import make
from tests.progress.measures import make_measures, make_monitor
from tests.progress.measures.make_monitor import MEASURE, NOW, Ministry

pytestmark = pytest.mark.django_db

FILLED = {
    "theme": "werk", "name": "Koffie op de camping", "who": "Gemeente Verzonnen", "place": "Venlo",
    "problem": "Niemand weet iets.", "approach": "Elke week koffie.", "evaluated": "", "contact_name": "Verzonnen Vraag",
    "contact_email": "vraag@verzonnen.example",
}  # fmt: skip


@pytest.fixture
def ministry() -> Ministry:
    return make_monitor.ministry()


def path(name: str, *arguments: Any) -> str:
    with override("nl"):
        return reverse(name, args=arguments)


def sent(**changes: str) -> SentPractice:
    answer = Client().post(path("practices:send"), {**FILLED, **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    return SentPractice.objects.latest("pk")


def judged(ministry: Ministry, of: SentPractice, **changes: str) -> Any:
    desk = make.sign_in(Client(), ministry.one)
    form = desk.get(path("editing:sent-practice", of.pk)).context["form"]
    return desk.post(path("editing:sent-practice", of.pk), {**form.initial, "measures": "", **changes})


# Regions


@pytest.mark.parametrize(
    ("place", "regions"),
    [
        ("Den Haag, Rotterdam", {"Zuid-Holland"}),
        ("Horst aan de Maas", {"Limburg"}),
        ("Noord-Limburg", {"Limburg"}),
        ("Noord-Brabant", {"Noord-Brabant"}),
        ("Aalsmeer, Hollands Kroon", {"Noord-Holland"}),
        ("Amsterdam, Rotterdam, Utrecht, Den Haag, Eindhoven, Venlo",
         {"Noord-Holland", "Zuid-Holland", "Utrecht", "Noord-Brabant", "Limburg"}),
        ("Provincie Fryslân", {"Fryslân"}),
        ("Friesland", {"Fryslân"}),
        ("", set()),
        ("in heel Nederland", set()),
        ("Warschau", set()),
    ],
)  # fmt: skip
def test_a_place_lies_in_a_province(place: str, regions: set[str]) -> None:
    assert queries.regions(place) == regions


def test_each_municipality_lies_in_one_province() -> None:
    found = [code for codes in queries._provinces().values() for code in codes]
    assert sorted(found) == sorted(each.code for each in municipalities())
    assert len(queries.provinces()) == 12


def test_the_directory_is_filtered_by_theme_region_and_words() -> None:
    make_measures.everything()
    held = snapshot.current()
    keys = lambda **wanted: {one.key for one in queries.directory(held, Wanted(**wanted))}  # noqa: E731
    assert len(keys()) == len(held.practices)
    assert keys(region="Limburg") == {"horst-dashboards", "frit", "proef-kortdurende-opvang"}
    assert "barka" in keys(region=UNKNOWN)
    assert keys(region=UNKNOWN) | {key for name in queries.provinces() for key in keys(region=name)} == keys()
    assert keys(theme="zorg-welzijn", words="opvang") == {"proef-kortdurende-opvang"}
    assert keys(words="nothing such") == set()


def test_the_directory_and_a_practice_say_what_is_not_known(django_assert_max_num_queries: Any) -> None:
    make_measures.everything()
    snapshot.current()
    for code in ("nl", "en"):
        with override(code):
            addresses = [reverse("practices:list"), reverse("practices:practice", args=["arene"])]
        for address in addresses:
            with django_assert_max_num_queries(3):
                answer = Client().get(address)
            assert answer.status_code == 200
    told = answer.content.decode()
    assert told.count("not known") >= 7
    assert Client().get(path("practices:practice", "none")).status_code == 404
    assert Client().get(path("practices:list") + "?theme=x&region=y&q=%20").status_code == 200


# Sending in


def test_what_is_sent_in_waits_and_its_contact_is_locked(ministry: Ministry) -> None:
    made = sent()
    assert made.state == "waiting"
    assert made.fields["name"] == FILLED["name"]
    assert made.contact is not None
    kept = bytes(made.contact) + str(made.fields).encode()
    assert FILLED["contact_email"].encode() not in kept
    assert FILLED["contact_name"].encode() not in kept
    assert practices.contact_of(made)["contact_email"] == FILLED["contact_email"]
    assert not snapshot.current().practices
    assert "Verzonnen" not in str(list(AuditEntry.objects.filter(deed="practice.sent").values_list("details", flat=True)))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"theme": "none"}, "theme"), ({"name": ""}, "name"), ({"who": ""}, "who"), ({"approach": "x" * 501}, "approach"),
        ({"contact_email": "no address"}, "contact_email"),
        ({"contact_public": "on", "contact_name": "", "contact_email": ""}, "contact_public"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_told_and_kept(ministry: Ministry, given: dict[str, str], field: str) -> None:
    answer = Client().post(path("practices:send"), FILLED | given)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Niemand weet iets." in answer.content.decode()
    assert not SentPractice.objects.exists()


def test_a_flood_is_slowed_down_and_then_not_taken(ministry: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SENT", Limit(2))
    monkeypatch.setattr(practices, "MOST_WAITING", 1)
    assert [Client().post(path("practices:send"), FILLED).status_code for _ in range(3)] == [302, 422, 429]


# Judging


def test_an_editor_publishes_it_in_better_words_and_the_contact_stays_locked(ministry: Ministry) -> None:
    answer = judged(ministry, sent(), name_nl="Koffie", effect_nl="", measures=MEASURE)
    assert answer.status_code == 302
    practice = Practice.objects.get()
    assert (practice.key, practice.name_nl, practice.contact, practice.evaluated) == ("koffie", "Koffie", "", None)
    shown = Client().get(path("practices:practice", "koffie")).content.decode()
    assert FILLED["contact_email"] not in shown
    assert MEASURE in shown


def test_contact_data_are_shown_only_when_that_was_ticked(ministry: Ministry) -> None:
    judged(ministry, sent(contact_public="on"))
    key = Practice.objects.get().key
    assert FILLED["contact_email"] in Client().get(path("practices:practice", key)).content.decode()


def test_contact_data_go_when_somebody_asks(ministry: Ministry) -> None:
    judged(ministry, sent(contact_public="on"))
    key = Practice.objects.get().key
    assert make.sign_in(Client(), ministry.one).post(path("editing:remove-contact", key)).status_code == 302
    assert FILLED["contact_email"] not in Client().get(path("practices:practice", key)).content.decode()
    assert SentPractice.objects.get().contact is None
    with pytest.raises(NotPossible, match="nothing"):
        practices.remove_contact(key=key, by=ministry.one, now=NOW)


def test_sent_back_removes_the_contact_data_and_needs_a_reason(ministry: Ministry) -> None:
    made, desk = sent(), make.sign_in(Client(), ministry.one)
    assert desk.post(path("editing:sent-practice", made.pk), {"send_back": "on"}).status_code == 422
    assert desk.post(path("editing:sent-practice", made.pk), {"send_back": "on", "reason": "Reclame."}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.contact, made.remark) == ("sent_back", None, "Reclame.")
    with pytest.raises(NotPossible, match="not_waiting"):
        practices.send_back(sent=made, remark="Nog eens.", by=ministry.other, now=NOW)
    assert judged(ministry, made, name_nl="Toch").status_code == 422
    assert not Practice.objects.exists()


def test_a_practice_is_taken_out_with_a_reason_and_its_address_leads_nowhere_else(ministry: Ministry) -> None:
    judged(ministry, sent(contact_public="on"), name_nl="Koffie")
    desk = make.sign_in(Client(), ministry.one)
    assert desk.post(path("editing:remove-practice", "koffie"), {"reason": ""}).status_code == 422
    assert desk.post(path("editing:remove-practice", "koffie"), {"reason": "Op verzoek."}).status_code == 302
    assert Client().get(path("practices:practice", "koffie")).status_code == 404
    assert (RemovedPractice.objects.get().reason, SentPractice.objects.get().contact) == ("Op verzoek.", None)
    judged(ministry, sent(), name_nl="Koffie")
    assert Practice.objects.get().key == "koffie-2"


def test_another_wording_is_published_by_a_colleague(ministry: Ministry) -> None:
    judged(ministry, sent(), name_nl="Koffie")
    desk = make.sign_in(Client(), ministry.one)
    initial = desk.get(path("editing:wording", "koffie")).context["form"].initial
    desk.post(path("editing:wording", "koffie"), {**initial, "cost_nl": "Niet gevonden", "reasons": "Gevraagd."})
    made = Proposal.objects.get()
    assert (made.kind, Practice.objects.get().cost_nl) == ("practice", "")
    editing.ask(proposal=made, reasons="", by=ministry.one, now=NOW)
    with pytest.raises(NotPossible, match="own"):
        make_monitor.published(ministry.one, made)
    make_monitor.published(ministry.other, made)
    assert Practice.objects.get().cost_nl == "Niet gevonden"


def test_what_is_sent_in_is_read_by_editors_only(ministry: Ministry) -> None:
    made = sent()
    stranger = make.sign_in(Client(), make.staff(make.world().authority, "handler"))
    assert stranger.get(path("editing:sent-practice", made.pk)).status_code == 403
    assert Client().get(path("editing:sent-practice", made.pk)).status_code == 302


def test_what_was_not_published_goes_after_a_year(ministry: Ministry) -> None:
    back, waiting, published = sent(), sent(), sent()
    practices.send_back(sent=back, remark="Reclame.", by=ministry.one, now=NOW)
    judged(ministry, published, name_nl="Koffie")
    later = max(NOW, timezone.now()) + practices.KEPT
    assert practices.remove_old(now=NOW + practices.KEPT) == 0
    assert practices.remove_old(now=later + timedelta(days=1)) == 2
    assert list(SentPractice.objects.all()) == [published]
    assert not SentPractice.objects.filter(pk__in=(back.pk, waiting.pk)).exists()


def test_a_practice_does_not_take_the_address_of_another_page(ministry: Ministry) -> None:
    judged(ministry, sent(), name_nl="Send")
    assert Practice.objects.get().key == "send-2"

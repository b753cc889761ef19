"""Changes of the monitor: drafts, four eyes, corrections that leave a trace, and what nobody may do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import AuditEntry
from medemens.progress.measures.actions import editing
from medemens.progress.measures.actions.editing import Faulty
from medemens.progress.measures.models import Edition, Measure, Proposal, StatusEvent
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.status import Status
from tests import make
from tests.progress.measures import make_monitor
from tests.progress.measures.make_monitor import MEASURE, NOW, TODAY, Ministry

pytestmark = pytest.mark.django_db
Kind = Proposal.Kind


@pytest.fixture
def ministry() -> Ministry:
    return make_monitor.ministry()


def status(day: date = TODAY) -> Status:
    return snapshot.current().states(day)[MEASURE]


def page(name: str, *arguments: Any) -> str:
    with override("en"):
        return reverse(f"editing:{name}", args=arguments)


def test_a_draft_and_what_waits_change_nothing(ministry: Ministry) -> None:
    made = make_monitor.draft(ministry.one)
    assert (made.state, status().phase) == ("draft", "in_preparation")
    asked = editing.ask(proposal=made, reasons="Kijk eens.", by=ministry.one, now=NOW)
    assert (asked.state, asked.reasons, status().phase) == ("waiting", "Kijk eens.", "in_preparation")


def test_another_publishes_it_and_then_it_is_in_the_monitor(ministry: Ministry) -> None:
    done = make_monitor.published(ministry.other, make_monitor.waiting(ministry.one))
    assert (done.state, status().phase) == ("published", "in_force")
    event = StatusEvent.objects.latest("pk")
    assert (event.recorded_by, event.recorded_at) == (ministry.other, NOW)
    assert Edition.objects.latest("pk").deed == "publish"
    deeds = AuditEntry.objects.filter(deed__startswith="monitor.").order_by("pk").values_list("deed", "staff")
    people = {"drafted": ministry.one, "proposed": ministry.one, "published": ministry.other}
    assert list(deeds) == [(f"monitor.{deed}", person.pk) for deed, person in people.items()]


def test_nobody_publishes_or_sends_back_their_own(ministry: Ministry) -> None:
    made = make_monitor.waiting(ministry.one)
    with pytest.raises(NotPossible, match="own"):
        make_monitor.published(ministry.one, made)
    with pytest.raises(NotPossible, match="own"):
        editing.send_back(proposal=made, remark="Nee.", by=ministry.one, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(judged_by=ministry.one)


def test_of_somebody_who_is_gone_nobody_can_tell_who_the_other_is(ministry: Ministry) -> None:
    made = make_monitor.waiting(ministry.one)
    Proposal.objects.filter(pk=made.pk).update(proposed_by=None)
    with pytest.raises(NotPossible, match="own"):
        make_monitor.published(ministry.other, made)


def test_a_draft_is_of_who_made_it(ministry: Ministry) -> None:
    made = make_monitor.draft(ministry.one)
    with pytest.raises(NotPossible, match="not_waiting"):
        make_monitor.published(ministry.other, made)
    for deed in (
        lambda: editing.ask(proposal=made, reasons="", by=ministry.other, now=NOW),
        lambda: editing.throw_away(proposal=made, by=ministry.other, now=NOW),
    ):
        with pytest.raises(NotPossible, match="other"):
            deed()
    editing.throw_away(proposal=made, by=ministry.one, now=NOW)
    assert not Proposal.objects.exists()


def test_what_was_judged_is_judged_once(ministry: Ministry) -> None:
    made = make_monitor.waiting(ministry.one)
    make_monitor.published(ministry.other, made)
    for deed in (
        lambda: make_monitor.published(ministry.other, made),
        lambda: editing.send_back(proposal=made, remark="Nee.", by=ministry.other, now=NOW),
        lambda: editing.throw_away(proposal=made, by=ministry.one, now=NOW),
    ):
        with pytest.raises(NotPossible, match="not_waiting"):
            deed()


def test_sent_back_needs_a_remark_and_comes_to_nothing(ministry: Ministry) -> None:
    made = make_monitor.waiting(ministry.one)
    with pytest.raises(NotPossible, match="no_remark"):
        editing.send_back(proposal=made, remark="  ", by=ministry.other, now=NOW)
    done = editing.send_back(proposal=made, remark="Welke bron?", by=ministry.other, now=NOW)
    assert (done.state, done.remark, status().phase) == ("sent_back", "Welke bron?", "in_preparation")


def test_what_is_published_is_what_was_seen(ministry: Ministry) -> None:
    first, second = (make_monitor.waiting(ministry.one, correction(day)) for day in ("2022-04-01", "2022-05-01"))
    mark = editing.seen(editing.differences(second))
    make_monitor.published(ministry.other, first)
    with pytest.raises(NotPossible, match="changed"):
        editing.publish(proposal=second, mark=mark, by=ministry.other, now=NOW)
    assert status().step.on == date(2022, 4, 1)  # type: ignore[union-attr]


def correction(day: str, **more: Any) -> dict[str, Any]:
    changed = {**make_monitor.ADOPTED, "source": "letter", "date": day, **more}
    return {"measures": [{"id": MEASURE, "status": [changed]}]}


def test_two_new_steps_with_one_name_both_stay_steps(ministry: Ministry) -> None:
    first, second = (make_monitor.waiting(ministry.one, make_monitor.step(fact={"nl": fact})) for fact in ("Een.", "Twee."))
    make_monitor.published(ministry.other, first)
    make_monitor.published(ministry.other, second)
    added = StatusEvent.objects.filter(on="2026-11-20").order_by("pk")
    assert [(each.key, each.corrects_id) for each in added] == [("2026-11-20-in_force", None), ("2026-11-20-in_force-2", None)]


def test_a_correction_stands_in_the_place_and_the_old_one_stays(ministry: Ministry) -> None:
    make_monitor.published(ministry.other, make_monitor.waiting(ministry.one, correction("2022-04-01"), Kind.CORRECTION))
    old, new = StatusEvent.objects.order_by("pk")
    assert (old.on, new.on, new.corrects) == (date(2022, 3, 1), date(2022, 4, 1), old)
    before = snapshot.current().states(TODAY, NOW - timedelta(days=1))[MEASURE]
    assert before.step is not None
    assert before.step.on == date(2022, 3, 1), "what was known before has the same answer for ever"


def test_an_annulled_step_makes_no_state(ministry: Ministry) -> None:
    content = correction("2022-03-01", annulled=True)
    make_monitor.published(ministry.other, make_monitor.waiting(ministry.one, content, Kind.CORRECTION))
    assert status().phase is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (make_monitor.step(planned="true", source="nowhere"), "unknown_key"),
        (make_monitor.step(day="1889-01-01"), "year"),
        (make_monitor.step(phase="finished"), "choice"),
        ({"measures": [{"id": "M8-88", "status": []}]}, "not_new"),
    ],
)
def test_what_is_wrong_does_not_even_become_a_draft(ministry: Ministry, content: dict[str, Any], reason: str) -> None:
    with pytest.raises(Faulty, match=reason):
        make_monitor.draft(ministry.one, content)
    assert not Proposal.objects.exists()


def test_what_stands_there_already_is_no_change(ministry: Ministry) -> None:
    with pytest.raises(NotPossible, match="nothing"):
        make_monitor.draft(ministry.one, correction("2022-03-01"), Kind.CORRECTION)


# Pages

STEP = {
    "what": "happened", "phase": "in_force", "on": "2026-11", "fact_nl": "Het geldt.", "source": "letter", "reasons": "Gelezen.",
}  # fmt: skip


def at_desk(who: Any) -> Client:
    return make.sign_in(Client(), who)


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422, answer.status_code
    return dict(answer.context["form"].errors)


def test_a_step_from_form_to_monitor(ministry: Ministry) -> None:
    desk = at_desk(ministry.one)
    new = {"source": "", "new_title": "Brief", "new_reference": "kst 29 861 nr. 200", "new_date": "2026-11-10"}
    answer = desk.post(page("add-step", MEASURE), STEP | new)
    made = Proposal.objects.get()
    assert answer["Location"].startswith(page("proposal", made.pk))
    shown = desk.get(page("proposal", made.pk)).content.decode()
    assert "In force" in shown
    assert "kst 29 861 nr. 200" in shown
    desk.post(page("ask", made.pk), {"reasons": "Zie de brief."})
    colleague = at_desk(ministry.other)
    mark = colleague.get(page("proposal", made.pk)).context["mark"]
    assert colleague.post(page("proposal", made.pk), {"verdict": "publish", "mark": mark}).status_code == 302
    step = status().step
    assert step is not None
    assert (step.phase, step.on, step.precision, step.source) == ("in_force", date(2026, 11, 1), "month", "kst-29-861-nr-200")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": "happened", "on": "2099-01-01"}, "on"),
        ({"what": "announced", "on": "2026-11-01", "target": ""}, "target"),
        ({"what": "announced", "on": "2099-01-01", "target": "2099-05"}, "on"),
        ({"what": "happened", "target": "2027"}, "target"),
        ({"on": "yesterday"}, "on"),
        ({"source": "", "new_title": ""}, "source"),
        ({"new_title": "Both"}, "new_title"),
        ({"source": "", "new_title": "A", "new_url": "http://x.example"}, "new_url"),
        ({"fact_nl": ""}, "fact_nl"),
        ({"reasons": ""}, "reasons"),
        ({"phase": "finished"}, "phase"),
    ],
)
def test_the_form_tells_what_is_wrong_and_nothing_planned_looks_done(
    ministry: Ministry, given: dict[str, str], field: str
) -> None:
    answer = at_desk(ministry.one).post(page("add-step", MEASURE), STEP | given)
    assert field in errors(answer)
    assert "Gelezen." in answer.content.decode() or field == "reasons", "what was typed stays"
    assert not Proposal.objects.exists()


def test_a_plan_that_is_published_is_overdue_after_its_day_and_never_done(ministry: Ministry) -> None:
    plan = STEP | {"what": "announced", "on": "2024-01-10", "target": "2025-07"}
    at_desk(ministry.one).post(page("add-step", MEASURE), plan)
    made = Proposal.objects.get()
    editing.ask(proposal=made, reasons="Zo.", by=ministry.one, now=NOW)
    make_monitor.published(ministry.other, made)
    assert status(date(2025, 7, 31)).phase == "in_preparation"
    assert not status(date(2025, 7, 31)).overdue
    assert [each.days for each in status(date(2025, 8, 1)).overdue] == [1]


def test_the_form_of_a_correction_holds_the_step_and_saving_it_unchanged_is_no_change(ministry: Ministry) -> None:
    desk = at_desk(ministry.one)
    form = desk.get(page("correct-step", MEASURE, "first")).context["form"]
    assert (form.initial["on"], form.initial["what"]) == ("2022-03-01", "happened")
    answer = desk.post(page("correct-step", MEASURE, "first"), form.initial | {"about": "", "reversal": "", "reasons": "x"})
    assert "__all__" in errors(answer)
    desk.post(
        page("correct-step", MEASURE, "first"), form.initial | {"on": "2022-03", "about": "", "reversal": "", "reasons": "x"}
    )
    (wanted,) = editing.differences(Proposal.objects.get()).wanted
    assert set(wanted.steps[0].changes) == {"precision"}, "the same day, known to the month only"


def test_annulling_asks_for_a_reason(ministry: Ministry) -> None:
    desk = at_desk(ministry.one)
    assert "reasons" in errors(desk.post(page("annul-step", MEASURE, "first"), {}))
    desk.post(page("annul-step", MEASURE, "first"), {"reasons": "Verkeerde maatregel."})
    assert Proposal.objects.get().kind == "correction"


def test_a_step_that_is_not_there_cannot_be_corrected(ministry: Ministry) -> None:
    desk = at_desk(ministry.one)
    for name in ("correct-step", "annul-step"):
        assert desk.get(page(name, MEASURE, "none")).status_code == 404
    assert desk.get(page("measure", "M8-88")).status_code == 404


def test_only_what_differs_of_a_description_is_proposed(ministry: Ministry) -> None:
    desk = at_desk(ministry.one)
    initial = desk.get(page("describe", MEASURE)).context["form"].initial
    given = {name: value for name, value in initial.items() if isinstance(value, str)} | {"reasons": "Beter."}
    desk.post(page("describe", MEASURE), given | {"title_en": "A better title"})
    made = Proposal.objects.get()
    assert made.content == {"measures": [{"id": MEASURE, "title": {"nl": "Verzonnen maatregel", "en": "A better title"}}]}
    make_monitor.published(ministry.other, editing.ask(proposal=made, reasons="", by=ministry.one, now=NOW))
    assert Measure.objects.get().title_en == "A better title"


def test_a_new_measure_has_no_state(ministry: Ministry) -> None:
    given = {
        "code": "M9-02", "theme": "werk", "goal": "eerlijk", "kind": "additional", "confidence": "low", "title_nl": "Nieuw",
        "responsible": "SZW\ngemeenten", "depends_on": MEASURE, "reasons": "Besloten.",
    }  # fmt: skip
    desk = at_desk(ministry.one)
    assert "code" in errors(desk.post(page("new-measure"), given | {"code": MEASURE}))
    assert "depends_on" in errors(desk.post(page("new-measure"), given | {"depends_on": "M8-88"}))
    desk.post(page("new-measure"), given)
    made = Proposal.objects.get()
    make_monitor.published(ministry.other, editing.ask(proposal=made, reasons="", by=ministry.one, now=NOW))
    assert snapshot.current().states(TODAY)["M9-02"].phase is None
    made.refresh_from_db()
    assert made.measure is not None


def test_all_pages_of_editors_open_in_a_fixed_number_of_questions(ministry: Ministry, django_assert_max_num_queries: Any) -> None:
    made = make_monitor.waiting(ministry.one)
    desk = at_desk(ministry.other)
    addresses = [
        page("measures"), page("measure", MEASURE), page("describe", MEASURE), page("new-measure"), page("add-step", MEASURE),
        page("correct-step", MEASURE, "first"), page("annul-step", MEASURE, "first"), page("promises"), page("proposals"),
        page("proposal", made.pk), page("files"), page("parties"), page("party", make_monitor.party().pk), page("practices"),
    ]  # fmt: skip
    for address in addresses:
        with django_assert_max_num_queries(60 if "/changes/" in address else 25):
            answer = desk.get(address)
        assert answer.status_code == 200, address
        assert "Verzonnen reden." not in answer.content.decode() or "/changes/" in address or "/measure/M9" in address


def test_the_page_of_a_change_does_not_let_its_maker_judge(ministry: Ministry) -> None:
    made = make_monitor.waiting(ministry.one)
    assert not at_desk(ministry.one).get(page("proposal", made.pk)).context["may_judge"]
    assert at_desk(ministry.other).get(page("proposal", made.pk)).context["may_judge"]
    mark = editing.seen(editing.differences(made))
    answer = at_desk(ministry.one).post(page("proposal", made.pk), {"verdict": "publish", "mark": mark})
    assert answer.status_code == 422
    assert status().phase == "in_preparation"


def test_only_who_administers_everything_says_who_edits_the_monitor(ministry: Ministry) -> None:
    from medemens.casework.actions import administration

    local = make.staff(ministry.authority, "administrator")
    ministry.authority.edits_monitor = False
    with pytest.raises(NotPossible, match="other_authority"):
        administration.save_authority(authority=ministry.authority, by=local, now=NOW)
    national = make.staff(None, "administrator")
    administration.save_authority(authority=ministry.authority, by=national, now=NOW)
    ministry.one.refresh_from_db()
    assert at_desk(ministry.one).get(page("measures")).status_code == 403

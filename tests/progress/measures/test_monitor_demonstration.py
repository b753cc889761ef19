"""The demonstration: something of each kind waits for the editors, and nothing invented is in the monitor."""

from __future__ import annotations

import pytest

from medemens.common.authorities import Authority
from medemens.progress.measures import demonstration
from medemens.progress.measures.models import Proposal, SentPractice, StatusEvent
from tests import make
from tests.progress.measures import make_measures
from tests.progress.measures.make_monitor import NOW

pytestmark = pytest.mark.django_db


def test_something_of_each_kind_waits_and_nothing_is_in_the_monitor_yet() -> None:
    assert not demonstration.make(now=NOW), "without authorities and data there is nothing to make"
    make_measures.everything()
    for key, edits in ((demonstration.EDITORS, True), (demonstration.REPORTING, False)):
        make.staff(Authority.objects.create(key=key, name=key, edits_monitor=edits), "handler")
    steps = StatusEvent.objects.count()
    assert demonstration.make(now=NOW)
    assert set(Proposal.objects.values_list("kind", "state")) == {("report", "waiting"), ("measure", "waiting")}
    assert SentPractice.objects.get().state == "waiting"
    assert StatusEvent.objects.count() == steps
    assert not demonstration.make(now=NOW), "twice it stays as it is"

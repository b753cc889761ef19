"""A coordinator's figures: the same whether they are counted within an index or one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from medemens.casework.models import Case
from medemens.casework.queries import load
from medemens.casework.queries.load import AGES, Chosen
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.today()


def test_open_cases_by_age_of_all_and_of_one_subject() -> None:
    world = make.world()
    for days in (0, 7, 8, 91, 92, 366, 400):
        case, _code = make.report(world)
        Case.objects.filter(pk=case.pk).update(received_at=load.midnight(TODAY - timedelta(days)))
    closed, _code = make.report(world)
    Case.objects.filter(pk=closed.pk).update(closed_at=make.NOW, outcome="any")
    of_all = load.load(world.coordinator, Chosen(), TODAY)
    of_one = load.load(world.coordinator, Chosen(subject="housing"), TODAY)
    of_another = load.load(world.coordinator, Chosen(subject="other"), TODAY)
    assert AGES == (7, 28, 56, 91, 182, 365)
    assert of_all.by_age == of_one.by_age == (2, 1, 0, 1, 1, 0, 2)
    assert of_another.by_age == (0,) * 7
    assert of_all.together == of_one.together
    assert of_all.together.all == 7

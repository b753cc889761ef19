"""Case types declared for a test: one takes the place of that with its key, for as long as the test runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from medemens.casework.case_types import CaseType, case_type, case_types
from medemens.site import cases

Declare = Callable[[CaseType], None]


@pytest.fixture
def declare() -> Iterator[Declare]:
    """Puts a case type in the place of another."""
    with pytest.MonkeyPatch.context() as patch:

        def put(kind: CaseType) -> None:
            kinds = tuple(kind if each.id == kind.id else each for each in cases.CASE_TYPES)
            patch.setattr(cases, "CASE_TYPES", kinds)
            case_types.cache_clear()

        yield put
    case_types.cache_clear()


@pytest.fixture(autouse=True)
def without_register(declare: Declare) -> None:
    """Decisions on applications as casework knows them: what the chapter does with them in its register has tests of its own."""
    declare(replace(case_type("lender_application"), taken=lambda taken: None))

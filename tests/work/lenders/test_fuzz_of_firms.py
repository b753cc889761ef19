"""Whatever a firm fills in, or somebody who follows lenders: never a fault, never a trace, and not a word of it in a log."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from medemens.work.lenders.actions import applications
from tests import make
from tests.casework.test_fuzz import filled_by_chance, heard, no_limits
from tests.make import NOW
from tests.site.test_permission_matrix import patterns
from tests.work.lenders import make_accounts, make_lenders

__all__ = ["heard", "no_limits"]
pytestmark = pytest.mark.django_db

SUBJECTS = ("lender_admission", "lender_exemption", "lender_objection")
OF_DRAFTS = [name for name, pattern in patterns() if name.startswith("applying:") and "number" in pattern.pattern.converters]
WITHOUT = [name for name, pattern in patterns() if name.startswith("applying:") and not pattern.pattern.converters]
FOLLOWING = [(name, pattern) for name, pattern in patterns() if name.startswith("following:")]


@pytest.mark.parametrize("name", OF_DRAFTS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_pages_of_a_draft_take_anything(name: str, subject: str, heard: StringIO) -> None:
    account = make_accounts.account()
    draft = applications.begin(account=account, subject=subject, answers={"subject": subject}, now=NOW)
    pattern = dict(patterns())[name]
    values: dict[str, Any] = {"number": draft.pk, "kind": "conduct"}
    path = reverse(name, kwargs={key: values.get(key, 1) for key in pattern.pattern.converters})
    filled_by_chance(make.sign_in(Client(), account.person), path, heard)


@pytest.mark.parametrize("name", WITHOUT)
def test_pages_of_a_firm_take_anything(name: str, heard: StringIO) -> None:
    filled_by_chance(make.sign_in(Client(), make_accounts.account().person), reverse(name), heard)


@pytest.mark.parametrize(("name", "pattern"), FOLLOWING, ids=[name for name, _pattern in FOLLOWING])
def test_pages_of_who_follows_take_anything(name: str, pattern: Any, heard: StringIO) -> None:
    make_lenders.admitted()
    path = reverse(name, args=["abc:def"] if pattern.pattern.converters else [])
    filled_by_chance(Client(), path, heard)

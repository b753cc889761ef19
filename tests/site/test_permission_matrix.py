"""Every page and endpoint, opened by everybody: strangers, each role, and the staff of another authority."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from medemens.common.access import Permission, Role, audience_of, permission_of
from medemens.common.staff import StaffMember
from tests import make
from tests.work.lenders import make_accounts

pytestmark = pytest.mark.django_db

OPENS = {
    Permission.SIGN_IN: set(Role),
    Permission.HANDLE: {Role.HANDLER, Role.COORDINATOR},
    Permission.COORDINATE: {Role.COORDINATOR},
    Permission.AUDIT: {Role.AUDITOR},
    Permission.ADMINISTER: {Role.ADMINISTRATOR},
    Permission.ADMIT: {Role.HANDLER, Role.COORDINATOR},
    Permission.CONSULT: {Role.HANDLER, Role.COORDINATOR},
    Permission.REPRESENT: {Role.REPRESENTATIVE},
    Permission.EDIT_MONITOR: {Role.HANDLER, Role.COORDINATOR},
    Permission.REPORT_PROGRESS: {Role.HANDLER, Role.COORDINATOR},
}
"""Which roles open a page that asks for a permission. Written here once more, so that a slip in `common.access` is seen."""

FOLDERS = {
    "workbench": Permission.HANDLE,
    "coordination": Permission.COORDINATE,
    "auditing": Permission.AUDIT,
    "administration": Permission.ADMINISTER,
    "admission": Permission.ADMIT,
    "consulting": Permission.CONSULT,
    "editing": Permission.EDIT_MONITOR,
    "progress": Permission.REPORT_PROGRESS,
    "annual": Permission.EDIT_MONITOR,
}
"""What each part of the workbench asks for; a page that asks for less is found."""


def patterns(found: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """All named addresses, with their namespaces, but those of the API."""
    for each in found if found is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver) and not str(each.pattern).startswith("api/v1"):
            yield from patterns(each.url_patterns, (*spaces, each.namespace) if each.namespace else spaces)
        elif isinstance(each, URLPattern):
            yield ":".join((*spaces, each.name or "")), each


def staff_pages() -> list[tuple[str, URLPattern]]:
    """Those that are for who is signed in: staff, or who acts for a firm."""
    return [(name, each) for name, each in patterns() if audience_of(each.callback) in ("staff", "account")]


NAMES = [name for name, _each in staff_pages()]
PARTS = sorted({name.split(":")[0] for name in NAMES})
"""The parts of the site that have pages for who is signed in; those of allauth stand by themselves."""


def pages_of(part: str) -> list[tuple[str, URLPattern]]:
    """The pages of one part."""
    found = [(name, each) for name, each in staff_pages() if name.split(":")[0] == part]
    assert found, part
    return found


def address(name: str, pattern: URLPattern, world: make.World) -> str:
    """An address of the page about something of this authority."""
    case, _code = make.report(world, "housing")
    values: dict[str, Any] = {"reference": case.reference, "other": case.reference, "key": world.authority.key}
    arguments = {key: values.get(key, 1) for key in pattern.pattern.converters}
    return reverse(name, kwargs=arguments)


def member(world: make.World, role: Role) -> StaffMember:
    """Somebody of the authority with just this role; or of no authority, and with the account of a firm."""
    if role is Role.REPRESENTATIVE:
        return make_accounts.account().person
    return make.staff(world.authority, role.value)


@pytest.fixture
def world() -> make.World:
    made = make.world()
    made.authority.admits_lenders = True
    made.authority.consults_lenders = "inspectors inspection_body"
    made.authority.edits_monitor = True
    made.authority.reports_progress = True
    made.authority.save()
    return made


def test_there_are_pages_for_each_part_of_the_workbench() -> None:
    found = {name.split(":")[0] for name in NAMES}
    assert found >= set(FOLDERS)
    assert {name for name, each in staff_pages() if audience_of(each.callback) == "account"} >= {"accounts:home"}
    for name, each in staff_pages():
        wanted = FOLDERS.get(name.split(":")[0])
        assert wanted in (None, permission_of(each.callback)), name


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is undone, so that one page does not stand in the way of the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_is_sent_to_sign_in(part: str, world: make.World) -> None:
    for name, pattern in pages_of(part):
        path = address(name, pattern, world)
        for method in ("get", "post"):
            answer = getattr(Client(), method)(path)
            assert answer.status_code == 302, (method, path)
            assert answer["Location"].startswith(reverse("account_login")), (method, path)


@pytest.mark.parametrize("part", PARTS)
def test_a_password_alone_opens_nothing(part: str, world: make.World) -> None:
    for name, pattern in pages_of(part):
        with undone():
            client = Client()
            client.force_login(world.coordinator)
            for method in ("get", "post"):
                answer = getattr(client, method)(address(name, pattern, world))
                if permission_of(pattern.callback) != Permission.SIGN_IN:
                    assert answer.status_code == 302, (method, name)
                    assert "/staff/" in answer["Location"], (method, name)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_each_role_opens_what_is_theirs_and_nothing_else(part: str, role: Role, world: make.World) -> None:
    person = member(world, role)
    for name, pattern in pages_of(part):
        with undone():
            _opens(name, pattern, role, make.sign_in(Client(), person), world)


def _opens(name: str, pattern: URLPattern, role: Role, client: Client, world: make.World) -> None:
    allowed = permission_of(pattern.callback)
    assert allowed is not None
    path = address(name, pattern, world)
    for method in ("get", "post"):
        answer = getattr(client, method)(path)
        if role in OPENS[allowed]:
            assert answer.status_code not in (401, 403, 500), (role, method, path, answer.status_code)
        else:
            assert answer.status_code == 403, (role, method, path, answer.status_code)
            assert "staff/not_your_role.html" in [each.name for each in answer.templates], (role, path)


def test_who_acts_for_a_firm_comes_to_its_page_and_is_led_nowhere_else() -> None:
    account = make_accounts.account()
    client = make.sign_in(Client(), account.person)
    home = client.get(reverse("staff:home"))["Location"]
    assert home == reverse("accounts:home")
    page = client.get(home)
    menu = [str(address) for address, _words, _here in page.context["staff_menu"]]
    assert menu == [reverse("accounts:home"), reverse("staff:account")]
    assert "/workbench/" not in page.content.decode()


def test_who_left_as_representative_opens_nothing() -> None:
    account = make_accounts.account()
    client = make.sign_in(Client(), account.person)
    account.person.is_active = False
    account.person.save()
    assert client.get(reverse("accounts:home"))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("part", ["admission", "consulting", "editing", "progress", "annual"])
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_register_and_monitor_are_closed_to_an_authority_that_has_no_part_in_them(part: str, role: Role) -> None:
    other = make.world("Gemeente Anders")
    client = make.sign_in(Client(), member(other, role))
    for name, pattern in pages_of(part):
        path = address(name, pattern, other)
        for method in ("get", "post"):
            assert getattr(client, method)(path).status_code == 403, (method, path)


READ_ONLY = {
    "workbench:case", "workbench:document", "workbench:document-page", "workbench:picture", "admission:application",
}  # fmt: skip
"""Pages of a case that take no form; they refuse one whatever case it is about."""

OF_A_CASE = [name for name, each in staff_pages() if "reference" in each.pattern.converters]


@pytest.mark.parametrize("name", OF_A_CASE)
@pytest.mark.parametrize("role", [Role.HANDLER, Role.COORDINATOR], ids=lambda role: role.value)
def test_a_case_of_another_authority_looks_like_none(name: str, role: Role, world: make.World) -> None:
    pattern = dict(staff_pages())[name]
    other = make.world("Gemeente Anders", subjects=("none",))
    other.authority.admits_lenders = True
    other.authority.save()
    person = other.handler if role == Role.HANDLER else other.coordinator
    client = make.sign_in(Client(), person, other.private)
    there = address(name, pattern, world)
    absent = there.replace(_reference(there), "00000-00000")
    for method in ("get", "post"):
        theirs, none = (getattr(client, method)(path) for path in (there, absent))
        expected = 405 if method == "post" and name in READ_ONLY else 404
        assert theirs.status_code == none.status_code == expected, (method, name, theirs.status_code, none.status_code)
        assert theirs.content.replace(_reference(there).encode(), b"") == none.content.replace(b"00000-00000", b"")


def _reference(path: str) -> str:
    return next(part for part in path.split("/") if len(part) == 11 and part[5] == "-")

"""The first day of an authority, its keys, and the coordinator's work: from the invitation to the list for a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from medemens.casework.actions import administration
from medemens.casework.models import AuthorityKey, Case
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from tests import make
from tests.journeys import ways
from tests.journeys.conftest import PASSWORD, with_sign_in
from tests.journeys.ways import Look, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "main form[method=post]:not([action]) button[type=submit]"


@pytest.fixture
def world() -> make.World:
    return make.world("Gemeente Verzonnen")


def new_member(authority: Authority, role: str) -> tuple[StaffMember, str]:
    """Somebody who was invited, and the address of their invitation."""
    staff = StaffMember(email=f"{role}@verzonnen.example", name=f"Nieuwe {role.title()}", authority=authority, **{role: True})
    administration.add_staff(staff=staff, by=None, now=timezone.now())
    invitation = administration.invite(staff=staff, by=None, now=timezone.now())
    return staff, f"/nl/staff/welcome/{invitation.who}/{invitation.token}/"


def first_time(page: Page, member: StaffMember, invitation: str, look: Look = ways.nothing) -> list[str]:
    """Everything of a first sign-in: password, second factor, a key of one's own. Gives the recovery codes."""
    page.goto(invitation)
    look(page, "welcome")
    ways.fill(page, {"password": PASSWORD, "again": PASSWORD})
    press(page, SAVE)
    look(page, "sign-in")
    ways.sign_in(page, member.email, PASSWORD)
    assert page.evaluate("document.querySelector('main img').naturalWidth") > 0, "the picture to scan is shown"
    look(page, "second-factor-set-up")
    page.fill("#id_code", ways.digits_now(page.inner_text("main code")))
    press(page, SAVE)
    codes = page.locator(".m-codes code").all_inner_texts()
    look(page, "recovery-codes")
    page.goto("/nl/staff/key/")
    look(page, "key-make")
    ways.fill(page, {"passphrase": make.PASSPHRASE, "again": make.PASSPHRASE})
    press(page, SAVE)
    return codes


def found(page: Page, look: Look = ways.nothing) -> list[str]:
    """Makes the key of the authority. Gives the recovery key as it is shown."""
    look(page, "key-to-be-made")
    press(page, "main a[href$='/key/authority/']")
    groups = page.locator(".m-codes code").all_inner_texts()
    look(page, "recovery-key")
    page.fill("[name=last_group]", "ZZZZ")
    press(page, SAVE)
    look(page, "recovery-key-mistake")
    assert not AuthorityKey.objects.exists(), "who has not written it down makes no key"
    press(page, "main a[href$='/key/authority/']")
    again = page.locator(".m-codes code").all_inner_texts()
    assert again != groups, "another one: the first was shown to nobody who kept it"
    page.fill("[name=last_group]", again[-1].lower())
    press(page, SAVE)
    return again


def test_the_first_day_of_an_authority(desk: BrowserContext, chromium: object) -> None:
    authority = Authority.objects.create(key="nieuw", name="Gemeente Nieuw", letterhead="Postbus 2")
    coordinator, invitation = new_member(authority, "coordinator")
    handler, second_invitation = new_member(authority, "handler")
    page = desk.new_page()
    codes = first_time(page, coordinator, invitation)
    assert len(codes) == len(set(codes)) == 10
    found(page)
    page.goto("/nl/staff/key/authority/")
    assert page.locator(".m-codes").count() == 0, "the recovery key is shown once"
    page.goto(invitation)
    assert page.locator("[name=password]").count() == 0, "an invitation works once"

    colleague = desk.browser.new_context(java_script_enabled=False, base_url=page.url.split("/nl/")[0])  # type: ignore[union-attr]
    theirs = colleague.new_page()
    first_time(theirs, handler, second_invitation)
    assert coordinator.name in theirs.inner_text("main"), "it says who can share the key"
    page.goto("/nl/workbench/coordination/keys/")
    press(page, f"main button[name=to][value='{handler.pk}']")
    theirs.reload()
    assert coordinator.name not in theirs.inner_text("main")
    colleague.close()


def test_a_recovery_code_opens_once(desk: BrowserContext, world: make.World) -> None:
    with_sign_in(world.handler)
    page = desk.new_page()
    code = RecoveryCodes.activate(world.handler).get_unused_codes()[0]
    ways.sign_in(page, world.handler.email, PASSWORD, code)
    assert page.url.endswith("/nl/workbench/")
    press(page, "main form[action$='/sign-out/'] button")
    ways.sign_in(page, world.handler.email, PASSWORD, code)
    assert page.locator(".m-summary").count() == 1
    page.goto("/nl/workbench/")
    assert "/nl/workbench/" not in page.url.split("?")[0]


def test_wrong_tries_lock_an_account_for_a_while(desk: BrowserContext, world: make.World) -> None:
    with_sign_in(world.handler)
    page = desk.new_page()
    for _ in range(5):
        ways.sign_in(page, world.handler.email, "iets anders")
        assert page.locator(".m-summary").count() == 1
    ways.sign_in(page, world.handler.email, PASSWORD)
    assert page.locator("#id_code").count() == 0, "not even with the right password"
    with_sign_in(world.coordinator)
    ways.sign_in(page, world.coordinator.email, PASSWORD)
    assert page.locator("#id_code").count() == 1, "others still come in"


def test_the_key_closes_with_the_session(desk: BrowserContext, world: make.World) -> None:
    case, _code = make.report(world)
    secret = with_sign_in(world.handler)
    page = desk.new_page()
    ways.sign_in(page, world.handler.email, PASSWORD, ways.digits_now(secret))
    page.goto(f"/nl/workbench/cases/{case.reference}/note/")
    ways.open_key(page, "niet de goede woorden")
    assert page.locator(".m-summary").count() == 1
    ways.open_key(page, make.PASSPHRASE)
    page.fill("[name=text]", "Wat ik al getypt had.")
    desk.clear_cookies(name="vault")
    press(page, SAVE)
    assert page.input_value("input[name=text]") == "Wat ik al getypt had.", "what was typed waits until the key is open"
    other = desk.new_page()
    other.goto("/nl/staff/key/")
    ways.open_key(other, make.PASSPHRASE)
    press(page, SAVE)
    assert "Wat ik al getypt had." in page.inner_text("main")
    press(page, "main form[action$='/sign-out/'] button")
    page.goto(f"/nl/workbench/cases/{case.reference}/")
    assert "/staff/sign-in/" in page.url


def come_in(page: Page, world: make.World, code: str = "nl") -> None:
    """Signs in as the coordinator and opens the key."""
    secret = with_sign_in(world.coordinator)
    ways.sign_in(page, world.coordinator.email, PASSWORD, ways.digits_now(secret), code)
    page.goto(f"/{code}/staff/key/")
    ways.open_key(page, make.PASSPHRASE)


def test_work_is_seen_divided_and_listed(desk: BrowserContext, world: make.World) -> None:
    for _ in range(3):
        make.report(world, municipality="GM0772")
    page = desk.new_page()
    come_in(page, world)
    page.goto("/nl/workbench/coordination/")
    assert "3" in page.inner_text(".m-tiles")
    page.goto("/nl/workbench/coordination/results/")
    assert page.locator(".m-tiles").is_visible()

    page.goto("/nl/workbench/coordination/reassign/")
    press(page, SAVE)
    assert page.locator(".m-summary").is_visible(), "first choose some cases"
    page.check("[name=case] >> nth=0")
    page.check("[name=case] >> nth=1")
    page.select_option("[name=to]", str(world.handler.pk))
    press(page, SAVE)
    assert page.locator("[role=status]").is_visible()
    assert Case.objects.filter(handler=world.handler).count() == 2

    page.goto("/nl/workbench/coordination/lists/")
    with page.expect_download() as waiting:
        page.click("button[value=csv]")
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + Case.objects.count()
    assert not re.search("paszport", "".join(lines)), "nothing of what people wrote"


def test_keys_are_taken_away_and_made_anew(desk: BrowserContext, world: make.World) -> None:
    old, _code = make.report(world)
    page = desk.new_page()
    come_in(page, world)
    page.goto("/nl/workbench/coordination/keys/")
    press(page, f"main a[href$='/take-away/{world.handler.pk}/']")
    press(page, SAVE)
    page.goto("/nl/workbench/coordination/keys/new/")
    press(page, SAVE)
    assert page.locator(".m-summary").is_visible(), "a new key is not made by accident"
    page.check("[name=sure]")
    press(page, SAVE)
    assert page.locator("[role=status]").is_visible()
    new, _code = make.report(world)
    assert new.authority_key_id != old.authority_key_id
    for case in (old, new):
        page.goto(f"/nl/workbench/cases/{case.reference}/")
        assert "Szef zabrał mi paszport." in page.inner_text("main")

    press(page, "main form[action$='/sign-out/'] button")
    secret = with_sign_in(world.handler)
    ways.sign_in(page, world.handler.email, PASSWORD, ways.digits_now(secret))
    for case in (old, new):
        page.goto(f"/nl/workbench/cases/{case.reference}/")
        if page.locator("#id_passphrase").count():
            ways.open_key(page, make.PASSPHRASE)
        assert "paszport" not in page.inner_text("main")
        assert page.locator(f"main a[href$='/{case.reference}/note/']").count() == 0


def test_every_page_of_a_first_day_is_fit_to_be_seen(checker: BrowserContext, look: Look) -> None:
    authority = Authority.objects.create(key="nieuw", name="Gemeente Nieuw", letterhead="Postbus 2")
    coordinator, invitation = new_member(authority, "coordinator")
    page = checker.new_page()
    first_time(page, coordinator, invitation, look)
    found(page, look)
    for name in ("key", "account", "account/password", "key/passphrase"):
        page.goto(f"/nl/staff/{name}/")
        look(page, name.replace("/", "-"))
    press(page, SAVE)
    look(page, "passphrase-mistake")
    page.goto(invitation)
    look(page, "invitation-over")
    page.goto("/nl/workbench/audit/")
    look(page, "not-your-role")
    press(page, "main form[action$='/sign-out/'] button")
    ways.sign_in(page, coordinator.email, "iets anders")
    look(page, "sign-in-mistake")
    ways.sign_in(page, coordinator.email, PASSWORD)
    look(page, "second-factor")


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_every_page_of_coordination_is_fit_to_be_seen(checker: BrowserContext, world: make.World, look: Look, code: str) -> None:
    page = checker.new_page()
    come_in(page, world, code)
    start = f"/{code}/workbench/coordination/"
    for name in ("", "results", "reassign"):
        page.goto(f"{start}{name}")
        look(page, f"empty-{name or 'load'}")
    cases = [make.report(world, subject, municipality="GM0772")[0] for subject in ("housing", "pay", "unsafe_work")]
    world.handler.is_active = False
    world.handler.save()
    for name in ("", "results", "reassign", "lists", "keys", "keys/new", f"keys/take-away/{world.handler.pk}"):
        page.goto(f"{start}{name}")
        look(page, name.split("/")[-1] if "take" not in name else "take-away")
    page.goto(f"{start}reassign/")
    press(page, SAVE)
    look(page, "reassign-mistake")
    assert len(cases) == 3

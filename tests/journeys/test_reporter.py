"""A reporter's whole way, on a small phone without scripts: to the receipt, and with its code to the mailbox."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from medemens.casework.models import Case, Document
from medemens.casework.queries import case_page
from tests import make
from tests.journeys import test_worker, ways
from tests.journeys.ways import Look, Told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> make.World:
    return make.world("Gemeente Verzonnen")


def photo() -> dict[str, object]:
    """A photo that tells where it was made, as a phone saves it; and what a file field takes."""
    exif = Image.Exif()
    exif[0x0110] = "PHONE OF THE REPORTER"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 26.0, 0.0), 3: "E", 4: (5.0, 28.0, 0.0)})
    target = BytesIO()
    Image.new("RGB", (640, 480), (140, 90, 40)).save(target, "JPEG", exif=exif)
    assert Image.open(target).getexif().get_ifd(0x8825)
    return {"name": "IMG_51.441_5.469.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def test_a_landlord_is_reported_in_polish(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    page.goto("/pl/report/")
    assert page.locator("main a[href='tel:112']").first.is_visible()
    ways.press(page, "main a[href$='/report/question/1/']")
    told = {**ways.LANDLORD, "place": {"place": "Eindhofen"}}
    ways.answer_until(page, told, "which_place")
    page.check("main [name=municipality][value=GM0772]")
    ways.press(page, ways.BUTTON)
    ways.answer_until(page, told)

    assert "Właściciel nie oddaje kaucji" in page.inner_text("main")
    ways.press(page, "main dd a:near(:text('600,00'))")
    assert page.input_value("#bare_rent") == "600,00"
    page.fill("#bare_rent", "650")
    ways.press(page, ways.BUTTON)
    assert page.url.endswith("/report/check/")
    assert "650,00" in page.inner_text("main")

    ways.press(page, "main a[href$='/report/send/']")
    assert world.authority.name in page.inner_text("main")
    page.set_input_files("#files", [photo()])
    ways.press(page, ways.BUTTON)
    written = " ".join(page.inner_text(".m-code").split())
    assert [len(group) for group in written.split()] == [4] * 7
    page.reload()
    assert " ".join(page.inner_text(".m-code").split()) == written, "the code comes again until it was written down"
    ways.press(page, "form[action$='/written-down/'] button")
    page.goto("/pl/report/receipt/")
    assert page.locator(".m-code").count() == 0, "what was written down is off the phone"
    assert "report" not in {cookie["name"] for cookie in phone.cookies()}

    case = Case.objects.get()
    assert (case.subject, case.municipality, case.formal_request) == ("housing", "GM0772", False)
    opened = world.opened(case)
    report = case_page.whole(opened, world.handler)
    assert report.report["answers"]["bare_rent"] == 650_00
    assert report.report["language"] == "pl"
    received = case_page.part(opened, Document.objects.get(), 1)
    assert received is not None
    assert not Image.open(BytesIO(received)).getexif()
    assert b"PHONE OF THE REPORTER" not in received


@pytest.mark.parametrize(
    ("code", "told", "urgent"), [("nl", ways.UNSAFE_WORK, True), ("ar", ways.QUESTION, False)], ids=["unsafe-work", "question"]
)
def test_other_subjects_are_reported_too(phone: BrowserContext, world: make.World, code: str, told: Told, urgent: bool) -> None:
    page = phone.new_page()
    page.goto(f"/{code}/report/")
    assert page.get_attribute("html", "dir") == ("rtl" if code == "ar" else "ltr")
    ways.report(page, code, told)
    case = Case.objects.get()
    assert case.subject == told["subject"]["subject"]
    assert case.urgent is urgent, "an accident with somebody in hospital is looked at first"


def test_who_is_in_danger_reads_112_before_anything_else(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    ways.begin(page, "ar")
    ways.answer_until(page, ways.EXPLOITATION, "danger")
    ways.answer(page, ways.EXPLOITATION)
    while ways.question(page):
        call, asked = page.locator("main a[href='tel:112']"), page.locator("main form[method=post] .m-field").first
        assert (call.bounding_box() or {"y": 9999})["y"] < (asked.bounding_box() or {"y": 0})["y"]
        ways.answer(page, ways.EXPLOITATION)
    assert page.url.endswith("/report/check/")
    assert page.locator("main a[href='tel:112']").is_visible()
    ways.press(page, "main a[href$='/report/send/']")
    ways.press(page, ways.BUTTON)
    assert page.locator(".m-code").is_visible()
    assert Case.objects.get().urgent


def checked_pay(address: str) -> list[Any]:
    """What the browser keeps of somebody who had their pay checked, question by question; how that goes is in `test_worker`."""
    client, page = Client(), "/pl/pay/question/period/"
    while "/question/" in page:
        page = client.post(page, test_worker.FILLED[page.rstrip("/").split("/")[-1]])["Location"]
    return [{"name": name, "value": cookie.value, "url": address} for name, cookie in client.cookies.items()]


def test_a_pay_check_goes_along_with_one_press(phone: BrowserContext, world: make.World, live_server: Any) -> None:
    page = phone.new_page()
    phone.add_cookies(checked_pay(live_server.url))
    page.goto("/pl/pay/result/")
    ways.press(page, "form[action$='/report/with-pay-check/'] button")
    ways.press(page, "main a[href$='/report/check/']")
    assert ways.question(page) == "relation", "that it is about pay is not asked again"
    ways.answer_until(page, ways.PAY)
    ways.press(page, "main a[href$='/report/send/']")
    assert page.is_checked("input[name=enclose][value=yes]")
    ways.press(page, ways.BUTTON)
    opened = world.opened(Case.objects.get())
    whole = case_page.whole(opened, world.handler)
    assert [each.media_type for each in whole.documents] == ["application/pdf"]
    assert whole.report["judged"], "the findings of the check go along"


def test_sending_twice_is_receiving_once(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    ways.begin(page, "nl")
    ways.answer_until(page, ways.QUESTION)
    page.goto("/nl/report/send/")
    form = page.content()
    cookies = phone.cookies()
    ways.press(page, ways.BUTTON)
    receipt = page.inner_text(".m-code")
    phone.add_cookies(cookies)
    page.goto("/nl/report/send/")
    assert "files" in form
    ways.press(page, ways.BUTTON)
    assert page.inner_text(".m-code") == receipt
    assert Case.objects.count() == 1


def test_going_back_and_forgetting(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    ways.begin(page, "pl")
    ways.answer_until(page, ways.LANDLORD, "danger")
    page.go_back()
    assert page.is_checked("input[name=topics][value=deposit]")
    page.goto("/pl/report/")
    ways.press(page, "main a[href$='/report/check/']")
    assert ways.question(page) == "danger", "it goes on where it was"
    ways.press(page, "form[action$='/forget/'] button")
    page.goto("/pl/report/question/3/")
    assert ways.question(page) == "subject"


@pytest.mark.parametrize("way", ["leave", "traces"])
def test_leaving_takes_all_answers_along(phone: BrowserContext, world: make.World, way: str) -> None:
    page = phone.new_page()
    phone.route("https://www.knmi.nl/**", lambda route: route.fulfill(body="rain", headers={"x-from": "nobody"}))
    ways.begin(page, "pl")
    ways.answer_until(page, ways.LANDLORD, "danger")
    with page.expect_request("https://www.knmi.nl/**") if way == "leave" else page.expect_navigation() as waiting:
        page.click(f"main a[href$='/report/{way}/']")
    if way == "leave":
        assert "referer" not in waiting.value.headers
    else:
        ways.press(page, "main form[method=post] button")
    assert not [cookie["name"] for cookie in phone.cookies() if cookie["name"] in ("report", "mailbox", "answers", "csrftoken")]


def test_the_mailbox_opens_however_the_code_is_typed(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    written = ways.report(page, "pl", ways.QUESTION)
    ways.press(page, "form[action$='/written-down/'] button")
    digits = written.replace(" ", "")
    for typed in (written, digits, f" {written.replace(' ', '-')} ", digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))):
        ways.open_mailbox(page, "pl", typed)
        assert page.url.endswith("/report/mailbox/messages/"), typed
        assert Case.objects.get().reference in page.inner_text("main")
        ways.press(page, "form[action$='/mailbox/close/'] button")
    swapped = digits[1] + digits[0] + digits[2:] if digits[0] != digits[1] else digits[:-1] + str((int(digits[-1]) + 1) % 10)
    for wrong in (digits[:-1], swapped, "0" * 26 + "97"):
        ways.open_mailbox(page, "pl", wrong)
        assert page.get_attribute(".m-summary a", "href") == "#code"
        assert page.input_value("#code") == wrong
        assert page.get_attribute("#code", "aria-describedby") == "code-error code-hint"


def test_a_report_is_taken_back(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    ways.report(page, "pl", ways.QUESTION)
    ways.press(page, "form[action$='/from-receipt/'] button")
    ways.press(page, "main a[href$='/withdraw/']")
    page.fill("#reason", "Boję się.")
    ways.press(page, ways.BUTTON)
    assert "Boję się." in page.inner_text("main")
    assert page.locator("main a[href$='/withdraw/']").count() == 0
    assert Case.objects.get().withdrawn_at is not None


def test_all_of_it_works_with_the_keyboard_alone(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    ways.begin(page, "nl")
    page.keyboard.press("Tab")
    assert focused(page) == "#main", "the first stop leads past the frame"
    page.keyboard.press("Enter")
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(focused(page))
        assert is_seen(page), stops
        if stops[-1] == "subject":
            break
    assert stops[0].endswith("/report/leave/"), "leaving quickly comes first"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_attribute(".m-summary a", "href") == "#subject-0"
    page.focus(".m-summary a")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert ways.question(page) == "relation", "the first one was chosen with the space bar"


def focused(page: Page) -> str:
    """Where the keyboard is: an address, or a name."""
    return str(page.evaluate("(e => e.getAttribute('href') || e.name || e.id || e.tagName)(document.activeElement)"))


def is_seen(page: Page) -> bool:
    """Whether the focus has an outline, and nothing lies over it."""
    return bool(
        page.evaluate(
            """(element => {
                const box = element.getBoundingClientRect(), style = getComputedStyle(element)
                const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
                const clear = over && (element.contains(over) || over.contains(element))
                return parseFloat(style.outlineWidth) >= 2 && clear
            })(document.activeElement)"""
        )
    )


def test_twice_as_large_letters_still_fit(phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    ways.begin(page, "pl")
    for name in ("subject", "topics", "tenancy", "way"):
        ways.answer_until(page, ways.LANDLORD, name)
        enlarge(page)
    ways.answer_until(page, ways.LANDLORD)
    enlarge(page)
    page.goto("/pl/report/send/")
    ways.press(page, ways.BUTTON)
    enlarge(page)


def enlarge(page: Page) -> None:
    """Sets the letters to 200 %, and looks whether all still fits in the width."""
    page.evaluate("document.documentElement.style.fontSize = '200%'; document.body.style.fontSize = '2.25rem'")
    wide = """[...document.querySelectorAll("main *")].filter(element => element.getBoundingClientRect().right > 360)
        .map(element => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`)"""
    assert page.evaluate(wide) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def test_the_receipt_prints_on_one_page_without_buttons(chromium: object, phone: BrowserContext, world: make.World) -> None:
    page = phone.new_page()
    ways.report(page, "pl", ways.QUESTION)
    page.emulate_media(media="print")
    assert page.locator(".m-code").is_visible()
    for away in ("form[action$='/written-down/']", ".m-exit", ".m-footer", ".m-language"):
        assert not page.locator(away).is_visible(), away
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("code", ways.READERS)
def test_every_page_is_fit_to_be_seen(checker: BrowserContext, world: make.World, look: Look, code: str) -> None:
    page = checker.new_page()
    page.goto(f"/{code}/report/")
    look(page, "start")
    written = ways.report(page, code, ways.LANDLORD, look)
    ways.press(page, "form[action$='/written-down/'] button")
    look(page, "done")
    page.goto(f"/{code}/report/traces/")
    look(page, "traces")
    page.goto(f"/{code}/report/mailbox/")
    look(page, "mailbox-closed")
    ways.open_mailbox(page, code, written[:-1])
    look(page, "mailbox-mistake")
    ways.open_mailbox(page, code, written)
    look(page, "mailbox")
    ways.press(page, "main form[action$='/write/'] button")
    look(page, "mailbox-nothing-written")
    ways.press(page, "main a[href$='/withdraw/']")
    look(page, "withdraw")

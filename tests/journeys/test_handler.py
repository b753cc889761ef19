"""A handler's whole way, together with the reporter's: from the queue to the outcome that the reporter reads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone, translation
from playwright.sync_api import BrowserContext, Page

from medemens.casework import access, enclosures, message_texts
from medemens.casework.actions import submissions
from medemens.casework.case_types import case_type
from medemens.casework.models import Case, Term
from medemens.casework.workbench import deed_pages
from tests import make
from tests.journeys import ways
from tests.journeys.conftest import PASSWORD, with_sign_in
from tests.journeys.test_reporter import photo
from tests.journeys.ways import Look, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "main form[method=post]:not([action]) button[type=submit]:not([name])"
STORY = "Właściciel nie oddaje kaucji. Śpimy w siedem osób."


@pytest.fixture
def world() -> make.World:
    return make.world("Gemeente Verzonnen")


def come_in(page: Page, world: make.World, code: str = "nl") -> None:
    """Signs in as the handler; the queue is open then, and the key still closed."""
    secret = with_sign_in(world.handler)
    ways.sign_in(page, world.handler.email, PASSWORD, ways.digits_now(secret), code)
    assert page.url.endswith(f"/{code}/workbench/"), page.inner_text("main")


def do(page: Page, deed: str) -> None:
    """Presses a deed that stands as a button."""
    press(page, f"main form[action$='/{deed}/'] button")


def open_deed(page: Page, deed: str) -> None:
    """Opens a deed from the menu of the case."""
    press(page, f".m-case-menu a[href$='/{deed}/']")


def letter_of(page: Page, link: str) -> pikepdf.Pdf:
    """Downloads the letter, past the warning when there is one."""
    with page.expect_download() as waiting:
        page.click(link)
    return pikepdf.open(BytesIO(Path(waiting.value.path()).read_bytes()))


def test_from_the_queue_to_the_outcome(phone: BrowserContext, desk: BrowserContext, world: make.World) -> None:
    address = {"street": "Verzonnenstraat", "house_number": "12a", "place": "Eindhoven"}
    earlier, _code = make.report(world, answers={"story": "Te veel mensen.", **address})
    theirs, ours = phone.new_page(), desk.new_page()
    written = ways.report(theirs, "pl", ways.FORMAL, files=(photo(),))
    press(theirs, "form[action$='/written-down/'] button")
    case = Case.objects.order_by("id").last()
    assert case is not None
    assert case.formal_request

    come_in(ours, world)
    press(ours, f"main a[href$='/{earlier.reference}/']")
    ways.open_key(ours, make.PASSPHRASE)
    assert "Te veel mensen." in ours.inner_text("main")
    ours.goto("/nl/workbench/")
    press(ours, f"main a[href$='/{case.reference}/']")
    do(ours, "take")
    assert STORY in ours.locator(".m-case-main blockquote[lang=pl]").all_inner_texts(), "what they wrote is marked as Polish"
    assert "Jan Zmyślony" in ours.inner_text("main")

    press(ours, "main a[href$='/documents/1/']")
    assert ours.evaluate("document.querySelector('main img').naturalWidth") > 0
    ours.go_back()

    press(ours, "main a[href*='/finding/?norm=']")
    ours.check("[name=outcome][value='not met']")
    ours.fill("[name=reason]", "De borg was drie maanden huur, volgens de kwitantie.")
    press(ours, ways.BUTTON)
    assert "volgens de kwitantie" in ours.inner_text("main")

    asks_and_waits(ours, case)
    answers(theirs, written)
    ours.goto(f"/nl/workbench/cases/{case.reference}/")
    assert "Trzy miesiące" in ours.inner_text("main")
    assert ours.locator("main a[href$='/documents/2/']").count()
    do(ours, "read")
    assert Term.objects.get(case=case).ends_on is not None, "with the answer the term runs on"
    do(ours, "link")
    assert ours.locator("main form[action$='/unlink/']").count() == 1, "the case at the same address is linked"

    decides_and_closes(ours)
    theirs.reload()
    with translation.override("pl"):
        assert str(case_outcome(case)) in theirs.inner_text(".m-mailbox-case")
    letter = letter_of(theirs, "main a[href$='/0/']")
    assert letter.Root.MarkInfo.Marked
    assert letter.Root.StructTreeRoot
    assert str(letter.Root.Lang) == "nl"


def asks_and_waits(page: Page, case: Case) -> None:
    """A question with a text that is ready in Polish; the term stands still until there is an answer."""
    open_deed(page, "write")
    page.select_option("#template", "question")
    press(page, "main form[method=get] button")
    with translation.override("pl"):
        assert page.input_value("textarea[name=text]") == str(message_texts.OURS["question"][1])
    assert page.get_attribute("textarea[name=text]", "lang") == "pl"
    assert page.locator("main [lang=nl].m-original").is_visible(), "the handler reads beside it what it says"
    page.fill("textarea[name=text]", "Ile wynosiła kaucja?")
    page.check("[name=question]")
    page.select_option("[name=ground]", index=1)
    press(page, SAVE)
    assert Term.objects.get(case=case).ends_on is None, "it stands still"


def answers(page: Page, written: str) -> None:
    """The reporter comes back with their code, typed as it stands on their paper, answers, and adds a paper."""
    ways.open_mailbox(page, "pl", f" {written.replace(' ', '  ')}")
    assert "Ile wynosiła kaucja?" in page.inner_text(".m-mailbox-case")
    assert page.locator(".m-card--unsure").is_visible(), "that they wait for an answer stands on top"
    page.fill("textarea[name=text]", "Trzy miesiące czynszu.")
    press(page, "form[action$='/write/'] button")
    assert "Trzy miesiące czynszu." in page.inner_text("main")
    page.set_input_files("[name=file]", [{"name": "umowa.txt", "mimeType": "text/plain", "buffer": b"Kaucja: 1800 euro"}])
    press(page, "form[action$='/add/'] button")
    assert page.locator(".m-message details").count() == 2, "the photo and the paper"


def decides_and_closes(page: Page) -> None:
    """A decision with its letter, looked at first; then the case ends with it."""
    open_deed(page, "decision")
    page.check("[name=outcome][value=order]")
    page.fill("[name=addressee]", "Fictieve Verhuur V.O.F.\nVerzonnenstraat 1")
    page.fill("[name=about]", "Borg van meer dan twee maanden huur")
    page.fill("[name=reasons]", "Uit de kwitantie blijkt een borg van drie maanden.\n\nU had twee weken om dit te herstellen.")
    press(page, "button[name=preview]")
    assert "Uit de kwitantie blijkt" in page.inner_text(".m-letter")
    press(page, SAVE)
    press(page, "main a[href$='/whole/']")
    letter = letter_of(page, ways.BUTTON)
    assert letter.Root.MarkInfo.Marked
    page.go_back()
    press(page, ".m-case-menu a[href$='/close/']")
    assert page.is_checked("[name=outcome][value=order]"), "the outcome that was decided"
    assert page.get_attribute("textarea[name=text]", "lang") == "pl"
    press(page, SAVE)
    assert page.locator(".m-case-menu a[href$='/reopen/']").count() == 1


def case_outcome(case: Case) -> object:
    """What a reporter reads about the outcome."""
    return case_type(case.case_type).outcome("order").told


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_every_page_of_the_workbench_is_fit_to_be_seen(checker: BrowserContext, world: make.World, look: Look, code: str) -> None:
    page = checker.new_page()
    come_in(page, world, code)
    look(page, "queue-empty")
    other, _code = make.report(world, **told())
    case, written = make.report(world, formal_request=True, way="contact", contact={"name": "Jan Zmyślony"}, **told())
    submissions.write(opened=access.mailbox(written)[0], text="Trzy miesiące czynszu.", language="pl", now=timezone.now())
    page.reload()
    look(page, "queue")
    page.goto(f"/{code}/workbench/cases/{other.reference}/")
    look(page, "key-open")
    ways.open_key(page, make.PASSPHRASE)
    start = f"/{code}/workbench/cases/{case.reference}/"
    page.goto(start)
    look(page, "case")
    for deed in deed_pages.DEEDS.keys() - deed_pages.NOT_IN_MENU:
        page.goto(f"{start}{deed}/")
        look(page, f"deed-{deed}")
    for deed in ("finding", "decision", "refer"):
        page.goto(f"{start}{deed}/")
        press(page, SAVE)
        look(page, f"deed-{deed}-mistake")
    page.goto(f"{start}write/?text=question")
    look(page, "deed-write-with-text")
    for name in ("documents/1", "documents/1/whole", "export"):
        page.goto(f"{start}{name}/")
        look(page, name.replace("/", "-"))
    decided(page, start, look)
    page.goto(f"/{code}/workbench/")
    page.fill("#search", "niets van dat alles")
    press(page, "form[role=search] button")
    look(page, "queue-nothing-found")
    page.goto(f"/{code}/workbench/new/")
    look(page, "new")
    page.goto(f"/{code}/workbench/new/?subject=housing")
    look(page, "new-report")
    page.fill("[name=answer_story]", "Gebeld: te veel mensen.")
    page.check("[name=channel] >> nth=0")
    page.check("[name=way][value=anonymous]")
    press(page, SAVE)
    look(page, "new-code")


def told() -> dict[str, Any]:
    """A report with all that a case can show."""
    answers = {"relation": "self", "topics": ["deposit"], "danger": "no", "deposit": 1800_00, "bare_rent": 600_00, "story": STORY,
               "street": "Verzonnenstraat", "house_number": "12a", "place": "Eindhoven", "written_agreement": "no"}  # fmt: skip
    picture = photo()["buffer"]
    assert isinstance(picture, bytes)
    return {"answers": answers, "municipality": "GM0772", "enclosures": (enclosures.made_safe(picture, number=1),)}


def decided(page: Page, start: str, look: Look) -> None:
    """The letter before it goes out, and the case after its end."""
    page.goto(f"{start}decision/")
    ways.fill(page, {"outcome": "order", "addressee": "V. Verhuurder", "about": "Borg", "reasons": "Drie maanden.\n\nTe veel."})
    press(page, "button[name=preview]")
    look(page, "letter")
    press(page, SAVE)
    page.goto(f"{start}close/")
    press(page, SAVE)
    look(page, "case-closed")

"""A payroll officer's whole way: columns, upload, progress, result, downloads, removal, in two languages; and the bad days."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from medemens.work.pay import actions, queries
from medemens.work.pay.models import PayrollCheck
from tests.journeys.conftest import violations
from tests.journeys.ways import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.PAYROLL_FOLDER = tmp_path / "payroll"


def upload(page: Page, code: str, file: Path) -> None:
    """Gives a file to the check; the page that follows shows the progress."""
    page.goto(f"/{code}/pay/payroll/")
    page.set_input_files("input[type=file]", file)
    page.fill("input[name=as_of]", "2026-11-23")
    press(page, "main form button[type=submit]")


def work_is_done(page: Page) -> None:
    """The worker beside the site takes the job; the page is looked at again."""
    actions.run(number=PayrollCheck.objects.get(demonstration=False).pk, now=datetime.now(UTC))
    page.reload()


@pytest.mark.parametrize(("code", "judged"), [("nl", "Rijen beoordeeld"), ("en", "Rows judged")])
@pytest.mark.parametrize(("name", "rows"), [("payroll.csv", 208), ("payroll.xlsx", 208), ("payroll.parquet", 198)])
def test_from_upload_to_removal(phone: BrowserContext, code: str, judged: str, name: str, rows: int) -> None:
    page = phone.new_page()
    upload(page, code, EXAMPLES / name)
    assert page.locator("progress").count() == 1
    press(page, "main .m-actions a")
    assert page.locator("progress").count() == 1
    work_is_done(page)
    totals = page.locator("main table").first.inner_text()
    assert judged in totals
    assert str(rows) in totals
    assert "196" in totals
    for link in page.locator("main p a[href*='/payroll/']").all():
        with page.expect_download() as waiting:
            link.click()
        assert waiting.value.suggested_filename in queries.FILES
        assert Path(waiting.value.path()).stat().st_size > 0
    result = page.url
    press(page, "form[action$='/remove/'] button")
    assert page.url.endswith(f"/{code}/pay/payroll/")
    page.goto(result)
    assert page.locator("progress, table").count() == 0


def test_the_columns_and_the_examples_are_there_to_be_taken(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/nl/pay/payroll/")
    assert "Uren van een volledige werkweek" in page.locator("main table").inner_text()
    for name in (*(path.name for path in EXAMPLES.glob("payroll.*")), "payroll-schema.json"):
        with page.expect_download() as waiting:
            page.click(f"a[href$='{'schema.json' if 'schema' in name else name}']")
        assert waiting.value.suggested_filename == name


def test_a_job_can_be_stopped(phone: BrowserContext) -> None:
    page = phone.new_page()
    upload(page, "nl", EXAMPLES / "payroll.csv")
    press(page, "form[action$='/stop/'] button")
    work_is_done(page)
    assert "gestopt" in page.inner_text("h1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"employer,worker,period_start\n1,2,2026-06-01\n", "Er ontbreekt een kolom: period_end"),
        (b"PK\x03\x04 broken", "beschadigd"),
    ],
)
def test_a_file_that_cannot_be_read_gets_its_mend_in_dutch(
    phone: BrowserContext, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "loon.csv"
    file.write_bytes(content)
    page = phone.new_page()
    upload(page, "nl", file)
    if PayrollCheck.objects.exists():
        work_is_done(page)
    assert said in page.inner_text(".m-error")
    assert page.locator("main a[href$='/pay/payroll/'], main input[type=file]").count() == 1


def test_rows_that_cannot_be_judged_are_listed_with_place_and_reason(phone: BrowserContext) -> None:
    page = phone.new_page()
    upload(page, "nl", EXAMPLES / "payroll.csv")
    work_is_done(page)
    listed = page.locator("main table").last.inner_text()
    assert "De periode overlapt een andere regel" in listed
    assert "Het getal kan op twee manieren worden gelezen" in listed


def test_another_browser_sees_nothing(phone: BrowserContext, chromium: Browser, live_server: Any) -> None:
    page = phone.new_page()
    upload(page, "nl", EXAMPLES / "payroll.csv")
    stranger = chromium.new_context(base_url=live_server.url)
    answer = stranger.new_page().goto(page.url)
    assert answer is not None
    assert answer.status == 404
    stranger.close()


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(checker: BrowserContext, code: str, width: int) -> None:
    page = checker.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    upload(page, code, EXAMPLES / "payroll.csv")
    assert violations(page) == []
    work_is_done(page)
    assert violations(page) == []
    for path in ("pay/payroll/", "pay/api/"):
        page.goto(f"/{code}/{path}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

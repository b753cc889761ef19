"""Whatever is filled in, sent or typed into an address: never a fault, never a trace, and not a word of it in a log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medemens.casework.actions import decisions
from medemens.casework.case_types import case_types
from medemens.casework.models import Case
from medemens.casework.reporting import journey, mailbox_pages, send_pages
from medemens.casework.throttle import Limit
from medemens.casework.workbench.deed_pages import DEEDS
from medemens.common.access import Role, permission_of
from medemens.common.questions import Field
from medemens.site.logs import Impersonal
from tests import make
from tests.casework.applications import application, wording
from tests.casework.browsing import Form, forms_of
from tests.casework.filling import cookies, filled
from tests.site.test_permission_matrix import FOLDERS, OPENS, address, patterns, staff_pages
from tests.site.test_permission_matrix import member as with_role
from tests.work.lenders import make_lenders
from tests.work.lenders.make_accounts import PASSWORD

pytestmark = pytest.mark.django_db

MARK = "kwastelwiep"
"""Stands in everything that is sent; no line of a log may hold it."""


def often(examples: int) -> settings:
    """So many examples, each against the same database."""
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    )


STRANGE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "\x00", "\x00\x01\x02", "\u202e\u200f", "😀" * 50, "-1", "0", "9" * 40, "1" * 5_000, "1e999", "NaN", "١٢٣", "²",
         "on", "2026-02-30", "31", "[]", "{}", "%s%d", "{{ 7|add:7 }}", "<script>", "' OR 1=1 --", "../../etc",
         "\r\nX-Y: z", "x" * 25_000]
    ),
)  # fmt: skip
MARKED = STRANGE.map(lambda text: f"{MARK} {text}")
VALUES = st.one_of(STRANGE, MARKED)


@pytest.fixture
def heard() -> Iterator[StringIO]:
    """All that the logs say, as an installation writes them."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Impersonal())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is turned away because there is so much of it."""
    monkeypatch.setattr(mailbox_pages, "WRONG_CODES", Limit(0))
    monkeypatch.setattr(send_pages, "received", lambda: Limit(0))


def is_fine(page: Any, heard: StringIO) -> None:
    """No fault, no trace, and nothing said about it."""
    assert page.status_code < 500, page.status_code
    content = b"" if page.streaming else page.content
    assert b"Traceback" not in content
    assert MARK not in heard.getvalue()
    assert MARK not in page.get("Location", "").partition("?")[0]


# Reporters

KINDS = [kind for kind in case_types().values() if not kind.by_account]
FIELDS: dict[str, Field] = {
    field.name: field
    for kind in KINDS
    for draft in [filled(kind.subjects[0].id, way="contact", relation="self")]
    for question in (*kind.questions, *journey.sequence(draft))
    for field in question.fields
}
QUESTIONS = sorted({question.id for kind in KINDS for question in journey.sequence(filled(kind.subjects[0].id))})


@st.composite
def _answers(draw: st.DrawFn) -> dict[str, Any]:
    """A form of the questions, filled in by chance: some right answers, some nonsense, some left out, some twice."""
    names = draw(st.lists(st.sampled_from([*FIELDS, "text", "reason", "code", "enclose"]), max_size=8))
    given: dict[str, Any] = {"question": draw(st.one_of(st.sampled_from(QUESTIONS), STRANGE))}
    for name in names:
        field = FIELDS.get(name)
        right = [value for value, _words in field.choices] if field and field.choices else ["1", "12,50", "Venlo", "a@b.example"]
        value = draw(st.one_of(st.sampled_from(right), VALUES, st.lists(VALUES, max_size=3)))
        given |= (
            {f"{name}-{part}": value for part in ("day", "month", "year")} if field and field.kind == "day" else {name: value}
        )
    return given


REPORTER_PAGES = sorted(name.partition(":")[2] for name, _pattern in patterns() if name.startswith("report:"))
NUMBERS = st.one_of(st.integers(0, 20), st.integers(0, 10**30))


@st.composite
def _reporter_addresses(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(REPORTER_PAGES))
    pattern = dict(patterns())[f"report:{name}"]
    route = str(pattern.pattern)
    for key in pattern.pattern.converters:
        route = route.replace(f"<int:{key}>", str(draw(NUMBERS)))
    return f"/{draw(st.sampled_from(['en', 'pl', 'ar', 'nl']))}/report/{route}"


@pytest.fixture
def devices() -> dict[str, Client]:
    """Reporters in every state: with nothing, with a whole draft, with a receipt, with an open mailbox."""
    world = make.world()
    found = {name: Client() for name in ("nothing", "draft", "receipt", "mailbox")}
    for name in ("draft", "receipt"):
        for key, value in cookies(filled("housing", relation="self", way="contact", contact_name="x")).items():
            found[name].cookies[key] = value
    found["receipt"].post("/en/report/send/")
    _case, code = make.report(world)
    found["mailbox"].post("/en/report/mailbox/", {"code": code.digits})
    return found


FILES = st.one_of(
    st.none(),
    st.builds(
        lambda name, content, kind: SimpleUploadedFile(f"{MARK}{name}.x", content, kind),
        st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=10),
        st.one_of(
            st.binary(max_size=200), st.sampled_from([b"\xff\xd8\xff", b"a text", b"PK\x03\x04", b"<svg", b"RIFF1234WEBP"])
        ),
        st.sampled_from(["image/jpeg", "text/html", "nonsense", ""]),
    ),
)


@often(150)
@given(data=st.data())
def test_reporters_pages_take_anything(devices: dict[str, Client], heard: StringIO, data: st.DataObject) -> None:
    client = devices[data.draw(st.sampled_from(sorted(devices)))]
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    path, fields, file = data.draw(_reporter_addresses()), data.draw(_answers()), data.draw(FILES)
    if data.draw(st.booleans()):
        page = client.post(path, {**fields, **({"files": file, "file": file} if file else {})})
    else:
        page = client.get(path, {"change": "1"} if data.draw(st.booleans()) else fields)
    is_fine(page, heard)
    client.cookies.clear()
    for name, value in kept.items():
        client.cookies[name] = value


@often(80)
@given(data=st.data())
def test_cookies_that_somebody_changed_are_no_cookies(devices: dict[str, Client], heard: StringIO, data: st.DataObject) -> None:
    true = {name: morsel.value for client in devices.values() for name, morsel in client.cookies.items() if morsel.value}
    client = Client()
    for name in ("report", "report_1", "mailbox", "answers", "csrftoken", "sessionid", "vault", "messages"):
        value = true.get(name, "x")
        place = data.draw(st.integers(0, len(value) - 1))
        forged = [value, value[:place], f"{value[:place]}A{value[place + 1 :]}", value[::-1], f"{MARK}{value}", MARK]
        forged += [true["report"], true["mailbox"]]
        client.cookies[name] = data.draw(st.one_of(st.sampled_from(forged), st.text(st.characters(codec="ascii"), max_size=50)))
    path = data.draw(st.one_of(_reporter_addresses(), st.sampled_from(["/en/pay/", "/en/workbench/", "/en/staff/"])))
    is_fine(client.get(path), heard)
    is_fine(client.post(path, data.draw(_answers())), heard)


@often(100)
@given(text=st.one_of(VALUES, st.text(st.characters(categories=["Nd", "No", "Zs"]), max_size=60)))
def test_codes_take_anything(devices: dict[str, Client], heard: StringIO, text: str) -> None:
    page = devices["nothing"].post("/en/report/mailbox/", {"code": text, "text": text})
    assert page.status_code == 422
    is_fine(page, heard)


@often(120)
@given(parts=st.lists(VALUES.map(lambda text: text[:200]), min_size=1, max_size=3), query=VALUES)
def test_addresses_take_anything(heard: StringIO, parts: list[str], query: str) -> None:
    typed = "/".join(quote(each, safe="") for each in parts)
    for before in ("", "en/", "en/report/mailbox/", "en/report/question/", "en/staff/welcome/", "api/v1/", "static/"):
        is_fine(Client().get(f"/{before}{typed}/?q={quote(query[:200])}"), heard)


@often(60)
@given(body=st.binary(max_size=300), kind=st.sampled_from(["multipart/form-data", "multipart/form-data; boundary=x",
       "application/json", "application/x-www-form-urlencoded", "text/plain; charset=nonsense", ""]))  # fmt: skip
def test_bodies_take_anything(devices: dict[str, Client], heard: StringIO, body: bytes, kind: str) -> None:
    for path in ("/en/report/question/3/", "/en/report/send/", "/en/report/mailbox/", "/en/report/mailbox/1/add/"):
        is_fine(devices["draft" if "send" in path else "mailbox"].generic("POST", path, body, content_type=kind), heard)


@pytest.mark.parametrize("header", ["Host", "Origin", "Referer", "User-Agent", "Accept-Language", "X-Forwarded-For", "Range"])
def test_headers_are_not_written_down(header: str, heard: StringIO) -> None:
    client = Client(enforce_csrf_checks=True)
    for method in ("get", "post"):
        for path in ("/", "/en/report/", "/en/report/send/", "/en/nowhere/", "/en/staff/sign-in/"):
            is_fine(getattr(client, method)(path, headers={header: f"https://{MARK}.example"}), heard)


# Staff


def member(world: make.World, name: str) -> tuple[Any, dict[int, bytes]]:
    """Somebody who may open the page, with their key open when they have one."""
    permission = permission_of(dict(staff_pages())[name].callback)
    role = sorted(OPENS[permission], key=lambda each: each.value)[0] if permission else Role.HANDLER  # type: ignore[index]
    if role in (Role.HANDLER, Role.COORDINATOR):
        return world.coordinator, world.private
    return with_role(world, role), world.private


@st.composite
def _forms(draw: st.DrawFn, form: Form) -> dict[str, Any]:
    """A form of a page, filled in by chance: what stands there, another choice, or nonsense."""
    given: dict[str, Any] = {}
    for name in form.kinds:
        right = [*form.values.get(name, []), *form.choices.get(name, [])] or [""]
        value = draw(st.one_of(st.none(), st.sampled_from(right), st.sampled_from(right), VALUES, st.lists(VALUES, max_size=2)))
        if value is not None:
            given[name] = value
    return given


def filled_by_chance(client: Client, path: str, heard: StringIO) -> None:
    """Sends the forms of a page with right answers, wrong ones and nonsense."""
    kept = {key: morsel.value for key, morsel in client.cookies.items()}
    # Once, before anything is done: what can be drawn must not depend on what was done with it.
    page = client.get(path)
    found = [] if page.streaming else forms_of(page.content.decode(errors="replace"))
    forms = [each for each in found if "sign-out" not in each.action] or [Form()]

    @often(6)
    @given(data=st.data())
    def take(data: st.DataObject) -> None:
        query = data.draw(st.dictionaries(st.sampled_from(QUERY), VALUES.map(lambda text: text[:300]), max_size=3))
        fields = data.draw(_forms(data.draw(st.sampled_from(forms))))
        for page in (client.get(path, query), client.get(path, fields), client.post(path, fields)):
            is_fine(page, heard)
        client.cookies.clear()
        for key, value in kept.items():
            client.cookies[key] = value

    take()


STAFF_PAGES = [name for name, _pattern in staff_pages() if name.split(":")[0] in (*FOLDERS, "staff", "accounts")]


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_pages_take_anything(name: str, heard: StringIO) -> None:
    world = make.world()
    person, private = member(world, name)
    path = address(name, dict(staff_pages())[name], world)
    filled_by_chance(make.sign_in(Client(), person, private), path, heard)


QUERY = [
    "q",
    "subject",
    "status",
    "municipality",
    "handler",
    "show",
    "order",
    "sort",
    "page",
    "after",
    "text",
    "next",
    "other",
    "norm",
    "outcome",
    "since",
    "until",
    "deed",
    "person",
    "reference",
    "authority",
    "search",
    "view",
    "language",
]


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_deeds_take_anything(deed: str, heard: StringIO) -> None:
    world = make.world()
    client = make.sign_in(Client(), world.handler, world.private)
    case, _code = application(world) if deed in ("complete", "judge") else make.report(world)
    if deed == "judge":
        opened = world.opened(case, world.coordinator)
        decisions.propose(opened=opened, wording=wording(), by=world.coordinator, now=make.NOW)
    path = f"/en/workbench/cases/{case.reference}/{deed}/"
    form = next(each for each in forms_of(client.get(path).content.decode()) if "seen" in each.kinds)

    @often(6)
    @given(data=st.data())
    def take(data: st.DataObject) -> None:
        fields = data.draw(_forms(form)) | ({"preview": "1"} if data.draw(st.booleans()) else {"search": "1"})
        is_fine(client.post(path, fields), heard)

    take()
    assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize("subject", [kind.subjects[0].id for kind in KINDS])
def test_a_report_that_is_written_down_takes_anything(subject: str, signed_in: Client, heard: StringIO) -> None:
    path = f"/en/workbench/new/?subject={subject}"
    form = next(each for each in forms_of(signed_in.get(path).content.decode()) if "channel" in each.kinds)

    @often(10)
    @given(data=st.data())
    def take(data: st.DataObject) -> None:
        is_fine(signed_in.post(path, data.draw(_forms(form))), heard)

    take()


@often(60)
@given(
    reference=VALUES.map(lambda text: text[:100]),
    more=st.sampled_from(["", "note/", "documents/1/", "export/", "documents/1/1/picture/"]),
)
def test_references_take_anything(signed_in: Client, heard: StringIO, reference: str, more: str) -> None:
    page = signed_in.get(f"/en/workbench/cases/{quote(reference, safe='')}/{more}")
    assert page.status_code in (302, 400 if "\0" in reference else 404)
    is_fine(page, heard)


@pytest.fixture
def signed_in() -> Client:
    """A handler with their key open."""
    world = make.world()
    return make.sign_in(Client(), world.handler, world.private)


@often(40)
@given(data=st.data())
def test_signing_in_takes_anything(heard: StringIO, data: st.DataObject) -> None:
    client = Client()
    for path in ("/en/staff/sign-in/", "/en/staff/second-factor/", "/en/staff/welcome/MQ/x/"):
        fields = data.draw(st.dictionaries(st.sampled_from(["login", "password", "code", "next", "again", "remember"]), VALUES))
        is_fine(client.post(path, fields), heard)


@often(40)
@given(data=st.data())
def test_making_an_account_takes_anything(heard: StringIO, data: st.DataObject) -> None:
    right = {"firm": "Kassenwerk", "kvk": "12345678", "name": "Vera", "email": "vera@kassenwerk.example", "password": PASSWORD,
             "again": PASSWORD}  # fmt: skip
    given = {**right, **data.draw(st.dictionaries(st.sampled_from(sorted(right)), VALUES, min_size=1))}
    is_fine(Client().post(reverse("accounts:new"), given), heard)
    for name in ("accounts:about", "accounts:made"):
        is_fine(Client().get(reverse(name), {"done": given["name"]}), heard)


@pytest.mark.parametrize("name", [name for name, _pattern in patterns() if name.startswith("lenders:")])
def test_pages_of_the_register_take_anything(name: str, heard: StringIO) -> None:
    lender = make_lenders.admitted()
    path = reverse(name, args=[lender.number] if name == "lenders:lender" else [])
    client = Client()
    fields = ["q", "place", "on-day", "on-month", "on-year", "since-day", "numbers", "as", "statement", "on", "known_at"]

    @often(25)
    @given(given=st.dictionaries(st.sampled_from(fields), VALUES))
    def take(given: dict[str, str]) -> None:
        for page in (client.get(path, given), client.post(path, given)):
            is_fine(page, heard)

    take()


def test_all_addresses_are_tried() -> None:
    """A new part of the site is not forgotten here, in `test_fuzz_of_firms` or in `test_fuzz_of_monitor`."""
    firms, monitor = (
        ("applying:", "following:"),
        ("measures:", "measures-following:", "practices:", "annual-report:", "report-progress:"),
    )
    tried = {name.split(":")[0] for name in (*STAFF_PAGES, "report:", "lenders:", *firms, *monitor)}
    named = {name.split(":")[0] for name, _pattern in patterns() if ":" in name}
    assert named - tried <= {"pay"}
    assert get_resolver().url_patterns

"""A small browser for tests against a server: it keeps cookies and sends the forms that stand in pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter

AGENT = "Verzonnenbladeraar/7.3"
ADDRESS = "127.0.0.77"

Values = dict[str, list[str]]


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it, and what kind of field each is with its choices."""

    action: str = ""
    values: Values = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    choices: Values = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif self.forms and tag in ("input", "textarea", "select") and given.get("name"):
            self._field(tag, given)
        elif tag == "option" and self.select:
            self.forms[-1].choices.setdefault(self.select, []).append(given.get("value", ""))
            if "selected" in given:
                self.forms[-1].values[self.select] = [given.get("value", "")]

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.forms[-1], given["name"], given.get("type", "text") if tag == "input" else tag
        form.kinds[name] = given.get("inputmode", kind) if kind == "text" else kind
        if kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input" and kind != "file":
            form.values[name] = [given.get("value", "")]
        elif tag == "textarea":
            form.values[name], self.text = [""], name
        elif tag == "select":
            self.select = name

    def handle_data(self, data: str) -> None:
        if self.text:
            self.forms[-1].values[self.text][0] += data

    def handle_endtag(self, tag: str) -> None:
        self.text = "" if tag == "textarea" else self.text
        self.select = "" if tag == "select" else self.select


def forms_of(page: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class _FromElsewhere(HTTPAdapter):
    """Comes from an address of its own, so that it can be searched for."""

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, source_address=(ADDRESS, 0), **named)


class Browser:
    """One person's browser."""

    def __init__(self, root: str) -> None:
        self.root, self.session = root, requests.Session()
        self.session.trust_env = False
        self.session.mount("http://", _FromElsewhere())
        self.session.headers["User-Agent"] = AGENT
        self.address, self.page = root, ""

    def open(self, path: str) -> str:
        """Opens a page."""
        return self._shown(self.session.get(urljoin(self.address, path)))

    def send(self, having: str, *, files: Any = None, **wanted: Any) -> str:
        """Sends the form of this page that has a field (or leads there), with what is wanted instead of what stands in it.

        Without a name it is the form that leads to the page on which it stands.
        """
        forms = forms_of(self.page)
        form = next(each for each in forms if having in each.kinds or having == each.action or (having and having in each.action))
        return self._shown(self.session.post(urljoin(self.address, form.action), {**form.values, **wanted}, files=files))

    def _shown(self, answer: requests.Response) -> str:
        assert answer.status_code == 200, (answer.url, answer.status_code, _errors(answer.text))
        self.address, self.page = answer.url, answer.text
        return answer.text


def _errors(page: str) -> str:
    return page[page.find("m-summary") :][:1500] if "m-summary" in page else page[page.find("<main") :][:3000]

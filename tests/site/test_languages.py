"""Every text in every language, whole, with the fixed words of the glossary."""

import re
import tomllib

import pytest
from babel.messages.catalog import Catalog
from tools import messages

GLOSSARY = tomllib.loads((messages.LOCALE / "glossary.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def source() -> Catalog:
    return messages.template()


def strays(code: str, source: Catalog) -> list[str]:
    """Translations that say a fixed term in other words."""
    found = []
    have = {messages.key(one): one for one in messages.read(code) if one.id}
    for name in have.keys() & {messages.key(one) for one in source if one.id}:
        for term, words in GLOSSARY.items():
            text = " ".join(messages.forms(have[name])).casefold()
            asked = any(stem.casefold() in name[1].casefold() for stem in words["en"])
            if text and asked and not any(stem.casefold() in text for stem in words[code]):
                found.append(f"{code}: {term} must be said with one of {words[code]}: {name[1]!r}")
    return found


def test_the_source_has_texts(source: Catalog) -> None:
    assert len(source) > 10


@pytest.mark.parametrize("code", messages.TRANSLATED)
def test_every_text_is_translated(code: str) -> None:
    assert messages.troubles(code, messages.template(code)) == []


@pytest.mark.parametrize("code", messages.TRANSLATED)
def test_fixed_words(code: str, source: Catalog) -> None:
    assert strays(code, source) == []


@pytest.mark.parametrize("term", GLOSSARY)
def test_the_glossary_is_whole(term: str) -> None:
    assert set(GLOSSARY[term]) >= {*messages.TRANSLATED, "en"}
    assert all(stems and all(stems) for stems in GLOSSARY[term].values())


@pytest.mark.parametrize("code", messages.TRANSLATED)
def test_written_the_same_twice(code: str, source: Catalog) -> None:
    assert messages.written(messages.updated(code, source), code) == messages.written(messages.updated(code, source), code)


def test_no_text_hides_behind_a_name_that_is_not_looked_for() -> None:
    """A text in `words("...")` is found only when `words` is one of the known names."""
    unknown = {
        f"{path.relative_to(messages.SOURCE)}: {name}"
        for path in messages.SOURCE.rglob("*.py")
        for name in re.findall(r"(?:n?p?gettext(?:_lazy)?) as (\w+)", path.read_text(encoding="utf-8"))
        if name not in messages.KEYWORDS
    }
    assert unknown == set()


def one_text(text: str, **more: object) -> Catalog:
    catalog = Catalog()
    catalog.add(text, **more)  # type: ignore[arg-type]
    return catalog


@pytest.mark.parametrize(
    ("string", "flags", "trouble"),
    [("", (), "missing"), ("Loon %(other)s", (), "other placeholders"), ("Loon %(week)s", ("fuzzy",), "fuzzy")],
)
def test_the_check_sees_trouble(string: str, flags: tuple[str, ...], trouble: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "read", lambda code: one_text("Pay %(week)s", string=string, flags=flags))
    assert messages.troubles("nl", one_text("Pay %(week)s")) == [f"nl: {trouble}: 'Pay %(week)s'"]
    assert len(messages.troubles("nl", one_text("Other"))) == 2

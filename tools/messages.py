"""The words of the site: found in the code and the templates, kept in one .po a language, made into .mo at set-up.

    python tools/messages.py update     put new texts into every .po, take gone ones out
    python tools/messages.py report     say what is missing, fuzzy or stale; exit code 1 when anything is
    python tools/messages.py compile    make the .mo files (not in git)

No xgettext or msgfmt needed: Babel does it. Without dates and line numbers, so the same words give the same files.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/medemens"
LOCALE = SOURCE / "site/locale"
sys.path.insert(0, str(ROOT / "src"))

from medemens.bulk.schema import FILE_PROBLEMS  # noqa: E402 - found through the line above
from medemens.common.languages import CODES  # noqa: E402
from medemens.law import FACTS, REASONS  # noqa: E402

TRANSLATED = tuple(code for code in CODES if code != "en")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%([sd])|\{(\w*)\}")
OFFICIAL_FOLDERS = {
    "payroll", "hirers", "applying", "accounts", "following", "consulting", "admission", "workbench", "administration",
    "coordination", "auditing", "account", "mfa", "socialaccount", "staff", "progress",
}  # fmt: skip
Key = tuple[str, str]
Found = tuple[str | tuple[str, ...], str | None]


def _as_code(path: Path) -> bytes:
    """A template as text in which only the words to translate are left, as calls."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.lstrip() for line in text.splitlines()).encode()


def found_in(path: Path) -> Iterator[Found]:
    """The texts of one file, with their context."""
    source = path.read_bytes() if path.suffix == ".py" else _as_code(path)
    for _, message, _, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        yield (message, context)


def for_officials(path: Path) -> bool:
    """Whether a file has screens for officials only: these are in Dutch and English."""
    return path.name.startswith(("payroll", "api", "case_type", "staff", "figures")) or not OFFICIAL_FOLDERS.isdisjoint(
        path.relative_to(SOURCE).parts
    )


def template(code: str = "nl") -> Catalog:
    """Every text of the site that is shown in a language, sorted by file and by text."""
    catalog = Catalog(charset="utf-8")
    paths = [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    for path in sorted(paths):
        if for_officials(path) and code != "nl":
            continue
        for message, context in found_in(path):
            catalog.add(message, context=context, locations=[(path.relative_to(ROOT).as_posix(), None)])
    for message in words_of_payrolls() if code == "nl" else ():
        catalog.add(message, locations=[("src/medemens/work/pay/payroll_words.py", None)])
    return catalog


def words_of_payrolls() -> list[str]:
    """The texts of the law and of the bulk floor, which know no languages, that the payroll pages show."""
    problems = [text for pair in FILE_PROBLEMS.values() for text in pair]
    return [*REASONS.values(), *(fact.meaning for fact in FACTS), *problems]


def po_path(code: str) -> Path:
    """Where the words of a language are."""
    return LOCALE / code / "LC_MESSAGES/django.po"


def read(code: str) -> Catalog:
    """The words of a language; empty when it has none yet."""
    path = po_path(code)
    if not path.exists():
        return Catalog(locale=code, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=code)


def key(message: Message) -> Key:
    """What makes a text the same text: its context and its (singular) words."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", text)


def forms(message: Message) -> list[str]:
    """The translation of a text, one for each plural form."""
    return [message.string or ""] if isinstance(message.string, str) or not message.string else list(message.string)


def updated(code: str, source: Catalog) -> Catalog:
    """The language's catalogue with exactly the texts of the source."""
    old = {key(message): message for message in read(code) if message.id}
    new = Catalog(locale=code, charset="utf-8", fuzzy=False)
    for message in sorted((one for one in source if one.id), key=key):
        before = old.get(key(message))
        same_kind = before is not None and bool(before.pluralizable) == bool(message.pluralizable)
        string = before.string if before is not None and same_kind else None
        flags = {flag for flag in (before.flags if before is not None and same_kind else ()) if flag == "fuzzy"}
        new.add(message.id, string, message.locations, flags=flags | message.flags, context=message.context)
    return new


def _header(code: str) -> str:
    plural = get_plural(code)
    lines = [f"Language: {code}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    lines.append("Content-Transfer-Encoding: 8bit")
    lines.append(f"Plural-Forms: nplurals={plural.num_plurals}; plural={plural.plural_expr};")
    return 'msgid ""\nmsgstr ""\n' + "\n".join(f'"{line}\\n"' for line in lines) + "\n\n"


def written(catalog: Catalog, code: str) -> bytes:
    """The .po text: a short header without dates, files without line numbers, one order."""
    body = io.BytesIO()
    write_po(body, catalog, width=120, omit_header=True, include_lineno=False)
    return _header(code).encode() + body.getvalue()


def troubles(code: str, source: Catalog) -> list[str]:
    """What is wrong with a language: missing, fuzzy, stale, other placeholders, too few plural forms."""
    wanted = {key(message): message for message in source if message.id}
    have = {key(message): message for message in read(code) if message.id}
    found = [f"{code}: in the code, not in the .po: {text!r}" for _, text in sorted(wanted.keys() - have.keys())]
    found += [f"{code}: in the .po, not in the code: {text!r}" for _, text in sorted(have.keys() - wanted.keys())]
    for name in sorted(wanted.keys() & have.keys()):
        found += [f"{code}: {problem}: {name[1]!r}" for problem in _problems(wanted[name], have[name], code)]
    return found


def _problems(source: Message, translated: Message, code: str) -> list[str]:
    problems = ["fuzzy"] if translated.fuzzy else []
    texts = forms(translated)
    if not all(text.strip() for text in texts):
        return [*problems, "missing"]
    if source.pluralizable and len(texts) != get_plural(code).num_plurals:
        problems.append(f"{len(texts)} plural forms, must be {get_plural(code).num_plurals}")
    originals = [source.id] if isinstance(source.id, str) else list(source.id)
    allowed = [set(PLACEHOLDER.findall(text)) for text in originals]
    if any(set(PLACEHOLDER.findall(text)) not in allowed for text in texts):
        problems.append("other placeholders")
    return problems


def compile_all() -> None:
    """Make every .mo, each put in place at once."""
    for code in TRANSLATED:
        if not po_path(code).exists():
            continue
        target = po_path(code).with_suffix(".mo")
        waiting = target.with_suffix(".mo.new")
        with waiting.open("wb") as file:
            write_mo(file, read(code))
        os.replace(waiting, target)


def main(words: list[str]) -> int:
    """Do what was asked."""
    if words == ["compile"]:
        compile_all()
        return 0
    if words not in (["update"], ["report"]):
        print(__doc__, file=sys.stderr)
        return 2
    sources = {code: template(code) for code in TRANSLATED}
    if words == ["update"]:
        for code, source in sources.items():
            po_path(code).parent.mkdir(parents=True, exist_ok=True)
            po_path(code).write_bytes(written(updated(code, source), code))
        return 0
    found = [trouble for code, source in sources.items() for trouble in troubles(code, source)]
    print("\n".join(found) or f"{len(sources['nl'])} texts, complete in {len(TRANSLATED)} languages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

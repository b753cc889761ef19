"""Makes the one style sheet of the site: NL Design System components, the design tokens they use, our own few rules."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TOKENS = PACKAGES / "@nl-design-system-unstable" / "voorbeeld-design-tokens" / "dist" / "theme.css"
COMPONENTS = (
    "root", "document", "skip-link", "link", "heading-1", "heading-2", "heading-3", "paragraph", "button", "button-group",
    "unordered-list", "ordered-list",
)  # fmt: skip
OWN = ROOT / "src" / "medemens" / "site" / "styles" / "own.css"
TARGET = ROOT / "src" / "medemens" / "site" / "static" / "site" / "style.css"
MOST_BYTES = 90_000

USED = re.compile(r"var\(\s*(--[\w-]+)")
TOKEN = re.compile(r"^\s*(--[\w-]+):\s*(.+?);", re.MULTILINE)
HTML_ONLY = re.compile(r"\.utrecht-html")
RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
UNUSED = re.compile(r"--(?:subtle|warning|ready|danger|submit|pressed|busy|distanced)\b")
"""Kinds of buttons that no page has."""


def main() -> None:
    """Writes the style sheet.

    :raises SystemExit: it would be too big for a phone on a bad line
    """
    components = "\n".join(component(name) for name in COMPONENTS)
    own = OWN.read_text(encoding="utf-8")
    sheet = "\n".join((tokens(components + own), components, shortened(own)))
    if len(sheet.encode()) > MOST_BYTES:
        raise SystemExit(f"style.css has {len(sheet.encode())} bytes, more than {MOST_BYTES}")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(sheet, encoding="utf-8")
    print(f"style.css: {len(sheet.encode())} bytes")


def component(name: str) -> str:
    """A component without the rules for bare HTML elements and for kinds of buttons, which we do not use."""
    text = (PACKAGES / "@utrecht" / f"{name}-css" / "dist" / "index.min.css").read_text(encoding="utf-8")
    text = RULE.sub(lambda rule: "" if all(map(UNUSED.search, rule[1].split(","))) else rule[0], text)
    rules = re.findall(r"[^{}]+\{[^{}]*\}", text) if "@media" not in text else [text]
    return "".join(rule for rule in rules if not HTML_ONLY.match(rule.strip()))


def tokens(styles: str) -> str:
    """The tokens that the styles use, and the tokens those use in turn."""
    values = dict(TOKEN.findall(TOKENS.read_text(encoding="utf-8")))
    wanted, open_names = dict[str, str](), list(USED.findall(styles))
    while open_names:
        name = open_names.pop()
        if name in values and name not in wanted:
            wanted[name] = re.sub(r"\s*/\*.*?\*/", "", values[name])
            open_names.extend(USED.findall(values[name]))
    return ".voorbeeld-theme{" + ";".join(f"{name}:{value}" for name, value in sorted(wanted.items())) + "}"


def shortened(text: str) -> str:
    """The text without comments and needless space."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


if __name__ == "__main__":
    main()

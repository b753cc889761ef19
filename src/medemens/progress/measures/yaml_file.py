"""YAML of strangers, read as plain texts, lists and mappings, with bounds; and our own, written.

Nothing in it is taken for a number, day or truth: each field reads its own text. Aliases, with which a small file becomes a huge
one, tags, and names that stand twice are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

MOST_BYTES = 10_000_000
MOST_NODES = 600_000
MOST_DEPTH = 12

Plain = str | list[Any] | dict[str, Any]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class UnreadableYaml(ValueError):
    """It is no YAML that we take. `reason`: too_big, not_text, syntax, alias, tag, too_deep, too_many, twice, not_a_name, empty.

    `line` is where, counted from 1; 0 when that cannot be said.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def read(content: bytes) -> Plain:
    """The one document of a file.

    :raises UnreadableYaml: it is none, or goes beyond the bounds
    """
    if len(content) > MOST_BYTES:
        raise UnreadableYaml("too_big")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableYaml("not_text") from None
    try:
        return _Builder().built(yaml.parse(text, Loader=Loader))
    except yaml.MarkedYAMLError as wrong:
        raise UnreadableYaml("syntax", wrong.problem_mark.line + 1 if wrong.problem_mark else 0) from None
    except (yaml.YAMLError, RecursionError, ValueError) as wrong:
        if isinstance(wrong, UnreadableYaml):
            raise
        raise UnreadableYaml("syntax") from None


class _Builder:
    """Puts the events of the parser together, without recursion. `waiting` are names whose values have yet to come."""

    def __init__(self) -> None:
        self.open: list[dict[str, Any] | list[Any]] = []
        self.waiting: list[str | None] = []
        self.nodes = 0
        self.found: list[Plain] = []

    def built(self, events: Iterator[yaml.Event]) -> Plain:
        """All events of a file."""
        for event in events:
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise UnreadableYaml("alias", line)
            if getattr(event, "tag", None) not in (None, "!"):
                raise UnreadableYaml("tag", line)
            self._take(event, line)
        if len(self.found) != 1:
            raise UnreadableYaml("empty" if not self.found else "syntax")
        return self.found[0]

    def _take(self, event: yaml.Event, line: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._put(self._text(event), line, is_text=True)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            fresh: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._put(fresh, line, is_text=False)
            self.open.append(fresh)
            self.waiting.append(None)
            if len(self.open) > MOST_DEPTH:
                raise UnreadableYaml("too_deep", line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()
            self.waiting.pop()

    @staticmethod
    def _text(event: yaml.ScalarEvent) -> str:
        """The text; what is written without quotation marks as nothing is an empty one."""
        bare = event.style in (None, "") and event.value in ("~", "null", "Null", "NULL")
        return "" if bare else str(event.value)

    def _put(self, value: Plain, line: int, *, is_text: bool) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise UnreadableYaml("too_many", line)
        if not self.open:
            self.found.append(value)
            return
        into = self.open[-1]
        if isinstance(into, list):
            into.append(value)
            return
        name = self.waiting[-1]
        if name is not None:
            into[name] = value
            self.waiting[-1] = None
        elif not is_text:
            raise UnreadableYaml("not_a_name", line)
        elif value in into:
            raise UnreadableYaml("twice", line)
        else:
            self.waiting[-1] = str(value)


def written(value: Any) -> bytes:
    """Plain values as YAML, in their own order."""
    text: str = yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text.encode()

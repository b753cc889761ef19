"""A calendar as a file that programs read (iCalendar, RFC 5545): whole days, nothing personal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST_OCTETS = 75
"""Of a line, its end not counted (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class Event:
    """A whole day with something on it. `id` is the same each time that the file is made."""

    id: str
    day: date
    title: str
    text: str


def written(events: Iterable[Event], *, name: str, now: datetime) -> bytes:
    """The file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Medemens//Lenders//EN", f"X-WR-CALNAME:{escaped(name)}"]
    for each in events:
        lines += _event(each, now)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def _event(event: Event, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.id}@medemens",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(1):%Y%m%d}",
        "TRANSP:TRANSPARENT",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.text)}",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text as a value (3.3.11): backslash, semicolon, comma and line end are written with a backslash."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """A line in parts of at most 75 octets, each after the first begun with a space; no letter is cut in two."""
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > MOST_OCTETS:
            yield part
            part = b" "
        part += octets
    yield part

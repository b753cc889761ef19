"""What the machine itself can do, measured in the same run: writes to its disk, rows of its database; and memory in use."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PAGE = bytes(4096)


def a_second(deed: Callable[[], object], seconds: float = 1.0) -> float:
    """How often something can be done in a second."""
    number, begun = 0, time.perf_counter()
    while (passed := time.perf_counter() - begun) < seconds:
        deed()
        number += 1
    return number / passed


def writes_a_second(folder: Path) -> float:
    """4 kB behind the end of a file, waiting each time until the disk has it."""
    path = folder / "yardstick"
    file = os.open(path, os.O_WRONLY | os.O_CREAT)

    def write() -> None:
        os.write(file, PAGE)
        os.fdatasync(file)

    try:
        return a_second(write)
    finally:
        os.close(file)
        path.unlink()


def rows_a_second() -> float:
    """One row with a number, written durably in the database of the installation over one connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS yardstick (number integer)")
        try:
            return a_second(lambda: cursor.execute("INSERT INTO yardstick VALUES (1)"))
        finally:
            cursor.execute("DROP TABLE yardstick")


def family(process: int) -> list[int]:
    """A process and all that it started."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with suppress(OSError):
                parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(each.name))
    found = [process]
    for number in found:
        found += parents.get(number, [])
    return found


def forget_peak(process: int) -> None:
    """From now on the most memory is counted anew."""
    for each in family(process):
        with suppress(OSError):
            Path(f"/proc/{each}/clear_refs").write_text("5")


def peak(process: int) -> int:
    """The most memory in bytes that each process of a family took, added up: shared parts are counted once for each."""
    together = 0
    for each in family(process):
        with suppress(OSError):
            status = Path(f"/proc/{each}/status").read_text()
            together += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) * 1024
    return together


def worked(process: int) -> float:
    """Seconds of a processor that a family has used so far."""
    ticks = 0
    for each in family(process):
        with suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")

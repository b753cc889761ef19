"""The monitor on the command line: what an import would change is shown first."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medemens.progress.measures.actions.importing import Plan, Wanted

MOST_SHOWN = 40
REFUSED, FAULTS = 2, 1


def add_import(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`medemens measures-import [FILE] [--take]`."""
    parser = subparsers.add_parser("measures-import", help="brings a file into the monitor of the measures")
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="YAML or JSON, see docs/monitor.md; left out: what comes with the software",
    )
    parser.add_argument("--take", action="store_true", help="does it; without this only what would change is shown")
    parser.set_defaults(run=_import)


COMMANDS: tuple[Callable[[argparse._SubParsersAction[argparse.ArgumentParser]], None], ...] = (add_import,)


def _import(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.utils import timezone

    from medemens.progress.measures import shipped, yaml_file
    from medemens.progress.measures.actions import importing
    from medemens.progress.measures.import_words import WHY

    try:
        plain = yaml_file.read(chosen.file.read_bytes()) if chosen.file else shipped.plain()
    except OSError as wrong:
        print(f"{wrong.filename}: cannot be read ({wrong.strerror})")
        return REFUSED
    except yaml_file.UnreadableYaml as wrong:
        print(f"{chosen.file}{f', line {wrong.line}' if wrong.line else ''}: {WHY[wrong.reason]}. Nothing was changed.")
        return REFUSED
    plan = importing.plan(plain)
    print("\n".join(_told(plan, chosen.file.name if chosen.file else "data")))
    if chosen.take:
        print(f"Taken: {importing.take(plan, by=None, now=timezone.now())} entries and steps.")
    elif plan.changes:
        print("Nothing was changed. To take this, add --take.")
    return FAULTS if plan.faults else 0


def _told(plan: Plan, name: str) -> Iterator[str]:
    """Faults in full; what would change, the first of it in full; and the sums."""
    from medemens.progress.measures.import_words import WHY

    for fault in plan.faults:
        yield f"{name}, {fault.entry}{f', {fault.field}' if fault.field else ''}: {WHY[fault.reason]}"
    for each in plan.wanted[:MOST_SHOWN]:
        yield from _one(each)
    if len(plan.wanted) > MOST_SHOWN:
        yield f"... and {len(plan.wanted) - MOST_SHOWN} entries more"
    new = sum(each.new for each in plan.wanted)
    corrected = sum(step.corrects is not None for each in plan.wanted for step in each.steps)
    steps = sum(len(each.steps) for each in plan.wanted) - corrected
    yield (
        f"Entries that are new: {new}, that change: {sum(bool(each.changes) and not each.new for each in plan.wanted)}. "
        f"Steps that are new: {steps}, that correct another: {corrected}, that are there already: {plan.there}, "
        f"that stay although the file does not name them: {plan.left}. Faults: {len(plan.faults)}."
    )


def _one(each: Wanted) -> Iterator[str]:
    yield f"{'new    ' if each.new else 'change '}{each.section} {each.key}"
    if not each.new:
        yield from (f"       {name}: {_short(before)} becomes {_short(after)}" for name, (before, after) in each.changes.items())
    for step in each.steps:
        if step.corrects is None:
            yield f"       step {step.key}"
        else:
            yield f"       correction of {step.key}: " + "; ".join(
                f"{name} {_short(before)} becomes {_short(after)}" for name, (before, after) in step.changes.items()
            )


def _short(value: Any) -> str:
    text = str(value)
    return repr(text if len(text) < 80 else text[:77] + "...")

"""Importing into the register on the command line: what would change is shown first."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medemens.common.authorities import Authority
    from medemens.work.lenders.actions.importing import Plan

MOST_SHOWN = 20

WHY = {
    "no_name": "there is no name",
    "no_number": "there is no KvK, RSIN or VAT number",
    "no_day": "this is no day; write 2027-07-31",
    "unknown": "there is no such kind of entry",
    "country": "two letters, such as NL",
    "zeros": "zeros are missing in front",
    "scientific": "a spreadsheet made a power of ten of it",
    "wrong_check": "a digit is wrong, or two were swapped",
    "kind": "this is no number of this kind",
    "numbers_of_two": "these numbers belong to two different lenders",
    "before_made_known": "it takes effect before it is made known",
    "ends_before_it_begins": "its last day is before it begins",
    "run_off_too_long": "it takes effect later than four weeks after it was made known",
    "no_end": "an admission or extension has a last day",
    "before_commencement": "the system of admission did not hold yet",
}


def add_import(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`medemens lenders-import FILE [--take]`."""
    parser = subparsers.add_parser("lenders-import", help="brings lenders and entries of a CSV file into the register")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV in UTF-8; its columns are in docs/admission-register.md")
    parser.add_argument("--take", action="store_true", help="does it; without this only what would change is shown")
    parser.add_argument("--authority", metavar="KEY", help="the authority that keeps the register, when there are several")
    parser.set_defaults(run=_import)


def _import(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.utils import timezone

    from medemens.work.lenders.actions import importing

    authority = _authority(chosen.authority)
    if authority is None:
        print("Say with --authority which authority keeps the register; an administrator sets that it does.")
        return 2
    try:
        with chosen.file.open(encoding="utf-8-sig", newline="") as lines:
            plan = importing.plan(lines)
    except OSError as wrong:
        print(f"{wrong.filename}: cannot be read ({wrong.strerror})")
        return 2
    except UnicodeDecodeError:
        print("The file is not in UTF-8.")
        return 2
    except importing.UnreadableImport as wrong:
        print(f"The file has no column {wrong.reason}." if wrong.reason != "empty" else "The file is empty.")
        return 2
    print("\n".join(_told(plan)))
    if chosen.take:
        taken = importing.take(plan, authority=authority, clock=timezone.now)
        print(f"Taken: {taken} entries.")
    else:
        print("Nothing was changed. To take this: medemens lenders-import FILE --take")
    return 1 if plan.faults else 0


def _authority(key: str | None) -> Authority | None:
    from medemens.common.authorities import Authority

    found = Authority.objects.filter(admits_lenders=True)
    several = list((found.filter(key=key) if key else found)[:2])
    return several[0] if len(several) == 1 else None


def _told(plan: Plan) -> list[str]:
    """What would change, the first of each kind in full, and which rows are left out."""
    lines = [f"row {each.row}, {each.column}: {WHY.get(each.reason, each.reason)}" for each in plan.faults]
    for each in islice((one for one in plan.wanted if one.differs), MOST_SHOWN):
        head = f"{each.draft.kvk or each.draft.rsin or each.draft.vat} {each.draft.name}"
        lines.append(f"new    {head}" if each.known is None else f"change {head}")
        lines += [f"       {name}: {before!r} becomes {after!r}" for name, (before, after) in each.changes.items()]
        lines += [f"       trade name: {name}" for name in each.new_names]
        lines += [f"       {kind} {known} {effect} {until or ''}".rstrip() for kind, known, effect, until in each.new_entries]
    more = sum(each.differs for each in plan.wanted) - MOST_SHOWN
    if more > 0:
        lines.append(f"... and {more} lenders more")
    changed = sum(bool(each.changes or each.new_names) and each.known is not None for each in plan.wanted)
    lines.append(
        f"Lenders that are new: {plan.new_lenders}, that change: {changed}. Entries that are new: {plan.new_entries}, "
        f"that are there already: {plan.there}. Rows with a fault, which are left out: {len({each.row for each in plan.faults})}."
    )
    return lines

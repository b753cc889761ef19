"""Many lenders and entries from a file: each row is looked at, differences are shown, and what is there already is left alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from medemens.casework.actions import register
from medemens.casework.actions.register import EntryDraft
from medemens.casework.queries.register import entries
from medemens.common.authorities import Authority
from medemens.common.identifiers import Kind, UnreadableNumber, read
from medemens.common.organisations import Organisation, folded
from medemens.law.waadi.decisions import BadDecision, Decision
from medemens.work.lenders.actions.lenders import LenderDraft, moment_of_change, new_number
from medemens.work.lenders.models import Lender, TradeName
from medemens.work.lenders.queries.history import APPLIED, ENDED, EXCEPTED, KINDS, REGISTER, SIGNED_UP, TRADE_REGISTER

COLUMNS = (
    "name", "kvk", "rsin", "vat", "country", "place", "trade_names", "kind", "made_known_on", "takes_effect_on", "valid_until",
)  # fmt: skip
OTHERS = (APPLIED, ENDED, SIGNED_UP, TRADE_REGISTER, EXCEPTED)
BATCH = 500
"""Lenders in one transaction: short, so that others can write in between."""

Same = tuple[str, date, date, date | None]
"""What makes an entry the same: kind and days."""


class UnreadableImport(ValueError):
    """The file has no such columns, or is no text; `reason` names what is missing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Fault:
    """A row that is left out: which (the first after the names is 2, as in a spreadsheet), which column, and why."""

    row: int
    column: str
    reason: str


@dataclass
class Wanted:
    """A lender of the file: `known` when it is in the register already. `changes`: columns, what is there and what comes."""

    draft: LenderDraft
    known: Lender | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    new_names: list[str] = field(default_factory=list)
    new_entries: list[Same] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether anything is to be done."""
        return self.known is None or bool(self.changes or self.new_names or self.new_entries)


@dataclass
class Plan:
    """What an import would do. `there`: entries that are in the register already, or stand in the file twice."""

    wanted: list[Wanted] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    there: int = 0

    @property
    def new_lenders(self) -> int:
        """How many lenders come in."""
        return sum(each.known is None for each in self.wanted)

    @property
    def new_entries(self) -> int:
        """How many entries come in."""
        return sum(len(each.new_entries) for each in self.wanted)


@dataclass
class _There:
    """What the register has: lenders by each of their numbers, their names, and their entries."""

    lenders: dict[tuple[str, str], Lender]
    names: dict[int, set[str]]
    entries: dict[int, set[Same]]


def drafted(given: Mapping[str, Any], trade_names: Sequence[str] = ()) -> tuple[LenderDraft, dict[str, str]]:
    """A lender as it is kept, and what is wrong with which field.

    `no_name`, `no_number`, `country`, or a reason of `UnreadableNumber`; `kind`: it is a number of another kind
    """
    wrong: dict[str, str] = {}
    numbers = {name: _number(name, str(given.get(name) or ""), wrong) for name in ("kvk", "rsin", "vat")}
    text = {name: " ".join(str(given.get(name) or "").split()) for name in ("name", "place", "home_register", "home_number")}
    country = str(given.get("country") or "NL").strip().upper()
    if not text["name"]:
        wrong["name"] = "no_name"
    elif len(text["name"]) > 200:
        wrong["name"] = "too_long"
    if len(country) != 2 or not (country.isascii() and country.isalpha()):
        wrong["country"] = "country"
    if not wrong and not any(numbers.values()) and not text["home_number"]:
        wrong["kvk"] = "no_number"
    website, sole_trader = str(given.get("website") or ""), bool(given.get("sole_trader"))
    names = [name for name in dict.fromkeys(trade_names) if name != text["name"]]
    made = LenderDraft(
        **text, **numbers, country=country, website=website, sole_trader=sole_trader, trade_names=[each[:200] for each in names]
    )
    return made, wrong


def _number(column: str, text: str, wrong: dict[str, str]) -> str:
    if not text.strip():
        return ""
    try:
        found = read(text)
    except UnreadableNumber as unreadable:
        wrong[column] = unreadable.reason
        return ""
    if found.kind is Kind.FOREIGN and found.maybe and column == "kvk":
        wrong[column] = "zeros"
    elif found.kind is not Kind(column):
        wrong[column] = "kind"
    return found.value if column not in wrong else ""


def plan(lines: Iterable[str]) -> Plan:
    """Looks at each row of a CSV text, and at what the register has; nothing is changed.

    :raises UnreadableImport: a column that is missing, or `empty`
    """
    made, there, found = Plan(), _there(), dict[tuple[str, str], Wanted]()
    for row, given in _rows(lines):
        draft, wrong = drafted(given, [each.strip() for each in given["trade_names"].split("|") if each.strip()])
        same = None if wrong else _same(given, wrong)
        if wrong:
            made.faults += [Fault(row, column, reason) for column, reason in wrong.items()]
            continue
        wanted = _wanted(made, there, found, draft)
        if wanted is None:
            made.faults.append(Fault(row, "kvk", "numbers_of_two"))
        elif same is not None:
            before = there.entries.get(wanted.known.organisation_id, set()) if wanted.known else set()
            if same in before or same in wanted.new_entries:
                made.there += 1
            else:
                wanted.new_entries.append(same)
    return made


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(lines)
    header = [each.strip().lstrip("\ufeff").lower().replace(" ", "_") for each in next(reader, [])]
    if not header:
        raise UnreadableImport("empty")
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise UnreadableImport(missing[0])
    for row, cells in enumerate(reader, start=2):
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(header) - len(cells))]
            yield row, {name: padded[place].strip() for place, name in enumerate(header)}


def _same(given: Mapping[str, str], wrong: dict[str, str]) -> Same | None:
    """The entry of a row; None when it has none, or when it is wrong."""
    kind = given["kind"].lower()
    if not kind:
        return None
    if kind not in KINDS and kind not in OTHERS:
        wrong["kind"] = "unknown"
        return None
    known, effect, until = (_day(given, name, wrong) for name in ("made_known_on", "takes_effect_on", "valid_until"))
    if known is None:
        wrong.setdefault("made_known_on", "no_day")
    if wrong or known is None:
        return None
    effect = effect or known
    try:
        if kind in KINDS:
            Decision(KINDS[kind], known, effect, until)
        if effect < known:
            raise BadDecision("before_made_known")
        if until is not None and until < effect:
            raise BadDecision("ends_before_it_begins")
    except BadDecision as bad:
        wrong["kind"] = bad.key
        return None
    return kind, known, effect, until


def _day(given: Mapping[str, str], name: str, wrong: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(given[name]) if given[name] else None
    except ValueError:
        wrong[name] = "no_day"
        return None


def _there() -> _There:
    found = _There({}, {}, {})
    for lender in Lender.objects.select_related("organisation").order_by("id").iterator(chunk_size=5000):
        for key in _keys(lender.organisation.kvk, lender.rsin, lender.vat):
            found.lenders.setdefault(key, lender)
    for lender_id, name in TradeName.objects.values_list("lender_id", "name"):
        found.names.setdefault(lender_id, set()).add(name)
    days = ("organisation_id", "kind", "made_known_on", "takes_effect_on", "valid_until")
    for one, kind, known, effect, until in entries(REGISTER).values_list(*days).iterator(chunk_size=5000):
        found.entries.setdefault(one, set()).add((kind, known, effect, until))
    return found


def _keys(kvk: str, rsin: str, vat: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in (("kvk", kvk), ("rsin", rsin), ("vat", vat)) if value]


def _wanted(made: Plan, there: _There, found: dict[tuple[str, str], Wanted], draft: LenderDraft) -> Wanted | None:
    """The lender of a row; None when its numbers are those of two different lenders.

    A name that left the register at its term does not come back.
    """
    keys = _keys(draft.kvk, draft.rsin, draft.vat)
    known = {there.lenders[key].pk: there.lenders[key] for key in keys if key in there.lenders}
    before = {id(found[key]): found[key] for key in keys if key in found}
    if len(known) > 1 or len(before) > 1:
        return None
    wanted = next(iter(before.values()), None)
    if wanted is None:
        lender = next(iter(known.values()), None)
        wanted = Wanted(draft, lender)
        made.wanted.append(wanted)
        if lender is not None and lender.organisation.name:
            wanted.changes = _changes(lender, draft)
            wanted.new_names = [each for each in draft.trade_names if each not in there.names.get(lender.pk, set())]
    for key in keys:
        found[key] = wanted
    return wanted


def _changes(lender: Lender, draft: LenderDraft) -> dict[str, tuple[str, str]]:
    """What is another in the file; what the file leaves open stays."""
    one = lender.organisation
    before = {"name": one.name, "place": one.place, "rsin": lender.rsin, "vat": lender.vat, "country": lender.country}
    after = {name: getattr(draft, name) for name in before}
    return {name: (before[name], after[name]) for name in before if after[name] and after[name] != before[name]}


def take(plan: Plan, *, authority: Authority, clock: Callable[[], datetime], batch: int = BATCH) -> int:
    """Does what the plan says, some lenders at a time; how many entries came in.

    Each time is asked for its own moment: an entry must not be said to be known long before anybody could read it.
    """
    todo = [each for each in plan.wanted if each.differs]
    numbers = set(Lender.objects.values_list("number", flat=True))
    return sum(_take_some(todo[start : start + batch], numbers, authority, clock()) for start in range(0, len(todo), batch))


@transaction.atomic
def _take_some(todo: list[Wanted], numbers: set[str], authority: Authority, now: datetime) -> int:
    moment = moment_of_change(now)
    _bring_in([each for each in todo if each.known is None], numbers, moment)
    changed = [each for each in todo if each.changes or each.new_names]
    for each in changed:
        _change(each, moment)
    drafts = [
        EntryDraft(REGISTER, each.known.organisation, kind, known, effect, until)
        for each in todo
        if each.known is not None
        for kind, known, effect, until in each.new_entries
    ]
    register.record_many(drafts=drafts, organisations=len(todo), register=REGISTER, authority=authority, now=now)
    return len(drafts)


def _bring_in(new: list[Wanted], numbers: set[str], moment: datetime) -> None:
    known = {each.kvk: each for each in Organisation.objects.filter(kvk__in=[one.draft.kvk for one in new if one.draft.kvk])}
    Organisation.objects.filter(pk__in=[each.pk for each in known.values()]).update(public=True)
    organisations = [known.get(each.draft.kvk) or _organisation(each.draft) for each in new]
    Organisation.objects.bulk_create([each for each in organisations if each.pk is None])
    lenders = [_lender(each.draft, organisation, numbers, moment) for each, organisation in zip(new, organisations, strict=True)]
    Lender.objects.bulk_create(lenders)
    TradeName.objects.bulk_create(
        TradeName(lender=lender, name=name, folded=folded(name))
        for each, lender in zip(new, lenders, strict=True)
        for name in each.draft.trade_names
    )
    for each, lender in zip(new, lenders, strict=True):
        each.known = lender


def _organisation(draft: LenderDraft) -> Organisation:
    return Organisation(name=draft.name, folded_name=folded(draft.name), kvk=draft.kvk, place=draft.place, public=True)


def _lender(draft: LenderDraft, organisation: Organisation, numbers: set[str], moment: datetime) -> Lender:
    number = new_number(numbers.__contains__)
    numbers.add(number)
    return Lender(
        organisation=organisation, number=number, rsin=draft.rsin, vat=draft.vat, country=draft.country, changed_at=moment
    )  # fmt: skip


def _change(each: Wanted, moment: datetime) -> None:
    lender = each.known
    assert lender is not None
    one = lender.organisation
    for name, (_before, after) in each.changes.items():
        setattr(one if name in ("name", "place") else lender, name, after)
    one.folded_name = folded(one.name)
    one.save(update_fields=["name", "place", "folded_name"])
    lender.changed_at = moment
    lender.save(update_fields=["rsin", "vat", "country", "changed_at"])
    TradeName.objects.bulk_create(TradeName(lender=lender, name=name, folded=folded(name)) for name in each.new_names)

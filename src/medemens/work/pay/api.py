"""The wage check for programs: the same rules as the pages, over HTTP, without keys, cookies or memory."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field, create_model

from medemens.bulk.schema import table_schema
from medemens.common.access import audience
from medemens.law import FACTS, HOLIDAY_ALLOWANCE, NORMS, Finding, PayslipLine, WageCheck, check, library

MOST_LINES, MOST_WORKERS, MOST_LINES_IN_ALL = 300, 500, 5_000
STATUTES = ("wml", "bw3", "bw6", "bw7", "atw", "wav")
KINDS: dict[str, Any] = {"text": str, "day": date, "truth": bool, "cents": int, "hundredths": int, "count": int}
EXAMPLE = {
    "as_of": "2026-11-23",
    "lines": [
        {
            "period_start": "2026-06-01",
            "period_end": "2026-06-28",
            "birth_date": "1998-04-30",
            "hours": 16000,
            "gross_wage": 210000,
            "holiday_allowance_paid": 0,
        }
    ],
}

router = Router(tags=["Wage check"])


def _column(kind: str, meaning: str, required: bool) -> Any:
    """The type and description of a payslip column. Numbers are bounded so that no sum can overflow."""
    bounds: dict[str, Any] = {"ge": 0, "le": 10**12} if KINDS[kind] is int else {"max_length": 200} if KINDS[kind] is str else {}
    field = Field(description=meaning, **bounds) if required else Field(default=None, description=meaning, **bounds)
    return (KINDS[kind] if required else KINDS[kind] | None, field)


_COLUMNS = {
    fact.name: _column(fact.kind, fact.meaning, fact.required and fact.kind == "day")
    for fact in FACTS
    if fact.name not in ("employer", "worker")
}
Line: Any = create_model("Line", __base__=Schema, __config__=None, **_COLUMNS)
Line.model_config["extra"] = "forbid"
Line.model_rebuild(force=True)


class WageCheckIn(Schema):
    """The payslip lines of one worker with one employer, and the day as of which they are judged."""

    model_config = {"extra": "forbid", "json_schema_extra": {"example": EXAMPLE}}
    as_of: date | None = None
    proposals: list[str] = Field(default=[], max_length=5, description="Bills that are not law: youth_2027, housing_phase_out")
    lines: list[Line] = Field(min_length=1, max_length=MOST_LINES)


class BatchIn(Schema):
    """Several workers at once."""

    model_config = {"extra": "forbid", "json_schema_extra": {"example": {"checks": [EXAMPLE, EXAMPLE]}}}
    checks: list[WageCheckIn] = Field(min_length=1, max_length=MOST_WORKERS)


class StepOut(Schema):
    """One intermediate value with its unit."""

    name: str
    value: int | bool | str | date | None
    unit: str


class FindingOut(Schema):
    """One norm held against the facts."""

    norm: str
    citation: str
    source: str
    outcome: str
    amount_cents: int | None
    because: str | None
    steps: list[StepOut]


class LineOut(Schema):
    """One line: why it could not be judged, or its findings and what can be claimed."""

    unreadable_because: str | None
    findings: list[FindingOut]
    owed_cents: int
    increase_cents: int
    interest_cents: int
    claim_until: date | None
    time_barred: bool | None


class WageCheckOut(Schema):
    """All lines, the holiday allowance over them, and the sums of what is certain."""

    as_of: date
    proposals: list[str]
    lines: list[LineOut]
    holiday_allowance: FindingOut | None
    owed_cents: int
    holiday_allowance_cents: int
    increase_cents: int
    interest_cents: int


class BatchOut(Schema):
    """The checks in the order they were given."""

    checks: list[WageCheckOut]


class NormOut(Schema):
    """A norm that is held against payslip lines."""

    id: str
    citation: str
    source: str
    plain: str
    uncertain: str


class AmountOut(Schema):
    """An amount of law in force on a day; `value` is None where it is not known."""

    statute: str
    id: str
    article: str
    unit: str
    since: date
    value: str | None
    source: str
    certainty: str


@router.post("/wage-checks", response=WageCheckOut, summary="Check the lines of one worker", operation_id="checkWages")
@audience("machine")
def check_wages(request: HttpRequest, given: WageCheckIn) -> WageCheckOut:
    """Holds the payslip lines of one worker with one employer against the law."""
    return _checked(given)


@router.post("/wage-checks/batch", response=BatchOut, summary="Check several workers", operation_id="checkWagesBatch")
@audience("machine")
def check_batch(request: HttpRequest, given: BatchIn) -> BatchOut:
    """At most 500 workers and 5,000 lines in all; larger payrolls go as a file."""
    if sum(len(one.lines) for one in given.checks) > MOST_LINES_IN_ALL:
        raise HttpError(413, f"At most {MOST_LINES_IN_ALL} lines at once. Split the request, or check the payroll as a file.")
    return BatchOut(checks=[_checked(one) for one in given.checks])


@router.get("/norms", response=list[NormOut], summary="The norms", operation_id="listNorms")
@audience("machine")
def norms(request: HttpRequest) -> list[NormOut]:
    """Every norm, with its citation and a plain sentence."""
    return [
        NormOut(id=one.id, citation=one.citation, source=one.source, plain=one.plain, uncertain=one.uncertain)
        for one in (*NORMS, HOLIDAY_ALLOWANCE)
    ]


@router.get("/amounts", response=list[AmountOut], summary="The amounts in force on a day", operation_id="listAmounts")
@audience("machine")
def amounts(request: HttpRequest, on: Annotated[date | None, Query()] = None) -> list[AmountOut]:
    """The figures of law on a day, each with its source and how sure it is. Not known is None, never the nearest figure."""
    day, found = on or timezone.localdate(), []
    for statute in STATUTES:
        for one in library.series(statute).values():
            if (entry := one.entry(day)) is not None:
                found.append(
                    AmountOut(
                        statute=statute,
                        id=one.id,
                        article=one.article,
                        unit=one.unit,
                        since=entry.since,
                        value=entry.written or None,
                        source=entry.source,
                        certainty=entry.certainty,
                    )
                )
    return found


@router.get(
    "/schema/payroll-line", response=dict[str, Any], summary="The columns of a payroll file", operation_id="payrollLineSchema"
)
@audience("machine")
def payroll_line_schema(request: HttpRequest) -> dict[str, Any]:
    """The columns as a Frictionless Table Schema."""
    return table_schema()


def _checked(given: WageCheckIn) -> WageCheckOut:
    today = timezone.localdate()
    as_of = given.as_of or today
    if as_of.year > today.year + 1:
        raise HttpError(400, f"as_of: no law is known for {as_of.year}. Give a day of {today.year + 1} at the latest.")
    if unknown := set(given.proposals) - {"youth_2027", "housing_phase_out"}:
        raise HttpError(400, f"proposals: there is no {', '.join(sorted(unknown))}. Choose youth_2027 or housing_phase_out.")
    found = check([PayslipLine(**line.model_dump()) for line in given.lines], as_of, given.proposals)
    return WageCheckOut(
        as_of=as_of,
        proposals=sorted(found.proposals),
        lines=_lines(found),
        holiday_allowance=_finding(found.holiday_allowance) if found.holiday_allowance else None,
        owed_cents=found.owed,
        holiday_allowance_cents=found.allowance,
        increase_cents=found.increase,
        interest_cents=found.interest,
    )


def _lines(found: WageCheck) -> list[LineOut]:
    return [
        LineOut(
            unreadable_because=line.unreadable,
            findings=[_finding(finding) for finding in line.findings],
            owed_cents=line.cents("owed"),
            increase_cents=line.cents("increase"),
            interest_cents=line.cents("interest"),
            claim_until=line.row.get("claim_until"),
            time_barred=line.row.get("time_barred"),
        )
        for line in found.lines
    ]


def _finding(finding: Finding) -> FindingOut:
    return FindingOut(
        norm=finding.norm.id,
        citation=finding.norm.citation,
        source=finding.norm.source,
        outcome=finding.outcome.word,
        amount_cents=finding.amount,
        because=finding.because,
        steps=[StepOut(name=step.name, value=step.value, unit=step.unit) for step in finding.steps],
    )

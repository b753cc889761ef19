"""A tenancy held against every norm for landlords and agents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from medemens.law.expression import Expression, choose, column, evaluate_all
from medemens.law.finding import Finding, Norm, Outcome
from medemens.law.wgv import norms
from medemens.law.wgv.facts import FACTS, TenancyFacts

SUMMARY = "Stb. 2023, 103, in the words of volkshuisvestingnederland.nl and vng.nl; the article itself was not read"
DEPOSIT_TEXT = "BWBR0005290, text valid 2024-01-19"
RENT_ACT = "Wet betaalbare huur, as cited in Gmb. 2025, 565967 (Rijswijk)"
LETTER = "the letter in the article is inferred from the order of the rules"

NORMS = (
    Norm("selection", "Wgv art. 2(2)(a)", SUMMARY, norms.IN_FORCE, "housing", norms.selection,
         ("offered_publicly", "selection_transparent", "criteria_published", "choice_explained", "treated_unequally"),
         uncertain="housing associations are left out on the word of one source (roz.nl)"),
    Norm("written_method", "Wgv art. 3", SUMMARY, norms.REPORTING_POINTS, "housing", norms.written_method, ("written_method",),
         uncertain="housing associations are left out on the word of one source (roz.nl)"),
    Norm("no_intimidation", "Wgv art. 2(2)(b)", SUMMARY, norms.IN_FORCE, "housing", norms.no_intimidation, ("intimidated",),
         uncertain=LETTER),
    Norm("deposit_height", "Wgv art. 2(2)(c); BW 7:261b(2)", DEPOSIT_TEXT, norms.IN_FORCE, "housing", norms.deposit_height,
         ("deposit", "bare_rent", "deposit_limit", "deposit_height_amount")),
    Norm("deposit_back", "BW 7:261b(3)-(4)", DEPOSIT_TEXT, norms.IN_FORCE, "housing", norms.deposit_back,
         ("ended_on", "deposit", "set_off", "deposit_last_day", "deposit_to_return", "deposit_returned", "returned_on",
          "deposit_short")),
    Norm("written_agreement", "Wgv art. 2(2)(d)", SUMMARY, norms.IN_FORCE, "housing", norms.written_agreement,
         ("written_agreement", "concluded_on"), uncertain=LETTER),
    Norm("information", "Wgv art. 2(2)(e); Regeling goed verhuurderschap art. 1",
         "Stcrt. 2023, 16746; roz.nl 2023-07-06; groningen.nl for rent and points", norms.IN_FORCE, "housing", norms.information,
         ("informed_rights", "informed_deposit", "informed_contact", "informed_reporting_point", "informed_service_costs",
          "informed_points", "information_gaps"),
         uncertain="for which agreements rent and points must be told was not read in the law"),
    Norm("service_costs", "Wgv art. 2(2)(f); BW 7:259, 7:261", SUMMARY, norms.IN_FORCE, "housing", norms.service_costs,
         ("service_costs", "service_costs_unfounded"), uncertain=LETTER),
    Norm("service_statement", "BW 7:259(2)", "huurregels.nl, read 2026-11-24", norms.IN_FORCE, "housing",
         norms.service_statement, ("service_statement_given", "statement_over_until")),
    Norm("intermediary_fee", "Wgv art. 2; BW 7:417(4)", "BW 7:417(4) on huurgeschil.nl, read 2026-11-24", norms.IN_FORCE,
         "housing", norms.intermediary_fee, ("intermediary_fee", "intermediary_for_landlord"),
         uncertain="the paragraph of art. 2 was not read"),
    Norm("landlord_fees", "BW 7:264", "BW 7:264 on wieringa-advocaten.nl; ECLI:NL:HR:2021:1157", norms.IN_FORCE, "housing",
         norms.landlord_fees, ("landlord_fees", "landlord_fees_useful", "landlord_fees_over"),
         uncertain="a claim against the landlord; that a municipality can enforce it was not found"),
    Norm("maximum_rent", "Wgv art. 2a", RENT_ACT, date(2025, 1, 1), "housing", norms.maximum_rent,
         ("bare_rent", "rent_maximum", "maximum_rent_amount"), uncertain="art. 2a itself was not read"),
    Norm("rent_increase", "Wgv art. 2b", RENT_ACT, date(2025, 1, 1), "housing", norms.rent_increase,
         ("rent_increase", "rent_increase_most", "rent_increase_amount"), uncertain="art. 2b itself was not read"),
    Norm("entry", "Regeling goed verhuurderschap art. 1(b)", "Stcrt. 2023, 16746, read 2026-11-24", norms.IN_FORCE, "housing",
         norms.entry, ("entered_without_consent", "entry_exception"),
         uncertain="the rule makes the landlord tell this; that coming in can be fined by itself was not found"),
    Norm("separate_agreements", "Wgv art. 2(3)", SUMMARY, norms.IN_FORCE, "housing", norms.separate_agreements,
         ("migrant_worker", "separate_agreements", "concluded_on"), uncertain="the paragraph was not read"),
    Norm("information_understood", "Wgv art. 2(3)", SUMMARY, norms.IN_FORCE, "housing", norms.information_understood,
         ("migrant_worker", "information_understood"), uncertain="the paragraph was not read"),
)  # fmt: skip
"""The norms for landlords and agents; `open.md` says which point of the checklist each is."""

UNITS: Mapping[str, str] = {fact.name: fact.kind for fact in FACTS} | {
    "deposit_limit": "cents", "deposit_height_amount": "cents", "deposit_last_day": "day", "deposit_to_return": "cents",
    "deposit_short": "cents", "information_gaps": "count", "statement_over_until": "day", "landlord_fees_over": "cents",
    "maximum_rent_amount": "cents", "rent_increase_amount": "cents",
}  # fmt: skip
"""The unit of every step that is shown."""


@cache
def steps() -> tuple[tuple[str, Expression], ...]:
    """Every step of every norm, in an order in which each reads only earlier ones; cannot tell before its commencement."""
    ordered: dict[str, Expression] = {}
    for norm in NORMS:
        found, outcome, because = norm.steps(), f"{norm.id}_outcome", f"{norm.id}_because"
        earlier = column("as_of") < norm.commencement
        found[outcome] = choose((earlier, int(Outcome.CANNOT_TELL)), otherwise=found[outcome])
        found[because] = choose((earlier, "amount_of_law"), otherwise=found[because])
        ordered |= found
    return tuple(ordered.items())


def check(tenancy: TenancyFacts) -> tuple[Finding, ...]:
    """Holds one tenancy against every norm, in the order of `NORMS`; amounts in euro cents, rent and service costs a month."""
    row = evaluate_all(steps(), tenancy.row())
    return tuple(Finding.read(norm, row, UNITS) for norm in NORMS)

"""The facts of one tenancy, as far as a report tells them: every fact but the day of the check may be missing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from medemens.law import library
from medemens.law.expression import Value
from medemens.law.facts import Fact
from medemens.law.termijnenwet import norms as termijnenwet

FACTS = (
    Fact("concluded_on", "day", "Day on which the tenancy agreement was made.", "2026-02-01"),
    Fact("housing_association", "truth", "The landlord is a housing association (toegelaten instelling).", "no"),
    Fact("migrant_worker", "truth", "The tenant is an EU citizen, here for temporary work, with the main home abroad.", "yes"),
    Fact("bare_rent", "cents", "Rent a month without service costs and energy.", "500,00"),
    Fact("offered_publicly", "truth", "The home was advertised or offered to anyone.", "yes"),
    Fact("selection_transparent", "truth", "It was clear beforehand how the tenant would be chosen.", "no"),
    Fact("criteria_published", "truth", "The criteria for choosing were objective and made known with the offer.", "no"),
    Fact("choice_explained", "truth", "People who were turned down were told why.", "no"),
    Fact("treated_unequally", "truth", "Someone was treated worse for descent, religion, sex or another such ground.", "no"),
    Fact("written_method", "truth", "The landlord has a method against discrimination in writing.", "no"),
    Fact("intimidated", "truth", "The landlord or intermediary threatened or intimidated someone.", "no"),
    Fact("deposit", "cents", "Deposit that was asked; 0 when none was.", "1000,00"),
    Fact("tenancy_ended", "truth", "The tenancy has ended.", "no"),
    Fact("ended_on", "day", "Day on which the tenancy ended.", "2026-08-31"),
    Fact("deposit_returned", "cents", "Part of the deposit that was paid back; 0 when nothing was.", "0,00"),
    Fact("returned_on", "day", "Day on which the last of that was paid back.", "2026-09-10"),
    Fact("set_off", "cents", "Part that the landlord kept for costs or arrears; 0 when nothing was.", "0,00"),
    Fact("set_off_allowed", "truth", "Kept only for damage, rent, service costs or the energy performance fee.", "no"),
    Fact("set_off_specified", "truth", "The tenant got a full account of what was kept, in writing.", "no"),
    Fact("written_agreement", "truth", "The tenancy agreement is in writing.", "yes"),
    Fact("informed_rights", "truth", "Told in writing: rights and duties that are not in the agreement.", "no"),
    Fact("informed_deposit", "truth", "Told in writing: the deposit, and how it comes back.", "no"),
    Fact("informed_contact", "truth", "Told in writing: whom to contact about the home.", "no"),
    Fact("informed_reporting_point", "truth", "Told in writing: how to reach the municipal reporting point.", "no"),
    Fact("informed_service_costs", "truth", "Told in writing: which service costs are due.", "no"),
    Fact("informed_points", "truth", "Told in writing: the rent and the points of the home.", "no"),
    Fact("service_costs", "cents", "Service costs a month; 0 when none are charged.", "60,00"),
    Fact("service_costs_unfounded", "cents", "Part a month for what is no service, or was not delivered.", "0,00"),
    Fact("service_statement_given", "truth", "The yearly account of service costs that was due last was given.", "yes"),
    Fact("intermediary_fee", "cents", "What the tenant paid an agent, under any name; 0 when nothing.", "0,00"),
    Fact("intermediary_for_landlord", "truth", "The agent worked for the landlord (also when for both).", "yes"),
    Fact("landlord_fees", "cents", "Paid to the landlord once, for a key, contract or papers; 0 when nothing.", "0,00"),
    Fact("landlord_fees_useful", "cents", "Part of that for something that serves the tenant.", "0,00"),
    Fact("rent_regulated", "truth", "The law sets a highest rent for this home and agreement.", "yes"),
    Fact("rent_maximum", "cents", "That highest bare rent a month, from the points.", "480,00"),
    Fact("rent_increase", "cents", "Last increase of the bare rent a month; 0 when there was none.", "20,00"),
    Fact("rent_increase_most", "cents", "What that increase could be at most.", "20,00"),
    Fact("entered_without_consent", "truth", "The landlord came in without the tenant's consent.", "no"),
    Fact("entry_exception", "truth", "There was an emergency, urgent work, an agreed renovation or an agreed viewing.", "no"),
    Fact("separate_agreements", "truth", "Tenancy and employment are in separate documents.", "yes"),
    Fact("information_understood", "truth", "The written information is in a language the tenant chose or understands.", "no"),
)
"""All facts, in the order in which a form asks them. Money in euro cents."""


@dataclass(frozen=True)
class TenancyFacts:
    """One tenancy on the day of the check. What a fact means stands in `FACTS`; None: not known."""

    as_of: date
    concluded_on: date | None = None
    housing_association: bool | None = None
    migrant_worker: bool | None = None
    bare_rent: int | None = None
    offered_publicly: bool | None = None
    selection_transparent: bool | None = None
    criteria_published: bool | None = None
    choice_explained: bool | None = None
    treated_unequally: bool | None = None
    written_method: bool | None = None
    intimidated: bool | None = None
    deposit: int | None = None
    tenancy_ended: bool | None = None
    ended_on: date | None = None
    deposit_returned: int | None = None
    returned_on: date | None = None
    set_off: int | None = None
    set_off_allowed: bool | None = None
    set_off_specified: bool | None = None
    written_agreement: bool | None = None
    informed_rights: bool | None = None
    informed_deposit: bool | None = None
    informed_contact: bool | None = None
    informed_reporting_point: bool | None = None
    informed_service_costs: bool | None = None
    informed_points: bool | None = None
    service_costs: int | None = None
    service_costs_unfounded: int | None = None
    service_statement_given: bool | None = None
    intermediary_fee: int | None = None
    intermediary_for_landlord: bool | None = None
    landlord_fees: int | None = None
    landlord_fees_useful: int | None = None
    rent_regulated: bool | None = None
    rent_maximum: int | None = None
    rent_increase: int | None = None
    rent_increase_most: int | None = None
    entered_without_consent: bool | None = None
    entry_exception: bool | None = None
    separate_agreements: bool | None = None
    information_understood: bool | None = None

    def row(self) -> dict[str, Value]:
        """The facts by name, with the law of their days beside them."""
        wgv = library.series("wgv")
        row: dict[str, Value] = {field.name: getattr(self, field.name) for field in fields(self)}
        row["deposit_months"] = wgv["deposit_months"].on(self.concluded_on or self.as_of)
        row["deposit_back_by"] = self._after_end("deposit_back_days")
        row["deposit_back_by_set_off"] = self._after_end("deposit_back_days_set_off")
        year = self.as_of.year - (1 if (self.as_of.month, self.as_of.day) > (6, 30) else 2)
        row["statement_over_until"] = date(year, 12, 31)
        return row

    def _after_end(self, name: str) -> date | None:
        if self.ended_on is None:
            return None
        days = library.series("wgv")[name].on(self.ended_on)
        return None if days is None else termijnenwet.last_day(self.ended_on, days)

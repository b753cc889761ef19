"""How a landlord and an agent have to behave (Wet goed verhuurderschap): one tenancy held against each rule.

"Met" and "not met" say what follows from the facts as they were told; the landlord has not been heard.
"""

from __future__ import annotations

from datetime import date

from medemens.law.expression import Expression, Operand, choose, column, greatest, known, literal, missing
from medemens.law.finding import Outcome, Steps

NOTHING = literal(None)
CANNOT, MET, NOT_MET, NOT_APPLICABLE = (
    int(each) for each in (Outcome.CANNOT_TELL, Outcome.MET, Outcome.NOT_MET, Outcome.NOT_APPLICABLE)
)
IN_FORCE = date(2023, 7, 1)
"""First day of the act, and of BW 7:261b."""

REPORTING_POINTS = date(2024, 1, 1)
"""Every municipality has a reporting point, and landlords a written method against discrimination, from this day."""

OLDER_TENANTS_INFORMED = date(2024, 7, 1)
"""By this day tenants with an older agreement had to be informed as well; and new agreements come with their points."""


def selection() -> Steps:
    """A landlord chooses a tenant in a clear way, by objective criteria that were made known, and tells the others why."""
    transparent, explained = column("selection_transparent"), column("choice_explained")
    criteria = column("criteria_published") | ~column("offered_publicly")
    kept, association = transparent & criteria & explained, column("housing_association")
    outcome = choose(
        (column("treated_unequally"), NOT_MET),
        (association & ~column("treated_unequally"), NOT_APPLICABLE),
        (~kept & ~association, NOT_MET),
        (kept & ~column("treated_unequally"), MET),
        otherwise=CANNOT,
    )
    because = choose(
        (association, "treated_unequally"),
        (~kept, "housing_association"),
        (missing(transparent), "selection_transparent"),
        (missing(explained), "choice_explained"),
        (missing(criteria) & missing(column("offered_publicly")), "offered_publicly"),
        (missing(criteria), "criteria_published"),
        otherwise="treated_unequally",
    )
    return _told("selection", outcome, because)


def written_method() -> Steps:
    """A landlord has a method in writing that prevents discrimination."""
    has, association = column("written_method"), column("housing_association")
    outcome = choose((association, NOT_APPLICABLE), (has, MET), (~has & ~association, NOT_MET), otherwise=CANNOT)
    return _told("written_method", outcome, _first_missing("written_method", "housing_association"))


def no_intimidation() -> Steps:
    """A landlord or an agent threatens and intimidates nobody, in any way."""
    return _told("no_intimidation", _unless(column("intimidated")), "intimidated")


def deposit_height() -> Steps:
    """A deposit is at most twice the bare rent."""
    deposit, limit = column("deposit"), column("deposit_limit")
    outcome = choose(
        (deposit.equals(0), MET),
        (column("concluded_on") < IN_FORCE, NOT_APPLICABLE),
        (missing(column("concluded_on")), CANNOT),
        (deposit > limit, NOT_MET),
        (deposit <= limit, MET),
        otherwise=CANNOT,
    )
    because = _first_missing("deposit", "concluded_on", "bare_rent")
    return {
        "deposit_limit": column("bare_rent") * column("deposit_months"),
        **_told("deposit_height", outcome, because, deposit - limit),
    }


def deposit_back() -> Steps:
    """A deposit comes back within fourteen days after the tenancy, or what is left of it within thirty, with an account."""
    set_off, allowed, specified = column("set_off"), column("set_off_allowed"), column("set_off_specified")
    by, last_day, as_of = column("deposit_back_by"), column("deposit_last_day"), column("as_of")
    short, in_time = column("deposit_short"), column("returned_on") <= last_day
    fine = set_off.equals(0) | (allowed & specified)
    no_account = (set_off > 0) & ~specified & (as_of > column("deposit_back_by_set_off"))
    outcome = choose(
        (~column("tenancy_ended") | column("deposit").equals(0), NOT_APPLICABLE),
        (missing(column("tenancy_ended")) | missing(by), CANNOT),
        (short.equals(0) & in_time & fine, MET),
        ((as_of <= by) | (as_of <= last_day), NOT_APPLICABLE),
        (((set_off > 0) & ~allowed) | no_account | (short > 0) | ~in_time, NOT_MET),
        otherwise=CANNOT,
    )
    return _deposit_sums() | _told("deposit_back", outcome, _deposit_unknown(), short)


def _deposit_sums() -> Steps:
    set_off, allowed = column("set_off"), column("set_off_allowed")
    keeps_nothing = set_off.equals(0) | ~allowed
    return {
        "deposit_last_day": choose(
            (keeps_nothing, column("deposit_back_by")),
            ((set_off > 0) & allowed, column("deposit_back_by_set_off")),
            otherwise=NOTHING,
        ),
        "deposit_to_return": greatest(column("deposit") - choose((keeps_nothing, 0), (allowed, set_off), otherwise=NOTHING), 0),
        "deposit_short": greatest(column("deposit_to_return") - column("deposit_returned"), 0),
    }


def _deposit_unknown() -> Expression:
    kept = column("set_off") > 0
    return choose(
        (missing(column("tenancy_ended")), "tenancy_ended"),
        (missing(column("ended_on")), "ended_on"),
        (missing(column("deposit_back_by")), "amount_of_law"),
        (missing(column("deposit")), "deposit"),
        (missing(column("set_off")), "set_off"),
        (kept & missing(column("set_off_allowed")), "set_off_allowed"),
        (missing(column("deposit_returned")), "deposit_returned"),
        (kept & missing(column("set_off_specified")), "set_off_specified"),
        otherwise="returned_on",
    )


def written_agreement() -> Steps:
    """A tenancy agreement is put in writing."""
    written, older = column("written_agreement"), column("concluded_on") < IN_FORCE
    outcome = choose((written, MET), (~written & ~older, NOT_MET), otherwise=CANNOT)
    because = choose((older, "amount_of_law"), otherwise=_first_missing("written_agreement", "concluded_on"))
    return _told("written_agreement", outcome, because)


def information() -> Steps:
    """A tenant is told in writing: rights and duties, deposit, contact, reporting point, service costs, rent and points."""
    needed = _information_items()
    told = [column(name) | ~need for name, need, _ in needed]
    gaps: Expression = literal(0)
    for each in told:
        gaps = gaps + choose((~each, 1), otherwise=0)
    unknown = [
        case
        for (name, _, decides), each in zip(needed, told, strict=True)
        for case in ((missing(each) & missing(column(name)), name), (missing(each), decides))
    ]
    outcome = choose(
        (_too_early(), NOT_APPLICABLE),
        (missing(_too_early()), CANNOT),
        (column("information_gaps") > 0, NOT_MET),
        (_all_of(told), MET),
        otherwise=CANNOT,
    )
    because = choose((missing(_too_early()), "concluded_on"), *unknown, otherwise="concluded_on")
    return {"information_gaps": gaps, **_told("information", outcome, because)}


def _information_items() -> tuple[tuple[str, Expression, str], ...]:
    """The fact that it was told, when it had to be, and the fact that decides on that."""
    always = literal(True)
    return (
        ("informed_rights", always, "informed_rights"),
        ("informed_deposit", column("deposit") > 0, "deposit"),
        ("informed_contact", always, "informed_contact"),
        ("informed_reporting_point", column("as_of") >= REPORTING_POINTS, "as_of"),
        ("informed_service_costs", column("service_costs") > 0, "service_costs"),
        ("informed_points", column("concluded_on") >= OLDER_TENANTS_INFORMED, "concluded_on"),
    )


def _all_of(truths: list[Expression]) -> Expression:
    together: Expression = literal(True)
    for each in truths:
        together = together & each
    return together


def information_understood() -> Steps:
    """A migrant worker gets the written information in the language that he prefers, or in another that he understands."""
    migrant, understood = column("migrant_worker"), column("information_understood")
    outcome = choose(
        (~migrant | _too_early(), NOT_APPLICABLE),
        (missing(_too_early()), CANNOT),
        (migrant & understood, MET),
        (migrant & ~understood, NOT_MET),
        otherwise=CANNOT,
    )
    because = choose(
        (missing(_too_early()), "concluded_on"), otherwise=_first_missing("migrant_worker", "information_understood")
    )
    return _told("information_understood", outcome, because)


def separate_agreements() -> Steps:
    """A migrant worker's tenancy and employment are in separate documents, so that one does not end with the other."""
    migrant, separate, older = column("migrant_worker"), column("separate_agreements"), column("concluded_on") < IN_FORCE
    outcome = choose(
        (~migrant | older, NOT_APPLICABLE),
        (migrant & separate, MET),
        (migrant & ~separate & ~older, NOT_MET),
        otherwise=CANNOT,
    )
    return _told("separate_agreements", outcome, _first_missing("migrant_worker", "separate_agreements", "concluded_on"))


def service_costs() -> Steps:
    """Service costs are charged only for what was agreed and delivered, as the Civil Code allows."""
    unfounded = column("service_costs_unfounded")
    outcome = choose(
        (unfounded > 0, NOT_MET), (column("service_costs").equals(0), NOT_APPLICABLE), (unfounded.equals(0), MET),
        otherwise=CANNOT,
    )  # fmt: skip
    return _told("service_costs", outcome, "service_costs_unfounded", unfounded)


def service_statement() -> Steps:
    """A tenant gets an account of the service costs every year, at most six months after the year."""
    given, concluded = column("service_statement_given"), column("concluded_on")
    outcome = choose(
        (column("service_costs").equals(0) | (concluded > column("statement_over_until")), NOT_APPLICABLE),
        (given, MET),
        (~given & known(concluded) & (column("service_costs") > 0), NOT_MET),
        otherwise=CANNOT,
    )
    because = _first_missing("service_statement_given", "concluded_on", "service_costs")
    return _told("service_statement", outcome, because)


def intermediary_fee() -> Steps:
    """An agent who works for the landlord asks nothing of the tenant, under any name."""
    fee, for_landlord = column("intermediary_fee"), column("intermediary_for_landlord")
    outcome = choose((fee.equals(0), MET), (~for_landlord, NOT_APPLICABLE), ((fee > 0) & for_landlord, NOT_MET), otherwise=CANNOT)
    return _told("intermediary_fee", outcome, _first_missing("intermediary_fee", "intermediary_for_landlord"), fee)


def landlord_fees() -> Steps:
    """A landlord asks nothing for keys, contracts or papers, unless it is for something that serves the tenant."""
    fees, over = column("landlord_fees"), column("landlord_fees_over")
    outcome = choose((fees.equals(0), MET), (over > 0, NOT_MET), (over.equals(0), MET), otherwise=CANNOT)
    because = _first_missing("landlord_fees", "landlord_fees_useful")
    return {
        "landlord_fees_over": greatest(fees - column("landlord_fees_useful"), 0),
        **_told("landlord_fees", outcome, because, over),
    }


def maximum_rent() -> Steps:
    """Where the law sets a highest rent for a home, the bare rent is no higher."""
    regulated, over = column("rent_regulated"), column("bare_rent") - column("rent_maximum")
    outcome = choose((~regulated, NOT_APPLICABLE), (over <= 0, MET), ((over > 0) & regulated, NOT_MET), otherwise=CANNOT)
    because = _first_missing("bare_rent", "rent_maximum", "rent_regulated")
    return _told("maximum_rent", outcome, because, over)


def rent_increase() -> Steps:
    """The rent goes up no further than the law allows in that year."""
    increase, most = column("rent_increase"), column("rent_increase_most")
    outcome = choose((increase.equals(0) | (increase <= most), MET), (increase > most, NOT_MET), otherwise=CANNOT)
    return _told("rent_increase", outcome, _first_missing("rent_increase", "rent_increase_most"), increase - most)


def entry() -> Steps:
    """A landlord comes in only with the tenant's consent, but for an emergency and a few other cases."""
    entered, exception = column("entered_without_consent"), column("entry_exception")
    outcome = choose((~entered | exception, MET), (entered & ~exception, NOT_MET), otherwise=CANNOT)
    return _told("entry", outcome, _first_missing("entered_without_consent", "entry_exception"))


def _too_early() -> Expression:
    """Tenants with an agreement from before the act did not have to be informed yet."""
    return (column("concluded_on") < IN_FORCE) & (column("as_of") < OLDER_TENANTS_INFORMED)


def _unless(breach: Expression) -> Expression:
    return choose((breach, NOT_MET), (~breach, MET), otherwise=CANNOT)


def _first_missing(*names: str) -> Expression:
    *asked, last = names
    return choose(*((missing(column(name)), name) for name in asked), otherwise=last)


def _told(norm: str, outcome: Expression, because: Operand, amount: Operand = None) -> Steps:
    """The three columns of a norm: an amount only when it is not met, a missing fact only when it cannot be told."""
    found = column(f"{norm}_outcome")
    return {
        f"{norm}_outcome": outcome,
        f"{norm}_amount": choose((found.equals(NOT_MET), amount), otherwise=NOTHING),
        f"{norm}_because": choose((found.equals(CANNOT), because), otherwise=NOTHING),
    }

"""What the register says, in plain words for workers and everybody else: whether a lender may lend, and what that means."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import Text
from medemens.law.finding import Outcome
from medemens.work.lenders.queries.history import Shown


@dataclass(frozen=True)
class State:
    """A state in words. `tone` is `good`, `bad` or `unsure`; `there` and `starting` are for who works there, or is about to."""

    title: Text
    meaning: Text
    tone: str
    there: Text = ""
    starting: Text = ""


_MAY_START = _("You may start. Ask for a contract on paper, and keep it.")
_MAY_STAY = _("Nothing changes for you.")
_NOBODY = _(
    "Nobody may work through this agency now. You have done nothing wrong. Your pay until now is yours. Ask the company where "
    "you work if you can go on there, and ask an information point or a union for help."
)
_DO_NOT_START = _("Do not start here. Look for an agency that is admitted, or ask the company to hire you itself.")
_WIND_UP = _(
    "If you were already at this company on the day when this was made known, you may go on until the decision takes effect. "
    "Look for other work in time. Your pay is yours until the last day."
)

STATES: dict[str, State] = {
    "admitted": State(_("This agency is admitted"), _("It may lend people to other companies."), "good", _MAY_STAY, _MAY_START),
    "provisional": State(
        _("This agency is admitted for half a year, on trial"),
        _("It may lend people to other companies. It is new: it must show within half a year that it keeps to the rules."),
        "good",
        _MAY_STAY,
        _MAY_START,
    ),
    "exempt": State(
        _("This company needs no admission"),
        _("It lends people only now and then, and has an exemption. It may do so."),
        "good",
        _MAY_STAY,
        _MAY_START,
    ),
    "excepted": State(
        _("The admission rules do not hold for this organisation"),
        _("It lends people in a way for which the law asks no admission."),
        "good",
        _MAY_STAY,
        _MAY_START,
    ),
    "protected": State(
        _("This agency has asked for admission and waits for the decision"),
        _("It asked in time. Until the decision it may lend people to other companies."),
        "good",
        _MAY_STAY,
        _MAY_START,
    ),
    "suspended_announced": State(
        _("This agency will be suspended"),
        _("It may not bring new people to companies any more. Who was already there may stay until the suspension takes effect."),
        "bad",
        _WIND_UP,
        _DO_NOT_START,
    ),
    "suspended": State(
        _("This agency is suspended"),
        _("It may not lend anybody, until it has put right what was wrong."),
        "bad",
        _NOBODY,
        _DO_NOT_START,
    ),
    "revoked_announced": State(
        _("This agency will lose its admission"),
        _("It may not bring new people to companies any more. Who was already there may stay until the decision takes effect."),
        "bad",
        _WIND_UP,
        _DO_NOT_START,
    ),
    "revoked": State(_("This agency has lost its admission"), _("It may not lend anybody."), "bad", _NOBODY, _DO_NOT_START),
    "refused_announced": State(
        _("Admission was refused to this agency"),
        _("It may not bring new people to companies. Who was already there may stay until the decision takes effect."),
        "bad",
        _WIND_UP,
        _DO_NOT_START,
    ),
    "refused": State(_("Admission was refused to this agency"), _("It may not lend anybody."), "bad", _NOBODY, _DO_NOT_START),
    "expired": State(
        _("The admission of this agency has ended"),
        _("It may not lend anybody, unless it is admitted again."),
        "bad",
        _NOBODY,
        _DO_NOT_START,
    ),
    "none": State(_("This agency is not admitted"), _("It may not lend anybody."), "bad", _NOBODY, _DO_NOT_START),
    "not_known": State(
        _("We do not know if this agency may lend people"),
        _("It is not admitted. It may still be allowed to lend people, if the admission rules do not hold for it."),
        "unsure",
        _("Ask the agency why it needs no admission, and ask an information point if that is right."),
        _("Ask the agency why it needs no admission before you start."),
    ),
    "registered": State(
        _("This agency is registered as a lender"),
        _("Until 2028 that is what the law asks. It says nothing about how good the agency is."),
        "good",
        _MAY_STAY,
        _MAY_START,
    ),
    "unregistered": State(
        _("This agency is not registered as a lender"),
        _("Until 2028 an agency must be registered as a lender in the trade register (KvK). This one is not."),
        "bad",
        _NOBODY,
        _DO_NOT_START,
    ),
    "registration_not_known": State(
        _("We do not know if this agency was registered on that day"),
        _("Until 2028 an agency must be registered as a lender in the trade register (KvK). Ask KvK: their Waadi check is free."),
        "unsure",
        _("Ask the agency or KvK if it is registered."),
        _("Ask the agency or KvK if it is registered before you start."),
    ),
    "before": State(
        _("There was no such rule on that day"),
        _("The duty to be registered as a lender began on 1 July 2012."),
        "unsure",
    ),
}
"""By the key of `state`."""

HAPPENED: dict[str, Text] = {
    "admitted": _("Admitted"),
    "provisional": _("Admitted for half a year, on trial"),
    "exempt": _("Exemption given"),
    "extended": _("Admission extended"),
    "suspended": _("Suspended"),
    "restored": _("Suspension ended"),
    "revoked": _("Admission withdrawn"),
    "exemption_revoked": _("Exemption withdrawn"),
    "refused": _("Admission refused"),
    "applied": _("Asked for admission"),
    "application_ended": _("The request ended without a decision on admission"),
    "signed_up": _("Said that it will ask for admission"),
    "trade_register": _("Registered as a lender in the trade register"),
    "excepted": _("The admission rules do not hold"),
}
"""What an entry says, by its kind."""


def state(shown: Shown) -> str:
    """The key of how a lender stands on a day."""
    begins = shown.begins
    if begins.citation.startswith("Waadi art. 7a"):
        by_outcome = {Outcome.MET: "registered", Outcome.NOT_MET: "unregistered", Outcome.NOT_APPLICABLE: "before"}
        return by_outcome.get(begins.outcome, "registration_not_known")
    if begins.outcome is Outcome.MET:
        return {"Waadi art. 1b(1)": "excepted", "Waadi art. 23b": "protected"}.get(begins.citation, shown.standing.status)
    if begins.outcome is Outcome.CANNOT_TELL:
        return "not_known"
    return shown.standing.status.replace("exemption_", "")

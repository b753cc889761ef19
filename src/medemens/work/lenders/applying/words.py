"""What a firm reads about its applications: subjects, states, facts of the law, refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import Text

NAMES: dict[str, Text] = {
    "lender_admission": _("Application for admission"),
    "lender_provisional": _("Application for provisional admission"),
    "lender_exemption": _("Application for exemption"),
    "lender_change": _("Report of a change"),
    "lender_objection": _("Objection"),
}
"""What was begun or sent, by its subject."""

FACTS: dict[str, Text] = {
    "amount_of_law": _("The rule does not hold yet on this day"),
    "in_trade_register": _("Whether the firm is in the trade register"),
    "conduct_given_on": _("The certificate of conduct (VOG)"),
    "security": _("The amount of the security"),
    "report_meets": _("What the inspection report says"),
    "never_lent": _("Whether the firm ever lent workers"),
    "lent_until": _("When the firm last lent workers"),
    "registered_four_years": _("Whether it was in the trade register for four years"),
    "lending_four_years": _("Whether it was registered as a lender for four years"),
    "lent_four_years": _("Whether it lent workers in those four years"),
    "tax_statement_on": _("The statement of the tax authority"),
    "wage_months": _("For how many months wages were paid"),
    "lending_turnover": _("The turnover from lending"),
    "turnover": _("The whole turnover"),
    "agency_employer": _("Whether there are agency contracts"),
    "not_lent_since": _("No lending on or after"),
    "security_asked": _("Security that is asked"),
    "not_older_than": _("Not older than of"),
}
"""Facts that are missing and steps of a finding."""

OUTCOMES: dict[str, tuple[Text, str]] = {
    "met": (_("Met"), "good"),
    "not met": (_("Not met"), "bad"),
    "cannot tell": (_("Not known yet"), "unsure"),
}
"""A finding in words, and its tone."""

REFUSED: dict[str, Text] = {
    "sent": _("This was sent already, so it cannot be changed. You can write to the authority about it."),
    "too_many": _("You have as many drafts as can be kept. Send or throw away one first."),
    "too_many_papers": _("No more papers fit. Take one out first, or add more after sending."),
    "no_key": _("The authority cannot receive anything at the moment. Your draft is kept. Try again tomorrow."),
    "withdrawn": _("You took this back already."),
    "removed": _("This was received, and has been removed since."),
}
"""Why a deed cannot be done, by the key of `NotPossible`."""

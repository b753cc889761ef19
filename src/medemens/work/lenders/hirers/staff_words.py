"""What came of looking for a number, and why something is not believed, in words for hirers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import Text
from medemens.work.lenders.queries.checks import Found

FOUND: dict[Found, Text] = {
    Found.FOUND: _("Found"),
    Found.NOT_FOUND: _("Not in the register: not admitted, unless the admission rules do not hold for it"),
    Found.MAYBE: _("A spreadsheet may have taken zeros from the front"),
    Found.UNREADABLE: _("This cannot be a number of a firm"),
}

REASONS: dict[str, Text] = {
    "zeros": _("With zeros in front there is such a firm. Look if that is the one, and check again with the whole number"),
    "scientific": _("A spreadsheet made a power of ten of it, so digits are lost. Take the number from its source"),
    "wrong_check": _("A digit is wrong, or two were swapped"),
    "digits": _("No number of a firm has so many digits or letters"),
    "too_long": _("This is too long for a number"),
    "empty": _("There is nothing here"),
}

FILE_TROUBLE: dict[str, Text] = {
    "empty": _("There are no numbers in it. Put one number on a line, or name a column KvK."),
    "too_many": _("These are more than 100,000 numbers. Split them over several checks."),
    "too_large": _("This file is larger than 10 MB. Keep only the column with the numbers."),
    "encoding": _("This file cannot be read. Save it as CSV."),
}

NOT_VERIFIED: dict[str, Text] = {
    "unreadable": _("This is no statement, or a part of it is missing."),
    "unknown_key": _("It was not signed with a key of this register. It may come from another register, or be false."),
    "changed": _("It was changed after it was signed. Do not rely on it."),
    "out_of_time": _("Its date does not fit the key it was signed with. Do not rely on it."),
}

COLUMNS: dict[str, Text] = {
    "on": _("The day for which the row holds"),
    "number": _("The number in this register: it stays the same"),
    "name": _("The name. Empty for a sole trader whose name has left the register"),
    "trade_names": _("Other names under which it works: a list; in CSV as JSON"),
    "kvk": _("The KvK number, eight digits; zeros in front count"),
    "rsin": _("The RSIN. Empty for sole traders"),
    "vat": _("The VAT number. Empty for sole traders"),
    "home_number": _("The number in the register of another country"),
    "country": _("The country, in two letters (ISO 3166-1)"),
    "place": _("The place where it sits"),
    "state": _("How it stands, in one of the words below"),
    "status": _("What the last decision that holds makes of it"),
    "may_begin": _("Whether a worker may begin on that day: met, not met, cannot tell, or not applicable"),
    "citation": _("The article from which that follows"),
    "since": _("The day since which it is so"),
    "until": _("The last day on which it is so, when that is known"),
    "entry": _("The number of the entry"),
    "lender": _("The number of the lender in this register"),
    "kind": _("What was decided or noted"),
    "made_known_on": _("The day on which it was made known"),
    "takes_effect_on": _("The day on which it takes effect"),
    "valid_until": _("Its last day, when it has one"),
    "recorded_at": _("The moment at which it came into the register"),
    "corrects": _("The entry in whose place this one stands"),
    "annulled": _("True when nothing stands in the place of the entry that it corrects"),
}
"""What the columns of the open data hold."""

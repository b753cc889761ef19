"""What a hirer must know and do, in words: how lenders stand, why an address or a call is not good, what is kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from medemens.common.questions import Text

_GOOD = _("Workers may begin with you and stay.")
_WIND_UP = _(
    "From the day on which this was made known, no new worker may begin with you through this lender. Who worked with you on "
    "that day may stay until the decision takes effect, and not longer."
)
_NOBODY = _("Nobody may work with you through this lender. Who does, must stop at once.")
_NOT_KNOWN = _("The register does not tell whether this lender may lend people. Ask it for proof before somebody begins.")

MEANS: dict[str, Text] = {
    **dict.fromkeys(("admitted", "provisional", "exempt", "excepted", "protected", "registered"), _GOOD),
    **dict.fromkeys(("suspended_announced", "revoked_announced", "refused_announced"), _WIND_UP),
    **dict.fromkeys(("suspended", "revoked", "refused", "expired", "none", "unregistered"), _NOBODY),
    **dict.fromkeys(("not_known", "registration_not_known", "before"), _NOT_KNOWN),
}
"""What a state means for a hirer, by the key of `words.STATES`."""

NUMBERS: dict[str, Text] = {
    "empty": _("There are no numbers in it. Put one number on a line, or name a column KvK."),
    "too_many": _("You can follow 10,000 lenders with one code. Make another list for the rest."),
    "too_large": _("This file is larger than 10 MB. Keep only the column with the numbers."),
    "encoding": _("This cannot be read. Put one number on a line."),
    "nobody": _("None of these numbers is of a lender in the register. Compare them with your contracts."),
}

ADDRESS: dict[str, Text] = {
    "way": _("Choose how you want to be told."),
    "mail": _("This is no e-mail address. Write it like name@example.org."),
    "empty": _("Fill in where you want to be told."),
    "unreadable": _("This address cannot be read. Copy it once more, without spaces."),
    "scheme": _("The address must begin with https://."),
    "userinfo": _("Leave the user name and password out of the address. We sign each call instead."),
    "port": _("We only call port 443 or 8443."),
    "host": _("Write the name of your server, like hooks.example.org. Numbers (IP addresses) are not called."),
    "too_long": _("This address is longer than 500 characters."),
    "not_now": _("This site cannot send mail now. Choose a webhook."),
}

NOT_CONFIRMED: dict[str, Text] = {
    "unknown_name": _("The name of your server was not found. Is it in the public DNS?"),
    "private": _("The name of your server leads into a private network. We only call servers on the open internet."),
    "connection": _("Your server did not take the connection."),
    "tls": _("Your server has no certificate that we can trust for this name."),
    "too_slow": _("Your server did not answer within 5 seconds."),
    "no_http": _("What your server answered is no HTTP."),
    "status": _("Your server answered, but not with a status of 200 to 299."),
    "no_echo": _('Your server must answer with JSON that gives our word back: {"challenge": "…"}.'),
    "busy": _("It is very busy. Try again in a minute."),
    "lost": _("The address can no longer be read here. Give it again, or begin a new list."),
    "mail": _("The mail could not be sent. Look at the address, and try again in some minutes."),
    "mail_often": _("We sent three mails to this address today. Look for them, also among unwanted mail, or try again tomorrow."),
}
"""Why an address is not confirmed yet."""

DELIVERED: dict[str, Text] = {
    "told": _("Told"),
    "waiting": _("On its way"),
    "again": _("Did not come through; it is tried again"),
    "given_up": _("Given up after eight tries"),
}

STANDS: dict[str, tuple[Text, str]] = {
    "unconfirmed": (_("Not confirmed: nothing is sent yet"), "unsure"),
    "on": (_("You are told of each change"), "good"),
    "paused": (_("Paused: nothing is sent"), "unsure"),
    "failing": (_("Stopped: twenty messages in a row did not come through"), "bad"),
}
"""How the following itself stands, with its tone."""


def busy(seconds: int) -> str:
    """How long somebody must wait."""
    return ngettext(
        "It is very busy. Nothing was sent. Wait %(number)d second and try again.",
        "It is very busy. Nothing was sent. Wait %(number)d seconds and try again.",
        seconds,
    ) % {"number": seconds}

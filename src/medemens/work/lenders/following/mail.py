"""Mail to hirers: plain text that names a lender by its number, and by its name only when that is not the name of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from medemens.common import formats
from medemens.common.mail import offered as offered
from medemens.common.mail import post
from medemens.common.questions import Text
from medemens.common.web_address import site
from medemens.work.lenders import words
from medemens.work.lenders.actions.delivering import Parcel, Sent
from medemens.work.lenders.following import links
from medemens.work.lenders.following.staff_words import MEANS
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Change, Follower
from medemens.work.lenders.queries.history import shown


@dataclass(frozen=True)
class Told:
    """A change in words."""

    name: str
    what: Text
    correction: str
    days: Sequence[tuple[Text, str]]
    state: Text
    means: Text
    link: str


def told(change: Change, now: datetime, code: str) -> Told:
    """A change in words of the language that is chosen now."""
    entry, today = change.entry, timezone.localdate(now)
    lender = change.lender.public(today)
    state = words.state(shown(lender.lines, today, now))
    named = lender.name and not lender.sole_trader
    days = [(_("Made known on"), entry.made_known_on), (_("Takes effect on"), entry.takes_effect_on)]
    if entry.valid_until:
        days.append((_("Last day"), entry.valid_until))
    return Told(
        name=f"{' '.join(lender.name.split())} ({lender.number})" if named else lender.number,
        what=words.HAPPENED.get(entry.kind, entry.kind),
        correction=_correction(change),
        days=[(label, formats.day(day, code)) for label, day in days],
        state=words.STATES[state].title,
        means=MEANS[state],
        link=f"{site()}/{code}/lenders/{lender.number}/",
    )


def _correction(change: Change) -> str:
    if change.entry.annulled:
        return _("This entry was wrong and was taken out of the register:")
    return _("This corrects an earlier entry that was wrong:") if change.entry.corrects else ""


def subject(changes: Sequence[Change]) -> str:
    """What the mail is about; a suspension, revocation or refusal is called a warning."""
    first = changes[0]
    if len(changes) == 1:
        about = {"number": first.lender.number, "what": words.HAPPENED.get(first.entry.kind, first.entry.kind)}
        return (_("Warning: lender %(number)s: %(what)s") if first.urgent else _("Lender %(number)s: %(what)s")) % about
    number = {"number": len(changes)}
    if first.urgent:
        return _("Warning: %(number)d lenders that you follow may not bring new people") % number
    return _("%(number)d changes of lenders that you follow") % number


def send(parcel: Parcel, now: datetime) -> Sent:
    """One mail with all warnings, and one with the rest."""
    sent = Sent()
    for urgent in (True, False):
        numbers = [each.pk for each in parcel.deliveries if parcel.changes[each.pk].urgent is urgent]
        if numbers:
            outcome = _mailed(parcel.follower, [parcel.changes[each] for each in numbers], now)
            {"": sent.done, "failed": sent.failed, "ours": sent.ours}[outcome].extend(numbers)
    return sent


def _mailed(follower: Follower, changes: Sequence[Change], now: datetime) -> str:
    with override(follower.language):
        context = {
            "changes": [told(each, now, follower.language) for each in changes],
            "urgent": changes[0].urgent,
            "to_list": links.to_list(follower),
            "to_stop": links.to_stop(follower),
        }
        return _posted(follower, subject(changes), render_to_string("lenders/following/mail.txt", context))


def ask_to_confirm(follower: Follower, number: int) -> bool:
    """Sends the link with which somebody confirms that the address is theirs; whether it left.

    :param number: how many lenders they will follow
    """
    with override(follower.language):
        title = ngettext("Do you want to follow %(number)d lender?", "Do you want to follow %(number)d lenders?", number) % {
            "number": number
        }
        text = render_to_string("lenders/following/confirm.txt", {"title": title, "link": links.to_confirm(follower)})
        return not _posted(follower, title, text)


def _posted(follower: Follower, title: str, text: str) -> str:
    return post(queries.address_of(follower), title, text, to_stop=links.to_stop(follower))

"""Mail to followers of the monitor: plain text, with nothing in it that is not public, and a way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from medemens.common import mail
from medemens.common.questions import Text
from medemens.common.secrets import NotOpened
from medemens.common.web_address import site
from medemens.progress.measures import shown, words
from medemens.progress.measures.following import links
from medemens.progress.measures.queries import following as queries
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.following import MonitorFollower, News, Wish
from medemens.progress.measures.queries.snapshot import Snapshot

MOST_STEPS = 50
"""In one mail; of the other ones only the number is told."""


@dataclass(frozen=True)
class Line:
    """A step in words."""

    title: str
    remark: Text
    phase: str
    day: str
    fact: str
    source: str
    link: str


def followed(held: Snapshot, wish: Wish) -> str:
    """What is followed, in words of the language that is chosen now."""
    if wish.measure:
        return _("measure %(code)s: %(title)s") % {
            "code": wish.measure,
            "title": shown.said(held.measures[wish.measure].title, plain=True),
        }
    if wish.theme:
        return _("all measures of the theme %(name)s") % {"name": shown.said(held.themes[wish.theme].name, plain=True)}
    return _("all measures of the monitor")


def ask_to_confirm(follower: MonitorFollower, address: str) -> str:
    """Sends the link with which somebody confirms that they want it. Empty when it left, else as `common.mail.post`."""
    held = snapshot.current()
    with override(follower.language):
        context = {"what": followed(held, queries.wish_of(follower)), "link": links.to_confirm(follower)}
        text = render_to_string("measures/following/confirm.txt", context)
        return mail.post(address, _("Do you want to follow the monitor of the measures?"), text, to_stop=links.to_stop(follower))


def send(follower: MonitorFollower, news: Sequence[News]) -> str:
    """Sends what is new, in one mail. Empty when it left, else as `common.mail.post`."""
    held = snapshot.current()
    try:
        address = queries.address_of(follower)
    except NotOpened:  # it was locked with another key of the installation, and is lost
        return "failed"
    with override(follower.language):
        stop = links.to_stop(follower)
        context = {
            "what": followed(held, queries.wish_of(follower)),
            "lines": [_line(held, each) for each in news[:MOST_STEPS]],
            "more": max(len(news) - MOST_STEPS, 0),
            "overview": site() + reverse("measures:overview"),
            "to_stop": stop,
        }
        return mail.post(address, subject(news), render_to_string("measures/following/mail.txt", context), to_stop=stop)


def subject(news: Sequence[News]) -> str:
    """What the mail is about."""
    first = news[0].measure
    if all(each.measure.code == first.code for each in news):
        title = f"{first.code} {shown.said(first.title, plain=True)}"
        return _("New in the monitor: %(measure)s") % {"measure": " ".join(title.split())}
    number = len(news)
    return ngettext("%(number)d new step in the monitor", "%(number)d new steps in the monitor", number) % {"number": number}


def _line(held: Snapshot, new: News) -> Line:
    one, step = new.measure, new.step
    phase = str(words.PHASES[step.phase])
    anchor = "" if step.annulled else f"step-{step.key}"
    return Line(
        title=f"{one.code} {shown.said(one.title, plain=True)}",
        remark=_remark(new),
        phase=_("announced for %(day)s: %(phase)s") % {"day": shown.target(step), "phase": phase} if step.planned else phase,
        day=words.day(step.on, step.precision, shown.code()),
        fact=str(shown.said(step.fact, plain=True)),
        source=held.sources[step.source].title,
        link=site() + shown.measure_url(one.code, anchor, step.on),
    )


def _remark(new: News) -> Text:
    if new.step.annulled:
        return _("This step was wrong and was taken out:")
    return _("This corrects an earlier step that was wrong:") if new.corrects else ""

"""What is new, to follow with a feed reader: of all measures, of a theme, of one measure. Atom, with lasting ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from medemens.common.access import audience
from medemens.progress.measures import shown, words
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.snapshot import Known, Snapshot
from medemens.progress.measures.queries.status import Step, known

MOST_ENTRIES = 100
Entry = tuple[Known, Step, datetime]


class Steps(Feed):
    """The newest steps of some measures, the last recorded first. A corrected step comes again, with the same id."""

    feed_type = Atom1Feed

    def __init__(self, held: Snapshot, title: str, address: str, measures: Iterable[Known]) -> None:
        self.held, self.measures = held, list(measures)
        self.title, self.link, self.feed_url = title, address, f"{address}feed.xml"
        self.subtitle = _("Steps of measures with their sources. What is only announced says so.")
        self.feed_guid = f"urn:medemens:measures:{title}"
        self.author_name = "Medemens"

    def items(self) -> list[Entry]:
        """The newest steps."""
        firsts = {(one.code, step.key): step.recorded_at for one in self.measures for step in reversed(one.steps)}
        found = [(one, step, firsts[one.code, step.key]) for one in self.measures for step in known(one.steps, None)]
        return sorted(found, key=lambda each: (each[1].recorded_at, each[1].on, each[1].key), reverse=True)[:MOST_ENTRIES]

    def item_title(self, item: Entry) -> str:
        """Measure and phase, and whether that was only announced."""
        one, step, _first = item
        phase = str(words.PHASES[step.phase])
        told = _("announced for %(day)s: %(phase)s") % {"day": shown.target(step), "phase": phase} if step.planned else phase
        return f"{one.code} {shown.said(one.title, plain=True)}: {told}"

    def item_description(self, item: Entry) -> str:
        """The fact, its day and its source."""
        _one, step, _first = item
        day = words.day(step.on, step.precision, shown.code())
        return f"{day}: {shown.said(step.fact, plain=True)} ({self.held.sources[step.source].title})"

    def item_link(self, item: Entry) -> str:
        """The step in the timeline of its measure."""
        return shown.measure_url(item[0].code, f"step-{item[1].key}")

    def item_guid(self, item: Entry) -> str:
        """Lasting, and the same in each language and at each address."""
        return f"urn:medemens:measure:{item[0].code}:{item[1].key}"

    def item_pubdate(self, item: Entry) -> datetime:
        """When it was first recorded."""
        return item[2]

    def item_updateddate(self, item: Entry) -> datetime:
        """When this form of it was recorded."""
        return item[1].recorded_at


@audience("official")
@require_safe
def all_steps(request: HttpRequest) -> HttpResponse:
    """Of all measures."""
    held = snapshot.current()
    return Steps(held, _("Monitor of the measures"), reverse("measures:overview"), held.measures.values())(request)


@audience("official")
@require_safe
def of_theme(request: HttpRequest, key: str) -> HttpResponse:
    """Of the measures of one theme."""
    held = snapshot.current()
    if key not in held.themes:
        raise Http404
    name = str(shown.said(held.themes[key].name, plain=True))
    return Steps(held, name, reverse("measures:theme", args=[key]), held.of_theme(key))(request)


@audience("official")
@require_safe
def of_measure(request: HttpRequest, code: str) -> HttpResponse:
    """Of one measure."""
    held = snapshot.current()
    if code not in held.measures:
        raise Http404
    one = held.measures[code]
    return Steps(held, f"{code} {shown.said(one.title, plain=True)}", shown.measure_url(code), [one])(request)

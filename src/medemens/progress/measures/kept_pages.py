"""Pages that are made once for all readers: the same question about the same monitor on the same day has the same answer.

Nothing on these pages is about whoever reads them, and they hold no form that sends anything. They are kept in the memory of the
process, some dozens at most, and left as soon as anything comes in.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from medemens.progress.measures.queries import snapshot

MOST_PAGES = 200
MOST_BYTES = 300_000
MOST_ADDRESS = 200

Page = Callable[..., HttpResponse]
_pages: OrderedDict[tuple[object, ...], HttpResponse] = OrderedDict()
_lock = Lock()


def kept(page: Page) -> Page:
    """Keeps what a page answers, when it is a whole page that was found."""

    @wraps(page)
    def answer(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        held = snapshot.current()
        address = request.get_full_path()
        name = (request.is_secure(), request.get_host(), address, timezone.localdate(), held.shape)
        with _lock:
            found = _pages.get(name)
            if found is not None:
                _pages.move_to_end(name)
        if found is not None:
            return _copy(found)
        made = page(request, *args, **named)
        if made.status_code == 200 and len(address) <= MOST_ADDRESS and len(made.content) <= MOST_BYTES:
            with _lock:
                _pages[name] = _copy(made)
                while len(_pages) > MOST_PAGES:
                    _pages.popitem(last=False)
        return made

    return answer


def _copy(response: HttpResponse) -> HttpResponse:
    """Whoever gets it may add headers of their own."""
    return HttpResponse(response.content, content_type=response["Content-Type"])


def forget() -> None:
    """Leaves all that was kept."""
    with _lock:
        _pages.clear()

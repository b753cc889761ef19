"""Long lists, some rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 100


@dataclass(frozen=True)
class Paged:
    """The rows of one page, and the queries of the pages before and after it; empty where there is none."""

    page: Page[Any]
    before: str
    after: str


def paged(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Paged:
    """The page that the address asks for; the nearest one when there is no such page."""
    page: Page[Any] = Paginator(rows, ROWS).get_page(request.GET.get("page", ""))
    before = _query(request, page.previous_page_number()) if page.has_previous() else ""
    after = _query(request, page.next_page_number()) if page.has_next() else ""
    return Paged(page, before, after)


def _query(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query.pop("done", None)
    query["page"] = str(number)
    return f"?{query.urlencode()}"

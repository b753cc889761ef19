"""Who a page is for. Each view says it with `@audience(...)`; a view that does not say it is refused."""

from collections.abc import Callable
from typing import Any, Literal, get_args

Audience = Literal["everyone", "worker", "official", "machine"]
View = Callable[..., Any]


def audience(who: Audience) -> Callable[[View], View]:
    """Say who a view is for: `everyone`, `worker`, `official` (Dutch and English only) or `machine` (the API)."""
    if who not in get_args(Audience):
        raise ValueError(f"No such audience: {who}")

    def declare(view: View) -> View:
        view.audience = who  # type: ignore[attr-defined]
        return view

    return declare


def audience_of(view: View) -> Audience | None:
    """Who the view says it is for, or None when it does not say."""
    return getattr(view, "audience", None)

"""Who a page is for, and what each role may do. Each view says it with `@audience(...)`; a view that does not is refused.

This is the one place where authorisation of pages is decided; which cases somebody sees is decided in `casework.access`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Literal, get_args

Audience = Literal["everyone", "worker", "official", "newcomer", "staff", "account", "machine"]
View = Callable[..., Any]

FOR_OFFICIALS: frozenset[Audience] = frozenset({"official", "newcomer", "staff", "account"})
"""The audiences whose pages exist in Dutch and English only."""


class Role(StrEnum):
    """What somebody is at an authority; a representative is at none, and acts for a firm."""

    HANDLER = "handler"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    REPRESENTATIVE = "representative"


class Permission(StrEnum):
    """What a page asks of whoever opens it."""

    SIGN_IN = "sign in"
    HANDLE = "handle cases"
    COORDINATE = "coordinate cases"
    AUDIT = "audit"
    ADMINISTER = "administer"
    ADMIT = "admit lenders"
    CONSULT = "consult the register of lenders"
    REPRESENT = "act for a firm"
    EDIT_MONITOR = "edit the monitor"
    REPORT_PROGRESS = "report progress of one's own measures"


OF_THE_MONITOR = frozenset({Permission.EDIT_MONITOR})
"""What only the staff of an authority may do that edits the monitor of the measures."""

OF_A_PARTY = frozenset({Permission.REPORT_PROGRESS})
"""What only the staff of an authority may do that is responsible for measures of the monitor."""

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.HANDLER: frozenset({Permission.SIGN_IN, Permission.HANDLE, Permission.ADMIT, Permission.CONSULT})
    | OF_THE_MONITOR
    | OF_A_PARTY,
    Role.COORDINATOR: frozenset(
        {Permission.SIGN_IN, Permission.HANDLE, Permission.COORDINATE, Permission.ADMIT, Permission.CONSULT}
    )
    | OF_THE_MONITOR
    | OF_A_PARTY,
    Role.AUDITOR: frozenset({Permission.SIGN_IN, Permission.AUDIT}),
    Role.ADMINISTRATOR: frozenset({Permission.SIGN_IN, Permission.ADMINISTER}),
    Role.REPRESENTATIVE: frozenset({Permission.SIGN_IN, Permission.REPRESENT}),
}
"""What each role may do. An administrator and an auditor read no case."""

OF_AN_AUTHORITY = frozenset({Permission.HANDLE, Permission.COORDINATE, Permission.AUDIT, Permission.ADMIT, Permission.CONSULT})
"""What nobody may do who belongs to no authority."""

OF_THE_REGISTER = frozenset({Permission.ADMIT})
"""What only the staff of an authority may do that keeps the register of lenders."""

OF_A_READER = frozenset({Permission.CONSULT})
"""What only the staff of an authority may do that the law lets read what is not public of the register of lenders."""


def permissions_of(roles: Iterable[Role], *, has_authority: bool) -> frozenset[Permission]:
    """All that these roles allow together."""
    allowed = frozenset[Permission]().union(*(ALLOWED[role] for role in roles))
    return allowed if has_authority else allowed - OF_AN_AUTHORITY - OF_THE_MONITOR - OF_A_PARTY


def audience(who: Audience, may: Permission | None = None, *, fresh: bool = False) -> Callable[[View], View]:
    """Say who a view is for.

    `everyone`, `worker`, `official` (Dutch and English only, no account), `machine` (the API), `newcomer` (staff who are
    signed in, but may have no second factor yet), `staff` who are signed in with one and may do what `may` says, or `account`:
    who acts for a firm, signed in with one too.
    `fresh`: they must have shown who they are a short while ago, for what would do most harm at a desk that was left.
    """
    if who not in get_args(Audience):
        raise ValueError(f"No such audience: {who}")
    if (who == "staff") != (may is not None):
        raise ValueError("A page for staff says what they must be allowed to do; another page does not")

    def declare(view: View) -> View:
        view.audience = who  # type: ignore[attr-defined]
        view.permission = Permission.REPRESENT if who == "account" else may  # type: ignore[attr-defined]
        view.fresh = fresh  # type: ignore[attr-defined]
        return view

    return declare


def audience_of(view: View) -> Audience | None:
    """Who the view says it is for, or None when it does not say."""
    return getattr(view, "audience", None)


def permission_of(view: View) -> Permission | None:
    """What staff must be allowed to do to open it; None for a page that is not for staff."""
    return getattr(view, "permission", None)


def fresh_of(view: View) -> bool:
    """Whether staff must have shown who they are a short while ago."""
    return getattr(view, "fresh", False)

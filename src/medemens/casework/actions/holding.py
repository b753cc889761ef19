"""Two people at once in one case: a deed is done only if its doer saw everything that was written there before."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from medemens.casework.models import Case, Entry


class NewerEntries(ValueError):
    """Something was written in the case that the doer has not seen."""


@transaction.atomic
def done(*, case: Case, seen: int, deed: Callable[[], object]) -> None:
    """Does a deed while the case is held, so that nobody else changes it meanwhile.

    `seen` is the number of the newest entry that the doer saw; the fields of `case` are read again before the deed.

    :raises NewerEntries: there are entries after it; nothing was done
    """
    Case.objects.select_for_update().get(pk=case.pk)
    if Entry.objects.filter(case=case, pk__gt=seen).exists():
        raise NewerEntries
    case.refresh_from_db()
    deed()

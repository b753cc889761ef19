"""What is asked of a register: its entries as they were known at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, QuerySet

from medemens.casework.models import RegisterEntry as RegisterEntry


def entries(register: str) -> QuerySet[RegisterEntry]:
    """All entries, corrections too, the oldest first."""
    return RegisterEntry.objects.filter(register=register).order_by("id")


def newest(register: str) -> int:
    """The number of the newest entry; it changes whenever the register does."""
    return RegisterEntry.objects.filter(register=register).aggregate(newest=Max("id"))["newest"] or 0


def known(found: Iterable[RegisterEntry], at: datetime) -> list[RegisterEntry]:
    """The entries that stood in the register at a moment: recorded by then, and not corrected by then."""
    recorded = [each for each in found if each.recorded_at <= at]
    corrected = {each.corrects_id for each in recorded if each.corrects_id is not None}
    return [each for each in recorded if each.pk not in corrected and not each.annulled]

"""Moments as programs send them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def aware(moment: datetime) -> datetime:
    """A moment with its zone; one without is meant as the time in the Netherlands."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment

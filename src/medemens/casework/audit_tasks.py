"""The walk through the audit log, run by the worker beside the site."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task


@task()
def run_log_check(number: int) -> None:
    """Walks through the log for a check that was begun."""
    from medemens.casework.actions import auditing

    auditing.run_check(number=number, clock=timezone.now)

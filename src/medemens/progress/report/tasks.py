"""Long work, run by the worker beside the site."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task


@task()
def make_report(number: int) -> None:
    """Makes an edition of the annual report."""
    from medemens.progress.report import actions

    actions.make(number=number, now=timezone.now())

"""Long work, run by the worker beside the site."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task


@task()
def run_payroll_check(number: int) -> None:
    """Checks a payroll that was received, after removing the results whose time is over."""
    from medemens.work.pay import actions

    actions.remove_ended(now=timezone.now())
    actions.run(number=number, now=timezone.now())

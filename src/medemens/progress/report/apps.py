"""The annual report as a Django app."""

from django.apps import AppConfig


class Report(AppConfig):
    """Its name in the database is `report`."""

    name = "medemens.progress.report"
    label = "report"

"""The monitor of the measures as a Django app."""

from django.apps import AppConfig


class Measures(AppConfig):
    """Its name in the database is `measures`."""

    name = "medemens.progress.measures"
    label = "measures"

"""The casework floor as a Django app."""

from django.apps import AppConfig


class Casework(AppConfig):
    """Its name in the database is `casework`."""

    name = "medemens.casework"
    label = "casework"

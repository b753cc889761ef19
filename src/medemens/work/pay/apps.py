"""The wage check as a Django app."""

from django.apps import AppConfig


class Pay(AppConfig):
    """Its name in the database is `pay`."""

    name = "medemens.work.pay"
    label = "pay"

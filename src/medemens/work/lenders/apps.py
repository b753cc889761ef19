"""The admission register as a Django app."""

from django.apps import AppConfig


class Lenders(AppConfig):
    """Its name in the database is `lenders`."""

    name = "medemens.work.lenders"
    label = "lenders"

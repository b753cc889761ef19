"""The nouns that every chapter shares, as a Django app."""

from django.apps import AppConfig


class Common(AppConfig):
    """Its name in the database is `common`."""

    name = "medemens.common"
    label = "common"

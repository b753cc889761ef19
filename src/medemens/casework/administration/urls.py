"""The addresses of administration, under `workbench/administration/`."""

from __future__ import annotations

from django.urls import path

from medemens.casework.administration import authority_pages

app_name = "administration"
urlpatterns = [
    path("", authority_pages.authorities, name="authorities"),
]

"""The addresses of the audit, under `workbench/audit/`."""

from __future__ import annotations

from django.urls import path

from medemens.casework.auditing import log_pages

app_name = "auditing"
urlpatterns = [
    path("", log_pages.log, name="log"),
]

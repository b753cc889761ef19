"""The addresses of an authority that reports for a party, under `workbench/progress/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.measures.reporting import staff_pages

app_name = "progress"
urlpatterns = [
    path("", staff_pages.measures, name="measures"),
    path("<int:party>/<str:code>/", staff_pages.report, name="report"),
]

"""The addresses of annual reports, under `measures/report/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.report import pages

app_name = "annual-report"
urlpatterns = [
    path("", pages.reports, name="reports"),
    path("<int:year>/", pages.report, name="report"),
    path("<int:year>/<int:number>/", pages.report, name="edition"),
    path("<int:year>/<int:number>/<slug:language>.<slug:form>", pages.download, name="download"),
]

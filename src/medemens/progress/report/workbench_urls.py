"""The addresses of annual reports for their editors, under `workbench/report/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.report import workbench_pages as pages

app_name = "annual"
urlpatterns = [
    path("", pages.reports, name="reports"),
    path("texts/<int:year>/", pages.texts, name="texts"),
    path("texts/<int:year>/<str:chapter>/", pages.text, name="text"),
    path("<int:number>/", pages.edition, name="edition"),
    path("<int:number>/look/", pages.look, name="look"),
    path("<int:number>/publish/", pages.publish, name="publish"),
    path("<int:number>/<slug:language>.<slug:form>", pages.download, name="download"),
]

"""The addresses of a party that reports with a code, under `measures/report-progress/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.measures.reporting import code_pages

app_name = "report-progress"
urlpatterns = [
    path("", code_pages.code, name="code"),
    path("mine/", code_pages.mine, name="mine"),
    path("leave/", code_pages.leave, name="leave"),
    path("measure/<str:code>/", code_pages.report, name="report"),
]

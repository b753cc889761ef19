"""The addresses of the audit, under `workbench/audit/`."""

from __future__ import annotations

from django.urls import path

from medemens.casework.auditing import log_pages, register_pages, removal_pages, whole_pages

app_name = "auditing"
urlpatterns = [
    path("", log_pages.log, name="log"),
    path("whole/", whole_pages.whole, name="whole"),
    path("whole/begin/", whole_pages.begin, name="begin"),
    path("whole/progress/", whole_pages.progress, name="progress"),
    path("whole/heads/", whole_pages.heads, name="heads"),
    path("removal/", removal_pages.removal, name="removal"),
    path("register/", register_pages.register, name="register"),
    path("register/records/", register_pages.records, name="records"),
]

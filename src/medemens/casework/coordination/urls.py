"""The addresses of coordination, under `workbench/coordination/`."""

from __future__ import annotations

from django.urls import path

from medemens.casework.coordination import export_pages, key_pages, load_pages, reassign_pages

app_name = "coordination"
urlpatterns = [
    path("", load_pages.load, name="load"),
    path("results/", load_pages.results, name="results"),
    path("reassign/", reassign_pages.reassign, name="reassign"),
    path("lists/", export_pages.export, name="export"),
    path("keys/", key_pages.keys, name="keys"),
    path("keys/share/", key_pages.share, name="share"),
    path("keys/take-away/<int:number>/", key_pages.take_away, name="take-away"),
    path("keys/new/", key_pages.rotate, name="rotate"),
]

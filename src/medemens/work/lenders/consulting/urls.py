"""The addresses of consulting the register of lenders, under `workbench/consulting/`."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders.consulting import pages

app_name = "consulting"
urlpatterns = [
    path("", pages.find, name="find"),
    path("lender/<str:lender>/", pages.lender, name="lender"),
]

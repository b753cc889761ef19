"""The addresses of the register, under `lenders/`."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders import pages

app_name = "lenders"
urlpatterns = [
    path("", pages.find, name="find"),
    path("<str:number>/", pages.lender, name="lender"),
]

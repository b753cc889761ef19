"""The addresses of the register, under `lenders/`."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders import pages
from medemens.work.lenders.hirers import open_data_pages
from medemens.work.lenders.hirers import pages as hirers

app_name = "lenders"
urlpatterns = [
    path("", pages.find, name="find"),
    path("check/", hirers.check, name="check"),
    path("verify/", hirers.verify, name="verify"),
    path("open-data/", open_data_pages.page, name="open-data"),
    path("<str:number>/", pages.lender, name="lender"),
]

"""The addresses of accounts of firms, under `lenders/account/`."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders.accounts import own_pages, pages

app_name = "accounts"
urlpatterns = [
    path("", pages.about, name="about"),
    path("new/", pages.new, name="new"),
    path("made/", pages.made, name="made"),
    path("home/", own_pages.home, name="home"),
    path("change/", own_pages.change, name="change"),
    path("close/", own_pages.close, name="close"),
]

"""The addresses of the directory of good practices, under `measures/practices/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.measures.practices import pages

app_name = "practices"
urlpatterns = [
    path("", pages.directory, name="list"),
    path("send/", pages.send, name="send"),
    path("sent/", pages.sent, name="sent"),
    path("<str:key>/", pages.practice, name="practice"),
]

"""The addresses of following by e-mail, under `measures/follow/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.measures.following import pages

app_name = "measures-following"
urlpatterns = [
    path("", pages.follow, name="follow"),
    path("asked/", pages.asked, name="asked"),
    path("stopped/", pages.stopped, name="stopped"),
    path("confirm/<str:token>/", pages.confirm, name="confirm"),
    path("stop/<str:token>/", pages.stop, name="stop"),
]

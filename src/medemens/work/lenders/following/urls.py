"""The addresses of who follows lenders, under `lenders/following/`. None holds a code, a number or an address."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders.following import begin_pages, pages

app_name = "following"
urlpatterns = [
    path("", begin_pages.begin, name="begin"),
    path("code/", begin_pages.code, name="code"),
    path("close/", begin_pages.close, name="close"),
    path("mine/", pages.mine, name="mine"),
    path("mine/add/", pages.add, name="add"),
    path("mine/remove/", pages.remove, name="remove"),
    path("mine/pause/", pages.pause, name="pause"),
    path("mine/again/", pages.again, name="again"),
    path("mine/address/", pages.address, name="address"),
    path("mine/confirm/", pages.confirm, name="try"),
    path("mine/secret/", pages.secret, name="secret"),
    path("mine/end/", pages.end, name="end"),
    path("confirm/<str:token>/", pages.confirm_mail, name="confirm"),
    path("stop/<str:token>/", pages.stop_mail, name="stop"),
]

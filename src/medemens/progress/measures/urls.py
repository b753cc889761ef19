"""The addresses of the monitor, under `measures/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.measures import card_pages, feeds, list_pages, open_data_pages, pages

app_name = "measures"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("feed.xml", feeds.all_steps, name="feed"),
    path("compare/", pages.compare, name="compare"),
    path("promises/", list_pages.promises, name="promises"),
    path("practices/", list_pages.practices, name="practices"),
    path("sources/", list_pages.sources, name="sources"),
    path("method/", list_pages.method, name="method"),
    path("open-data/", open_data_pages.page, name="open-data"),
    path("theme/<str:key>/", pages.theme, name="theme"),
    path("theme/<str:key>/feed.xml", feeds.of_theme, name="theme-feed"),
    path("<str:code>/", pages.measure, name="measure"),
    path("<str:code>/feed.xml", feeds.of_measure, name="measure-feed"),
    path("<str:code>/card/", card_pages.card, name="card"),
    path("<str:code>/card.svg", card_pages.picture, name="card-picture"),
]

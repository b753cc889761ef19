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
    path("sources/", list_pages.sources, name="sources"),
    path("method/", list_pages.method, name="method"),
    path("open-data/", open_data_pages.page, name="open-data"),
    path("theme/<slug:key>/", pages.theme, name="theme"),
    path("theme/<slug:key>/feed.xml", feeds.of_theme, name="theme-feed"),
    path("<slug:code>/", pages.measure, name="measure"),
    path("<slug:code>/feed.xml", feeds.of_measure, name="measure-feed"),
    path("<slug:code>/card/", card_pages.card, name="card"),
    path("<slug:code>/card.svg", card_pages.picture, name="card-picture"),
]

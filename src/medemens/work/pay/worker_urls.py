"""The worker's addresses."""

from django.urls import path

from medemens.work.pay import pages

urlpatterns = [
    path("", pages.start, name="start"),
    path("question/<slug:name>/", pages.ask, name="question"),
    path("periods/<int:page>/", pages.periods, name="periods"),
    path("answers/", pages.review, name="answers"),
    path("result/", pages.outcome, name="result"),
    path("result/document/", pages.document, name="result-pdf"),
    path("forget/", pages.forget, name="forget"),
]

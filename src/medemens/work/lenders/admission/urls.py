"""The addresses of the admission authority's work, under `workbench/admission/`."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders.admission import deed_pages, list_pages, pages, proposal_pages

app_name = "admission"
urlpatterns = [
    path("", pages.find, name="find"),
    path("enter/", deed_pages.enter, name="enter"),
    path("ends/", list_pages.ends, name="ends"),
    path("ends/list/", list_pages.export, name="export"),
    path("proposals/", proposal_pages.proposals, name="proposals"),
    path("proposals/<int:number>/", proposal_pages.proposal, name="proposal"),
    path("lender/<str:lender>/", pages.lender, name="lender"),
    path("lender/<str:lender>/decision/", deed_pages.decide, name="decide"),
    path("lender/<str:lender>/entry/", deed_pages.note, name="note"),
    path("lender/<str:lender>/name/", deed_pages.name_term, name="name-term"),
    path("lender/<str:lender>/entry/<int:entry>/correct/", deed_pages.correct, name="correct"),
]

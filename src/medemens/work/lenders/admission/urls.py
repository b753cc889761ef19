"""The addresses of the admission authority's work, under `workbench/admission/`."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders.admission import (
    application_deed_pages,
    application_pages,
    deed_pages,
    list_pages,
    pages,
    paper_pages,
    proposal_pages,
)

app_name = "admission"
urlpatterns = [
    path("", pages.find, name="find"),
    path("enter/", deed_pages.enter, name="enter"),
    path("ends/", list_pages.ends, name="ends"),
    path("ends/list/", list_pages.export, name="export"),
    path("papers/", paper_pages.papers, name="papers"),
    path("papers/list/", paper_pages.export, name="export-papers"),
    path("applications/", application_pages.applications, name="applications"),
    path("applications/<str:reference>/", application_pages.application, name="application"),
    path("applications/<str:reference>/lender/", application_deed_pages.link, name="link"),
    path("applications/<str:reference>/enter/", application_deed_pages.enter, name="enter-application"),
    path("applications/<str:reference>/applied/", application_deed_pages.applied, name="applied"),
    path("applications/<str:reference>/account/confirm/", application_deed_pages.confirm, name="confirm-account"),
    path("applications/<str:reference>/account/invitation/", application_deed_pages.invite, name="invite-account"),
    path(
        "applications/<str:reference>/account/second-factor/",
        application_deed_pages.second_factor,
        name="second-factor-account",
    ),
    path("applications/<str:reference>/account/close/", application_deed_pages.close, name="close-account"),
    path("proposals/", proposal_pages.proposals, name="proposals"),
    path("proposals/<int:number>/", proposal_pages.proposal, name="proposal"),
    path("proposals/<int:number>/letter/", proposal_pages.letter, name="letter"),
    path("lender/<str:lender>/", pages.lender, name="lender"),
    path("lender/<str:lender>/decision/", deed_pages.decide, name="decide"),
    path("lender/<str:lender>/entry/", deed_pages.note, name="note"),
    path("lender/<str:lender>/name/", deed_pages.name_term, name="name-term"),
    path("lender/<str:lender>/entry/<int:entry>/correct/", deed_pages.correct, name="correct"),
]

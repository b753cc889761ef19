"""The addresses of the editors of the monitor, under `workbench/monitor/`."""

from __future__ import annotations

from django.urls import path

from medemens.progress.measures.editing import (
    change_pages,
    file_pages,
    pages,
    party_pages,
    practice_pages,
    promise_pages,
    proposal_pages,
)

app_name = "editing"
urlpatterns = [
    path("", pages.measures, name="measures"),
    path("measure/new/", change_pages.new_measure, name="new-measure"),
    path("measure/<str:code>/", pages.measure, name="measure"),
    path("measure/<str:code>/describe/", change_pages.describe, name="describe"),
    path("measure/<str:code>/step/", change_pages.add_step, name="add-step"),
    path("measure/<str:code>/step/<str:step>/", change_pages.correct_step, name="correct-step"),
    path("measure/<str:code>/step/<str:step>/annul/", change_pages.annul_step, name="annul-step"),
    path("promises/", promise_pages.promises, name="promises"),
    path("promises/<str:promise>/", promise_pages.promise, name="promise"),
    path("promises/<str:promise>/step/", promise_pages.add_line, name="add-line"),
    path("promises/<str:promise>/step/<str:step>/", promise_pages.correct_line, name="correct-line"),
    path("promises/<str:promise>/step/<str:step>/annul/", promise_pages.annul_line, name="annul-line"),
    path("changes/", proposal_pages.proposals, name="proposals"),
    path("changes/<int:number>/", proposal_pages.proposal, name="proposal"),
    path("changes/<int:number>/ask/", proposal_pages.ask, name="ask"),
    path("changes/<int:number>/throw-away/", proposal_pages.throw_away, name="throw-away"),
    path("files/", file_pages.files, name="files"),
    path("files/monitor.<slug:form>", file_pages.download, name="download"),
    path("parties/", party_pages.parties, name="parties"),
    path("parties/<int:number>/", party_pages.party, name="party"),
    path("parties/<int:number>/link/", party_pages.link, name="link"),
    path("parties/<int:number>/unlink/", party_pages.unlink, name="unlink"),
    path("parties/<int:number>/invite/", party_pages.invite, name="invite"),
    path("parties/<int:number>/end/<int:invitation>/", party_pages.end, name="end"),
    path("practices/", practice_pages.practices, name="practices"),
    path("practices/sent/<int:number>/", practice_pages.sent, name="sent-practice"),
    path("practices/of/<str:practice>/", practice_pages.practice, name="practice"),
    path("practices/of/<str:practice>/wording/", practice_pages.wording, name="wording"),
    path("practices/of/<str:practice>/remove/", practice_pages.remove, name="remove-practice"),
    path("practices/of/<str:practice>/contact/", practice_pages.remove_contact, name="remove-contact"),
]

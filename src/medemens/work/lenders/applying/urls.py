"""The addresses of a firm's own pages, under `lenders/applying/`."""

from __future__ import annotations

from django.urls import path

from medemens.work.lenders.applying import calendar_pages, draft_pages, pages, paper_pages, send_pages, sent_pages

app_name = "applying"
urlpatterns = [
    path("", pages.begin, name="begin"),
    path("choose/", pages.choose, name="choose"),
    path("calendar/", calendar_pages.calendar, name="calendar"),
    path("calendar.ics", calendar_pages.file, name="calendar-file"),
    path("<int:number>/", draft_pages.application, name="application"),
    path("<int:number>/question/<int:place>/", draft_pages.ask, name="question"),
    path("<int:number>/discard/", draft_pages.discard, name="discard"),
    path("<int:number>/papers/", paper_pages.papers, name="papers"),
    path("<int:number>/papers/add/<str:kind>/", paper_pages.add, name="add-paper"),
    path("<int:number>/papers/<int:paper>/remove/", paper_pages.remove, name="remove-paper"),
    path("<int:number>/papers/<int:paper>/<int:page>/", paper_pages.picture, name="paper-picture"),
    path("<int:number>/check/", send_pages.check, name="check"),
    path("<int:number>/received/", send_pages.received, name="received"),
    path("<int:number>/write/", sent_pages.write, name="write"),
    path("<int:number>/withdraw/", sent_pages.withdraw, name="withdraw"),
    path("<int:number>/object/<int:place>/", sent_pages.object_to, name="object"),
    path("<int:number>/document/<int:place>/<int:document>/<int:page>/", sent_pages.document, name="document"),
]

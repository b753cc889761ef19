"""The addresses of the workbench, under `workbench/`."""

from __future__ import annotations

from django.urls import path

from medemens.casework.workbench import case_pages, deed_pages, document_pages, export_pages, queue_pages, written_pages

app_name = "workbench"
urlpatterns = [
    path("", queue_pages.queue, name="queue"),
    path("new/", written_pages.write_down, name="new"),
    path("cases/<str:reference>/", case_pages.case, name="case"),
    path("cases/<str:reference>/documents/<int:number>/", document_pages.document, name="document"),
    path("cases/<str:reference>/documents/<int:number>/<int:part>/", document_pages.document, name="document-page"),
    path("cases/<str:reference>/documents/<int:number>/<int:part>/picture/", document_pages.picture, name="picture"),
    path("cases/<str:reference>/documents/<int:number>/whole/", document_pages.whole, name="whole"),
    path("cases/<str:reference>/export/", export_pages.export, name="export"),
    path("cases/<str:reference>/<slug:deed>/", deed_pages.deed, name="deed"),
]

"""The addresses of administration, under `workbench/administration/`."""

from __future__ import annotations

from django.urls import path

from medemens.casework.administration import (
    authority_pages,
    case_type_pages,
    competence_pages,
    key_pages,
    staff_pages,
    template_pages,
)

app_name = "administration"
urlpatterns = [
    path("", authority_pages.authorities, name="authorities"),
    path("add-organisation/", authority_pages.add, name="add-authority"),
    path("organisations/<slug:key>/", authority_pages.authority, name="authority"),
    path("staff/", staff_pages.members, name="members"),
    path("staff/add/", staff_pages.add, name="add-member"),
    path("staff/<int:number>/", staff_pages.member, name="member"),
    path("staff/<int:number>/invite/", staff_pages.invite, name="invite"),
    path("staff/<int:number>/second-factor/", staff_pages.second_factor, name="second-factor"),
    path("staff/<int:number>/block/", staff_pages.block, name="block"),
    path("staff/<int:number>/take-back/", staff_pages.take_back, name="take-back"),
    path("competence/", competence_pages.competences, name="competences"),
    path("competence/handled/", competence_pages.handled, name="handled"),
    path("competence/add/", competence_pages.add, name="add-competence"),
    path("competence/<int:number>/end/", competence_pages.end, name="end-competence"),
    path("texts/", template_pages.texts, name="texts"),
    path("texts/add/", template_pages.add, name="add-text"),
    path("texts/<int:number>/", template_pages.text, name="text"),
    path("texts/<int:number>/remove/", template_pages.remove, name="remove-text"),
    path("case-types/", case_type_pages.case_types, name="case-types"),
    path("case-types/<slug:kind>/", case_type_pages.case_type, name="case-type"),
    path("keys/", key_pages.keys, name="keys"),
]

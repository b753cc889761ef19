"""A case that is taken out has the fields of the ZGW standards: held against the lists of fields in zgw_fields.json.

The lists were taken from the OpenAPI descriptions that stand in that file as their source.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from medemens.casework.actions import cases, submissions, terms
from medemens.casework.case_types import case_type
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import AuditEntry, Case
from medemens.common.organisations import Organisation
from tests import make
from tests.casework.test_letters import decided
from tests.make import NOW, World

pytestmark = pytest.mark.django_db

STANDARD = json.loads((Path(__file__).parent / "zgw_fields.json").read_text())
RESOURCES = {name: fields for api in STANDARD.values() for name, fields in api["resources"].items()}
FILES = {
    "zaak.json": "Zaak",
    "statussen.json": "Status",
    "resultaat.json": "Resultaat",
    "besluiten.json": "Besluit",
    "rollen.json": "Rol",
    "klantcontacten.json": "KlantContact",
    "enkelvoudiginformatieobjecten.json": "EnkelvoudigInformatieObject",
    "zaakinformatieobjecten.json": "ZaakInformatieObject",
    "besluitinformatieobjecten.json": "BesluitInformatieObject",
    "catalogi/zaaktype.json": "ZaakType",
    "catalogi/statustypen.json": "StatusType",
    "catalogi/resultaattypen.json": "ResultaatType",
    "catalogi/besluittypen.json": "BesluitType",
}
FORMATS = {"date": r"\d{4}-\d\d-\d\d", "date-time": r"\d{4}-\d\d-\d\dT.+", "duration": r"P\d+[WD]"}
TYPES: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "array": list}


@pytest.fixture
def world() -> World:
    return make.world()


def taken_out(client: Client, world: World, case: Case) -> dict[str, Any]:
    """The files of the archive, read."""
    page = make.sign_in(client, world.handler, world.private)
    answer = page.post(reverse("workbench:export", args=[case.reference]))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {
            name: json.loads(packed.read(name)) if name.endswith(".json") else packed.read(name) for name in packed.namelist()
        }


def whole_case(world: World) -> Case:
    """A case in which much happened."""
    paper = Enclosure(name="umowa.pdf", media_type="application/pdf", content=b"%PDF-1.4", pages=(), note="pages")
    case, _code = make.report(world, enclosures=(paper,), formal_request=True)
    agency = Organisation.objects.create(name="Verhuurder Verzonnen", folded_name="verhuurder verzonnen", kvk="00000009")
    cases.name_organisation(case=case, organisation=agency, by=world.handler, now=NOW)
    cases.assign(case=case, to=world.handler, by=world.handler, now=NOW)
    cases.set_status(case=case, status=case_type(case.case_type).statuses[1].id, by=world.handler, now=NOW)
    other, _code = make.report(world)
    cases.link(case=case, other=other, kind="pattern", by=world.handler, now=NOW)
    opened = world.opened(case)
    cases.send(opened=opened, text="Pytanie", language="pl", question=False, by=world.handler, now=NOW)
    submissions.write(opened=opened, text="Odpowiedź", language="pl", now=NOW)
    return case


def test_every_field_is_one_of_the_standard_and_has_its_form(client: Client, world: World) -> None:
    case = decided(world, whole_case(world))
    outcome = next(each for each in case_type(case.case_type).outcomes if each.decision).id
    cases.close(opened=world.opened(case), outcome=outcome, text="Zrobione.", language="pl", by=world.handler, now=NOW)
    files = taken_out(client, world, case)
    assert FILES.keys() <= files.keys()
    for name, resource in FILES.items():
        known = RESOURCES[resource]
        made = files[name] if isinstance(files[name], list) else [files[name]]
        assert made, name
        for each in made:
            assert each.keys() <= known["fields"].keys(), (name, each.keys() - known["fields"].keys())
            if not name.startswith("catalogi/"):
                assert set(known["required"]) <= each.keys(), (name, set(known["required"]) - each.keys())
            for field, value in each.items():
                assert_form(name, field, value, known["fields"][field])


def assert_form(name: str, field: str, value: Any, form: dict[str, Any]) -> None:
    """A value has the type, length and form of its field; what may be empty is None."""
    if value is None:
        return
    place = f"{name} {field}: {value!r}"
    assert isinstance(value, TYPES.get(form.get("type", ""), object)), place
    assert len(value) <= form["maxLength"] if "maxLength" in form else True, place
    assert value in form["enum"] if "enum" in form else True, place
    assert re.fullmatch(FORMATS[form["format"]], value) if "format" in form else True, place


def test_what_points_to_something_points_into_the_archive(client: Client, world: World) -> None:
    files = taken_out(client, world, decided(world, whole_case(world)))
    there = {each["url"] for name in FILES for each in (files[name] if isinstance(files[name], list) else [files[name]]) if each}
    zaak = files["zaak.json"]
    assert {zaak["zaaktype"], zaak["status"]} <= there
    for each in files["statussen.json"]:
        assert {each["zaak"], each["statustype"]} <= there
    for each in files["besluiten.json"]:
        assert {each["zaak"], each["besluittype"]} <= there
    for each in (*files["zaakinformatieobjecten.json"], *files["besluitinformatieobjecten.json"]):
        assert each["informatieobject"] in there
    for each in files["enkelvoudiginformatieobjecten.json"]:
        assert len(files[each["inhoud"]]) == each["bestandsomvang"]


def test_the_words_and_papers_go_along(client: Client, world: World) -> None:
    files = taken_out(client, world, whole_case(world))
    assert "Szef zabrał mi paszport." in files["inhoud/melding.txt"].decode()
    assert "Odpowiedź" in files["inhoud/berichten-en-notities.txt"].decode()
    assert files["inhoud/1.pdf"] == b"%PDF-1.4"
    assert "Szef" not in json.dumps(files["zaak.json"])


def test_a_term_that_stands_still_and_one_that_was_extended_are_told(client: Client, world: World) -> None:
    case, _code = make.report(world)
    terms.extend(case=case, weeks=3, ground="Awb 4:14(3)", on=NOW.date(), by=world.handler, now=NOW)
    terms.suspend(case=case, on=NOW.date(), ground="answer", by=world.handler, now=NOW)
    zaak = taken_out(client, world, case)["zaak.json"]
    assert zaak["verlenging"] == {"reden": "Awb 4:14(3)", "duur": "P3W"}
    assert zaak["opschorting"] == {"indicatie": True, "reden": "answer"}


def test_taking_out_is_warned_of_and_recorded(client: Client, world: World) -> None:
    case, _code = make.report(world)
    page = make.sign_in(client, world.handler, world.private)
    shown = page.get(reverse("workbench:export", args=[case.reference]))
    assert shown["Content-Type"].startswith("text/html")
    assert not AuditEntry.objects.filter(deed="case.taken_out").exists()
    taken_out(client, world, case)
    assert AuditEntry.objects.get(deed="case.taken_out").reference == case.reference


def test_another_authority_cannot_take_it_out(client: Client, world: World) -> None:
    case, _code = make.report(world)
    other = make.world("Gemeente Elders", municipality="0363")
    page = make.sign_in(client, other.handler, other.private)
    assert page.post(reverse("workbench:export", args=[case.reference])).status_code == 404

"""A case as an archive in the form of the ZGW standards, so that an authority can take it to its own case system.

A ZIP with JSON files whose fields are those of the Zaken API 1.5, Documenten API 1.4, Besluiten API 1.1 and Catalogi API 1.3
(https://vng-realisatie.github.io/gemma-zaken/), and the documents themselves in `inhoud/`. Resources point to each other by
`urn:uuid:`, because the receiving system gives them addresses of its own. The same case gives the same numbers each time.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone, translation

from medemens.casework.access import Opened
from medemens.casework.case_types import CaseType, case_type
from medemens.casework.queries import case_page
from medemens.casework.queries.case_page import Case, DocumentShown, Whole
from medemens.common.languages import language

CONFIDENTIALITY = "zaakvertrouwelijk"
"""Only those who work on the case."""

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "text/plain": "txt"}
ISO_639_2 = {
    "nl": "nld", "en": "eng", "pl": "pol", "ro": "ron", "bg": "bul", "hu": "hun", "uk": "ukr", "es": "spa", "pt": "por",
    "lt": "lit", "tr": "tur", "ar": "ara",
}  # fmt: skip
"""The three-letter codes that the Documenten API asks for."""

Resource = dict[str, Any]


def archive(opened: Opened, whole: Whole, texts: dict[str, str]) -> bytes:
    """The ZIP. `texts` are plain texts by title (the report, the messages) that go along as documents of their own."""
    case, kind = whole.case, case_type(whole.case.case_type)
    with translation.override("nl"):
        papers = [*_written(case, texts, whole), *(_paper(opened, each, whole) for each in whole.documents)]
        files: dict[str, Any] = {
            "zaak.json": _case(whole, kind),
            "statussen.json": _statuses(whole, kind),
            "resultaat.json": _result(case),
            "besluiten.json": _decisions(whole),
            "rollen.json": _roles(case),
            "klantcontacten.json": _contacts(whole),
            "enkelvoudiginformatieobjecten.json": [paper for paper, _content in papers],
            "zaakinformatieobjecten.json": [_joined(case, paper) for paper, _content in papers],
            "besluitinformatieobjecten.json": _letters(whole),
            "catalogi/zaaktype.json": _type_of_case(kind, case),
            "catalogi/statustypen.json": _types_of_status(kind),
            "catalogi/resultaattypen.json": _types_of_result(kind),
            "catalogi/besluittypen.json": _types_of_decision(kind),
        }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, json.dumps(content, ensure_ascii=False, indent=2))
        for paper, content in papers:
            packed.writestr(paper["inhoud"], content)
    return made.getvalue()


def urn(*parts: str | int) -> str:
    """The address of a resource: the same for the same parts."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(('medemens', *map(str, parts))))}"


def _uuid(address: str) -> str:
    return address.removeprefix("urn:uuid:")


def _resource(*parts: str | int) -> Resource:
    address = urn(*parts)
    return {"url": address, "uuid": _uuid(address)}


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


def _case(whole: Whole, kind: CaseType) -> Resource:
    case = whole.case
    running = [each for each in whole.terms if each.term.met_on is None]
    ends: list[date] = [each.term.ends_on for each in running if each.term.ends_on]
    made: Resource = {
        **_resource("zaak", case.reference),
        "identificatie": case.reference,
        "bronorganisatie": case.authority.rsin,
        "verantwoordelijkeOrganisatie": case.authority.rsin,
        "omschrijving": str(kind.subject(case.subject).name)[:80],
        "toelichting": "",
        "zaaktype": urn("zaaktype", kind.identification),
        "registratiedatum": _day(case.received_at),
        "startdatum": _day(case.received_at),
        "einddatum": _day(case.closed_at) if case.closed_at else None,
        "uiterlijkeEinddatumAfdoening": min(ends).isoformat() if ends else None,
        "vertrouwelijkheidaanduiding": CONFIDENTIALITY,
        "relevanteAndereZaken": [{"url": urn("zaak", each.other.reference), "aardRelatie": "onderwerp"} for each in whole.links],
        "status": _statuses(whole, kind)[-1]["url"],
        "resultaat": urn("resultaat", case.reference) if case.outcome else None,
        "kenmerken": [{"kenmerk": case.reference, "bron": "Medemens"}],
        "archiefnominatie": "vernietigen" if case.remove_on else None,
        "archiefstatus": "nog_te_archiveren",
        "archiefactiedatum": case.remove_on.isoformat() if case.remove_on else None,
    }
    still = next((each for each in running if each.term.ends_on is None), None)
    ground = _last_change(still, "suspended") if still else None
    made["opschorting"] = {"indicatie": still is not None, "reden": ground.ground if ground else ""}
    extended = [change for each in running for change in each.term.changes.all() if change.kind == "extended"]
    if extended:
        made["verlenging"] = {"reden": extended[-1].ground, "duur": f"P{sum(each.weeks for each in extended)}W"}
    return made


def _last_change(shown: case_page.TermShown, kind: str) -> Any:
    return next((each for each in sorted(shown.term.changes.all(), key=lambda one: -one.pk) if each.kind == kind), None)


def _statuses(whole: Whole, kind: CaseType) -> list[Resource]:
    case, keys = whole.case, {each.id for each in kind.statuses}
    steps = [(kind.statuses[0].id, case.received_at)]
    for line in whole.lines:
        if line.entry.kind == "status" and line.entry.key in keys:
            steps.append((line.entry.key, line.entry.at))
        elif line.entry.kind in ("closed", "reopened"):
            steps.append((kind.statuses[-1 if line.entry.kind == "closed" else 1].id, line.entry.at))
    return [
        {
            **_resource("status", case.reference, number),
            "zaak": urn("zaak", case.reference),
            "statustype": urn("statustype", kind.identification, key),
            "datumStatusGezet": moment.isoformat(),
            "statustoelichting": "",
            "indicatieLaatstGezetteStatus": number == len(steps),
        }
        for number, (key, moment) in enumerate(steps, start=1)
    ]


def _result(case: Case) -> Resource | None:
    if not case.outcome:
        return None
    kind = case_type(case.case_type)
    return {
        **_resource("resultaat", case.reference),
        "zaak": urn("zaak", case.reference),
        "resultaattype": urn("resultaattype", kind.identification, case.outcome),
        "toelichting": "",
    }


def _decisions(whole: Whole) -> list[Resource]:
    case, kind = whole.case, case_type(whole.case.case_type)
    reasons = {line.entry.pk: line.content.get("text", "") for line in whole.lines}
    return [
        {
            "url": urn("besluit", case.reference, number),
            "identificatie": f"{case.reference}-B{number}",
            "verantwoordelijkeOrganisatie": case.authority.rsin,
            "besluittype": urn("besluittype", kind.identification, each.outcome),
            "zaak": urn("zaak", case.reference),
            "datum": each.decided_on.isoformat(),
            "toelichting": reasons[each.entry_id],
            "bestuursorgaan": case.authority.name[:50],
            "ingangsdatum": each.takes_effect_on.isoformat(),
            "vervaldatum": None,
            "publicatiedatum": None,
            "verzenddatum": each.made_known_on.isoformat(),
            "uiterlijkeReactiedatum": each.objection_until.isoformat(),
        }
        for number, each in enumerate(whole.decisions, start=1)
    ]


def _letters(whole: Whole) -> list[Resource]:
    case = whole.case
    return [
        {
            "url": urn("besluitinformatieobject", case.reference, number),
            "informatieobject": urn("informatieobject", case.reference, each.letter.number),
            "besluit": urn("besluit", case.reference, number),
        }
        for number, each in enumerate(whole.decisions, start=1)
        if each.letter is not None
    ]


def _roles(case: Case) -> list[Resource]:
    """The organisation that it is about and the handler; never the reporter, whose data stands only in the report itself."""
    roles = []
    if case.organisation is not None:
        party = {"innNnpId": "", "annIdentificatie": case.organisation.kvk, "statutaireNaam": case.organisation.name}
        roles.append(_role(case, "belanghebbende", "niet_natuurlijk_persoon", party))
    if case.handler is not None:
        worker = {
            "identificatie": str(case.handler.pk),
            "achternaam": case.handler.name,
            "voorletters": "",
            "voorvoegselAchternaam": "",
        }
        roles.append(_role(case, "behandelaar", "medewerker", worker))
    return roles


def _role(case: Case, role: str, kind: str, party: Resource) -> Resource:
    return {
        **_resource("rol", case.reference, role),
        "zaak": urn("zaak", case.reference),
        "betrokkene": "",
        "betrokkeneType": kind,
        "roltype": urn("roltype", case.case_type, role),
        "omschrijvingGeneriek": role,
        "roltoelichting": role,
        "registratiedatum": case.received_at.isoformat(),
        "betrokkeneIdentificatie": party,
    }


def _contacts(whole: Whole) -> list[Resource]:
    """When the reporter and the authority wrote to each other; the texts stand in a document, because they may be long."""
    subjects = {"from_reporter": "Bericht van de melder", "to_reporter": "Bericht aan de melder"}
    return [
        {
            **_resource("klantcontact", whole.case.reference, line.entry.pk),
            "zaak": urn("zaak", whole.case.reference),
            "datumtijd": line.entry.at.isoformat(),
            "kanaal": "postvak",
            "onderwerp": subjects[line.entry.kind],
            "toelichting": "",
        }
        for line in whole.lines
        if line.entry.kind in subjects
    ]


def _paper(opened: Opened, shown: DocumentShown, whole: Whole) -> tuple[Resource, bytes]:
    document = shown.document
    content = case_page.part(opened, document, 0) or b""
    entry = next(line.entry for line in whole.lines if line.entry.pk == document.entry_id)
    author = entry.staff.name if entry.staff else "Melder"
    code = "nl" if entry.staff else str(whole.report.get("language", "nl"))
    number = str(document.number)
    return _information(whole.case, number, shown.name, shown.media_type, content, entry.at, author, code), content


def _written(case: Case, texts: dict[str, str], whole: Whole) -> Iterable[tuple[Resource, bytes]]:
    for title, text in texts.items():
        content = text.encode()
        name = title.lower().replace(" ", "-")
        yield _information(case, name, title, "text/plain", content, case.received_at, case.authority.name, "nl"), content


def _information(
    case: Case, number: str, title: str, media_type: str, content: bytes, at: datetime, author: str, code: str
) -> Resource:
    name = f"{number}.{ENDINGS.get(media_type, 'bin')}"
    return {
        "url": urn("informatieobject", case.reference, number),
        "identificatie": f"{case.reference}-{number}"[:40],
        "bronorganisatie": case.authority.rsin,
        "creatiedatum": _day(at),
        "titel": title[:200],
        "vertrouwelijkheidaanduiding": CONFIDENTIALITY,
        "auteur": author[:200],
        "status": "definitief",
        "formaat": media_type,
        "taal": ISO_639_2[language(code).code],
        "versie": 1,
        "beginRegistratie": at.isoformat(),
        "bestandsnaam": name,
        "inhoud": f"inhoud/{name}",
        "bestandsomvang": len(content),
        "beschrijving": "",
        "indicatieGebruiksrecht": None,
        "informatieobjecttype": urn("informatieobjecttype", "stuk"),
        "locked": False,
        "bestandsdelen": [],
    }


def _joined(case: Case, paper: Resource) -> Resource:
    return {
        **_resource("zaakinformatieobject", case.reference, paper["identificatie"]),
        "informatieobject": paper["url"],
        "zaak": urn("zaak", case.reference),
        "aardRelatieWeergave": "Hoort bij, omgekeerd: kent",
        "titel": paper["titel"],
        "beschrijving": "",
        "registratiedatum": paper["beginRegistratie"],
    }


def _type_of_case(kind: CaseType, case: Case) -> Resource:
    return {
        "url": urn("zaaktype", kind.identification),
        "identificatie": kind.identification,
        "omschrijving": str(kind.name)[:80],
        "vertrouwelijkheidaanduiding": CONFIDENTIALITY,
        "verantwoordelijke": case.authority.name[:50],
        "doorlooptijd": _length(kind.formal_term or kind.term),
        "servicenorm": None if kind.term.statutory else _length(kind.term),
        "opschortingEnAanhoudingMogelijk": bool(kind.term.suspended_by),
        "verlengingMogelijk": kind.term.extendable_weeks != 0,
        "statustypen": [each["url"] for each in _types_of_status(kind)],
        "resultaattypen": [each["url"] for each in _types_of_result(kind)],
        "besluittypen": [each["url"] for each in _types_of_decision(kind)],
    }


def _length(rule: Any) -> str:
    """A length in the form of ISO 8601; working days have none of their own and are given as days."""
    return f"P{rule.weeks}W" if rule.weeks else f"P{rule.days or rule.working_days}D"


def _types_of_status(kind: CaseType) -> list[Resource]:
    last = len(kind.statuses)
    return [
        {
            "url": urn("statustype", kind.identification, each.id),
            "omschrijving": str(each.name)[:80],
            "statustekst": str(each.told)[:1000],
            "zaaktype": urn("zaaktype", kind.identification),
            "volgnummer": number,
            "isEindstatus": number == last,
            "informeren": bool(each.told),
        }
        for number, each in enumerate(kind.statuses, start=1)
    ]


def _types_of_result(kind: CaseType) -> list[Resource]:
    return [
        {
            "url": urn("resultaattype", kind.identification, each.id),
            "zaaktype": urn("zaaktype", kind.identification),
            "omschrijving": str(each.name)[:30],
            "toelichting": str(each.name),
            "archiefnominatie": "vernietigen",
            "besluittypen": [urn("besluittype", kind.identification, each.id)] if each.decision else [],
        }
        for each in kind.outcomes
    ]


def _types_of_decision(kind: CaseType) -> list[Resource]:
    return [
        {
            "url": urn("besluittype", kind.identification, each.id),
            "omschrijving": str(each.name)[:80],
            "zaaktypen": [urn("zaaktype", kind.identification)],
            "reactietermijn": "P6W",
            "publicatieIndicatie": False,
        }
        for each in kind.outcomes
        if each.decision
    ]

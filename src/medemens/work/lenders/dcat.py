"""The open data of the register described for catalogues, by DCAT-AP-NL 3.0 (Geonovum), as JSON-LD and as Turtle.

Both are written from the same nodes, so they say the same. The profile asks of a catalogue a contact and its data sets; of a
data set who may see it, contact, maker, identifier, publisher and theme; of a distribution its licence; of a service all these,
and where it is and is described.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
STATUTE = "https://wetten.overheid.nl/BWBR0009616"

TITLES = {
    "catalogue": ("Open data van het register van uitleners", "Open data of the register of lenders"),
    "lenders": ("Register van uitleners: de stand op een dag", "Register of lenders: how it stands on a day"),
    "changes": ("Register van uitleners: alle wijzigingen", "Register of lenders: all changes"),
    "api": ("API van het register van uitleners", "API of the register of lenders"),
}
DESCRIPTIONS = {
    "catalogue": (
        "Wie op welke dag arbeidskrachten ter beschikking mag stellen (Waadi): het hele register als bestand en als API.",
        "Who may lend workers to others, and on which days (Waadi): the whole register as files and as an API.",
    ),
    "lenders": (
        "Een rij per uitlener: nummers, naam, plaats, en of die op de gevraagde dag mag uitlenen, met het artikel. Ook zoals het "
        "register op een eerder moment bekend was.",
        "A row for each lender: numbers, name, place, and whether it may lend on the day that was asked for, with the article. "
        "Also as the register was known at an earlier moment.",
    ),
    "changes": (
        "Alle inschrijvingen in het register, ook de verbeteringen, met de dag van bekendmaking, de dag van ingang en het moment "
        "van vastlegging.",
        "All entries of the register, corrections too, with the day on which each was made known, the day on which it takes "
        "effect, and the moment at which it was recorded.",
    ),
    "api": (
        "Zoeken, de stand van een uitlener op een dag, controle van veel nummers tegelijk, en de wijzigingen.",
        "Search, how a lender stands on a day, checks of many numbers at once, and the changes.",
    ),
}
FORMATS = {"csv": ("CSV", "text/csv"), "jsonl": ("JSON", ""), "parquet": ("PARQUET", "application/vnd.apache.parquet")}
"""By ending: the name in the list of file types of the EU, and the media type at IANA where it has one."""

THEMES = {
    "ECON": ("Economie en financiën", "Economy and finance"),
    "GOVE": ("Overheid en publieke sector", "Government and public sector"),
}
LANGUAGE, PUBLIC, DAILY = f"{EU}language/NLD", f"{EU}access-right/PUBLIC", f"{EU}frequency/DAILY"
Node = dict[str, Any]


@dataclass(frozen=True)
class About:
    """What differs between installations. `site` is its address up to the last slash; `page` explains the data to people.

    `publisher` and `contact` are addresses (the contact may be `mailto:`); `changed` is the day of the last change.
    """

    site: str
    page: str
    name: str
    publisher: str
    contact: str
    licence: str
    changed: date | None

    def id(self, what: str) -> str:
        """The lasting address of a part: it leads to the page for people."""
        return f"{self.site}lenders/open-data/#{what}"

    def file(self, what: str, form: str) -> str:
        """Where a file is taken."""
        return f"{self.site}lenders/open-data/{what}.{form}"


def nodes(about: About) -> list[Node]:
    """The whole description: the catalogue, two data sets, six files, the API, and what they point to."""
    sets = ("lenders", "changes")
    catalogue = {
        **_described(about, "catalogue", "dcat:Catalog"),
        "dct:creator": _at(about.publisher),
        "foaf:homepage": _at(about.page),
        "dct:license": _at(about.licence),
        "dct:language": _at(LANGUAGE),
        "dcat:dataset": [_at(about.id(what)) for what in sets],
        "dcat:service": _at(about.id("api")),
    }
    files = [_file(about, what, form) for what in sets for form in FORMATS]
    return [catalogue, *(_dataset(about, what) for what in sets), *files, _service(about), *_pointed_to(about)]


def as_jsonld(about: About) -> bytes:
    """As JSON-LD 1.1."""
    return json.dumps({"@context": NAMESPACES, "@graph": nodes(about)}, ensure_ascii=False, indent=1).encode()


def as_turtle(about: About) -> bytes:
    """As Turtle."""
    lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in NAMESPACES.items()]
    for node in nodes(about):
        lines += ["", f"<{_address(node['@id'])}> {_body(node)} ."]
    return ("\n".join(lines) + "\n").encode()


def _described(about: About, what: str, kind: str) -> Node:
    node = {
        "@id": about.id(what),
        "@type": kind,
        "dct:title": _words(TITLES[what]),
        "dct:description": _words(DESCRIPTIONS[what]),
        "dct:publisher": _at(about.publisher),
        "dcat:contactPoint": _at(about.id("contact")),
    }
    if about.changed:
        node["dct:modified"] = {"@value": about.changed.isoformat(), "@type": "xsd:date"}
    return node


def _resource(about: About, what: str, kind: str) -> Node:
    """What a data set and a service have in common."""
    return {
        **_described(about, what, kind),
        "dct:identifier": about.id(what),
        "dct:creator": _at(about.publisher),
        "dct:accessRights": _at(PUBLIC),
        "dct:language": _at(LANGUAGE),
        "dcat:theme": [_at(f"{EU}data-theme/{theme}") for theme in THEMES],
        "dcat:keyword": [{"@value": word, "@language": "nl"} for word in ("uitleners", "uitzendbureaus", "toelating", "Waadi")],
        "dcat:landingPage": _at(about.page),
        "foaf:page": _at(about.page),
        "dcatap:applicableLegislation": _at(STATUTE),
    }


def _dataset(about: About, what: str) -> Node:
    return {
        **_resource(about, what, "dcat:Dataset"),
        "dct:accrualPeriodicity": _at(DAILY),
        "dcat:distribution": [_at(about.id(f"{what}-{form}")) for form in FORMATS],
    }


def _file(about: About, what: str, form: str) -> Node:
    kind, media = FORMATS[form]
    node = {
        "@id": about.id(f"{what}-{form}"),
        "@type": "dcat:Distribution",
        "dct:title": _words(tuple(f"{title} ({form})" for title in TITLES[what])),
        "dcat:accessURL": _at(about.file(what, form)),
        "dcat:downloadURL": _at(about.file(what, form)),
        "dct:license": _at(about.licence),
        "dct:language": _at(LANGUAGE),
        "dct:format": _at(f"{EU}file-type/{kind}"),
    }
    return {**node, "dcat:mediaType": _at(IANA + media)} if media else node


def _service(about: About) -> Node:
    return {
        **_resource(about, "api", "dcat:DataService"),
        "dct:license": _at(about.licence),
        "dcat:endpointURL": _at(f"{about.site}api/v1"),
        "dcat:endpointDescription": _at(f"{about.site}api/v1/openapi.json"),
        "dcat:servesDataset": [_at(about.id("lenders")), _at(about.id("changes"))],
    }


def _pointed_to(about: About) -> Iterator[Node]:
    """What the parts point to, each with its class: validators look for that."""
    name = {"@value": about.name, "@language": "nl"}
    yield {"@id": about.publisher, "@type": "foaf:Agent", "foaf:name": name}
    for theme, labels in THEMES.items():
        yield {"@id": f"{EU}data-theme/{theme}", "@type": "skos:Concept", "skos:prefLabel": _words(labels)}
    reach = "vcard:hasEmail" if about.contact.startswith("mailto:") else "vcard:hasURL"
    yield {"@id": about.id("contact"), "@type": "vcard:Kind", "vcard:fn": name, reach: _at(about.contact)}
    classes = [
        (about.page, "foaf:Document"),
        (about.licence, "dct:LicenseDocument"),
        (PUBLIC, "dct:RightsStatement"),
        (LANGUAGE, "dct:LinguisticSystem"),
        (DAILY, "dct:Frequency"),
        (STATUTE, "eli:LegalResource"),
        *((f"{EU}file-type/{kind}", "dct:MediaTypeOrExtent") for kind, _media in FORMATS.values()),
        *((IANA + media, "dct:MediaType") for _kind, media in FORMATS.values() if media),
    ]
    yield from ({"@id": address, "@type": kind} for address, kind in classes)


def _at(address: str) -> Node:
    return {"@id": address}


def _words(texts: tuple[str, ...]) -> list[Node]:
    return [{"@value": text, "@language": code} for text, code in zip(texts, ("nl", "en"), strict=True)]


def _body(node: Node) -> str:
    """All that Turtle says of a node, after its name."""
    parts = [f"a {node['@type']}"]
    for name, values in node.items():
        if not name.startswith("@"):
            several = values if isinstance(values, list) else [values]
            parts.append(f"{name} {', '.join(map(_value, several))}")
    return " ;\n    ".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if "@id" in value:
        return f"<{_address(value['@id'])}>"
    if "@language" in value:
        return f"{_quoted(value['@value'])}@{value['@language']}"
    return f"{_quoted(value['@value'])}^^{value['@type']}"


def _quoted(text: str) -> str:
    """A text between quotation marks: the escapes of JSON are those of Turtle too."""
    return json.dumps(text, ensure_ascii=False)


def _address(text: str) -> str:
    """An address as it may stand between angle brackets: the signs that could end it there are written in full."""
    return "".join(f"\\u{ord(sign):04X}" if sign <= " " or sign in '<>"{}|^`\\' else sign for sign in text)

"""The description of the open data for catalogues holds what DCAT-AP-NL 3.0 asks, and says the same in both forms."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from medemens.work.lenders import dcat
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db

ASKED = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dcat:dataset"},
    "dcat:Dataset": {
        "dct:title", "dct:description", "dct:accessRights", "dcat:contactPoint", "dct:creator", "dct:identifier", "dct:publisher",
        "dcat:theme", "dcat:distribution",
    },
    "dcat:Distribution": {"dcat:accessURL", "dct:license"},
    "dcat:DataService": {
        "dct:title", "dct:description", "dct:accessRights", "dcat:contactPoint", "dcat:endpointURL", "dcat:endpointDescription",
        "dct:identifier", "dct:license", "dct:publisher", "dcat:theme",
    },
    "vcard:Kind": {"vcard:fn"},
    "foaf:Agent": {"foaf:name"},
    "skos:Concept": {"skos:prefLabel"},
}  # fmt: skip
"""What the shapes of DCAT-AP-NL 3.0 and of DCAT-AP 3.0 below it ask at least once of each class."""

ONE_AT_MOST = (
    "dcat:contactPoint",
    "dct:identifier",
    "dcat:accessURL",
    "dcat:downloadURL",
    "dcat:endpointDescription",
    "dct:modified",
)


@pytest.fixture
def graph(client: Client) -> list[dict[str, Any]]:
    make_lenders.admitted()
    answer = client.get("/lenders/dcat.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    return list(json.loads(answer.content)["@graph"])


def test_each_part_has_what_the_profile_asks(graph: list[dict[str, Any]]) -> None:
    assert {kind: sum(each["@type"] == kind for each in graph) for kind in ASKED} == {
        "dcat:Catalog": 1, "dcat:Dataset": 2, "dcat:Distribution": 6, "dcat:DataService": 1, "vcard:Kind": 1, "foaf:Agent": 1,
        "skos:Concept": 2,
    }  # fmt: skip
    for node in graph:
        assert ASKED.get(node["@type"], set()) <= node.keys(), node["@id"]
        assert not [name for name in ONE_AT_MOST if isinstance(node.get(name), list)], node["@id"]


def test_all_that_is_pointed_to_is_described_with_its_class(graph: list[dict[str, Any]]) -> None:
    names = {each["@id"] for each in graph}
    addresses = {"dcat:accessURL", "dcat:downloadURL", "dcat:endpointURL", "dcat:endpointDescription", "vcard:hasURL"}
    for node in graph:
        for name, values in node.items():
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, dict) and "@id" in value and name not in addresses:
                    assert value["@id"] in names, (node["@id"], name)


def test_every_file_and_the_api_are_where_it_says(client: Client, graph: list[dict[str, Any]]) -> None:
    found = [node["dcat:downloadURL"]["@id"] for node in graph if "dcat:downloadURL" in node]
    found += [node["dcat:endpointDescription"]["@id"] for node in graph if "dcat:endpointDescription" in node]
    assert len(found) == 7
    for address in found:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_turtle_says_the_same(client: Client, graph: list[dict[str, Any]]) -> None:
    answer = client.get("/lenders/dcat.ttl")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/turtle")
    blocks = dict(re.findall(r"^<([^>]+)> a (\S+)", text, re.MULTILINE))
    assert blocks == {node["@id"]: node["@type"] for node in graph}
    said = sum(len(v) if isinstance(v, list) else 1 for node in graph for k, v in node.items() if not k.startswith("@"))
    without_texts = re.sub(r'"(?:[^"\\]|\\.)*"', '""', re.sub(r"<[^>]*>", "<>", text))
    body = without_texts.split("\n\n", 1)[1]
    assert len(re.findall(r"<>(?= ?[,;.]| \n| ;)|\"\"(?:@\w+|\^\^\S+)?", body)) == said


def test_nothing_in_a_setting_breaks_out_of_the_turtle() -> None:
    evil = '> a foaf:Agent . "\n\\'
    about = dcat.About("http://a/", "http://a/p", evil, f"http://a/{evil}", f"mailto:{evil}", "http://a/l", None)
    lines = dcat.as_turtle(about).decode().splitlines()
    subjects = [line for line in lines if line and not line.startswith(("@prefix", "    "))]
    assert len(subjects) == len(dcat.nodes(about))
    assert all(re.match(r"<[^<> ]+> a \w+:\w+( ;| \.)$", line) for line in subjects)

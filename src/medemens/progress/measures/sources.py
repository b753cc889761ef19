"""Where a source stands on the web, when its reference tells that for certain."""

from __future__ import annotations

import re

OFFICIAL = "https://zoek.officielebekendmakingen.nl"
SITE = "https://www.arbeidsmigratieingoedebanen.nl"
_RULES = (
    (re.compile(r"\bkst (\d{2}) (\d{3})(?: \w+)? nr\. (\d+)"), OFFICIAL + "/kst-{0}{1}-{2}.html"),
    (re.compile(r"\bkst (\d{2}) (\d{3}) / \d{2} \d{3} nr\. (\d+)"), OFFICIAL + "/kst-{0}{1}-{2}.html"),
    (re.compile(r"\bkst (\d{2}) (\d{3}) nrs\. (\d+)"), OFFICIAL + "/dossier/{0}{1}"),
    (re.compile(r"\bkst (\d{2}) (\d{3})\b(?!.* nr)"), OFFICIAL + "/dossier/{0}{1}"),
    (re.compile(r"\bStb\. (\d{4}), (\d+)"), OFFICIAL + "/stb-{0}-{1}.html"),
    (re.compile(r"\b(h-tk-\d{8}-\d+-\d+)\b"), OFFICIAL + "/{0}.html"),
    (re.compile(r"^(/[a-z0-9/-]+)(?: and .*)?$"), SITE + "{0}"),
    (re.compile(r"^([a-z0-9-]+\.[a-z]{2,3}(?:/[a-z0-9-]+)*/[a-z0-9]+-[a-z0-9]+-[a-z0-9-]+)$"), "https://{0}"),
    (
        re.compile(r"^(vng\.nl/artikelen/[a-z]+|rvig\.nl/brp/[a-z-]+|juridischloket\.nl/[a-z/]+|stvda\.nl/[a-z/-]+)$"),
        "https://{0}",
    ),
)


def address(reference: str) -> str:
    """The address of an official publication, or of an article named in the reference; empty when it cannot be told.

    A reference that names only the day or section of a news site leads nowhere in particular, so it gets none.
    """
    for shape, made in _RULES:
        if found := shape.search(reference):
            return made.format(*found.groups())
    return ""

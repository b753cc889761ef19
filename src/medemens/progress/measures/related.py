"""What of this system belongs to a measure: norms, registers and kinds of cases, by the keys that the measure names."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework.case_types import case_types
from medemens.common.questions import Text as Words

REGISTERS: dict[str, Words] = {"lenders": lazy("Register of lenders")}


@dataclass(frozen=True)
class Link:
    """Something that belongs to the measure; `url` is empty when there is no page for it."""

    name: Words
    remark: str
    url: str


def norms(keys: list[str]) -> list[Link]:
    """Norms, each named as `case type.norm`, with their articles. One that is no longer there is left out."""
    found = []
    for key in keys:
        kind, _dot, norm = key.partition(".")
        for each in case_types()[kind].norms if kind in case_types() else ():
            if each.id == norm:
                found.append(Link(each.name, each.citation, each.text_url))
    return found


def registers(keys: list[str]) -> list[Link]:
    """Public registers; the settings say at which page each of them begins."""
    return [Link(REGISTERS[key], _("public register of this system"), _page(key)) for key in keys if key in REGISTERS]


def _page(key: str) -> str:
    try:
        return reverse(settings.REGISTER_PAGES[key])
    except (KeyError, NoReverseMatch):
        return ""


def kinds_of_cases(keys: list[str]) -> list[Link]:
    """Case types; one that anybody can report leads to the reporting point."""
    found = []
    for key in keys:
        kind = case_types().get(key)
        if kind is not None:
            found.append(Link(kind.name, _("handled in this system"), "" if kind.by_account else reverse("report:start")))
    return found

"""Consulting the register of lenders in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import Text
from medemens.work.lenders.queries.consulting import Purpose

MENU = _("Consult lenders")

BASES: dict[str, Text] = {
    "inspectors": _("As inspector of the act (Waadi art. 14a(2))"),
    "administrative_body": _("As an administrative body, for its own task (Waadi art. 14a(3))"),
    "inspection_body": _("As an inspection body, or another that the decree names (Waadi art. 14b)"),
}
"""By the keys of `common.authorities.CONSULTING_BASES`."""

PURPOSES: dict[str, Text] = {
    Purpose.SUPERVISION: _("Supervision of lenders or hirers"),
    Purpose.INVESTIGATION: _("Investigation of an offence"),
    Purpose.TAX: _("Levying or collecting tax"),
    Purpose.SOCIAL_SECURITY: _("Social security"),
    Purpose.INTEGRITY: _("Test of integrity (Wet Bibob)"),
    Purpose.OTHER: _("Another task in the act"),
}

FACTS: dict[str, Text] = {
    "with_report": _("with an inspection report"),
    "certified_until": _("SNA certificate until"),
}
"""What an entry holds beside its days."""

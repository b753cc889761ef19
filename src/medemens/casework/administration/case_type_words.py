"""The declaration of a case type in words: its terms, and in which file it stands."""

from __future__ import annotations

import sys
from types import ModuleType

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from medemens.casework.case_types import CaseType
from medemens.common.questions import Text
from medemens.law.awb.terms import SERVICE_NORM, TermRule

CHOICES: dict[str, Promise] = {
    SERVICE_NORM: lazy("a norm of the organisation itself; no law sets this term"),
    "a choice of Medemens, for the authority to change; the law sets no term for reports": lazy(
        "a choice of this software, for the organisation to change"
    ),
}
"""What stands in the place of an article or a source of a term, in words."""


def citation(text: str) -> Text:
    """The article or source, or what stands in its place."""
    return CHOICES.get(text, text)


def declared_in(kind: CaseType) -> str:
    """The file in which a case type is declared; empty when it was not imported from one of its own."""
    modules = [name for name, module in list(sys.modules.items()) if name != settings.CASE_TYPES and _declares(module, kind)]
    return file_of(modules[0]) if modules else ""


def _declares(module: ModuleType, kind: CaseType) -> bool:
    several = getattr(module, "CASE_TYPES", ())
    return getattr(module, "CASE_TYPE", None) is kind or (isinstance(several, tuple) and any(each is kind for each in several))


def file_of(module: str) -> str:
    """Where a module stands in the source."""
    return f"src/{module.replace('.', '/')}.py"


def length(rule: TermRule) -> str:
    """How long a term is."""
    if rule.weeks:
        return ngettext("%(number)d week", "%(number)d weeks", rule.weeks) % {"number": rule.weeks}
    if rule.days:
        return ngettext("%(number)d day", "%(number)d days", rule.days) % {"number": rule.days}
    return ngettext("%(number)d working day", "%(number)d working days", rule.working_days) % {"number": rule.working_days}


def extension(rule: TermRule) -> str:
    """How far a term can be extended."""
    if rule.extendable_weeks is None:
        return _("as long as is reasonable")
    if not rule.extendable_weeks:
        return _("not at all")
    return ngettext("%(number)d week at most", "%(number)d weeks at most", rule.extendable_weeks) % {
        "number": rule.extendable_weeks
    }

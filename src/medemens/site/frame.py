"""What the frame around every page needs: whose page it is, the languages, and where this same page is in each of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from medemens.common.access import FOR_OFFICIALS, Permission, audience_of
from medemens.common.languages import Language, language, offered, spoken
from medemens.common.questions import Text
from medemens.common.staff import StaffMember
from medemens.progress.measures.editing import words as monitor
from medemens.progress.report import staff_words as report
from medemens.site import faces
from medemens.work.lenders.accounts import staff_words as accounts
from medemens.work.lenders.consulting import staff_words


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `base.html`."""
    code = spoken()
    elsewhere = [(each, translate_url(request.path, each.code)) for each in _offered(request)]
    return {
        "language": language(code),
        "languages": elsewhere,
        "face": SimpleLazyObject(lambda: faces.of(request)),
        "staff_menu": SimpleLazyObject(lambda: menu(request)),
    }


def _offered(request: HttpRequest) -> tuple[Language, ...]:
    """The languages in which this page exists; all of them on a page that is none."""
    view = request.resolver_match.func if request.resolver_match else None
    return offered(to_officials=view is not None and audience_of(view) in FOR_OFFICIALS)


def menu(request: HttpRequest) -> list[tuple[str, Text, bool]]:
    """What the person who is signed in may open: address, words, and whether it is this page."""
    person = request.user
    if not isinstance(person, StaffMember):
        return []
    parts = (
        (Permission.REPRESENT, "accounts:home", accounts.YOUR_FIRM),
        (Permission.HANDLE, "workbench:queue", _("Cases")),
        (Permission.COORDINATE, "coordination:load", _("Coordination")),
        (Permission.ADMIT, "admission:find", _("Register")),
        (Permission.CONSULT, "consulting:find", staff_words.MENU),
        (Permission.EDIT_MONITOR, "editing:measures", monitor.MENU),
        (Permission.REPORT_PROGRESS, "progress:measures", monitor.REPORTING_MENU),
        (Permission.EDIT_MONITOR, "annual:reports", report.MENU),
        (Permission.AUDIT, "auditing:log", _("Audit")),
        (Permission.ADMINISTER, "administration:authorities", _("Administration")),
        (Permission.HANDLE, "staff:key", _("My key")),
        (Permission.SIGN_IN, "staff:account", person.name),
    )
    found = [(reverse(name), words) for permission, name, words in parts if person.may(permission)]
    here = max((address for address, _words in found if request.path.startswith(address)), key=len, default="")
    return [(address, words, address == here) for address, words in found]

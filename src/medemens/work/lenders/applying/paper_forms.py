"""A paper as it comes in: the file made safe, with what its sender says of it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from medemens.casework.reporting import uploads
from medemens.common.questions import Text
from medemens.work.lenders.actions.applications import NewPaper
from medemens.work.lenders.applying import forms
from medemens.work.lenders.applying.papers import Kind


def paper_from(request: HttpRequest, kind: Kind, today: date, *, first: int) -> tuple[NewPaper | None, dict[str, Text]]:
    """The paper in a form with a field `file`, made safe; or what is wrong, by the id of the input.

    :param first: its number among the papers, from 1
    """
    read = forms.read(kind.question, request.POST, today)
    errors: dict[str, Text] = dict(read.errors)
    if not request.FILES.getlist("file"):
        errors["file"] = _("Choose the file. If you chose one before, choose it again: a browser does not keep it.")
    if errors:
        return None, errors
    files = uploads.taken(request, "file", first=first)
    if files.refused:
        return None, {"file": files.refused[0][1]}
    if len(files.enclosures) != 1:
        return None, {"file": _("Choose one file at a time.")}
    days = {name: date.fromisoformat(read.values[name]) for name in ("given_on", "valid_until") if read.values.get(name)}
    return NewPaper(kind.key, files.enclosures[0], amount=read.values.get("amount"), **days), {}

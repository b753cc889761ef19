"""Words of the workbench about reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import Text
from medemens.progress.report.models import Report

MENU = _("Annual report")
STATES: dict[str, Text] = {
    Report.State.WAITING: _("It waits for its turn"),
    Report.State.RUNNING: _("It is being made"),
    Report.State.DONE: _("Made"),
    Report.State.FAILED: _("Something went wrong"),
}
STAGES: dict[str, Text] = {
    "": _("beginning"),
    "reading": _("reading the data"),
    "html": _("writing the page"),
    "pdf": _("writing the PDF"),
    "docx": _("writing the text document"),
    "done": _("done"),
}
REFUSED: dict[str, Text] = {
    "published": _("This edition is public already."),
    "not_done": _("This edition is not ready yet."),
    "other_figures": _(
        "Since this edition was made, figures of the same year were published that differ from it. "
        "Make the report again: then it shows those."
    ),
}
"""Why an edition cannot be published, by the key of the refusal."""

"""The details of entries in words: they are keys and numbers, and each key has its own way to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework import staff_removal_words as removal_words
from medemens.casework import staff_words as words
from medemens.casework.case_types import CaseType, case_types
from medemens.casework.queries.log import AuditEntry
from medemens.casework.staff_words import Text
from medemens.common import formats
from medemens.common.authorities import CONSULTING_BASES
from medemens.common.languages import language

OPENED_TO: dict[str, Text] = {
    "read": lazy("read it"),
    "enter": lazy("bring the firm into the register"),
    "export": lazy("take it out"),
    "take": lazy("take it"),
    "hand-over": lazy("hand it over"),
    "put-back": lazy("put it back into the queue"),
    "status": lazy("change the status"),
    "wait": lazy("say for whom it waits"),
    "write": lazy("write to the reporter"),
    "complete": lazy("ask for completion"),
    "note": lazy("write a note"),
    "finding": lazy("write down a finding"),
    "organisation": lazy("say which organisation it is about"),
    "link": lazy("link it with another"),
    "unlink": lazy("take a link away"),
    "suspend": lazy("let the term stand still"),
    "resume": lazy("let the term run on"),
    "extend": lazy("extend the term"),
    "refer": lazy("pass it on"),
    "decision": lazy("take a decision"),
    "judge": lazy("look at a proposed decision"),
    "keep": lazy("say whether it is needed for a file"),
    "close": lazy("close it"),
    "reopen": lazy("reopen it"),
    "irrevocable": lazy("say that the decision is irrevocable"),
}
"""What a case was opened for."""

ROLES: dict[str, Text] = {
    "handler": lazy("Handler"),
    "coordinator": lazy("Coordinator"),
    "auditor": lazy("Auditor"),
    "administrator": lazy("Administrator"),
    "representative": lazy("Representative of a firm"),
}

FACTORS: dict[str, Text] = {
    "password": lazy("password"),
    "mfa": lazy("second factor"),
    "socialaccount": lazy("single sign-on"),
}

FACE: dict[str, Text] = {
    "name": lazy("name"),
    "key": lazy("key"),
    "rsin": lazy("RSIN"),
    "letterhead": lazy("letterhead"),
    "telephone": lazy("telephone number"),
    "point_host": lazy("address of the reporting point"),
    "colour": lazy("colour"),
    "logo": lazy("logo"),
    "admits_lenders": lazy("register of lenders"),
    "consults_lenders": lazy("reading the register of lenders"),
    "edits_monitor": lazy("editing the monitor of the measures"),
}
"""What can be changed of an authority."""

SIGNING_IN: dict[str, Text] = {
    "name": lazy("name"),
    "email": lazy("e-mail address"),
}
"""What somebody changes of their own account of a firm."""

WHICH: dict[str, Text] = {
    "open": lazy("all open cases"),
    "closed": lazy("cases closed in these months"),
    "received": lazy("cases received in these months"),
}

ENTRIES: dict[str, Text] = {
    "admitted": lazy("admission"),
    "provisional": lazy("provisional admission"),
    "exempt": lazy("exemption"),
    "extended": lazy("extension of an admission"),
    "restored": lazy("end of a suspension"),
    "suspended": lazy("suspension"),
    "revoked": lazy("revocation of an admission"),
    "exemption_revoked": lazy("revocation of an exemption"),
    "refused": lazy("refusal"),
    "applied": lazy("first application"),
    "application_ended": lazy("end of an application without a decision"),
    "signed_up": lazy("sign-up for the transitional scheme"),
    "trade_register": lazy("in the trade register"),
    "excepted": lazy("outside the act"),
}
"""The kinds of entries of the register of lenders."""

LISTS: dict[str, Text] = {
    "admissions": lazy("admissions that end"),
    "provisional": lazy("provisional admissions that end"),
    "suspensions": lazy("suspensions without an end"),
    "papers-ending": lazy("papers that end"),
    "papers-security": lazy("financial security that ends"),
    "papers-certificates": lazy("certificates that end"),
    "papers-conduct": lazy("certificates of conduct that are too old"),
    "papers-reports": lazy("inspection reports that are too old"),
}

WAYS: dict[str, Text] = {"letter": lazy("letter"), "telephone": lazy("telephone"), "desk": lazy("at the desk")}
"""How it was checked who has an account."""

PURPOSES: dict[str, Text] = {
    "supervision": lazy("supervision"),
    "investigation": lazy("investigation"),
    "tax": lazy("tax"),
    "social_security": lazy("social security"),
    "integrity": lazy("integrity (Bibob)"),
    "other": lazy("another task in the act"),
}
"""Why a partner looked at what is not public of a lender."""


CHANGES: dict[str, Text] = {
    "step": lazy("new step"),
    "correction": lazy("correction of a step"),
    "measure": lazy("what describes a measure"),
    "practice": lazy("good practice"),
    "file": lazy("file"),
    "report": lazy("report of a party"),
}
"""The kinds of changes of the monitor of the measures."""


@dataclass(frozen=True)
class Names:
    """What numbers and references stand for: colleagues, authorities, and the case type of each case."""

    people: dict[int, str]
    authorities: dict[int, str]
    kinds: dict[str, str]


@dataclass(frozen=True)
class _Read:
    """One detail: its value, and what is needed to say it in words."""

    value: Any
    kind: CaseType | None
    names: Names
    code: str


def details(entry: AuditEntry, names: Names, code: str) -> list[tuple[str, str]]:
    """The details of an entry: name and value; those that say nothing (no weeks, no ground) are left out.

    What somebody slipped into the log need not be well-formed; the auditor sees it all the same.
    """
    found = []
    kind = case_types().get(names.kinds.get(entry.reference, ""))
    given = entry.details if isinstance(entry.details, dict) else {"?": entry.details}
    for key, value in given.items():
        label, read = DETAILS.get((entry.deed, key)) or DETAILS.get(key) or (key, _plain)
        try:
            text = read(_Read(value, kind, names, code))
        except (AttributeError, TypeError, ValueError):
            text = str(value)
        if text:
            found.append((str(label), str(text)))
    return found


def _plain(read: _Read) -> Text:
    return "" if read.value in (None, "") else str(read.value)


def _number(read: _Read) -> Text:
    return formats.whole(read.value, read.code) if read.value else ""


def _yes(read: _Read) -> Text:
    return _("yes") if read.value else _("no")


def _only_yes(read: _Read) -> Text:
    return _("yes") if read.value else ""


def _day(read: _Read) -> Text:
    return formats.short_day(date.fromisoformat(read.value), read.code)


def _person(read: _Read) -> Text:
    if read.value is None:
        return _("nobody")
    return read.names.people.get(read.value) or _("colleague number %(number)d") % {"number": read.value}


def _authority(read: _Read) -> Text:
    if read.value is None:
        return _("an organisation that does not work with Medemens")
    return read.names.authorities.get(read.value) or _("organisation number %(number)d") % {"number": read.value}


def _organisation(read: _Read) -> Text:
    return _("none") if read.value is None else _("number %(number)d") % {"number": read.value}


def _of_kind(parts: str) -> Callable[[_Read], Text]:
    """The name of a part of the case type: a status, an outcome, a norm, a ground of referral; its key when it is gone."""

    def read(read: _Read) -> Text:
        found = getattr(read.kind, parts) if read.kind else ()
        return next((each.name for each in found if each.id == read.value), str(read.value))

    return read


def _among(choices: dict[str, Text]) -> Callable[[_Read], Text]:
    return lambda read: choices.get(read.value, str(read.value))


def _subject(read: _Read) -> Text:
    return dict(words.subjects()).get(read.value, str(read.value))


def _municipality(read: _Read) -> Text:
    return words.municipality(read.value) or _("all")


def _several(choices: dict[str, Text]) -> Callable[[_Read], Text]:
    """Keys with spaces between them."""
    return lambda read: ", ".join(str(choices.get(each, each)) for each in read.value.split()) or _("none")


DETAILS: dict[str | tuple[str, str], tuple[Text, Callable[[_Read], Text]]] = {
    ("case.opened", "to"): (lazy("to"), _among(OPENED_TO)),
    ("case.referred", "to"): (lazy("to"), _authority),
    ("case.linked", "to"): (lazy("with"), _plain),
    ("case.unlinked", "to"): (lazy("with"), _plain),
    ("key.founded", "key"): (lazy("key number"), _plain),
    ("key.rotated", "key"): (lazy("key number"), _plain),
    ("account.changed", "changed"): (lazy("changed"), _several(SIGNING_IN)),
    ("admission.approved", "kind"): (lazy("what"), _among(ENTRIES)),
    ("admission.proposed", "kind"): (lazy("what"), _among(ENTRIES)),
    ("admission.sent_back", "kind"): (lazy("what"), _among(ENTRIES)),
    ("lenders.consulted", "basis"): (lazy("ground"), _among(dict(CONSULTING_BASES))),
    ("lender.name_term", "since"): (lazy("from"), lambda read: _day(read) if read.value else _("never")),
    **{
        (f"monitor.{deed}", "kind"): (lazy("what"), _among(CHANGES))
        for deed in ("drafted", "proposed", "published", "sent_back", "thrown_away")
    },
    ("monitor.linked", "to"): (lazy("organisation"), _authority),
    ("monitor.unlinked", "to"): (lazy("organisation"), _authority),
    ("register.corrected", "kind"): (lazy("what"), _among(ENTRIES)),
    ("register.imported", "entry"): (lazy("from entry number"), _plain),
    ("register.listed", "which"): (lazy("which"), _among(LISTS)),
    ("register.recorded", "kind"): (lazy("what"), _among(ENTRIES)),
    "account": (lazy("account number"), _plain),
    "application": (lazy("form number"), _plain),
    ("report.text_written", "chapter"): (lazy("chapter"), _plain),
    "basis": (lazy("ground"), _of_kind("referrals")),
    "because": (lazy("because"), lambda read: removal_words.reason(read.value)),
    "changed": (lazy("changed"), _several(FACE)),
    "changes": (lazy("entries and steps"), _number),
    "case_type": (lazy("case type"), lambda read: removal_words.kind(read.value)),
    "corrections": (lazy("corrections"), _number),
    "decision": (lazy("decision number"), _plain),
    "document": (lazy("document number"), _plain),
    "documents": (lazy("documents"), _number),
    "entries": (lazy("entries"), _number),
    "entry": (lazy("entry number"), _plain),
    "factors": (lazy("by"), _several(FACTORS)),
    "ground": (lazy("ground"), _among(words.GROUNDS)),
    "keep": (lazy("needed"), _yes),
    "invitation": (lazy("code number"), _plain),
    "key": (lazy("text"), _plain),
    "kind": (lazy("because"), _among(words.LINKS)),
    "kid": (lazy("key"), _plain),
    "language": (lazy("language"), lambda read: language(read.value).endonym),
    "months": (lazy("months"), _number),
    "municipality": (lazy("municipality"), _municipality),
    "norm": (lazy("norm"), _of_kind("norms")),
    "of": (lazy("of"), _person),
    "on": (lazy("on"), _day),
    "organisation": (lazy("organisation"), _organisation),
    "organisations": (lazy("organisations"), _number),
    "outcome": (lazy("outcome"), _of_kind("outcomes")),
    ("finding.made", "outcome"): (lazy("outcome"), _among(words.OUTCOMES)),
    "page": (lazy("page"), _plain),
    "party": (lazy("party number"), _plain),
    "practice": (lazy("practice number"), _plain),
    "proposal": (lazy("proposal number"), _plain),
    "question": (lazy("a question"), _only_yes),
    "referred": (lazy("passed on by another organisation"), _only_yes),
    "register": (lazy("register"), _plain),
    "report": (lazy("report number"), _plain),
    "roles": (lazy("roles"), _several(ROLES)),
    "since": (lazy("from"), _day),
    "staff": (lazy("colleague"), _person),
    "status": (lazy("status"), _of_kind("statuses")),
    "subject": (lazy("subject"), _subject),
    "to": (lazy("to"), _person),
    "until": (lazy("up to and including"), lambda read: _day(read) if read.value else ""),
    "waiting": (lazy("waits"), _among(words.WAITING)),
    "purpose": (lazy("purpose"), _among(PURPOSES)),
    "their_reference": (lazy("own reference"), _plain),
    "ways": (lazy("checked by"), _several(WAYS)),
    "weeks": (lazy("weeks"), _number),
    "which": (lazy("which"), _among(WHICH)),
    "year": (lazy("year"), _plain),
}
"""How each detail is named and read; of a deed and a key where the key alone does not say it."""

"""The log in words: deeds, who did them, and what is wrong with a place of the log. Details are in `detail_words`."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework.queries.log import AuditEntry
from medemens.casework.staff_words import Text

DEEDS: dict[str, Text] = {
    "account.changed": lazy("Changed their name or address at the account of a firm"),
    "account.checked": lazy("Checked who has the account of a firm"),
    "account.closed": lazy("Closed the account of a firm"),
    "account.confirmed": lazy("Confirmed for which lender an account acts"),
    "account.invited": lazy("Made an invitation for the account of a firm"),
    "account.left": lazy("Removed an account of a firm, or the name of its person"),
    "account.opened": lazy("An account of a firm was opened"),
    "account.second_factor_reset": lazy("Took the second factor of an account of a firm away"),
    "admission.approved": lazy("Approved a proposal about a lender"),
    "admission.proposed": lazy("Proposed an entry about a lender"),
    "admission.sent_back": lazy("Sent a proposal about a lender back"),
    "application.linked": lazy("Said which lender an application is about"),
    "application.answered": lazy("Filled in a part of a form"),
    "application.begun": lazy("Began a form"),
    "application.discarded": lazy("Threw a draft away"),
    "application.paper_added": lazy("Added a paper to a draft"),
    "application.paper_removed": lazy("Took a paper out of a draft"),
    "application.removed": lazy("Removed a form whose time was over"),
    "application.sent": lazy("Sent a form in"),
    "authority.added": lazy("Added an organisation"),
    "authority.changed": lazy("Changed the data of an organisation"),
    "case.assigned": lazy("Gave a case to somebody"),
    "case.closed": lazy("Closed a case"),
    "case.kept_for_file": lazy("Said whether a case is needed for a file"),
    "case.linked": lazy("Linked a case with another"),
    "case.marked_read": lazy("Marked a case as read"),
    "case.opened": lazy("Opened a case"),
    "case.organisation": lazy("Said which organisation a case is about"),
    "case.received": lazy("Sent in a report"),
    "case.referred": lazy("Passed a case on"),
    "case.removed": lazy("Removed a case for good"),
    "case.reopened": lazy("Reopened a case"),
    "case.status": lazy("Changed the status of a case"),
    "case.taken_out": lazy("Took a case out of the system"),
    "case.unlinked": lazy("Took a link between cases away"),
    "case.waiting": lazy("Said for whom a case waits"),
    "case.withdrawn": lazy("Withdrew a report"),
    "cases.listed": lazy("Took a list of cases out of the system"),
    "competence.added": lazy("Made an organisation competent"),
    "competence.ended": lazy("Ended a competence"),
    "decision.irrevocable": lazy("Said that a decision is irrevocable"),
    "decision.proposed": lazy("Proposed a decision for a second person"),
    "decision.sent_back": lazy("Sent a proposed decision back"),
    "decision.taken": lazy("Took a decision"),
    "document.opened": lazy("Opened a document"),
    "finding.made": lazy("Wrote down a finding about a norm"),
    "key.founded": lazy("Made the first key of the organisation"),
    "key.made_own": lazy("Made a key of their own"),
    "key.passphrase_changed": lazy("Changed the passphrase of their key"),
    "key.recovered": lazy("Gave the key with the recovery key"),
    "key.rotated": lazy("Made a new key of the organisation"),
    "key.shared": lazy("Shared the key of the organisation"),
    "key.taken_away": lazy("Took the key of the organisation away"),
    "lender.entered": lazy("Brought a lender into the register"),
    "lender.name_left": lazy("Took the name of a sole trader out of the register"),
    "lender.name_term": lazy("Set when the name of a sole trader leaves the register"),
    "lenders.consulted": lazy("Looked at what is not public of a lender"),
    "log.checked": lazy("Began a check of the log"),
    "log.exported": lazy("Took records of the log out of the system"),
    "measures.imported": lazy("Brought a file into the monitor of the measures"),
    "monitor.drafted": lazy("Made a draft of a change of the monitor"),
    "monitor.invited": lazy("Made a code with which a party reports its progress"),
    "monitor.linked": lazy("Let an organisation report the progress of a party"),
    "monitor.proposed": lazy("Asked for the publication of a change of the monitor"),
    "monitor.published": lazy("Published a change of the monitor"),
    "monitor.reported": lazy("Reported the progress of a party"),
    "monitor.sent_back": lazy("Sent a change of the monitor back"),
    "monitor.thrown_away": lazy("Threw a draft of a change of the monitor away"),
    "monitor.uninvited": lazy("Ended a code with which a party reports"),
    "monitor.unlinked": lazy("Let an organisation no longer report the progress of a party"),
    "message.received": lazy("Wrote to the organisation"),
    "message.sent": lazy("Wrote to the reporter"),
    "note.written": lazy("Wrote a note"),
    "notice.removed": lazy("Removed what a reporter could still read of a removed case"),
    "organisation.written_down": lazy("Wrote down a new organisation"),
    "practice.contact_removed": lazy("Removed the contact data of a good practice"),
    "practice.old_removed": lazy("Removed good practices that were not published a year ago"),
    "practice.published": lazy("Published a good practice"),
    "practice.removed": lazy("Took a good practice out of the directory"),
    "practice.sent": lazy("Sent in a good practice"),
    "practice.sent_back": lazy("Sent a good practice back"),
    "register.corrected": lazy("Corrected an entry of the register"),
    "register.imported": lazy("Imported entries into the register"),
    "register.listed": lazy("Took a list out of the register"),
    "register.recorded": lazy("Added an entry to the register"),
    "report.published": lazy("Published an annual report"),
    "report.text_written": lazy("Wrote a text for an annual report"),
    "report.wanted": lazy("Had an annual report made"),
    "signing_key.rotated": lazy("Made a new key that signs proofs"),
    "staff.added": lazy("Added a colleague"),
    "staff.blocked": lazy("Blocked a colleague who left"),
    "staff.invited": lazy("Invited a colleague"),
    "staff.kept_out": lazy("Asked for a page of another role"),
    "staff.password_chosen": lazy("Chose a password"),
    "staff.second_factor_failed": lazy("Somebody gave a wrong second factor"),
    "staff.sign_in_failed": lazy("Somebody tried to sign in with a wrong password"),
    "staff.returned": lazy("Let a colleague in again"),
    "staff.roles": lazy("Set the roles of a colleague"),
    "staff.second_factor_reset": lazy("Took the second factor of a colleague away"),
    "staff.signed_in": lazy("Signed in"),
    "template.removed": lazy("Removed a standard text"),
    "template.saved": lazy("Saved a standard text"),
    "term.extended": lazy("Extended the term"),
    "term.resumed": lazy("Let the term run on"),
    "term.suspended": lazy("Let the term stand still"),
}
"""Each deed that is written in the log."""

FAULTS: dict[str, Text] = {
    "changed": lazy("This entry is not as it was written, or was slipped in."),
    "missing": lazy("One or more entries are missing from here on."),
    "shorter": lazy("The end of the chain is missing, from this number on."),
    "longer": lazy("Entries were put behind the end of the chain, from this number on."),
    "head": lazy("The last entry is another than the one that was written last."),
    "noted": lazy("Here the log is another than when this head was noted."),
}
"""The kinds of `audit.Fault`."""


def deed(key: str) -> str:
    """A deed in words; its key when it has none."""
    return str(DEEDS.get(key, key))


def deeds() -> list[tuple[str, str]]:
    """All deeds to choose from, by their words."""
    return sorted(((key, str(words)) for key, words in DEEDS.items()), key=lambda each: each[1].casefold())


def who(entry: AuditEntry) -> str:
    """Who did it."""
    if entry.staff is not None:
        return entry.staff.name or _("Somebody whose account was closed")
    return _("The reporter") if entry.actor == AuditEntry.Actor.REPORTER else _("The system")

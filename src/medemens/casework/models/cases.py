"""Cases, and all that is written in them. What people wrote is sealed; what stays readable is listed in docs/privacy.md."""

from __future__ import annotations

from datetime import date

from django.db import models

from medemens.casework.models.keys import AuthorityKey
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.staff import StaffMember

NOTHING_DUE = date(9999, 12, 31)
"""Stands for "no day" in `Case.due_on`, so that one index orders all."""


class Mailbox(models.Model):
    """A reporter's own door. Neither column leads back to the code that opens it."""

    lookup = models.BinaryField(max_length=32, unique=True)
    public_key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"mailbox {self.pk}"


def _open(name: str, *columns: str, only: models.Q | None = None, counted: tuple[str, ...] = ()) -> models.Index:
    """An index over the open cases of an authority that stands in the order in which the queue shows them.

    The last column is always empty; with it SQLite can count within the index, without looking at the cases. `counted` are
    columns by which those that were found in the index are counted, also without looking.
    """
    condition = models.Q(closed_at=None) & (only or models.Q())
    return models.Index(fields=["authority", *columns, "id", "closed_at", *counted], condition=condition, name=f"open_{name}")


def _closed(name: str, *columns: str, only: models.Q | None = None) -> models.Index:
    """The same over the closed cases, by the moment they were closed."""
    condition = ~models.Q(closed_at=None) & (only or models.Q())
    return models.Index(fields=["authority", *columns, "closed_at", "id"], condition=condition, name=f"closed_{name}")


class Case(models.Model):
    """What one authority does about one submission (ZGW zaak).

    The content is locked with a key of the case's own; that key is sealed to the authority and to the reporter's mailbox.
    `due_on` is the first day on which a term ends (the last day that is still in time), or `NOTHING_DUE`. `address_mark`
    and `name_mark` tell equal addresses, and equal names as reporters wrote them, within one authority; they can be made only by
    somebody who holds the authority's key. `in_time` says of a closed case whether all its terms were met in time; None: no term
    ran, or the case is open.
    """

    class Waiting(models.TextChoices):
        """For whom the case waits."""

        NOBODY = "", "nobody"
        REPORTER = "reporter", "the reporter"
        OTHERS = "others", "others"

    reference = models.CharField(max_length=16, unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="cases")
    case_type = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    municipality = models.CharField(max_length=6, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="cases")
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.PROTECT, related_name="cases")
    authority_key = models.ForeignKey(AuthorityKey, on_delete=models.PROTECT, related_name="cases")
    sealed_for_authority = models.BinaryField()
    sealed_for_reporter = models.BinaryField(null=True)

    formal_request = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40, blank=True)
    handler = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="cases")
    waiting = models.CharField(max_length=10, choices=Waiting.choices, blank=True, default="")
    unread = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    due_on = models.DateField(default=NOTHING_DUE)
    closed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)
    address_mark = models.BinaryField(max_length=32, null=True)
    name_mark = models.BinaryField(max_length=32, null=True)

    referred_from = models.CharField(max_length=200, blank=True)
    kept_for_file = models.BooleanField(default=False)
    irrevocable_on = models.DateField(null=True)
    remove_on = models.DateField(null=True)
    remove_because = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            _open("by_term", "due_on"),
            _open("by_arrival", "received_at"),
            _open("of_handler", "handler", "due_on"),
            _open("in_status", "status", "due_on"),
            _open("on_subject", "subject", "due_on", counted=("handler", "municipality", "status", "received_at")),
            _open("in_place", "municipality", "due_on"),
            _open("and_new", "due_on", only=models.Q(handler=None)),
            _open("and_waiting", "due_on", only=~models.Q(waiting="")),
            _open("and_urgent", "due_on", only=models.Q(urgent=True)),
            _closed("by_day"),
            _closed("of_handler", "handler"),
            _closed("on_subject", "subject"),
            _closed("in_place", "municipality"),
            _closed("and_urgent", only=models.Q(urgent=True)),
            models.Index(fields=["authority", "received_at", "subject", "municipality"], name="arrivals"),
            models.Index(
                fields=["authority", "closed_at", "case_type", "outcome", "in_time", "subject", "municipality"],
                condition=~models.Q(closed_at=None),
                name="results",
            ),
            models.Index(fields=["authority", "organisation"], condition=~models.Q(organisation=None), name="by_organisation"),
            models.Index(fields=["authority", "address_mark"], condition=~models.Q(address_mark=None), name="by_address_mark"),
            models.Index(fields=["authority", "name_mark"], condition=~models.Q(name_mark=None), name="by_name_mark"),
            models.Index(fields=["remove_on"], condition=~models.Q(remove_on=None), name="by_removal"),
            models.Index(
                fields=["authority", "remove_on", "remove_because"], condition=~models.Q(remove_on=None), name="removals"
            ),
            models.Index(fields=["authority"], condition=~models.Q(closed_at=None) & models.Q(remove_on=None), name="kept"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(outcome="") | models.Q(withdrawn_at__isnull=False),
                name="closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def due(self) -> date | None:
        """The day on which the first term ends, if any."""
        return None if self.due_on == NOTHING_DUE else self.due_on

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on."""
        return self.closed_at is None


class Entry(models.Model):
    """One line of a case's timeline: a message, a note, a step. Never changed. `content` is locked with the case's key.

    `key` is a readable word that belongs to the kind (the status, the role of a reader); never something a person wrote.
    """

    class Kind(models.TextChoices):
        """What happened."""

        REPORT = "report"
        FROM_REPORTER = "from_reporter"
        TO_REPORTER = "to_reporter"
        NOTE = "note"
        STATUS = "status"
        HANDLER = "handler"
        FINDING = "finding"
        TERM = "term"
        PROPOSED = "proposed"
        SENT_BACK = "sent_back"
        DECISION = "decision"
        REFERRAL = "referral"
        LINK = "link"
        WITHDRAWN = "withdrawn"
        CLOSED = "closed"
        REOPENED = "reopened"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    staff = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="timeline")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Finding(models.Model):
    """What a handler found about one norm. The newest of a norm counts; older ones stay. The reason is in the entry."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="findings")
    norm = models.CharField(max_length=60)
    outcome = models.CharField(max_length=20)
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="finding")

    def __str__(self) -> str:
        return f"{self.norm}: {self.outcome}"


class CaseLink(models.Model):
    """Two cases of one authority that somebody says belong together, and in what way. Kept both ways round."""

    class Kind(models.TextChoices):
        """In what way."""

        ORGANISATION = "organisation"
        ADDRESS = "address"
        PATTERN = "pattern"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="linked_once"),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="not_linked_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} - {self.other_id}"

"""What waits to come into the monitor, who is asked to report, and good practices that were sent in."""

from __future__ import annotations

from django.db import models

from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.progress.measures.models.measures import Measure, Party, Theme
from medemens.progress.measures.models.promises import Promise


class PartyAuthority(models.Model):
    """An authority of this installation that belongs to a party: it reports for that party in its workbench."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="authorities")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "authority"], name="authority_of_a_party_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.authority_id}"


class Invitation(models.Model):
    """A code that lets a party without an authority here report. `lookup` is all that is kept of it; `until` is its last day."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="invitations")
    lookup = models.BinaryField(max_length=32, unique=True)
    until = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.party_id} {self.until}"


class Proposal(models.Model):
    """What somebody wants in the monitor. `content` is written as in a file: only what is to be added or to differ.

    An editor begins with a draft; another editor publishes it or sends it back. What a `party` reports is proposed by nobody of
    the editors; `invitation` says with which code it came, and who has that code reads the `remark`. `reasons` are for editors.
    """

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft"
        WAITING = "waiting"
        PUBLISHED = "published"
        SENT_BACK = "sent_back"

    class Kind(models.TextChoices):
        """What it would do."""

        STEP = "step"
        CORRECTION = "correction"
        MEASURE = "measure"
        PRACTICE = "practice"
        FILE = "file"
        REPORT = "report"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    measure = models.ForeignKey(Measure, null=True, on_delete=models.PROTECT, related_name="proposals")
    promise = models.ForeignKey(Promise, null=True, on_delete=models.PROTECT, related_name="proposals")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="proposals")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="proposals")
    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    reasons = models.TextField(blank=True, max_length=4000)
    state = models.CharField(max_length=10, choices=State.choices)
    proposed_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    judged_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, max_length=4000)

    class Meta:
        indexes = [
            models.Index(fields=["proposed_at"], condition=models.Q(state__in=["draft", "waiting"]), name="changes_not_done")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(judged_by=None) | models.Q(proposed_by=None) | ~models.Q(judged_by=models.F("proposed_by")),
                name="change_judged_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class SentPractice(models.Model):
    """A good practice that somebody sent in. `fields` are what they filled in, in their `language`.

    `contact` is locked with the key of the installation, for editors only; `contact_public`: they ticked that it may be shown.
    `key` is that of the practice that it became.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        PUBLISHED = "published"
        SENT_BACK = "sent_back"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    fields = models.JSONField()
    contact = models.BinaryField(null=True)
    contact_public = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices)
    sent_at = models.DateTimeField()
    judged_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, max_length=4000)
    key = models.CharField(max_length=60, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class RemovedPractice(models.Model):
    """That a good practice was taken out of the directory, and why. What it said is gone."""

    key = models.CharField(max_length=60)
    reason = models.TextField(max_length=4000)
    removed_at = models.DateTimeField()
    removed_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.key

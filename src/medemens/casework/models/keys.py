"""Who can open what. Private keys are here only sealed or wrapped; see docs/sealing.md."""

from __future__ import annotations

from django.db import models

from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember


class AuthorityKey(models.Model):
    """A key pair of an authority, to which cases are sealed. There is one in use; retired ones still open older cases."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="keys")
    number = models.PositiveIntegerField()
    public_key = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="keys_are_numbered"),
            models.UniqueConstraint(fields=["authority"], condition=models.Q(retired_at=None), name="one_authority_key_in_use"),
        ]

    def __str__(self) -> str:
        return f"key {self.number} of authority {self.authority_id}"


class StaffKey(models.Model):
    """A staff member's own key pair; the private half is wrapped by a passphrase that only they know."""

    staff = models.OneToOneField(StaffMember, on_delete=models.CASCADE, related_name="key")
    public_key = models.BinaryField(max_length=32)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of staff member {self.staff_id}"


class KeyShare(models.Model):
    """An authority's private key, sealed to one staff member."""

    authority_key = models.ForeignKey(AuthorityKey, on_delete=models.CASCADE, related_name="shares")
    staff_key = models.ForeignKey(StaffKey, on_delete=models.CASCADE, related_name="shares")
    sealed = models.BinaryField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_key", "staff_key"], name="one_share_each")]

    def __str__(self) -> str:
        return f"share {self.pk}"


class RecoveryShare(models.Model):
    """An authority's private key, sealed to the recovery key that is kept offline."""

    authority_key = models.OneToOneField(AuthorityKey, on_delete=models.CASCADE, related_name="recovery")
    recovery_public_key = models.BinaryField(max_length=32)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"recovery share {self.pk}"

"""The people who sign in: staff of an authority with their roles there, and who acts for a firm."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from medemens.common.access import OF_A_PARTY, OF_A_READER, OF_THE_MONITOR, OF_THE_REGISTER, Permission, Role, permissions_of
from medemens.common.authorities import Authority


class StaffMembers(BaseUserManager["StaffMember"]):
    """Finds staff by their e-mail address, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> StaffMember:
        """For signing in."""
        return self.get(email=(username or "").strip().lower())


class StaffMember(AbstractBaseUser):
    """Somebody who signs in. Without an authority they administer the installation, and see no case.

    A `representative` is no staff: they act for a firm, have no authority and no other role. They stand in this table because
    there is one way to sign in, with the same second factor and the same sessions for all.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="staff")
    handler = models.BooleanField(default=False)
    coordinator = models.BooleanField(default=False)
    auditor = models.BooleanField(default=False)
    administrator = models.BooleanField(default=False)
    representative = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True)

    objects = StaffMembers()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(representative=False)
                | models.Q(authority=None, handler=False, coordinator=False, auditor=False, administrator=False),
                name="a_representative_is_no_staff",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> tuple[Role, ...]:
        """Their roles, in the order of `Role`."""
        return tuple(role for role in Role if getattr(self, role.value))

    def may(self, permission: Permission) -> bool:
        """Whether one of their roles allows it. Cases, and all that is of an authority, need an authority too.

        The register of lenders needs one that keeps it; what is not public of it, one that the law lets read it. The monitor
        of the measures needs one that edits it, or is responsible for measures in it.
        """
        if permission in OF_THE_REGISTER and not (self.authority and self.authority.admits_lenders):
            return False
        if permission in OF_A_READER and not (self.authority and self.authority.consults_lenders):
            return False
        if permission in OF_THE_MONITOR and not (self.authority and self.authority.edits_monitor):
            return False
        if permission in OF_A_PARTY and not (self.authority and self.authority.reports_progress):
            return False
        return self.is_active and permission in permissions_of(self.roles, has_authority=self.authority_id is not None)

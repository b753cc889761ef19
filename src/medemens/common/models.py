"""Where Django finds the nouns of this floor; each is in a file of its own."""

from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.staff import StaffMember

__all__ = ["Authority", "Organisation", "StaffMember"]

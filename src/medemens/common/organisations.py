"""Organisations that work, lend, hire or let: employers, agencies, landlords. What is here is public knowledge about them."""

from __future__ import annotations

import unicodedata

from django.db import models


def folded(name: str) -> str:
    """A name as it is compared: without accents, capitals, punctuation and legal form."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = "".join(letter if letter.isalnum() else " " for letter in plain.lower()).split()
    bare = " ".join(words)
    for form in (" b v", " bv", " n v", " nv", " v o f", " vof"):
        bare = bare.removesuffix(form)
    return bare


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """The vocabulary of asking for organisations."""

    def public(self) -> OrganisationQuerySet:
        """Those that stand in a public register: only these may be shown to somebody who searches."""
        return self.filter(public=True)

    def named(self, text: str) -> OrganisationQuerySet:
        """Those whose name begins with the text, or has it as words inside."""
        bare = folded(text)
        if len(bare) < 2:
            return self.none()
        return self.filter(models.Q(folded_name__startswith=bare) | models.Q(folded_name__contains=f" {bare}"))


class Organisation(models.Model):
    """A legal person or firm. `kvk` is the number in the trade register (eight digits), empty when unknown.

    `public` says that it was taken from a public register. One that staff wrote down while handling a report is not:
    to show it to a searcher would tell that it was reported.
    """

    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)
    kvk = models.CharField(max_length=8, blank=True, db_index=True)
    place = models.CharField(max_length=100, blank=True)
    public = models.BooleanField(default=False)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

"""Authorities: the organisations of government that are competent to handle what people send in."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """The vocabulary of asking for authorities."""

    def at_host(self, host: str) -> AuthorityQuerySet:
        """The authority whose own address this is; hosts are compared without port and case."""
        return self.filter(point_host=host.split(":")[0].lower()).exclude(point_host="")


class Authority(models.Model):
    """A municipality, an inspectorate or another body, with its own face towards the public.

    `rsin` is the number of the legal person (nine digits), asked for by the ZGW standards. `logo` is a PNG picture made anew
    by us; `colour` is that of buttons and headings, dark enough on white. `admits_lenders`: it keeps the register of lenders.
    `consults_lenders`: the keys of the legal bases on which it may read what is not public of that register, with spaces between.
    `edits_monitor`: it edits the monitor of the measures; `reports_progress`: it is responsible for measures there, and tells how
    far they are.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    rsin = models.CharField(max_length=9, blank=True, validators=[RegexValidator(r"^\d{9}$")])
    letterhead = models.TextField(blank=True, max_length=1000)
    telephone = models.CharField(max_length=30, blank=True)
    logo = models.BinaryField(null=True)
    colour = models.CharField(max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-f]{6}$")])
    point_host = models.CharField(max_length=200, blank=True)
    admits_lenders = models.BooleanField(default=False)
    consults_lenders = models.CharField(max_length=200, blank=True)
    edits_monitor = models.BooleanField(default=False)
    reports_progress = models.BooleanField(default=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point_host"], condition=~models.Q(point_host=""), name="one_authority_at_a_host")
        ]

    def __str__(self) -> str:
        return self.name

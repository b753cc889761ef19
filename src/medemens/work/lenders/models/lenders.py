"""Who is in the register: what may be public of a lender besides its entries."""

from __future__ import annotations

from django.db import models

from medemens.common.organisations import Organisation


class Lender(models.Model):
    """A firm in the register. `number` is that of the register, shown to the public; `country` is ISO 3166-1 alpha-2.

    `sole_trader`: the name may be that of a person, so it leaves the register at its term (`name_until`: the first day on which
    it is no longer shown). Numbers are kept as plain digits and letters; a foreign firm may have none of KvK (that one stands in
    the organisation) and a number of its home register instead.
    `changed_at` is the moment at which any of this, or a trade name, was last changed.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="lender")
    number = models.CharField(max_length=12, unique=True)
    rsin = models.CharField(max_length=9, blank=True, db_index=True)
    vat = models.CharField(max_length=20, blank=True, db_index=True)
    country = models.CharField(max_length=2, default="NL")
    home_register = models.CharField(max_length=100, blank=True)
    home_number = models.CharField(max_length=40, blank=True, db_index=True)
    website = models.URLField(max_length=200, blank=True)
    sole_trader = models.BooleanField(default=False)
    name_until = models.DateField(null=True)
    changed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.number


class TradeName(models.Model):
    """Another name under which a lender works; `folded` is how it is compared."""

    lender = models.ForeignKey(Lender, on_delete=models.CASCADE, related_name="trade_names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lender", "name"], name="trade_name_once")]

    def __str__(self) -> str:
        return self.name

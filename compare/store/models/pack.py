from django.db import models

from compare.store.models.fact import Fact
from compare.store.models.fields import ExactField, link
from compare.store.models.plan import Plan


class Pack(Fact):
    """An amount of a product at a price: `micros` millionths of `currency` for the whole pack.

    `quantity` is in `unit` (kg, l, piece, m, m2; empty where it is not told); `missing` says why
    there is none. `items` are the pieces of a multipack, null where none are stated.
    """

    plan = link(Plan)
    micros = models.BigIntegerField()
    quantity = ExactField(null=True)
    unit = models.CharField(max_length=8, blank=True)
    items = models.IntegerField(null=True)
    missing = models.CharField(max_length=16, blank=True)
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "pack"
        indexes = [models.Index(fields=["plan", "valid_to", "valid_from"], name="pack_as_of")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.quantity} {self.unit}: {self.micros / 1_000_000:.2f}"

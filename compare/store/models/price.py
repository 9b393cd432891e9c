from django.db import models

from compare.store.models.cell import Cell
from compare.store.models.fact import Fact
from compare.store.models.fields import link
from compare.store.models.plan import Plan


class Price(Fact):
    """A plan's flat price in one cell: `micros` millionths of `currency`, paid once each `per`.

    The one index serves "all offers in these cells, as of a day": an open or later end is at the
    far side of a cell's range, so that the past costs today's question nothing.
    """

    cell = link(Cell)
    plan = link(Plan)
    micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    per = models.CharField(max_length=12)

    class Meta:
        db_table = "price"
        indexes = [models.Index(fields=["cell", "valid_to", "valid_from"], name="price_as_of")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.micros / 1_000_000:.2f} {self.currency}"

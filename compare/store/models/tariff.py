from django.db import models

from compare.store.models.cell import Cell
from compare.store.models.fact import Fact
from compare.store.models.fields import link
from compare.store.models.plan import Plan


class Tariff(Fact):
    """How a plan is priced in one cell: `components` as JSON, named by the `sha256` of that text.

    Two plans of one name are priced alike; a tariff seen again with the same name adds no row.
    """

    cell = link(Cell)
    plan = link(Plan)
    sha256 = models.CharField(max_length=64)
    components = models.TextField()
    currency = models.CharField(max_length=3)
    tax = models.CharField(max_length=8)

    class Meta:
        db_table = "tariff"
        indexes = [models.Index(fields=["cell", "valid_to", "valid_from"], name="tariff_as_of")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.sha256[:12]} {self.currency}"

from django.db import models

from compare.store.models.fact import Fact
from compare.store.models.fields import ExactField, link
from compare.store.models.provider import Provider


class Figure(Fact):
    """A published quality measure of a provider, with its counts where they are published.

    `group` names the line of business. `part` is empty but where the publisher prints several rows
    for one provider and period. `missing` says why there is no `value`; it is empty where there is
    one.
    """

    provider = link(Provider)
    measure = models.CharField(max_length=80)
    group = models.CharField(max_length=120)
    part = models.CharField(max_length=40, blank=True, default="")
    value = ExactField(null=True)
    missing = models.CharField(max_length=16, blank=True)
    numerator = ExactField(null=True)
    denominator = ExactField(null=True)

    class Meta:
        db_table = "figure"
        indexes = [models.Index(fields=["provider", "measure", "valid_to"], name="figure_as_of")]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.measure}: {self.value}"

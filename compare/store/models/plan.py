from django.db import models

from compare.store.models.fact import Fact
from compare.store.models.fields import link
from compare.store.models.provider import Provider


class Plan(models.Model):
    """What a provider sells in a market; the key is the publisher's own.

    `successor_of` is the plan whose place it took, as a person confirmed (`store/writers/successors`);
    None: none that anybody confirmed.
    """

    market = models.CharField(max_length=40)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, db_index=False)
    key = models.CharField(max_length=120)
    successor_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False)

    class Meta:
        db_table = "plan"
        constraints = [
            models.UniqueConstraint(fields=["market", "provider", "key"], name="plan_key")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.key}"


class PlanAttribute(Fact):
    """What one source says of a plan for a time: its name, its model."""

    plan = link(Plan)
    key = models.CharField(max_length=80)
    value = models.TextField()

    class Meta:
        db_table = "plan_attribute"
        indexes = [models.Index(fields=["plan", "key", "valid_to"], name="plan_attribute_as_of")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.key}: {self.value}"

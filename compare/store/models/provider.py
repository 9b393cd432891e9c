from django.db import models

from compare.store.models.fact import Fact
from compare.store.models.fields import link


class Provider(models.Model):
    """Somebody who sells; the key is register and number (`bag-1542`) and never changes."""

    key = models.CharField(max_length=80, unique=True)

    class Meta:
        db_table = "provider"

    def __str__(self) -> str:
        return self.key


class ProviderAttribute(Fact):
    """What one source says of a provider for a time: its name, group, legal form."""

    provider = link(Provider)
    key = models.CharField(max_length=80)
    value = models.TextField()

    class Meta:
        db_table = "provider_attribute"
        indexes = [
            models.Index(fields=["provider", "key", "valid_to"], name="provider_attribute_as_of")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.key}: {self.value}"

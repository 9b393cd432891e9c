from django.db import models

from compare.store.models.fact import Fact
from compare.store.models.fields import link
from compare.store.models.provider import Provider


class Document(Fact):
    """One version of a provider's document; the text is the body of this sha256.

    `key` names the document (terms-of-service). `cause` is what made the text differ from the
    version before: the provider, or other rules of taking it out of the page.
    """

    provider = link(Provider)
    key = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    cause = models.CharField(max_length=12)

    class Meta:
        db_table = "document"
        indexes = [models.Index(fields=["provider", "key", "valid_to"], name="document_as_of")]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.key} {self.sha256[:12]}"

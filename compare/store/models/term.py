from django.db import models

from compare.store.models.fact import Fact
from compare.store.models.fields import link
from compare.store.models.plan import Plan


class Term(Fact):
    """What a plan promises for one attribute of the market's vocabulary.

    `kind` is number, word, status, restricted or missing; `value` is the number as exact text, the
    word, the status, the normalised condition (None: not known) or which kind of missing.
    """

    plan = link(Plan)
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    value = models.TextField(null=True)

    class Meta:
        db_table = "term"
        indexes = [models.Index(fields=["plan", "valid_to", "valid_from"], name="term_as_of")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.key}: {self.value}"

from __future__ import annotations

from django.db import models

from compare.store.models.capture import Capture
from compare.store.models.fields import DayField, InstantField, link
from compare.store.models.source import Source


class Fact(models.Model):
    """What every fact row says beside its value: three pairs of times, and the evidence.

    *valid* (half-open, days): true at the provider; `valid_to` None is open. *known* (half-open,
    instants): when anybody could know it; `known_until` None is "to this day". *recorded*: when the
    row entered and left this store. A row is never edited but to set `known_until` or `retired_at`.
    """

    source = link(Source)
    valid_from = DayField()
    valid_to = DayField()
    known_from = InstantField()
    known_until = InstantField(null=True)
    recorded_at = InstantField()
    retired_at = InstantField(null=True)
    capture = link(Capture)
    locator = models.TextField()
    literal = models.TextField()

    class Meta:
        abstract = True

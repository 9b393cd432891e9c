from django.db import models

from compare.store.models.fields import InstantField


class SourceState(models.TextChoices):
    """How a source is doing, in the words that the pages print; docs/operations.md defines them."""

    NEW = "new", "never collected"
    OK = "ok", "every page was read and every row understood"
    DEGRADED = "degraded", "stored, but some page could not be had or some row was refused"
    BLOCKED = "blocked", "the publisher refuses: robots.txt, 401, 403, 451 or an opt-out"
    GONE = "gone", "no page is there any more (404, 410)"
    UNREADABLE = "unreadable", "bytes that are no page: cut off, wrong coding, almost no text"
    UNAVAILABLE = "unavailable", "the host did not answer in time, or a folder lacks the file"
    HELD_BACK = "held_back", "read, but not as expected: the last good data stay up"
    OVERDUE = "overdue", "the last good run is older than the cadence allows"


class Rank(models.IntegerChoices):
    """Whose word counts first where two sources differ (domain 7); the lower wins."""

    CONTRACT = 0, "the customer's own contract"
    FILING = 1, "a filing at a register or regulator"
    PROVIDER = 2, "the provider's own document"
    COMPARISON = 3, "a comparison site"


class Source(models.Model):
    """One source folder as far as it was collected: its state, when it is due, who works on it.

    `state` is what is shown (damped, see `compare.usecases.collecting.troubles`); `good_at` is when a run last
    stored or confirmed data, `changed_at` when one last found data that differ.
    Facts of a source that is not `shown` (nobody knows its licence) serve tests: no page has them.
    `due_at` None: nobody asked for it to be collected by itself. A worker holds the source until
    `lease_until`; a lease that ran out is free for the next.
    """

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    market = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    licence = models.CharField(max_length=200)
    publish = models.CharField(max_length=8)
    shown = models.BooleanField(default=True)
    cadence = models.CharField(max_length=40)
    state = models.CharField(max_length=16, default=SourceState.NEW)
    message = models.TextField(default="", blank=True)
    good_at = InstantField(null=True)
    changed_at = InstantField(null=True)
    due_at = InstantField(null=True)
    lease_until = InstantField(null=True)

    class Meta:
        db_table = "source"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

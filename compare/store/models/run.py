from django.db import models

from compare.store.models.fields import DayField, InstantField
from compare.store.models.source import Source


class RunState(models.TextChoices):
    """What became of a run."""

    OPEN = "open", "still fetching, or waiting to be read"
    STORED = "stored", "visible, in one transaction"
    HELD_BACK = "held_back", "not as expected: nothing of it is visible"
    FAILED = "failed", "no page could be had"


class Run(models.Model):
    """One collection of a source; it becomes visible in one transaction or is held back whole.

    `pages` keeps what was found on each page that was read (rows, median, share of filled fields):
    the next run is judged against it. `report` is what `collect` printed.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs")
    today = DayField()
    started_at = InstantField()
    finished_at = InstantField(null=True)
    state = models.CharField(max_length=12, default=RunState.OPEN)
    message = models.TextField(default="", blank=True)
    pages = models.JSONField(default=dict)
    report = models.JSONField(default=dict)

    class Meta:
        db_table = "run"
        indexes = [models.Index(fields=["source", "-id"], name="run_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.today}"


class Batch(models.Model):
    """The pages of a run that one task fetches; running it twice changes nothing.

    `captures` are the ids of what came; `failed` says why a page could not be had:
    `{page: [state, message]}`.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField()
    pages = models.JSONField()
    captures = models.JSONField(default=list)
    failed = models.JSONField(default=dict)
    finished_at = InstantField(null=True)

    class Meta:
        db_table = "batch"
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="batch_number")]

    def __str__(self) -> str:
        return f"{self.run} #{self.number}"

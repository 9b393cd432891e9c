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

    `planned_for` is the instant at which the source was due: a source has one run for it; None
    where a person started the run. `folder` is where its files are, "" for the network. A task
    reads the run until `lease_until`; `tries` counts how often one began. `reader` is the version
    that read it. `waits_for` says why a person has to look before it is stored; `looked_at` and
    `looked_by` who let it in, and when.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs")
    today = DayField()
    started_at = InstantField()
    finished_at = InstantField(null=True)
    state = models.CharField(max_length=12, default=RunState.OPEN)
    message = models.TextField(default="", blank=True)
    pages = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    planned_for = InstantField(null=True)
    folder = models.TextField(default="", blank=True)
    lease_until = InstantField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reader = models.CharField(max_length=32, default="", blank=True)
    waits_for = models.CharField(max_length=120, default="", blank=True)
    looked_at = InstantField(null=True)
    looked_by = models.CharField(max_length=150, default="", blank=True)

    class Meta:
        db_table = "run"
        indexes = [models.Index(fields=["source", "-id"], name="run_source")]
        constraints = [
            models.UniqueConstraint(fields=["source", "planned_for"], name="run_planned_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.today}"


class Batch(models.Model):
    """The pages of a run that one task fetches; running it twice changes nothing.

    `captures` are the ids of what came; `failed` says why a page could not be had:
    `{page: [state, expected, found, todo]}`. A task holds the batch until `lease_until`; `tries`
    counts how often one took it.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField()
    pages = models.JSONField()
    captures = models.JSONField(default=list)
    failed = models.JSONField(default=dict)
    finished_at = InstantField(null=True)
    lease_until = InstantField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "batch"
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="batch_number")]

    def __str__(self) -> str:
        return f"{self.run} #{self.number}"

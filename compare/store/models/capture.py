from django.db import models

from compare.store.models.fields import InstantField
from compare.store.models.run import Run
from compare.store.models.source import Source


class Body(models.Model):
    """The bytes of one or more captures, kept once, compressed where that makes them smaller.

    `name` is the file in Django's default storage, `coding` is "zstd" or "none".
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=120)
    coding = models.CharField(max_length=8)

    class Meta:
        db_table = "body"

    def __str__(self) -> str:
        return self.sha256


class Capture(models.Model):
    """A stored response: the evidence. It never changes, but for what was made of it.

    `reader` is the version of the parser, the normaliser and the market definition that read it;
    empty while nothing of it is visible. `shown` holds the series it showed (see
    `compare.store.sightings`), so that an absence is known without a row per fact.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, db_index=False, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="captures")
    page = models.CharField(max_length=80)
    address = models.TextField()
    sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    fetched_at = InstantField()
    fetcher = models.CharField(max_length=80)
    robots = models.TextField()
    reader = models.CharField(max_length=32, default="", blank=True)
    shown = models.BinaryField(default=b"")

    class Meta:
        db_table = "capture"
        indexes = [models.Index(fields=["sha256"], name="capture_sha256")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "page", "fetched_at", "sha256"], name="capture_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.sha256[:12]}"

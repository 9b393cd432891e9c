from django.db import models

from compare.store.models.fields import DayField, ExactField, InstantField, link
from compare.store.models.source import Source


class Change(models.Model):
    """One change as the tracker found it in what one source said; see `compare.track.change`.

    `key` names it for ever: a hash of what makes it the same change. `alike` leaves source and days
    out: two sources that tell one change share it. `part` is the piece of the source (a plan's
    prices, a document) that is tracked as a whole. `printed` is the shape that every face prints,
    but for what people have said of it since. `newsworthy` says that it is news once it is believed
    (`compare.track.news`); `state` is the tracker's own, `corroborated` that a second source tells
    the same. `gone_at` is set when the facts no longer show it, `news_at` when it first was news.
    """

    key = models.CharField(max_length=32, unique=True)
    alike = models.CharField(max_length=32)
    source = link(Source)
    market = models.CharField(max_length=40)
    part = models.CharField(max_length=160)
    provider = models.CharField(max_length=80)
    subject = models.CharField(max_length=260)
    kind = models.CharField(max_length=40)
    field = models.CharField(max_length=400)
    direction = models.CharField(max_length=8)
    severity = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    magnitude = ExactField(null=True)
    newsworthy = models.BooleanField()
    corroborated = models.BooleanField(default=False)
    after = DayField()
    no_later_than = DayField()
    printed = models.JSONField()
    found_at = InstantField()
    gone_at = InstantField(null=True)
    news_at = InstantField(null=True)

    class Meta:
        db_table = "change"
        indexes = [
            models.Index(fields=["source", "part"], name="change_part"),
            models.Index(fields=["market", "-no_later_than", "-id"], name="change_of_market"),
            models.Index(fields=["-no_later_than", "-id"], name="change_latest"),
            models.Index(fields=["provider", "-no_later_than"], name="change_of_provider"),
            models.Index(fields=["alike"], name="change_alike"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.subject} {self.kind} {self.no_later_than}"


class Tracking(models.Model):
    """By which tracker the changes of a source were found; another one has to find them anew."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    version = models.CharField(max_length=32)
    at = InstantField()

    class Meta:
        db_table = "tracking"

    def __str__(self) -> str:
        return f"{self.source_id} {self.version}"

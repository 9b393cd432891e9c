"""What people said of a change. It is kept by the change's key: tracking anew forgets none of it."""

from django.conf import settings
from django.db import models

from compare.store.models.fields import InstantField


class Confirmation(models.Model):
    """A person looked at both sides and believes the change; `reason` is shown, `by` to staff."""

    change = models.CharField(max_length=32, unique=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = InstantField()

    class Meta:
        db_table = "confirmation"

    def __str__(self) -> str:
        return f"{self.change}: {self.reason}"


class Reply(models.Model):
    """What the provider says to a change, in its own words; `author` is who spoke for it."""

    change = models.CharField(max_length=32, db_index=True)
    author = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=8, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = InstantField()

    class Meta:
        db_table = "reply"
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"


class Outcome(models.TextChoices):
    """How a complaint about a change ended."""

    OPEN = "", "not resolved yet"
    WITHDRAWN = "withdrawn", "the change was withdrawn"
    UPHELD = "upheld", "the change stands"


class Correction(models.Model):
    """Somebody says that a change is wrong: when it was reported, how and when it was resolved.

    A withdrawn change is on no page, feed or export; this row is what remains of it in public.
    """

    change = models.CharField(max_length=32, db_index=True)
    reported_at = InstantField()
    reported_by = models.CharField(max_length=40, default="us")  # us, the provider, a reader
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN, blank=True)
    resolved_at = InstantField(null=True)
    reason = models.TextField(blank=True)
    summary = models.JSONField(default=dict)  # market, provider, subject and day, as once printed
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "correction"
        indexes = [models.Index(fields=["-reported_at"], name="correction_latest")]

    def __str__(self) -> str:
        return f"{self.change}: {self.outcome or 'open'}"

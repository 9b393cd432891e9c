"""What waits for a person: values that stand in prose, and words that the vocabulary lacks."""

from django.conf import settings
from django.db import models

from compare.store.models.capture import Capture
from compare.store.models.fields import InstantField
from compare.store.models.source import Source


class ReviewState(models.TextChoices):
    """What became of it."""

    WAITING = "waiting", "waits for a person"
    RELEASED = "released", "released: visible"
    REFUSED = "refused", "refused: not visible"
    SETTLED = "settled", "not met any more: the vocabulary has it, or the page dropped it"


class Review(models.Model):
    """One value, or one word, of one source; the same again is the same row (`mark` is its hash).

    A value has a `kind` of fact and the `series` it belongs to (keys, no row numbers); another value,
    or other literal text, is another row: what changes at the source is looked at again. A word has
    the `slot` of the vocabulary that lacks it, and once released what it `means`. `capture` is where
    it was met last, and `locator` and `literal` how it stands there.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="reviews")
    mark = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, blank=True, default="")
    slot = models.CharField(max_length=80, blank=True, default="")
    page = models.CharField(max_length=80)
    subject = models.TextField()
    series = models.JSONField(default=list)
    value = models.TextField(blank=True, default="")
    literal = models.TextField()
    locator = models.TextField()
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ReviewState, default=ReviewState.WAITING)
    means = models.CharField(max_length=80, blank=True, default="")
    first_at = InstantField()
    last_at = InstantField()
    decided_at = InstantField(null=True)

    class Meta:
        db_table = "review"
        verbose_name = "value or word that waits"
        verbose_name_plural = "values and words that wait"
        constraints = [models.UniqueConstraint(fields=["source", "mark"], name="review_once")]
        indexes = [models.Index(fields=["state", "source"], name="review_state")]

    def __str__(self) -> str:
        return f"{self.source}: {self.subject}"


class Decision(models.Model):
    """What one person said of it; none is ever deleted. `means` is what a word was said to mean."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    release = models.BooleanField()
    means = models.CharField(max_length=80, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = InstantField()

    class Meta:
        db_table = "review_decision"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.by}: {'released' if self.release else 'refused'}"

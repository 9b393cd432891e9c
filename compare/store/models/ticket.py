from django.db import models

from compare.store.models.capture import Capture
from compare.store.models.fields import InstantField
from compare.store.models.run import Run
from compare.store.models.source import Source


class Ticket(models.Model):
    """One trouble of one page of a source, from the run that first met it until it is cured.

    There is one row at a time for a source, page and cause (`mark`, a hash of the two and of what
    was expected). `opened_at` None: met, but not for long enough to be shown. A trouble that comes
    back opens its old ticket again; `reopened` counts how often. `page` "" means the whole source.

    `failing` is the capture that could not be read, None where nothing was had; `good` the last one
    that was. `region_good` and `region_bad` are what stood there and what stands there now, and
    `locator` where in the good one.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="tickets")
    page = models.CharField(max_length=80, default="", blank=True)
    mark = models.CharField(max_length=32)
    state = models.CharField(max_length=16)
    expected = models.TextField()
    found = models.TextField()
    todo = models.TextField()
    first_at = InstantField()
    last_at = InstantField()
    runs = models.PositiveIntegerField(default=1)
    opened_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    reopened = models.PositiveIntegerField(default=0)
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")
    failing = models.ForeignKey(Capture, on_delete=models.PROTECT, null=True, related_name="+")
    good = models.ForeignKey(Capture, on_delete=models.PROTECT, null=True, related_name="+")
    locator = models.TextField(default="", blank=True)
    region_good = models.TextField(default="", blank=True)
    region_bad = models.TextField(default="", blank=True)

    class Meta:
        db_table = "ticket"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "mark"],
                condition=models.Q(closed_at=None),
                name="ticket_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.page}: {self.state}"

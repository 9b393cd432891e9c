from django.db import models

from compare.store.models.fields import InstantField


class WorkList(models.Model):
    """What would help a market's households most, kept because working it out takes seconds.

    `basis` names what it rests on: the facts, the rules, the day and the sources that do not work.
    `document` is as `compare.usecases.repairing.work_lists` gives it.
    """

    market = models.CharField(max_length=40, unique=True)
    basis = models.TextField()
    document = models.JSONField()
    made_at = InstantField()

    class Meta:
        db_table = "work_list"

    def __str__(self) -> str:
        return self.market

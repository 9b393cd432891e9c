from django.db import models

from compare.store.models.fields import DayField, InstantField


class Statement(models.Model):
    """What was said of a whole market as of one day, kept because working it out takes seconds.

    `basis` names what it rests on: the state of the market's facts and the version of the rules.
    `document` is as `compare.usecases.market.statement` gives it, in `language`.
    """

    market = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    as_of = DayField()
    known_at = DayField()
    basis = models.CharField(max_length=160)
    document = models.JSONField()
    made_at = InstantField()

    class Meta:
        db_table = "statement"
        constraints = [
            models.UniqueConstraint(
                fields=["market", "language", "as_of", "known_at", "basis"], name="statement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.market} {self.as_of}"

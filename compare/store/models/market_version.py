from django.db import models


class MarketVersion(models.Model):
    """What a market's questions may read, as one number: the sum of its facts' hashes.

    `digest` is the sum as 64 hexadecimal digits, `facts` the number of rows in it. The row is
    locked by whoever writes facts of the market; `clock` is the last `recorded_at` that was given
    out (microseconds since 1970), so that it only grows.
    """

    market = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64, default="0" * 64)
    facts = models.PositiveBigIntegerField(default=0)
    clock = models.BigIntegerField(default=0)

    class Meta:
        db_table = "market_version"

    def __str__(self) -> str:
        return f"{self.market} {self.digest[:12]}"

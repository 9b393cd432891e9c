from __future__ import annotations

from django.db import models

SEPARATOR = "|"


class Cell(models.Model):
    """One code for each rating factor of a market, in the market's order, joined by `|`."""

    market = models.CharField(max_length=40)
    codes = models.CharField(max_length=400)

    class Meta:
        db_table = "cell"
        constraints = [models.UniqueConstraint(fields=["market", "codes"], name="cell_codes")]

    def __str__(self) -> str:
        return self.codes


def joined(codes: tuple[str, ...]) -> str:
    """The codes as the table holds them.

    Raises:
        ValueError: a code holds the separator.
    """
    text = SEPARATOR.join(codes)
    if text.count(SEPARATOR) != max(len(codes) - 1, 0):
        raise ValueError(f"expected codes without {SEPARATOR!r}, found {codes}: rename the code")
    return text


def codes_of(text: str) -> tuple[str, ...]:
    """The codes in a text of the table; none where the market has no rating factors."""
    return tuple(text.split(SEPARATOR)) if text else ()

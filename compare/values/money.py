"""Exact amounts of money, and the frequencies at which they are paid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from babel.numbers import get_currency_precision

MICROS = 1_000_000


class Per(StrEnum):
    """How often an amount is paid."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount in one currency.

    `amount` is in major units (francs, euros) and never a float; `currency` is an ISO 4217 code.

    >>> Money(Decimal("18.40"), "CHF") * 12
    Money(amount=Decimal('220.80'), currency='CHF')

    Raises:
        TypeError: `amount` is not a Decimal or an int.
        ValueError: the amount is not finite, or two currencies meet in one sum.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.amount, int) and not isinstance(self.amount, bool):
            object.__setattr__(self, "amount", Decimal(self.amount))
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"expected an amount as Decimal, found {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError(f"expected a finite amount, found {self.amount}")

    @classmethod
    def from_micros(cls, micros: int, currency: str) -> Money:
        """The amount held in a table as millionths of the currency's major unit."""
        return cls(Decimal(micros) / MICROS, currency)

    @property
    def micros(self) -> int:
        """The amount in millionths of the major unit.

        Raises:
            ValueError: the amount is finer than a millionth.
        """
        scaled = self.amount * MICROS
        if scaled != scaled.to_integral_value():
            raise ValueError(f"expected at most six decimals, found {self.amount}")
        return int(scaled)

    def rounded(self) -> Money:
        """Rounded half-up to the currency's own decimals: once, at the end of a sum."""
        quantum = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return Money(self.amount.quantize(quantum, ROUND_HALF_UP), self.currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(
                f"cannot combine {self.currency} with {other.currency}: "
                "compare offers of one currency only"
            )

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.amount * factor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

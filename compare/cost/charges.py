"""What a contract charges: its price, how it is paid, its fees, and what comes after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare.cost.apr import InstalmentCredit, instalment_credit
from compare.values.money import Money, Per
from compare.values.offer import Instalments, Price

__all__ = ["Charges", "Fee", "Instalments", "Path", "instalment_cost", "later_price", "stretches"]

ZERO = Decimal(0)


class Path(StrEnum):
    """What is assumed of the years after the first.

    `FLAT`: the price stays. `WALK`: it rises once by the provider's own observed gap between new
    and renewing customers. `RESHOP`: the customer moves again each year, for the first year's
    price and one-off fees, and pays the hassle each time; no cashback is counted again.
    A renewal price that is printed in the contract goes before the first two.
    """

    FLAT = "flat"
    WALK = "walk"
    RESHOP = "reshop"


@dataclass(frozen=True, slots=True)
class Fee:
    """A mandatory fee: paid at the start of a contract (`per` ONCE) or with every period."""

    key: str
    money: Money
    per: Per = Per.ONCE
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Charges:
    """What a contract charges, seen from the first day of the horizon.

    `price` holds for `price_months` (the months to the next renewal for a contract that runs
    already), then `renewal`; None means that no later price is stated. `instalments` are for a
    price per year.
    """

    price: Price
    price_months: int = 12
    renewal: Price | None = None
    instalments: Instalments | None = None
    fees: tuple[Fee, ...] = ()

    def __post_init__(self) -> None:
        if self.price_months < 1:
            raise ValueError(f"expected a price for at least a month, found {self.price_months}")
        if self.instalments and (self.price.per is not Per.YEAR or self.price.money.amount <= 0):
            raise ValueError(
                "expected a price per year above 0 to pay in parts, "
                f"found {self.price.money.amount} per {self.price.per}"
            )
        for money in (*(fee.money for fee in self.fees), *self._renewal_money()):
            self.price.money - money  # refuses a second currency

    def _renewal_money(self) -> tuple[Money, ...]:
        return (self.renewal.money,) if self.renewal else ()

    @property
    def currency(self) -> str:
        """The one currency of all its amounts."""
        return self.price.money.currency


def instalment_cost(charges: Charges) -> InstalmentCredit | None:
    """The money charge and APR of paying by instalments; None where the price is paid as it is."""
    parts = charges.instalments
    if parts is None:
        return None
    return instalment_credit(
        charges.price.money.amount,
        parts.count,
        parts.amount,
        deposit=parts.deposit,
        first_at_month=parts.first_at_month,
        per=parts.per,
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """The months [start, end) of a horizon in which one price is in force."""

    start: int
    end: int
    price: Price


def stretches(charges: Charges, horizon: int, path: Path, walk: Decimal) -> Iterator[Stretch]:
    """The prices in force on one path, contract by contract; the last may outlast the horizon.

    Raises:
        ValueError: a walk of -1 or less.
    """
    if not walk.is_finite() or walk <= -1:
        raise ValueError(f"expected a walk above -1, found {walk}")
    first, later = charges.price_months, later_price(charges, path, walk)
    yield Stretch(0, first, charges.price)
    length = first if path is Path.RESHOP else 12
    for start in range(first, horizon, length):
        yield Stretch(start, start + length, later)


def later_price(charges: Charges, path: Path, walk: Decimal) -> Price:
    """The price once the first one has ended."""
    if path is Path.RESHOP:
        return charges.price
    if charges.renewal is not None:
        return charges.renewal
    if path is Path.WALK:
        return Price(charges.price.money * (1 + walk), charges.price.per)
    return charges.price

"""A tariff: a currency, a tax basis and typed components, of which a year's cost is made.

A component names what it is charged on by the key of a quantity of the market's definition
(`usage`, `controlled_load`, `balance`, `withdrawals`), in that quantity's own unit. Amounts are in
major units of the currency. What the customer receives (interest, a credit, a discount) is negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from compare.values.money import Per

ZERO = Decimal(0)
MONTHS = range(1, 13)
MINUTES = 24 * 60  # of a day
Steps = tuple[tuple[Decimal | None, Decimal], ...]


class Tax(StrEnum):
    """Whether a tariff's amounts hold the taxes that a household pays; `none`: none is due."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fixed:
    """An amount for every period, used or not."""

    amount: Decimal
    per: Per


@dataclass(frozen=True, slots=True)
class PerUnit:
    """One price for every unit of a quantity in a year; for a balance, a share of it a year."""

    price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Block:
    """A price for each block of usage: `blocks` are (up to, price), rising, the last open (None).

    The blocks begin anew with every `per`: a year, a quarter, a month or a day. With `whole` the block
    that an amount lies in prices all of it; a block's own end then belongs to the next one.
    """

    unit: str
    blocks: Steps
    per: Per = Per.YEAR
    whole: bool = False

    def __post_init__(self) -> None:
        ends = [end for end, _ in self.blocks]
        inner = [ZERO, *(end for end in ends if end is not None)]
        if not ends or ends[-1] is not None or len(inner) != len(ends):
            raise ValueError(f"expected blocks of which only the last is open, found {ends}")
        if any(a >= b for a, b in pairwise(inner)):
            raise ValueError(f"expected blocks that rise from 0, found {ends}")
        if self.per not in (Per.YEAR, Per.QUARTER, Per.MONTH, Per.DAY):
            raise ValueError(
                f"expected blocks per year, quarter, month or day, found {self.per.value}"
            )


@dataclass(frozen=True, slots=True)
class Hours:
    """Some hours of some days: `days` from 0 (Monday) to 6, minutes of the day [start, end).

    An end before the start lies on the next morning, which belongs to the same listed day's own
    early hours: Monday 22:00 to 07:00 is Monday before 7 and Monday from 22 on.
    """

    days: frozenset[int]
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.days or not self.days <= set(range(7)):
            raise ValueError(f"expected days from 0 to 6, found {sorted(self.days)}")
        if not (0 <= self.start < MINUTES and 0 < self.end <= MINUTES and self.start != self.end):
            raise ValueError(f"expected minutes of a day, found {self.start} to {self.end}")

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The minutes of each of its days, in one range or two."""
        if self.start < self.end:
            return ((self.start, self.end),)
        return ((0, self.end), (self.start, MINUTES))


@dataclass(frozen=True, slots=True)
class TimeOfUse:
    """A price for each window of the week, by the tariff's own names (`peak`, `night`).

    `hours` says when a window is; a window without is known by its name only. A price that depends
    on how much is used in the window is a `Block`.
    """

    unit: str
    prices: Mapping[str, Decimal | Block]
    hours: Mapping[str, tuple[Hours, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.prices or not self.hours.keys() <= self.prices.keys():
            raise ValueError(f"expected hours of {list(self.prices)}, found {list(self.hours)}")


@dataclass(frozen=True, slots=True)
class Season:
    """A component that holds in some months (1 to 12) only."""

    months: frozenset[int]
    component: Component

    def __post_init__(self) -> None:
        if not self.months or not self.months <= set(MONTHS):
            raise ValueError(f"expected months between 1 and 12, found {sorted(self.months)}")


@dataclass(frozen=True, slots=True)
class Conditional:
    """A component for those who meet a condition (`direct_debit`); a discount is negative."""

    condition: str
    component: Component


@dataclass(frozen=True, slots=True)
class IfUsed:
    """A component for those who use a quantity at all: the daily charge of a second meter."""

    unit: str
    component: Component


@dataclass(frozen=True, slots=True)
class Waived:
    """A charge that is not made where one of these quantities reaches its amount.

    `condition` names what else frees of it (`fee_waiver`); empty: nothing else does.
    """

    component: Component
    reached: tuple[tuple[str, Decimal], ...] = ()
    condition: str = ""

    def __post_init__(self) -> None:
        if not self.reached and not self.condition:
            raise ValueError(
                "expected an amount or a condition that waives a charge, found neither"
            )


class Direction(StrEnum):
    """What the customer does with a listed price: a rate is received, a fee or a rate is paid."""

    RECEIVED = "received"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a price list as its publisher prints it: followed over time, no part of a year.

    Names are no keys: two lines may share one. `details` tell lines of one name apart, the most
    telling first; `basis` is `amount` (of money) or `share`. A `yearly` line is a rate of interest, any
    other a fee for something that happens.
    """

    direction: Direction
    name: str
    amount: Decimal
    basis: str
    details: tuple[str, ...] = ()
    yearly: bool = False

    def __post_init__(self) -> None:
        if self.basis not in ("amount", "share"):
            raise ValueError(f"expected a line of an amount or a share, found {self.basis!r}")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of other components: a discount of 2 percent is -0.02.

    `of` is `usage` (what depends on a quantity), `fixed` (what does not) or `all`; taken of the
    unconditional components before any share.
    """

    of: str
    rate: Decimal

    def __post_init__(self) -> None:
        if self.of not in ("usage", "fixed", "all"):
            raise ValueError(f"expected a share of usage, fixed or all, found {self.of!r}")


@dataclass(frozen=True, slots=True)
class Gross:
    """A component whose amounts hold all taxes, in a tariff that is otherwise stated without."""

    component: Component


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A part of the price that the source does not state in numbers; `why` names what it is.

    No year can be computed with it, and the reason is shown.
    """

    why: str


Component = (
    Fixed
    | PerUnit
    | Block
    | TimeOfUse
    | Season
    | Conditional
    | IfUsed
    | Waived
    | Listed
    | Share
    | Gross
    | Unpriced
)


@dataclass(frozen=True, slots=True)
class Tariff:
    """How a plan is priced, as its provider states it."""

    currency: str
    tax: Tax
    components: tuple[Component, ...]

"""Tariffs of several components, and what a household's usage costs by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from compare.cost.frequency import annualise
from compare.values.money import Per
from compare.values.trail import Step

ZERO = Decimal(0)
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Fixed:
    """An amount for every period, used or not."""

    amount: Decimal
    per: Per


@dataclass(frozen=True, slots=True)
class PerUnit:
    """One price for every unit."""

    price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Block:
    """A price for each block of usage: `blocks` are (up to, price), rising, the last open (None).

    The blocks begin anew with every `per`: a year or a month.
    """

    unit: str
    blocks: tuple[tuple[Decimal | None, Decimal], ...]
    per: Per = Per.YEAR

    def __post_init__(self) -> None:
        ends = [end for end, _ in self.blocks]
        inner = [ZERO, *(end for end in ends if end is not None)]
        if not ends or ends[-1] is not None or len(inner) != len(ends):
            raise ValueError(f"expected blocks of which only the last is open, found {ends}")
        if any(a >= b for a, b in pairwise(inner)):
            raise ValueError(f"expected blocks that rise from 0, found {ends}")
        if self.per not in (Per.YEAR, Per.MONTH):
            raise ValueError(f"expected blocks per year or month, found {self.per}")


@dataclass(frozen=True, slots=True)
class TimeOfUse:
    """A price for each window of the day or week, by the tariff's own names (`peak`, `night`)."""

    unit: str
    prices: Mapping[str, Decimal]


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


Component = Fixed | PerUnit | Block | TimeOfUse | Season | Conditional


@dataclass(frozen=True, slots=True)
class Use:
    """A part of a year's usage: `window` and `month` None where it is not known when."""

    unit: str
    amount: Decimal
    window: str | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """A household's year: what it uses, and which conditions it is known to meet or not."""

    uses: tuple[Use, ...]
    conditions: Mapping[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for use in self.uses:
            if not use.amount.is_finite() or use.amount < 0:
                raise ValueError(f"expected usage of at least 0, found {use.amount} {use.unit}")
            if use.month is not None and use.month not in MONTHS:
                raise ValueError(f"expected a month between 1 and 12, found {use.month}")


@dataclass(frozen=True, slots=True)
class TariffCost:
    """A year by a tariff: `yearly` is None where something is not known, and `missing` names it."""

    yearly: Decimal | None
    steps: tuple[Step, ...]
    missing: tuple[str, ...] = ()


class _NotKnownError(Exception):
    """Names what a component needs and the usage does not say."""


def tariff_cost(components: Iterable[Component], usage: Usage, currency: str) -> TariffCost:
    """What a year's usage costs, component by component; nothing is guessed or left out.

    Usage without a month cannot be priced by season or monthly block, usage without a window not
    by time of use, an unanswered condition not at all.
    """
    steps, missing = [], []
    for component in components:
        try:
            cost = _cost(component, usage, frozenset(MONTHS))
        except _NotKnownError as unknown:
            missing.append(str(unknown))
            cost = None
        steps.append(_step(component, cost, currency))
    total = sum((s.result for s in steps if isinstance(s.result, Decimal)), ZERO)
    return TariffCost(None if missing else total, tuple(steps), tuple(dict.fromkeys(missing)))


def _cost(component: Component, usage: Usage, months: frozenset[int]) -> Decimal:
    match component:
        case Fixed(amount, per):
            return annualise(amount, per) * len(months) / 12
        case PerUnit(price, unit):
            return price * _amount(_uses(usage, unit, months))
        case Block(unit, blocks, Per.YEAR):
            return _in_blocks(_amount(_uses(usage, unit, months)), blocks)
        case Block(unit, blocks, _):
            uses = _with_month(_uses(usage, unit, months), unit)
            by_month = (_amount(use for use in uses if use.month == m) for m in months)
            return sum((_in_blocks(amount, blocks) for amount in by_month), ZERO)
        case TimeOfUse(unit, prices):
            return sum(
                (use.amount * _window_price(use, prices) for use in _uses(usage, unit, months)),
                ZERO,
            )
        case Season(of_season, inner):
            return _cost(inner, usage, months & of_season)
        case Conditional(condition, inner):
            if condition not in usage.conditions:
                raise _NotKnownError(f"whether {condition} is met")
            return _cost(inner, usage, months) if usage.conditions[condition] else ZERO


def _uses(usage: Usage, unit: str, months: frozenset[int]) -> list[Use]:
    """What is used of a unit in some months.

    Usage of a year without its months is enough where all twelve are meant.
    """
    uses = [use for use in usage.uses if use.unit == unit]
    if not uses:
        raise _NotKnownError(f"usage in {unit}")
    if len(months) == len(MONTHS):
        return uses
    return [use for use in _with_month(uses, unit) if use.month in months]


def _with_month(uses: list[Use], unit: str) -> list[Use]:
    if any(use.month is None for use in uses):
        raise _NotKnownError(f"usage in {unit} by month")
    return uses


def _amount(uses: Iterable[Use]) -> Decimal:
    return sum((use.amount for use in uses), ZERO)


def _in_blocks(amount: Decimal, blocks: tuple[tuple[Decimal | None, Decimal], ...]) -> Decimal:
    cost, begin = ZERO, ZERO
    for end, price in blocks:
        reach = amount if end is None else min(amount, end)
        cost += max(ZERO, reach - begin) * price
        begin = reach
    return cost


def _window_price(use: Use, prices: Mapping[str, Decimal]) -> Decimal:
    if use.window is None:
        raise _NotKnownError(f"usage in {use.unit} by time of use")
    if use.window not in prices:
        raise _NotKnownError(f"a price for {use.window}")
    return prices[use.window]


def _step(component: Component, cost: Decimal | None, currency: str) -> Step:
    name, rule = _NAMES[type(component)]
    return Step(name, _inputs(component), rule, cost, currency)


_NAMES: dict[type, tuple[str, str]] = {
    Fixed: ("fixed", "amount x payments per year"),
    PerUnit: ("per_unit", "price x usage"),
    Block: ("block", "each block's usage x its price"),
    TimeOfUse: ("time_of_use", "each window's usage x its price"),
    Season: ("season", "the component in its months"),
    Conditional: ("conditional", "the component where the condition is met"),
}


def _inputs(component: Component) -> dict[str, Decimal | str]:
    match component:
        case Fixed(amount, per):
            return {"amount": amount, "per": per}
        case PerUnit(price, unit):
            return {"price": price, "unit": unit}
        case Block(unit, blocks, per):
            prices = ", ".join(f"{price} up to {end or 'any'}" for end, price in blocks)
            return {"unit": unit, "blocks": prices, "per": per}
        case TimeOfUse(unit, prices):
            return {"unit": unit, **prices}
        case Season(months, inner):
            return {"months": ", ".join(map(str, sorted(months))), **_inputs(inner)}
        case Conditional(condition, inner):
            return {"condition": condition, **_inputs(inner)}

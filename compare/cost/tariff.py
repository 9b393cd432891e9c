"""What a household's usage costs by a tariff of several components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from compare.cost.frequency import annualise
from compare.cost.load_pattern import LoadPattern, covered, days_in
from compare.cost.tariff_steps import step_of, tax_step
from compare.values.money import Per
from compare.values.rule import DatedRule
from compare.values.tariff import (
    MONTHS,
    ZERO,
    Block,
    Component,
    Conditional,
    Fixed,
    Gross,
    IfUsed,
    Listed,
    PerUnit,
    Season,
    Share,
    Steps,
    TimeOfUse,
    Unpriced,
    Waived,
)
from compare.values.trail import Step

ALL_YEAR = frozenset(MONTHS)
WEEK = 7 * 24 * 60  # minutes
QUARTERS = ((1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12))


@dataclass(frozen=True, slots=True)
class Use:
    """A part of a year's usage: `window` and `month` None where it is not known when.

    `told` is only told: a tariff that does not price it charges nothing for it.
    """

    unit: str
    amount: Decimal
    window: str | None = None
    month: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """A household's year: what it uses, and which conditions it is known to meet or not.

    `patterns` tells of a quantity, given for the year, when it is used.
    """

    uses: tuple[Use, ...]
    conditions: Mapping[str, bool] = field(default_factory=dict)
    patterns: Mapping[str, LoadPattern] = field(default_factory=dict)

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


def tariff_cost(
    components: Iterable[Component], usage: Usage, currency: str, tax: DatedRule | None = None
) -> TariffCost:
    """What a year's usage costs, component by component; nothing is guessed or left out.

    Usage without a month cannot be priced by season or monthly block, usage without a window not
    by time of use, unless a pattern says when it falls; an unanswered condition not at all. `tax`
    is added to all but what is stated with it.
    """
    every = tuple(components)
    year = _Year(usage)
    first = {id(c): year.cost(c) for c in every if not _is_share(c)}
    year.base(every, first)
    charged = [c for c in every if not isinstance(c, Listed)]
    costs = [(c, first[id(c)] if id(c) in first else year.cost(c)) for c in charged]
    steps = [step_of(component, cost, currency) for component, cost in costs]
    if year.missing:
        return TariffCost(None, tuple(steps), tuple(dict.fromkeys(year.missing)))
    total = sum((cost for _, cost in costs if cost is not None), ZERO)
    if tax is not None:
        net = sum((cost for c, cost in costs if cost is not None and not _is_gross(c)), ZERO)
        steps.append(tax_step(net, tax, currency))
        total += net * Decimal(tax.value)
    return TariffCost(total, tuple(steps))


class _Year:
    """One household's year; what is not known about it is collected by name."""

    def __init__(self, usage: Usage) -> None:
        self.usage, self.missing = usage, list[str]()
        self._base = {"usage": ZERO, "fixed": ZERO, "all": ZERO}

    def base(self, components: Iterable[Component], costs: Mapping[int, Decimal | None]) -> None:
        """What shares are taken of: the components that everybody pays, before tax."""
        for component in components:
            cost = costs.get(id(component))
            if cost is not None and not isinstance(component, Conditional | Gross):
                self._base["all"] += cost
                self._base["fixed" if _is_fixed(component) else "usage"] += cost

    def cost(self, component: Component) -> Decimal | None:
        """One component's year, None where something is not known."""
        try:
            return self._cost(component, ALL_YEAR)
        except _NotKnownError as unknown:
            self.missing.append(str(unknown))
            return None

    def _cost(self, component: Component, months: frozenset[int]) -> Decimal:
        match component:
            case Fixed(amount, Per.DAY):
                return amount * days_in(months)
            case Fixed(amount, per):
                return annualise(amount, per) * len(months) / 12
            case PerUnit(price, unit):
                return price * self._amount(unit, months)
            case Block():
                return self._blocks(component, months)
            case TimeOfUse():
                return self._time_of_use(component, months)
            case Season(of_season, inner):
                return self._cost(inner, months & of_season) if months & of_season else ZERO
            case Conditional(condition, inner):
                if condition not in self.usage.conditions:
                    raise _NotKnownError(f"whether {condition} is met")
                return self._cost(inner, months) if self.usage.conditions[condition] else ZERO
            case IfUsed(unit, inner):
                return self._cost(inner, months) if self._amount(unit, ALL_YEAR) else ZERO
            case Waived(inner):
                return ZERO if self._is_waived(component) else self._cost(inner, months)
            case Listed():
                return ZERO
            case Share(of, rate):
                return rate * self._base[of]
            case Gross(inner):
                return self._cost(inner, months)
            case Unpriced(why):
                raise _NotKnownError(why)

    def _is_waived(self, charge: Waived) -> bool:
        """Whether a quantity reaches its amount, or the condition is met; unknown counts as not."""
        enough = any(self._amount(unit, ALL_YEAR) >= least for unit, least in charge.reached)
        return enough or self.usage.conditions.get(charge.condition, False)

    def _amount(self, unit: str, months: frozenset[int]) -> Decimal:
        """What is used of a quantity in some months; a year's amount is enough where all are meant."""
        uses = self._uses(unit)
        if months == ALL_YEAR or not any(use.amount for use in uses):
            return sum((use.amount for use in uses), ZERO)
        if all(use.month is not None for use in uses):
            return sum((use.amount for use in uses if use.month in months), ZERO)
        pattern = self._pattern(unit, uses)
        if pattern is None:
            raise _NotKnownError(f"usage in {unit} by month")
        return sum((use.amount for use in uses), ZERO) * pattern.of_months(months)

    def _uses(self, unit: str) -> list[Use]:
        uses = [use for use in self.usage.uses if use.unit == unit]
        if not uses:
            raise _NotKnownError(f"usage in {unit}")
        return uses

    def _pattern(self, unit: str, uses: list[Use]) -> LoadPattern | None:
        """The pattern of a quantity that was given for the year as one."""
        one = all(use.month is None and use.window is None for use in uses)
        return self.usage.patterns.get(unit) if one else None

    def _blocks(self, block: Block, months: frozenset[int], share: Decimal = Decimal(1)) -> Decimal:
        """The cost of blocks; of `share` of the usage only, where they are those of a window."""
        match block.per:
            case Per.YEAR:
                return priced(self._amount(block.unit, months) * share, block)
            case Per.QUARTER:
                parts = [frozenset(quarter) & months for quarter in QUARTERS]
            case _:
                parts = [frozenset([month]) for month in sorted(months)]
        total = ZERO
        for part in filter(None, parts):
            used = self._amount(block.unit, part) * share
            times = days_in(part) if block.per is Per.DAY else 1
            total += priced(used / times, block) * times
        return total

    def _time_of_use(self, tariff: TimeOfUse, months: frozenset[int]) -> Decimal:
        uses = self._uses(tariff.unit)
        pattern = self._pattern(tariff.unit, uses)
        if not any(use.amount for use in uses):
            return ZERO
        if pattern is None or not tariff.hours:
            return self._by_name(tariff, uses, months)
        named, twice = covered(tuple(each for hours in tariff.hours.values() for each in hours))
        if named != WEEK or twice:
            raise _NotKnownError(
                f"which price holds when: the hours stated for {tariff.unit} leave "
                f"{WEEK - named} minutes of the week open and name {twice} twice"
            )
        total = ZERO
        for name, price in tariff.prices.items():
            share = pattern.of_hours(tariff.hours.get(name, ()))
            if isinstance(price, Block):
                total += self._blocks(price, months, share)
            else:
                total += self._amount(tariff.unit, months) * share * price
        return total

    def _by_name(self, tariff: TimeOfUse, uses: list[Use], months: frozenset[int]) -> Decimal:
        total = ZERO
        if months != ALL_YEAR and any(use.month is None for use in uses):
            raise _NotKnownError(f"usage in {tariff.unit} by month")
        for use in uses:
            if use.window is None:
                raise _NotKnownError(f"usage in {tariff.unit} by time of use")
            if use.window not in tariff.prices:
                raise _NotKnownError(f"a price for {use.window}")
            price = tariff.prices[use.window]
            if isinstance(price, Block):
                raise _NotKnownError(f"usage in {tariff.unit} by hour")
            if use.month is None or use.month in months:
                total += use.amount * price
        return total


def priced(amount: Decimal, block: Block) -> Decimal:
    """What an amount costs: each block's part at its price, or all of it at that of its block."""
    if not block.whole:
        return in_blocks(amount, block.blocks)
    return amount * next(p for end, p in block.blocks if end is None or amount < end)


def in_blocks(amount: Decimal, blocks: Steps) -> Decimal:
    """What an amount costs when each block of it has its own price."""
    cost, begin = ZERO, ZERO
    for end, price in blocks:
        reach = amount if end is None else min(amount, end)
        cost += max(ZERO, reach - begin) * price
        begin = reach
    return cost


def _bare(component: Component) -> Component:
    """A component without what it holds for."""
    while isinstance(component, Season | Conditional | IfUsed | Waived | Gross):
        component = component.component
    return component


def _is_share(component: Component) -> bool:
    return isinstance(_bare(component), Share)


def _is_fixed(component: Component) -> bool:
    return isinstance(_bare(component), Fixed)


def _is_gross(component: Component) -> bool:
    while isinstance(component, Season | Conditional | IfUsed | Waived):
        component = component.component
    return isinstance(component, Gross)

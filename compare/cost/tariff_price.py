"""The yearly price of a tariff for one household: with and without what is conditional."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from compare.cost.tariff import Usage, tariff_cost
from compare.values.money import Money
from compare.values.offer import Computed
from compare.values.rule import DatedRule
from compare.values.tariff import (
    Block,
    Component,
    Conditional,
    Gross,
    IfUsed,
    PerUnit,
    Season,
    Tariff,
    Tax,
    TimeOfUse,
    Waived,
)
from compare.values.trail import Step

EXACT = 12  # decimals
TAX_UNKNOWN = "the rate of the tax that the prices are stated without"


def conditions_of(components: Iterable[Component]) -> tuple[str, ...]:
    """What a tariff's components ask for, each condition once."""
    return tuple(dict.fromkeys(name for each in components for name in _conditions(each)))


def _conditions(component: Component) -> Iterator[str]:
    if isinstance(component, Conditional):
        yield component.condition
    if isinstance(component, Waived) and component.condition:
        yield component.condition
    if isinstance(component, Season | Conditional | IfUsed | Waived | Gross):
        yield from _conditions(component.component)


def units_of(components: Iterable[Component]) -> frozenset[str]:
    """The quantities that a tariff prices."""
    return frozenset(unit for each in components for unit in _units(each))


def _units(component: Component) -> Iterator[str]:
    if isinstance(component, PerUnit | Block | TimeOfUse | IfUsed):
        yield component.unit
    if isinstance(component, Season | Conditional | IfUsed | Waived | Gross):
        yield from _units(component.component)


def price_of(tariff: Tariff, usage: Usage, tax: DatedRule | None) -> Computed:
    """A year by this tariff, rounded once to the currency's own decimals.

    A condition that the usage does not speak of is not met; `tax` None where the market states
    none: a tariff without tax then has no yearly price, nor has one that does not price what is used.
    """
    used = {use.unit: None for use in usage.uses if use.amount and not use.told}
    priced = units_of(tariff.components)
    unpriced = tuple(f"a price for {unit}" for unit in used if unit not in priced)
    asked = conditions_of(tariff.components)
    met = {name: usage.conditions.get(name, False) for name in asked}
    rule = tax if tariff.tax is Tax.EXCLUDED else None

    def year(
        conditions: dict[str, bool],
    ) -> tuple[Decimal | None, tuple[Step, ...], tuple[str, ...]]:
        found = tariff_cost(
            tariff.components, replace(usage, conditions=conditions), tariff.currency, rule
        )
        # Shares of a year have no end as decimals: what they leave far behind the comma is no cent.
        whole = None if found.yearly is None else round(found.yearly, EXACT)
        rounded = None if whole is None else Money(whole, tariff.currency).rounded().amount
        return rounded, found.steps, found.missing

    yearly, steps, missing = year(met)
    if tariff.tax is Tax.EXCLUDED and tax is None:
        unpriced = (*unpriced, TAX_UNKNOWN)
    if missing or unpriced:
        return Computed(None, None, None, met, steps, missing or unpriced)
    without = year(dict.fromkeys(asked, False))[0] if any(met.values()) else yearly
    with_all = yearly if all(met.values()) else year(dict.fromkeys(asked, True))[0]
    return Computed(yearly, without, with_all, met, steps)

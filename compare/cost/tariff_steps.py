"""What a tariff's components say in a trail: inputs, rule and result of each."""

from __future__ import annotations

from decimal import Decimal

from compare.values.rule import DatedRule
from compare.values.tariff import (
    Block,
    Component,
    Conditional,
    Fixed,
    Gross,
    Hours,
    IfUsed,
    Listed,
    PerUnit,
    Season,
    Share,
    TimeOfUse,
    Unpriced,
    Waived,
)
from compare.values.trail import Scalar, Step

NAMES: dict[type, tuple[str, str]] = {
    Fixed: ("fixed", "amount x payments per year"),
    PerUnit: ("per_unit", "price x usage"),
    Block: ("block", "each block's usage x its price"),
    TimeOfUse: ("time_of_use", "each window's usage x its price"),
    Season: ("season", "the component in its months"),
    Conditional: ("conditional", "the component where the condition is met"),
    IfUsed: ("if_used", "the component where any of it is used"),
    Waived: ("waived", "the charge, unless what waives it is reached"),
    Listed: ("listed", "in the list, no part of a year"),
    Share: ("share", "rate x what it is taken of, before tax"),
    Gross: ("gross", "the component as stated, taxes included"),
    Unpriced: ("unpriced", "not stated in numbers"),
}
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def step_of(component: Component, cost: Decimal | None, currency: str) -> Step:
    """One component's step; without a result where something is not known."""
    name, rule = NAMES[type(component)]
    return Step(name, _inputs(component), rule, cost, currency)


def tax_step(net: Decimal, tax: DatedRule, currency: str) -> Step:
    """The tax on all that is stated without it."""
    rate = Decimal(tax.value)
    inputs: dict[str, Scalar] = {"without_tax": net, "rate": rate}
    return Step("tax", inputs, "amount without tax x rate", net * rate, currency, tax.reference)


def hours_text(hours: tuple[Hours, ...]) -> str:
    """Hours in a trail: `Mon Tue 14:00-20:00`."""
    return "; ".join(
        f"{' '.join(DAY_NAMES[day] for day in sorted(each.days))} "
        f"{_clock(each.start)}-{_clock(each.end)}"
        for each in hours
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _inputs(component: Component) -> dict[str, Scalar]:
    match component:
        case Fixed(amount, per):
            return {"amount": amount, "per": per}
        case PerUnit(price, unit):
            return {"price": price, "unit": unit}
        case Block(unit, _, per, whole):
            found: dict[str, Scalar] = {"unit": unit, "blocks": _blocks(component), "per": per}
            return {**found, "whole": "yes"} if whole else found
        case TimeOfUse(unit, prices, hours):
            when = {f"{name}_hours": hours_text(hours[name]) for name in prices if name in hours}
            return {
                "unit": unit,
                **{k: _blocks(p) if isinstance(p, Block) else p for k, p in prices.items()},
                **when,
            }
        case Season(months, inner):
            return {"months": ", ".join(map(str, sorted(months))), **_inputs(inner)}
        case Conditional(condition, inner):
            return {"condition": condition, **_inputs(inner)}
        case IfUsed(unit, inner):
            return {"if_used": unit, **_inputs(inner)}
        case Waived(inner, reached, condition):
            enough = {f"free_from_{unit}": amount for unit, amount in reached}
            return {**_inputs(inner), **enough, **({"condition": condition} if condition else {})}
        case Listed(_, name, amount):
            return {"name": name, "amount": amount}
        case Share(of, rate):
            return {"of": of, "rate": rate}
        case Gross(inner):
            return _inputs(inner)
        case Unpriced(why):
            return {"why": why}


def _blocks(block: Block) -> str:
    return ", ".join(f"{price} up to {end or 'any'}" for end, price in block.blocks)

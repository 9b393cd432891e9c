"""A tariff's components as one text, and back: equal components are equal texts.

The text is JSON with sorted keys; amounts are strings in their shortest form, so that 0.30 and 0.3
are the same tariff.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from compare.values.money import Per
from compare.values.tariff import (
    Block,
    Component,
    Conditional,
    Direction,
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

Plain = Mapping[str, Any]


def text_of(components: Iterable[Component]) -> str:
    """The components as one text, in their order."""
    return json.dumps([plain(component) for component in components], sort_keys=True)


def sha256_of(text: str) -> str:
    """The name of a text: two plans with one name are priced alike."""
    return hashlib.sha256(text.encode()).hexdigest()


def components_of(text: str) -> tuple[Component, ...]:
    """The components behind a text: the inverse of `text_of`."""
    return tuple(component(item) for item in json.loads(text))


def plain(component: Component) -> dict[str, Any]:
    """One component as plain content: `{"kind": "per_unit", "price": "0.3", "unit": "usage"}`."""
    match component:
        case Fixed(amount, per):
            return {"kind": "fixed", "amount": _number(amount), "per": per.value}
        case PerUnit(price, unit):
            return {"kind": "per_unit", "price": _number(price), "unit": unit}
        case Block():
            return {"kind": "block", **_block(component)}
        case TimeOfUse(unit, prices, hours):
            return {"kind": "time_of_use", "unit": unit, "windows": _windows(prices, hours)}
        case Season(months, inner):
            return {"kind": "season", "months": sorted(months), "component": plain(inner)}
        case Conditional(condition, inner):
            return {"kind": "conditional", "condition": condition, "component": plain(inner)}
        case IfUsed(unit, inner):
            return {"kind": "if_used", "unit": unit, "component": plain(inner)}
        case Waived(inner, reached, condition):
            return {
                "kind": "waived",
                "component": plain(inner),
                "reached": [[unit, _number(amount)] for unit, amount in reached],
                **({"condition": condition} if condition else {}),
            }
        case Listed(direction, name, amount, basis, details, yearly):
            return {
                "kind": "listed",
                "direction": direction.value,
                "name": name,
                "amount": _number(amount),
                "basis": basis,
                **({"details": list(details)} if details else {}),
                **({"yearly": True} if yearly else {}),
            }
        case Share(of, rate):
            return {"kind": "share", "of": of, "rate": _number(rate)}
        case Gross(inner):
            return {"kind": "gross", "component": plain(inner)}
        case Unpriced(why):
            return {"kind": "unpriced", "why": why}


def component(item: Plain) -> Component:
    """One component out of plain content.

    Raises:
        ValueError: an unknown kind, a field that is missing or too much, or no number.
    """
    kind = item.get("kind")
    if kind not in _READERS:
        raise ValueError(f"expected a kind of component, one of {', '.join(_READERS)}: {kind!r}")
    fields = {key: value for key, value in item.items() if key != "kind"}
    try:
        return _READERS[kind](**fields)
    except TypeError as error:
        raise ValueError(f"expected the fields of a component {kind!r}, found {error}") from None


def _number(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _block(block: Block) -> dict[str, Any]:
    steps = [[None if end is None else _number(end), _number(price)] for end, price in block.blocks]
    whole = {"whole": True} if block.whole else {}
    return {"unit": block.unit, "blocks": steps, "per": block.per.value, **whole}


def _windows(
    prices: Mapping[str, Decimal | Block], hours: Mapping[str, tuple[Hours, ...]]
) -> list[dict[str, Any]]:
    return [
        {
            "window": name,
            **(_block(price) if isinstance(price, Block) else {"price": _number(price)}),
            "hours": [
                {"days": sorted(each.days), "start": each.start, "end": each.end}
                for each in hours.get(name, ())
            ],
        }
        for name, price in prices.items()
    ]


def _decimal(text: object) -> Decimal:
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        raise ValueError(f"expected a number, found {text!r}") from None
    if not number.is_finite():
        raise ValueError(f"expected a number, found {text!r}")
    return number


def _read_block(unit: str, blocks: Iterable[Iterable[Any]], per: str, whole: bool = False) -> Block:
    steps = ((None if end is None else _decimal(end), _decimal(price)) for end, price in blocks)
    return Block(unit, tuple(steps), Per(per), whole)


def _read_waived(component: Plain, reached: Iterable[Iterable[Any]], condition: str = "") -> Waived:
    amounts = tuple((str(unit), _decimal(amount)) for unit, amount in reached)
    return Waived(_inner(component), amounts, condition)


def _read_listed(
    direction: str,
    name: str,
    amount: object,
    basis: str,
    details: Iterable[str] = (),
    yearly: bool = False,
) -> Listed:
    return Listed(Direction(direction), name, _decimal(amount), basis, tuple(details), yearly)


def _read_windows(unit: str, windows: Iterable[Plain]) -> TimeOfUse:
    prices: dict[str, Decimal | Block] = {}
    hours: dict[str, tuple[Hours, ...]] = {}
    for item in windows:
        name = str(item["window"])
        if name in prices:
            raise ValueError(f"expected windows of different names, found {name!r} twice")
        prices[name] = (
            _decimal(item["price"])
            if "price" in item
            else _read_block(unit, item["blocks"], item["per"], item.get("whole", False))
        )
        if item.get("hours"):
            hours[name] = tuple(
                Hours(frozenset(each["days"]), each["start"], each["end"]) for each in item["hours"]
            )
    return TimeOfUse(unit, prices, hours)


_READERS: dict[str, Callable[..., Component]] = {
    "fixed": lambda amount, per: Fixed(_decimal(amount), Per(per)),
    "per_unit": lambda price, unit: PerUnit(_decimal(price), unit),
    "block": _read_block,
    "time_of_use": _read_windows,
    "season": lambda months, component: Season(frozenset(months), _inner(component)),
    "conditional": lambda condition, component: Conditional(condition, _inner(component)),
    "if_used": lambda unit, component: IfUsed(unit, _inner(component)),
    "waived": _read_waived,
    "listed": _read_listed,
    "share": lambda of, rate: Share(of, _decimal(rate)),
    "gross": lambda component: Gross(_inner(component)),
    "unpriced": lambda why: Unpriced(why),
}


def _inner(item: Plain) -> Component:
    return component(item)

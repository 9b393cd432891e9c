"""Printed components of a tariff become those of the market: its quantities, its currency's unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from compare.markets.definition import Market
from compare.normalise.misread import Misread, shown
from compare.values.tariff import (
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
    TimeOfUse,
    Unpriced,
    Waived,
)
from compare.values.tariff_text import component

HUNDREDTH = Decimal("0.01")


class Components:
    """Reads the components of one source; `minor`: its amounts are hundredths of the currency."""

    def __init__(self, market: Market, minor: bool) -> None:
        self._file = f"{market.key}/market.toml"
        self._scale = HUNDREDTH if minor else Decimal(1)
        self._quantities = [f.key for f in market.market.factor if f.kind == "quantity"]
        self._conditions = [f.key for f in market.market.factor if f.condition]

    def read(self, items: Iterable[Mapping[str, object]]) -> tuple[Component, ...]:
        """The components in major units.

        Raises:
            Misread: a component that is none, or that names no quantity or condition of the market.
        """
        return tuple(self._major(self._read(item), self._scale) for item in items)

    def _read(self, item: Mapping[str, object]) -> Component:
        try:
            return component(item)
        except (ValueError, TypeError, KeyError) as error:
            raise Misread(
                expected="a component of a tariff", found=str(error), todo="mend the parser"
            ) from None

    def _major(self, item: Component, scale: Decimal) -> Component:
        match item:
            case Fixed(amount):
                return replace(item, amount=amount * scale)
            case PerUnit(price, unit):
                return replace(item, price=price * scale, unit=self._quantity(unit))
            case Block(unit):
                return self._block(item, scale, self._quantity(unit))
            case TimeOfUse(unit, prices):
                known = self._quantity(unit)
                scaled = {
                    name: self._block(price, scale, known)
                    if isinstance(price, Block)
                    else price * scale
                    for name, price in prices.items()
                }
                return replace(item, unit=known, prices=scaled)
            case IfUsed(unit, inner):
                return replace(item, unit=self._quantity(unit), component=self._major(inner, scale))
            case Conditional(condition, inner):
                self._known(condition, self._conditions, "condition")
                return replace(item, component=self._major(inner, scale))
            case Waived(inner, reached, condition):
                for unit, _ in reached:
                    self._quantity(unit)
                if condition:
                    self._known(condition, self._conditions, "condition")
                return replace(item, component=self._major(inner, scale))
            case Listed(amount=amount, basis="amount"):
                return replace(item, amount=amount * scale)
            case Season(_, inner):
                return replace(item, component=self._major(inner, scale))
            case Gross(inner):
                return Gross(self._major(inner, Decimal(1)))
            case Listed() | Share() | Unpriced():
                return item

    def _block(self, block: Block, scale: Decimal, unit: str) -> Block:
        steps = tuple((end, price * scale) for end, price in block.blocks)
        return replace(block, unit=unit, blocks=steps)

    def _quantity(self, key: str) -> str:
        return self._known(key, self._quantities, "quantity")

    def _known(self, key: str, known: list[str], kind: str) -> str:
        if key not in known:
            raise Misread(
                expected=f"a {kind} of the market, one of {shown(known)}",
                found=repr(key),
                todo=f"add it as a factor to {self._file}, or name another in the parser",
            )
        return key

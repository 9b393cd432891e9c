"""The notice that shops must put beside a shrunken pack (in France since July 2024; domain 6.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.track.packs import Pack, PackEvent, compare_packs
from compare.values.span import Span


@dataclass(frozen=True, slots=True)
class LabelRule:
    """The rule as a market definition states it: where, when, for which units, in which shops, how long.

    `country` is a code of ISO 3166; `min_shop_area` is in square metres: the notice is due in shops
    above it.
    """

    country: str
    valid: Span
    units: Collection[str]
    min_shop_area: Decimal
    months: int
    reference: str


@dataclass(frozen=True, slots=True)
class LabelNotice:
    """What the notice has to say: the amounts, and how much the unit price rose."""

    quantity_before: Decimal
    quantity_after: Decimal
    unit: str
    unit_price_rise: Decimal
    unit_price_rise_share: Decimal
    min_shop_area: Decimal
    months: int
    reference: str


def label_notice(
    before: Pack,
    after: Pack,
    rule: LabelRule,
    first_sold: date,
    shop_area: Decimal | None,
    constant_quantity: bool = True,
) -> LabelNotice | None:
    """The notice that is due, or None: a smaller pack whose unit price rises, however little.

    `first_sold` is the first day of sale at the reduced quantity; `constant_quantity` is False for
    loose goods and variable weights, which the rule leaves out. `shop_area` None is not known: the
    notice is then due if the shop is large enough.

    Raises:
        ValueError: the packs differ in unit or currency.
    """
    change = compare_packs(before, after, tolerance=Decimal(0))
    in_scope = (
        first_sold in rule.valid
        and after.unit in rule.units
        and (shop_area is None or shop_area > rule.min_shop_area)
        and constant_quantity
    )
    if not in_scope or change.event is not PackEvent.SHRINKFLATION:
        return None
    return LabelNotice(
        quantity_before=before.quantity,
        quantity_after=after.quantity,
        unit=after.unit,
        unit_price_rise=after.unit_price - before.unit_price,
        unit_price_rise_share=change.unit_price_change,
        min_shop_area=rule.min_shop_area,
        months=rule.months,
        reference=rule.reference,
    )

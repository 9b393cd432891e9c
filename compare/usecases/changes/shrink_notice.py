"""The notice that a shop would have to put beside a pack, by each law that a market's definition holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from compare.markets.definition import Market, ShrinkNotice
from compare.track.packs import Pack, PackEvent
from compare.track.shrink_label import LabelNotice, LabelRule, label_notice
from compare.values.money import Money


@dataclass(frozen=True, slots=True)
class Due:
    """A notice with the country whose law asks for it; `here` where the market is of that country."""

    country: str
    here: bool
    notice: LabelNotice
    currency: str


def notices(market: Market, shown: Mapping[str, Any]) -> Iterator[Due]:
    """The notices for one confirmed change as printed; none where it is no smaller and dearer pack.

    How large a shop is, and whether a product is sold loose, no source says: the law's own limits are
    told beside the notice.
    """
    if shown["kind"] != PackEvent.SHRINKFLATION or shown["state"] != "confirmed":
        return
    before, after = (
        Pack(Money(Decimal(shown[price]), shown["currency"]), Decimal(shown[size]), shown["unit"])
        for price, size in (("price_before", "old"), ("price_after", "new"))
    )
    for law in market.market.shrink_notice:
        first_sold = date.fromisoformat(shown["no_later_than"])
        notice = label_notice(before, after, _rule(law), first_sold, shop_area=None)
        if notice:
            here = law.country == market.market.country
            yield Due(law.country, here, notice, shown["currency"])


def _rule(law: ShrinkNotice) -> LabelRule:
    return LabelRule(
        country=law.country,
        valid=law.span,
        units=law.units,
        min_shop_area=law.min_shop_area,
        months=law.months,
        reference=law.reference,
    )

"""One change in the shape that every face prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from compare.track.change import Change, Replaced


def shown(market: str, change: Change) -> dict[str, Any]:
    """One change as plain content."""
    return {
        "market": market,
        "provider": change.provider,
        "subject": change.subject,
        "kind": change.kind,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "unit": change.unit,
        "direction": change.direction.value,
        "magnitude": share(change.magnitude),
        "unit_price_rise": share(change.unit_price_rise),
        **_prices(change),
        "minutes_a_year": change.minutes,
        "replaced": [_replaced(each) for each in change.replaced] or None,
        "severity": change.severity.value,
        "state": change.state.value,
        "doubt": change.doubt,
        "context": change.context,
        "after": change.after.isoformat(),
        "no_later_than": change.no_later_than.isoformat(),
        "cause": change.cause.value,
        "evidence": {"before": str(change.before), "after": str(change.since)},
    }


def _replaced(pair: Replaced) -> dict[str, Any]:
    """A plan that took another's place, with what is other than it was."""
    differences = [
        {
            "field": each.field,
            "old": each.old,
            "new": each.new,
            "unit": each.unit,
            "direction": each.direction.value,
        }
        for each in pair.differences
    ]
    return {
        "old": pair.old,
        "new": pair.new,
        "old_name": pair.old_name,
        "new_name": pair.new_name,
        "differences": differences,
    }


def _prices(change: Change) -> dict[str, str | None]:
    """What a pack cost before and after; None where no pack changed."""
    if change.prices is None:
        return dict.fromkeys(("price_before", "price_after", "currency"))
    old, new = (str(price.rounded().amount) for price in change.prices)
    return {"price_before": old, "price_after": new, "currency": change.prices[1].currency}


def share(value: Decimal | None) -> str | None:
    """A share with four decimals at most and two at least: 0.10, 0.1111."""
    if value is None:
        return None
    text = f"{value:.4f}"
    return text[:-2] if text.endswith("00") else text

"""The tiers of a rate, and the price of a balance that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from scrapers.kit.json_document import fields

Component = Mapping[str, Any]
TIER = (
    *("additionalInfo", "additionalInfoUri", "applicabilityConditions", "maximumValue"),
    *("minimumValue", "name", "rateApplicationMethod", "unitOfMeasure"),
)
WHOLE, PART = "WHOLE_BALANCE", "PER_TIER"
STEP = 1  # 9,999 and 10,000, or 499.99 and 500: one tier follows the other


class Bounds(NamedTuple):
    """A tier from an amount to an amount, both included; `most` None where it is open."""

    least: Decimal
    most: Decimal | None
    unit: str

    def __str__(self) -> str:
        end = "any" if self.most is None else format(self.most.normalize(), "f")
        unit = "" if self.unit == "DOLLAR" else f" {self.unit.casefold()}"
        return f"{format(self.least.normalize(), 'f')} to {end}{unit}"


class Rate(NamedTuple):
    """A rate in a tier of the balance, and how it is applied: None where nobody says."""

    tier: Bounds
    method: str | None
    rate: Decimal


def bounds(tier: Mapping[str, Any]) -> Bounds:
    """A tier as published; a greatest value of 0 stands for none."""
    fields(tier, (), TIER, at="tiers")
    least, most = (Decimal(str(tier.get(key) or 0)) for key in ("minimumValue", "maximumValue"))
    return Bounds(least, most or None, str(tier.get("unitOfMeasure") or "DOLLAR"))


def unpriced(why: str) -> Component:
    """A part of the price that stands nowhere in numbers."""
    return {"kind": "unpriced", "why": why}


def interest(rates: Iterable[tuple[Decimal, Sequence[Mapping[str, Any]]]], unit: str) -> Component:
    """What a balance earns in a year by all of these rates, as a negative price.

    Beyond the last tier nothing is stated, and nothing is counted.
    """
    found: set[Rate] = set()
    for rate, tiers in rates:
        if len(tiers) > 1:
            return unpriced("which of several tiers of a rate holds")
        for tier in tiers or [{}]:
            method = tier.get("rateApplicationMethod")
            found.add(Rate(bounds(tier), method, rate))
    ordered = sorted(found, key=lambda each: (each.tier.least, each.rate))
    if any(each.tier.unit != "DOLLAR" for each in ordered):
        return unpriced("which term is chosen: the rate depends on it")
    if any(b.tier.least <= (a.tier.most or b.tier.least) for a, b in pairwise(ordered)):
        return unpriced("which of several rates holds")
    steps = _steps(ordered)
    if len(steps) == 1:
        return {"kind": "per_unit", "price": steps[0][1], "unit": unit}
    methods = {each.method for each in ordered}
    if methods not in ({WHOLE}, {PART}):
        return unpriced("whether a tier's rate holds for the whole balance or for its part")
    block = {"kind": "block", "unit": unit, "blocks": steps, "per": "year"}
    return {**block, "whole": True} if methods == {WHOLE} else block


def _steps(rates: Sequence[Rate]) -> list[list[str | None]]:
    """Blocks of one price each, from nothing on; a first tier from 1 begins at nothing."""
    steps: list[tuple[Decimal | None, Decimal]] = []
    reach = Decimal(0)
    for place, each in enumerate(rates):
        if each.tier.least - reach > STEP:
            steps.append((each.tier.least, Decimal(0)))
        following = rates[place + 1].tier.least if place + 1 < len(rates) else None
        most = each.tier.most
        joined = following is not None and most is not None and following - most <= STEP
        steps.append((following if joined else most, -each.rate))
        reach = (following if joined else most) or reach
    if steps[-1][0] is not None:
        steps.append((None, Decimal(0)))
    merged: list[tuple[Decimal | None, Decimal]] = []
    for end, price in steps:
        if merged and merged[-1][1] == price:
            merged.pop()
        merged.append((end, price))
    return [[None if end is None else str(end), str(price)] for end, price in merged]

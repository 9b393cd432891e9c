"""The price of what is used: one rate, blocks, or rates by the hour, with the demand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from scrapers.errors import PageChanged
from scrapers.kit.json_document import fields

Component = Mapping[str, Any]
PERIODS = {"P1D": "day", "P1M": "month", "P3M": "quarter", "P1Y": "year"}
WORKDAYS = ("MON", "TUE", "WED", "THU", "FRI")
DAYS = {
    **{name: (number,) for number, name in enumerate((*WORKDAYS, "SAT", "SUN"))},
    **dict(
        zip(("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"), ((0,), (1,), (2,), (3,)), strict=True)
    ),
    "FRIDAY": (4,),
    "SATURDAY": (5,),
    "SUNDAY": (6,),
    "BUSINESS_DAYS": (0, 1, 2, 3, 4),
}
RATE, RATE_MAYBE = ("unitPrice",), ("volume", "measureUnit")
SINGLE = ("rates",), ("description", "displayName", "generalUnitPrice", "period")
WINDOW = ("type", "rates", "timeOfUse"), ("name", "displayName", "description", "period")
DEMAND = (
    ("amount", "displayName"),
    ("days", "description", "chargePeriod", "measurementPeriod", "startTime", "endTime"),
)


def unpriced(why: str) -> Component:
    """A part of the price that stands nowhere in numbers."""
    return {"kind": "unpriced", "why": why}


def usage(period: Mapping[str, Any], at: str) -> Iterator[Component]:
    """What the use of one period costs, and its demand charges."""
    kind = period["rateBlockUType"]
    if kind == "singleRate":
        yield _single(period["singleRate"], at)
    elif kind == "timeOfUseRates":
        yield _time_of_use(period["timeOfUseRates"], at)
    else:
        raise PageChanged(
            expected="singleRate or timeOfUseRates", found=kind, todo="read the new kind"
        )
    for charge in period.get("demandCharges", ()):
        amount, _ = fields(charge, *DEMAND, at=f"{at}.demandCharges")
        if Decimal(amount):
            yield unpriced("a demand charge, whose unit and hours stand in prose only")


def blocks(unit: str, rates: Sequence[Mapping[str, Any]], period: str | None) -> Component:
    """One price, or a price for each block; a block is as large as its period says."""
    for rate in rates:
        fields(rate, RATE, RATE_MAYBE)
    prices = [rate["unitPrice"] for rate in rates]
    if len(set(map(Decimal, prices))) == 1:
        return {"kind": "per_unit", "price": prices[0], "unit": unit}
    ends = [rate.get("volume") for rate in rates]
    if len(ends) > 2 or ends[0] is None or ends[-1] is not None:
        return unpriced("how its blocks of usage follow one another")
    if period not in PERIODS:
        return unpriced("for how long a block of usage lasts")
    steps = [[None if end is None else str(end), p] for end, p in zip(ends, prices, strict=True)]
    return {"kind": "block", "unit": unit, "blocks": steps, "per": PERIODS[period]}


def _single(rate: Mapping[str, Any], at: str) -> Component:
    (rates,) = fields(rate, *SINGLE, at=f"{at}.singleRate")
    if rate.get("description", "").startswith("This is the maximum price"):
        return unpriced("the wholesale price, of which the plan states the most only")
    return blocks("usage", rates, rate.get("period"))


def _time_of_use(windows: Sequence[Mapping[str, Any]], at: str) -> Component:
    found = []
    for window in windows:
        kind, rates, times = fields(window, *WINDOW, at=f"{at}.timeOfUseRates")
        priced = blocks("usage", rates, window.get("period"))
        if priced["kind"] == "unpriced":
            return priced
        hours = [_hours(time, at) for time in times]
        if None in hours:
            return unpriced("on which days its hours of use are")
        name = kind.casefold()
        said = {key: value for key, value in priced.items() if key not in ("kind", "unit")}
        found.append({"window": name, "hours": hours, **said})
    return {"kind": "time_of_use", "unit": "usage", "windows": found}


def _hours(time: Mapping[str, Any], at: str) -> Component | None:
    """`700` to `2159` as minutes [420, 1320); None where the days are not given."""
    days, start, end = fields(time, ("days", "startTime", "endTime"), at=f"{at}.timeOfUse")
    if None in days:
        return None
    unknown = [day for day in days if day not in DAYS]
    if unknown:
        raise PageChanged(expected=f"days of {list(DAYS)}", found=unknown[0], todo="read the day")
    numbers = sorted({number for day in days for number in DAYS[day]})
    return {"days": numbers, "start": _minute(start), "end": _minute(end) + 1}


def _minute(clock: str) -> int:
    digits = clock.replace(":", "").zfill(4)
    return 60 * int(digits[:2]) + int(digits[2:])

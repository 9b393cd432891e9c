"""A plan's prices as components: supply, usage, controlled load, export, discounts, fees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from scrapers.errors import Ambiguous, PageChanged
from scrapers.kit.json_document import fields
from scrapers.sources.au_cdr_energy.discounts import discounts, fees_of
from scrapers.sources.au_cdr_energy.usage import blocks, unpriced, usage

Component = Mapping[str, Any]
MODELS = (
    *("SINGLE_RATE", "SINGLE_RATE_CONT_LOAD", "TIME_OF_USE", "TIME_OF_USE_CONT_LOAD", "QUOTA"),
    *("FLEXIBLE", "FLEXIBLE_CONT_LOAD"),  # hours as well: what they are is in the rates themselves
)
PERIOD = ("startDate", "endDate", "dailySupplyCharges", "rateBlockUType")
PERIOD_MAYBE = ("displayName", "singleRate", "timeOfUseRates", "demandCharges")
LOADS = ("controlled_load_1", "controlled_load_2")
_NUMBER = re.compile(r"(?:controlled load|\bcl)\s*(1|2|one|two)\b", re.IGNORECASE)
ALL_YEAR = tuple(range(1, 13))


def components(
    contract: Mapping[str, Any],
    model: str,
    periods: Sequence[Mapping[str, Any]],
    at: str,
) -> list[Component]:
    """Everything that a year costs, in the order of a bill.

    Raises:
        PageChanged: a pricing model, a key or a shape that nobody has read yet.
        Ambiguous: periods that do not make up one year.
    """
    if model not in MODELS:
        raise PageChanged(expected=f"one of {MODELS}", found=model, todo="read the new model")
    found = list(_periods(periods, at))
    if model == "QUOTA":
        found.append(unpriced("the allowance of a plan with a quota, and what lies beyond it"))
    if (contract.get("variation") or "").startswith("Prices are not fixed"):
        found.append(unpriced("the wholesale price, which the plan passes on"))
    found += _controlled(contract, at)
    found += _export(contract.get("solarFeedInTariff", ()), at)
    found += discounts(contract.get("discounts", ()), at)
    found += fees_of(contract.get("fees") or (), at)
    return found


def controlled_load(contract: Mapping[str, Any], at: str) -> str:
    """Which second meters the plan is for: none, 1, 2, both or any."""
    numbers = {_load_number(load) for load in _loads(contract, at)}
    if not numbers:
        return "none"
    return "any" if None in numbers else "both" if len(numbers) > 1 else str(min(map(str, numbers)))


def _periods(periods: Sequence[Mapping[str, Any]], at: str) -> Iterator[Component]:
    read = [fields(p, PERIOD, PERIOD_MAYBE, at=f"{at}.tariffPeriod") for p in periods]
    months = [_months(start, end) for start, end, *_ in read]
    if sorted(month for some in months for month in some) != list(ALL_YEAR):
        raise Ambiguous(
            expected="periods that make up a year",
            found=", ".join(f"{start} to {end}" for start, end, *_ in read),
            todo="look at the plan: which price holds on which day?",
        )
    daily = [{"kind": "fixed", "amount": supply, "per": "day"} for _, _, supply, _ in read]
    yield from _seasons(months, [[each] for each in daily])
    yield from _seasons(months, [list(usage(p, at)) for p in periods])


def _seasons(
    months: Sequence[tuple[int, ...]], parts: Sequence[list[Component]]
) -> list[Component]:
    """Each period's components in its months; in all of them at once where they are the same."""
    if all(part == parts[0] for part in parts):
        return parts[0]
    return [
        {"kind": "season", "months": list(when), "component": each}
        for when, part in zip(months, parts, strict=True)
        for each in part
    ]


def _months(start: str, end: str) -> tuple[int, ...]:
    """The months from `11-01` to `03-31`; all where the end is the day before the start."""
    (first, first_day), (last, last_day) = (map(int, day.split("-")) for day in (start, end))
    length = {2: (28, 29), 4: (30,), 6: (30,), 9: (30,), 11: (30,)}.get(last, (31,))
    if first_day == 1 and last_day in length:
        return tuple((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))
    if first == last and last_day == first_day - 1:
        return ALL_YEAR
    raise Ambiguous(
        expected="periods of whole months", found=f"{start} to {end}", todo="look at the plan"
    )


def _loads(contract: Mapping[str, Any], at: str) -> list[Mapping[str, Any]]:
    """The separately metered loads, in one form: the publisher has had three."""
    given = contract.get("controlledLoad", [])
    found: list[Mapping[str, Any]] = []
    for load in given if isinstance(given, list) else [given]:
        wanted = ("singleRate", "displayName") if "singleRate" in load else ("rates", "displayName")
        rest = ("dailyCharge", "description", "period", "rateBlockUType", "startDate", "endDate")
        fields(load, wanted, rest, at=f"{at}.controlledLoad")
        single = load.get("singleRate", load)
        daily = single.get("dailySupplyCharge", single.get("dailyCharge", "0"))
        found.append({**load, **single, "daily": daily, "displayName": load["displayName"]})
    return found


def _load_number(load: Mapping[str, Any]) -> int | None:
    match = _NUMBER.search(load["displayName"]) or _NUMBER.search(load.get("description", ""))
    return None if match is None else {"1": 1, "one": 1, "2": 2, "two": 2}[match[1].casefold()]


def _controlled(contract: Mapping[str, Any], at: str) -> Iterator[Component]:
    loads = _loads(contract, at)
    for place, unit in enumerate(LOADS, 1):
        mine = [load for load in loads if _load_number(load) in (place, None)]
        if len(mine) > 1:
            yield _if_used(unit, unpriced("which of several prices holds for the controlled load"))
        for load in mine if len(mine) == 1 else ():
            yield _if_used(unit, blocks(unit, load["rates"], load.get("period")))
            if Decimal(load["daily"]):
                fixed = {"kind": "fixed", "amount": load["daily"], "per": "day"}
                yield _if_used(unit, fixed)


def _export(tariffs: Sequence[Mapping[str, Any]], at: str) -> Iterator[Component]:
    """What is paid for solar power: exempt from tax, and in cents like the rest."""
    if not tariffs:
        return
    rest = ("description", "displayName", "payerType", "scheme", "tariffUType")
    dated = ("startDate", "endDate")
    rates = [fields(t, ("singleTariff",), (*rest, *dated), at=at)[0] for t in tariffs]
    cents = [_feed_in(rate) for rate in rates]
    one = cents[0] if len(cents) == 1 else None
    if one is None:
        why = unpriced("which of several feed-in tariffs holds, and up to which amount")
        yield _if_used("solar_export", why)
    else:
        paid = {"kind": "per_unit", "price": str(-Decimal(one) / 100), "unit": "solar_export"}
        yield {"kind": "gross", "component": paid}


def _feed_in(rate: Mapping[str, Any]) -> str | None:
    """Cents a kWh, None where it depends on the amount."""
    if "amount" in rate:
        return str(rate["amount"])
    steps = rate["rates"]
    return None if len(steps) > 1 or "volume" in steps[0] else str(steps[0]["unitPrice"])


def _if_used(unit: str, component: Component) -> Component:
    return {"kind": "if_used", "unit": unit, "component": component}

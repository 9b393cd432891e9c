"""All prices of the published households, one strip for each person: a mark for every price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from compare.markets.definition import Market
from compare.web.answer_page.words import Words
from compare.web.charts import round_ticks
from compare.web.templatetags.worth import bare, whole

Json = Mapping[str, Any]
Label = tuple[str, str]
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Strip:
    """One person's prices a year: `home` is the household, `marks` a path with a stroke at each,
    `cheapest` with the one at the least; `ends` are the least and the most without their decimals.
    """

    home: str
    label: str
    least: str
    middle: str
    most: str
    gain: str
    count: int
    ends: tuple[str, str]
    marks: str
    cheapest: str


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips on one scale from zero. `ticks` letter the axis from left to right,
    `grid` is a path with a line at each.
    """

    width: int
    strips: tuple[Strip, ...]
    ticks: tuple[str, ...]
    grid: str


def strips(stated: Json, market: Market, language: str) -> Strips | None:
    """The drawing of a statement's prices; None where it has none."""
    profiles = [row for row in stated["profiles"] if row.get("prices")]
    if not profiles:
        return None
    highest = max(Decimal(price) for row in profiles for price in row["prices"])
    ticks = round_ticks(Decimal(0), highest)[::-1]
    scale = WIDTH / ticks[-1]
    labels = dict(_labels(market, language))
    return Strips(
        width=WIDTH,
        strips=tuple(
            dict.fromkeys(_strip(row, labels, scale, stated["currency"]) for row in profiles)
        ),
        ticks=tuple(whole(tick) for tick in ticks),
        grid="".join(f"M{_at(tick, scale)} -4v18" for tick in ticks),
    )


def _strip(
    row: Json, labels: Mapping[tuple[str, int], Label], scale: Decimal, currency: str
) -> Strip:
    prices = [Decimal(price) for price in row["prices"]]
    strokes = [f"M{_at(price, scale)} 0v10" for price in prices]
    home, label = labels.get((row["household"], row["person"]), ("", row["household"]))
    return Strip(
        home=home,
        label=label,
        least=bare(prices[0], currency),
        middle=bare(_middle(prices), currency),
        most=bare(prices[-1], currency),
        gain=bare(row["gain_from_search"], currency),
        count=len(prices),
        ends=(whole(prices[0]), whole(prices[-1])),
        marks="".join(strokes[1:]),
        cheapest=strokes[0],
    )


def _middle(prices: list[Decimal]) -> Decimal:
    """The median."""
    half = len(prices) // 2
    return prices[half] if len(prices) % 2 else (prices[half - 1] + prices[half]) / 2


def _at(value: Decimal, scale: Decimal) -> str:
    return format((value * scale).quantize(Decimal("0.1")).normalize(), "f")


def _labels(market: Market, language: str) -> Iterator[tuple[tuple[str, int], Label]]:
    """Where each published household lives, and what each person of it is, in the market's words."""
    words = Words(market, language)
    for each in market.households.household:
        for number, person in enumerate(each.persons):
            yield (each.key, number), (words.household(each.household), words.household(person))

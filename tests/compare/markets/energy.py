"""Questions to au-energy, and the raw files read without any of our code."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from compare.usecases.asking import question
from compare.usecases.offers.eligible import OffersResult, offers

FILES = ("ausgrid_residential_2023-06.jsonl.gz", "ausgrid_residential_2024-10.jsonl.gz")


class Told(NamedTuple):
    """A yearly price, without and with what is conditional."""

    per_year: str
    unconditional: str | None
    conditional: str | None


@dataclass(frozen=True)
class Found:
    """The offers of one question."""

    result: OffersResult

    def price(self, plan: str) -> Told:
        """What one plan costs."""
        (offer,) = (o for o in self.result.to_dict()["offers"] if o["plan"] == plan)
        tariff = offer["tariff"]
        return Told(offer["per_year"], tariff["unconditional"], tariff["conditional"])

    def left_out(self, plan: str) -> dict[str, Any]:
        """Why a plan is no offer."""
        (found,) = (o for o in self.result.to_dict()["left_out"] if o["plan"] == plan)
        return found


def asked(day: str, **household: Any) -> Found:
    """The offers on a day for 3,900 kWh a year, used evenly, unless said otherwise."""
    said = {"usage": Decimal(3900), "pattern": "even", **household}
    data = {"market": "au-energy", "today": day, "household": said}
    return Found(offers(question.read(data, date.fromisoformat(day))))


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one raw file."""
    with gzip.open(folder / name, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def bill(plan: dict[str, Any], kwh: int, hours: Mapping[str, Decimal] | None = None) -> Decimal:
    """A year's dollars with tax, straight from the raw file: one rate, or one per window.

    `hours` are the hours of a week in each window of a plan that has some.
    """
    (period,) = plan["electricityContract"]["tariffPeriod"]
    cents = Decimal(period["dailySupplyCharges"]) * 365
    if hours is None:
        (rate,) = {Decimal(r["unitPrice"]) for r in period["singleRate"]["rates"]}
        cents += rate * kwh
    else:
        for window in period["timeOfUseRates"]:
            (rate,) = window["rates"]
            cents += Decimal(rate["unitPrice"]) * kwh * hours[window["type"]] / 168
    return (cents * Decimal("1.1") / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def is_flat(plan: dict[str, Any]) -> bool:
    """One period, one rate, no demand charge, no fee of every year, no second meter."""
    contract = plan["electricityContract"]
    if contract["pricingModel"] != "SINGLE_RATE" or len(contract["tariffPeriod"]) > 1:
        return False
    (period,) = contract["tariffPeriod"]
    rates = {rate["unitPrice"] for rate in period["singleRate"]["rates"]}
    yearly = [fee for fee in contract["fees"] if fee["term"] in ("ANNUAL", "MONTHLY")]
    floats = contract["variation"].startswith("Prices are not fixed")
    most = period["singleRate"].get("description", "").startswith("This is the maximum price")
    return not ("demandCharges" in period or yearly or floats or most) and len(rates) == 1


def left_behind(row: dict[str, Any]) -> bool:
    """A plan of a retailer that the later file no longer names, as it stood in 2022."""
    return row["observed_at"] == "2024-10-26" and row["brand_name"] == row["brand_id"]

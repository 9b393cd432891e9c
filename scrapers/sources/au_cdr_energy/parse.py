"""Residential electricity plans as the retailers publish them, one plan a line, read on two days.

A retailer is its key with the regulator (`brand`): its number in the register changed between the
two days, and one retailer has two, with the same plans under both: those count once. Amounts are
cents without tax; the manifest says so. What a plan states in prose only (a demand
charge's hours, a membership fee) is a part without a price, so that no bill is computed without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from scrapers.kit.alone import alone
from scrapers.kit.bytes import text
from scrapers.kit.json_document import fields, load
from scrapers.manifest import load as manifest
from scrapers.records import (
    Capture,
    Passed,
    PlanRecord,
    ProviderRecord,
    Record,
    TariffRecord,
    TermRecord,
)
from scrapers.sources.au_cdr_energy.eligibility import for_whom
from scrapers.sources.au_cdr_energy.tariff import components, controlled_load

MANIFEST = manifest(Path(__file__).with_name("manifest.toml"))
IGNORED = MANIFEST.ignore
LINE = ("brand_id", "brand_name", "observed_at", "plan")
PLAN = (
    *("brand", "brandName", "displayName", "planId", "type"),
    *("effectiveFrom", "lastUpdated", "electricityContract"),
)
CONTRACT = ("pricingModel", "tariffPeriod", "isFixed")
MAYBE = (
    *("variation", "fees"),
    *("controlledLoad", "solarFeedInTariff", "discounts", "eligibility"),
    *("benefitPeriod", "coolingOffDays"),
)
LEFT = "left from an earlier reading: the register no longer knows the brand, and two Julys went by"


def parse(capture: Capture) -> Iterator[Record]:
    """Provider, plan, terms and tariff of each line; a line that is not understood is `Refused`."""
    left: list[str] = []
    for number, line in enumerate(text(capture.body).splitlines(), 1):
        at = f"line {number}"
        brand_id, brand_name, observed, plan = fields(load(line.encode()), LINE, at=at)
        if brand_name == brand_id and _old(plan, observed):
            left.append(at)
        else:
            yield from alone(at, _plan(plan, at))
    if left:
        yield Passed(LEFT, len(left), left[0])


def _old(plan: Mapping[str, Any], observed: str) -> bool:
    """Whether two Julys, when prices change, went by since a plan was last updated.

    A register that no longer knows the brand cannot have served the plan:
    the file was left from an earlier reading. In 2023 the names are those of a later register, so
    that the name alone tells nothing.
    """
    updated, read = (date.fromisoformat(day[:10]) for day in (plan["lastUpdated"], observed))
    return _julys(read) - _julys(updated) >= 2


def _julys(day: date) -> int:
    """How many Julys had begun by a day."""
    return day.year + (day.month >= 7)


def _plan(plan: Mapping[str, Any], at: str) -> Iterator[Record]:
    brand, brand_name, name, key, kind, since, updated, contract = fields(
        plan, PLAN, (*IGNORED, "effectiveTo"), at=f"{at} $.plan"
    )
    place = f"{at} $.plan.electricityContract"
    model, periods, fixed = fields(contract, CONTRACT, (*IGNORED, *MAYBE), at=place)
    charged = components(contract, model, periods, place)
    yield ProviderRecord(brand, {"name": brand_name}, at)
    described = {
        "name": name,
        "kind": kind,
        "pricing": model,
        "controlled_load": controlled_load(contract, place),
        "open_to": for_whom(contract.get("eligibility", ())),
        "since": since[:10],
        "until": plan.get("effectiveTo", "")[:10],
        "updated": updated[:10],
        "benefit_period": contract.get("benefitPeriod", ""),
    }
    yield PlanRecord(brand, key, {name: word for name, word in described.items() if word}, at)
    word = "fixed" if fixed else "variable"
    yield TermRecord(brand, key, "isFixed", word, None, str(fixed).lower(), f"{place}.isFixed")
    yield _cooling_off(brand, key, contract, place)
    literal, where = str(periods[0]["dailySupplyCharges"]), f"{place}.tariffPeriod[0]"
    yield TariffRecord(
        brand, key, {"network": "Ausgrid"}, charged, "AUD", literal, f"{where}.dailySupplyCharges"
    )


def _cooling_off(brand: str, key: str, contract: Mapping[str, Any], place: str) -> TermRecord:
    heading, found = "coolingOffDays", contract.get("coolingOffDays")
    if found is None:
        return TermRecord(brand, key, heading, None, None, "", place, "not_stated")
    return TermRecord(brand, key, heading, Decimal(found), "day", str(found), f"{place}.{heading}")

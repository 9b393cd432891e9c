"""Questions to au-energy, and the raw files read without any of our code."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from compare.usecases import question
from compare.usecases.offers import OffersResult, offers

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

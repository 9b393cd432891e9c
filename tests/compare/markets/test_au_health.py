"""Australian private health insurance: what was worked by hand from the raw files.

Worked by hand, price rise: Central West (CWH) has four products for one adult in Queensland in
August 2013 that are there in April 2014 under the same name and type: Comprehensive Hospital 211.70
to 224.05 (+5.834 %), with $100 excess 203.90 to 216.25 (+6.057 %), Family Health 188.50 to 208.65
(+10.690 %), Comprehensive Hospital and Top Extras 315.25 to 314.60 (-0.206 %). The median is halfway
between the middle two: +5.945 %. From August 2013 to February 2014 all four stay as they are.

Worked by hand, offers: for one adult in Tasmania the file of 1 April 2014 has 561 hospital products
(for Tasmania or for every state), 422 open and 139 closed. The cheapest open ones: HIF GoldVital
Hospital 66.30, then 68.37 of Grand United for overseas employees of certain firms, then NIB Public
Hospital $400 Excess 68.51.

Worked by hand, lifetime loading: NIB Basic Saver $250 Excess for one adult in New South Wales costs
106.60 a month, 46.79 of it for hospital cover. Who joins at 37 pays 2 x 7 = 14 % more on that part:
6.55, together 113.15.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

Row = dict[str, str]
AUGUST, FEBRUARY, APRIL = (
    "policies-2013-08.csv.gz",
    "policies-2014-02.csv.gz",
    "policies-2014-04-01.tsv.gz",
)


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "au-private-health"


def raw(folder: Path, name: str) -> list[Row]:
    """The rows of one file, straight from it."""
    with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if ".tsv" in name else ","))


@pytest.fixture(scope="module")
def april(folder: Path) -> list[Row]:
    return raw(folder, APRIL)


def cwh(rows: list[Row], name: str, code: str, family: str, single: str, price: str) -> dict:
    """The products of Central West for one adult in Queensland, by name."""
    return {
        row[name]: Decimal(row[price].replace("$", "").replace(" ", ""))
        for row in rows
        if (row[code], row[family], row.get("state") or row.get("State")) == ("CWH", single, "QLD")
    }


def test_the_rise_worked_by_hand_is_that_of_the_raw_files(folder: Path, april: list[Row]) -> None:
    old = ("policy_name", "code", "category", "One adult", "monthly_premium")
    then = cwh(raw(folder, AUGUST), *old)
    between = cwh(raw(folder, FEBRUARY), *old)
    now = cwh(april, "Name", "FundCode", "Category", "Single", "PremiumNoRebate")
    assert then == between
    assert (len(then), len(then.keys() & now.keys())) == (4, 4)
    rises = [now[name] / then[name] - 1 for name in then]
    assert round(median(rises), 5) == Decimal("0.05945")


def test_the_offers_worked_by_hand_are_those_of_the_raw_file(april: list[Row]) -> None:
    here = [
        row
        for row in april
        if row["State"] in ("TAS", "ALL")
        and (row["Category"], row["ProductType"]) == ("Single", "Hospital")
    ]
    assert Counter(row["ProductStatus"] for row in here) == {"Open": 422, "Closed": 139}
    cheapest = sorted(
        (Decimal(row["PremiumNoRebate"]), row["FundCode"], bool(row["Corporate"]))
        for row in here
        if row["ProductStatus"] == "Open"
    )
    assert cheapest[:3] == [
        (Decimal("66.30"), "HIF", False),
        (Decimal("68.37"), "FAI", True),
        (Decimal("68.51"), "NIB", False),
    ]


def test_the_loading_worked_by_hand_is_that_of_the_raw_file(april: list[Row]) -> None:
    (row,) = (row for row in april if row["ProductCode"] == "J20/N0500S")
    premium, hospital = Decimal(row["Premium"]), Decimal(row["PremiumHospitalComponent"])
    assert (premium, hospital) == (Decimal("106.60"), Decimal("46.79"))
    assert round(premium + hospital * 14 / 100, 2) == Decimal("113.15")

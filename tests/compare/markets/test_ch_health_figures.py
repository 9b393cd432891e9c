"""Supervisory figures of Swiss insurers: each year's table, its sums against its own total row.

Worked by hand from the sheets: CSS (8) had 842,321 insured and 3,091.28 million francs of premiums in
2018, 3,669.95 a person, which is what column 3B prints; in 1999 1,088,372 insured and 1,766,445,589.18
francs, that is 1,766.45 million; its reserves of 1999 were 19.2 % of premiums (no amount is printed).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from compare.markets import loader
from compare.store.models import Figure, MarketVersion
from compare.usecases.collecting.collect import collect
from compare.usecases.market.figure_groups import figure_groups
from compare.usecases.market.figures import for_answers
from scrapers import catalogue
from scrapers.net import folder
from scrapers.records import FigureRecord, ProviderRecord, Refused

TODAY = date(2026, 11, 20)
WORKBOOK = "aufsichtsdaten-okp-1996-2018.xlsx"
TOTALS = {  # the place of a measure in the total row, by first year, and its unit
    2006: ({"insured": 2, "premiums": 19, "benefits": 20, "reserves": 25}, 1),
    2004: ({"insured": 2, "premiums": 4, "benefits": 8, "reserves": 15}, 1),
    2001: ({"insured": 2, "premiums": 4, "benefits": 6, "reserves": 13}, 1),
    2000: ({"insured": 3, "premiums": 5, "benefits": 7, "reserves": 14}, 1),
    1998: ({"insured": 2, "premiums": 4, "benefits": 7}, 1_000_000),
    1996: ({"insured": 2, "premiums": 4, "benefits": 6}, 1_000_000),
}


# Three of the publisher's own totals are not the sum of its rows.
MORE_IN_TOTAL = {
    (2001, "reserves"): 0.23948,
    (2004, "insured"): 36_366,
    (2005, "insured"): 22_610,
}


@pytest.fixture
def swiss(shared_data: Path) -> Path:
    return shared_data / "swiss-health-premiums"


@pytest.fixture
def records(swiss: Path) -> list[object]:
    source = catalogue.load_source("ch_bag_supervision")
    (capture,) = folder.captures(source, swiss, datetime(2026, 11, 20, tzinfo=UTC))
    return list(source.parse(capture))


def of(records: list[object], number: str, year: int) -> dict[str, Decimal | None]:
    return {
        record.measure: record.value
        for record in records
        if isinstance(record, FigureRecord)
        and (record.provider, record.valid_from.year) == (number, year)
    }


def test_the_figures_worked_by_hand(records: list[object]) -> None:
    css = of(records, "8", 2018)
    assert css["insured"] == Decimal("842321.2699")
    assert css["premiums"] == Decimal("3091.28062065")
    assert css["premiums"] / css["insured"] * 10**6 == pytest.approx(Decimal("3669.954"), abs=1)
    then = of(records, "8", 1999)
    assert then["insured"] == 1_088_372
    assert round(then["premiums"] or 0, 2) == Decimal("1766.45")
    assert round(then["reserve share"] or 0, 3) == Decimal("0.192")
    assert "reserves" not in then


def test_every_insurer_of_every_year_is_read_and_the_sums_are_the_total_rows(
    swiss: Path, records: list[object]
) -> None:
    assert not [record for record in records if isinstance(record, Refused)]
    listed: dict[int, set[str]] = defaultdict(set)
    sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for record in records:
        if isinstance(record, ProviderRecord) and record.valid_from:
            listed[record.valid_from.year].add(record.provider)
        if isinstance(record, FigureRecord) and record.value is not None:
            sums[record.valid_from.year, record.measure] += record.value
    book = openpyxl.load_workbook(swiss / WORKBOOK, read_only=True, data_only=True)
    years = [int(name) for name in book.sheetnames if name.isdigit()]
    assert sorted(listed) == sorted(years) == list(range(1996, 2019))
    for year in years:
        sheet = book[str(year)]
        sheet.reset_dimensions()
        total = next(
            row
            for row in sheet.iter_rows(values_only=True)
            if row and str(row[0]).strip().startswith("Total")
        )
        places, unit = next(found for since, found in TOTALS.items() if year >= since)
        if year != 2000:  # its total row does not count the insurers
            assert len(listed[year]) == int(str(total[1]).strip("( )"))
        for measure, place in places.items():
            printed = total[place] / (1 if measure == "insured" else unit)
            wanted = printed - MORE_IN_TOTAL.get((year, measure), 0)
            assert float(sums[year, measure]) == pytest.approx(wanted, rel=1e-6), (year, measure)


@pytest.mark.django_db
def test_the_workbook_is_stored_once_and_no_verdict_rests_on_it(swiss: Path) -> None:
    report = collect("ch_bag_supervision", folder=swiss, today=TODAY)
    assert report.pages[0].rows == {"figure": 11_060, "provider": 1_947}
    assert Figure.objects.count() == 11_060
    before = MarketVersion.objects.get(market="ch-health").digest

    again = collect("ch_bag_supervision", folder=swiss, today=date(2026, 11, 21))

    assert {outcome for outcome, count in again.outcomes.items() if count} <= {"unchanged"}
    assert MarketVersion.objects.get(market="ch-health").digest == before
    market = loader.load("ch-health")
    assert for_answers(market, TODAY, None) == ()
    shown = {each["measure"]: each for each in figure_groups(market, TODAY, None, "en")}
    assert shown["insured"]["amounts"]["period"] == "2018"
    assert len(shown["insured"]["amounts"]["providers"]) == 51
    names = {row["provider"]: row["name"] for row in shown["insured"]["amounts"]["providers"]}
    assert names["bag-8"] == "CSS Kranken-Versicherung AG"

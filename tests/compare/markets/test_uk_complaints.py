"""The ombudsman's workbook: every business read, what is held back not stated, and on no page.

Worked by hand from the sheets: AA Underwriting (row 4 of "Resolved cases") has 38.46 % upheld, over all
and in insurance, and no share in any other group; Zurich Assurance has 108 new cases, 1 in mortgages,
40 in insurance, 12 in investments and 55 in pensions; the printed grand total is 72,978 new cases, of
which 60,468 are of the 212 named businesses.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from compare.markets import loader
from compare.store.models import Figure, Source
from compare.usecases.collecting.collect import collect
from compare.usecases.market.figure_groups import figure_groups
from scrapers import catalogue
from scrapers.net import folder
from scrapers.records import FigureRecord, ProviderRecord, Refused

TODAY = date(2026, 11, 20)


@pytest.fixture
def british(shared_data: Path) -> Path:
    return shared_data / "uk-ombudsman-complaints"


@pytest.fixture
def records(british: Path) -> list[object]:
    source = catalogue.load_source("uk_fos_complaints")
    (capture,) = folder.captures(source, british, datetime(2026, 11, 20, tzinfo=UTC))
    return list(source.parse(capture))


def of(records: list[object], provider: str, measure: str) -> dict[str, Decimal | str | None]:
    return {
        record.group: record.missing or record.value
        for record in records
        if isinstance(record, FigureRecord)
        and (record.provider, record.measure) == (provider, measure)
    }


def test_the_figures_worked_by_hand(records: list[object]) -> None:
    underwriting = of(records, "aa-underwriting-insurance-company-limited", "Resolved cases")
    stated = {group: value for group, value in underwriting.items() if value != "not_stated"}
    assert stated.keys() == {"all products", "General Insurance / Pure Protection"}
    assert {round(Decimal(value or 0), 4) for value in stated.values()} == {Decimal("0.3846")}
    assert of(records, "zurich-assurance-ltd", "New cases") == {
        "all products": 108,
        "Mortgages & Home Finance": 1,
        "General Insurance / Pure Protection": 40,
        "Investments": 12,
        "Decumulation Life & Pensions": 55,
    }


def test_every_business_and_every_stated_cell_is_read(british: Path, records: list[object]) -> None:
    book = openpyxl.load_workbook(british / "business-complaints-data-h1-2022.xlsx")
    new = [row for row in book["New cases"].iter_rows(min_row=3, values_only=True) if row[0]]
    named = [row for row in new if row[0] != "Grand Total"]
    resolved = [
        row for row in book["Resolved cases"].iter_rows(min_row=4, values_only=True) if row[1]
    ]
    figures = [record for record in records if isinstance(record, FigureRecord)]

    assert not [record for record in records if isinstance(record, Refused)]
    providers = [record for record in records if isinstance(record, ProviderRecord)]
    assert len(providers) == len(named) == len(resolved) == 212
    assert sum(record.attributes.get("group") is not None for record in providers) == sum(
        row[1] != "No Group" for row in named
    )
    counted = {
        group: sum(r.value or 0 for r in figures if (r.measure, r.group) == ("New cases", group))
        for group in ("all products", "PPI")
    }
    assert counted == {"all products": sum(row[2] for row in named), "PPI": 695}
    stated = sum(isinstance(cell, float) for row in resolved for cell in (row[2], *row[4:]))
    assert sum(r.measure == "Resolved cases" and r.value is not None for r in figures) == stated


@pytest.mark.django_db
def test_a_share_without_its_count_has_no_range_and_compares_nobody(british: Path) -> None:
    collect("uk_fos_complaints", folder=british, today=TODAY)
    assert Figure.objects.filter(missing="not_stated", value=None).count() == 1_021
    Source.objects.update(shown=True)  # as if somebody had found the licence

    found = [
        each
        for each in figure_groups(loader.load("uk-complaints"), TODAY, None, "en")
        if each["measure"] == "upheld_share"
    ]

    assert len(found) == 7
    for each in found:
        assert each["recent"] is each["pooled"] is None
        assert each["sentences"][0]["key"] == "figures.no_counts"


@pytest.mark.django_db
def test_it_is_on_no_page(british: Path, client: Client) -> None:
    collect("uk_fos_complaints", folder=british, today=TODAY)

    assert figure_groups(loader.load("uk-complaints"), TODAY, None, "en") == []
    for path in ("/en/", "/en/sources/", "/api/v1/figures", "/api/v1/markets"):
        response = client.get(path, headers={"host": "localhost"})
        assert response.status_code == 200
        text = response.content.decode().casefold()
        assert "ombudsman" not in text
        assert "uk-complaints" not in text
        assert "zurich assurance" not in text
    for path in ("/en/m/uk-complaints/", "/en/m/uk-complaints/ask"):
        assert client.get(path, headers={"host": "localhost"}).status_code == 404
    asked = client.get("/api/v1/figures?market=uk-complaints", headers={"host": "localhost"})
    assert asked.status_code == 400

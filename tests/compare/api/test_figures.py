"""Published figures over the API: as they were printed, and in groups with ranges."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compare.store.models import Source
from compare.usecases.collecting.collect import collect

HEADINGS = (
    "NAIC,Company Name,Ratio,Upheld Complaints,Question of Fact Complaints,Not Upheld Complaints,"
    "Total Complaints,Premiums Written (in Millions),Rank,Filing Year"
)
MARKET = {"market": "us-ny-auto", "as_of": "2026-11-20"}


@pytest.fixture
def rankings(db: None, tmp_path: Path) -> None:
    """Two hundred small companies, one large and good, one large and poor, and one printed twice."""
    rows = [f"9{n:04},Small {n} Company,0.1,1,0,0,1,10,3,2017" for n in range(500)]
    rows += [
        "100,Large and Good,0.01,10,0,0,10,1000,1,2017",
        "200,Large and Poor,0.3,300,0,0,300,1000,9,2017",
        "300,Wrongly Printed,0.9,20,0,0,20,200,8,2017",
        "400,Twice,0,0,0,0,0,5,2,2017",
        "400,Twice,0.2,1,0,0,1,5,7,2017",
    ]
    (tmp_path / "rankings_2017.csv").write_text("\n".join([HEADINGS, *rows, ""]))
    collect("us_ny_auto_complaints", folder=tmp_path, today=date(2026, 11, 20))


def get(client: Client, path: str, **query: str) -> Any:
    response = client.get(f"/api/v1/{path}", {**MARKET, **query})
    assert response.status_code == 200, response.content
    return response.json()


def test_a_figure_is_given_as_it_was_printed_with_its_counts_and_its_place(
    client: Client, rankings: None
) -> None:
    (row,) = get(client, "figures", provider="naic-300")["results"]

    assert (row["value"], row["numerator"], row["denominator"]) == ("0.9", "20", "200")
    assert row["agreement"] == "differs"
    assert row["evidence"]["locator"] == "row 504"
    assert row["evidence"]["literal"] == "0.9"
    assert (row["valid_from"], row["valid_to"]) == ("2017-01-01", "2018-01-01")


def test_rows_under_one_number_and_year_are_both_there_and_told_apart(
    client: Client, rankings: None
) -> None:
    rows = get(client, "figures", provider="naic-400")["results"]

    assert [(row["part"], row["value"]) for row in rows] == [("1 of 2", "0"), ("2 of 2", "0.2")]


def test_figures_of_a_period_that_had_not_begun_are_not_given(
    client: Client, rankings: None
) -> None:
    assert get(client, "figures", as_of="2016-12-31")["results"] == []


def test_groups_name_who_stands_out_and_who_has_too_few_cases(
    client: Client, rankings: None
) -> None:
    (found,) = get(client, "figures/groups", language="en")["measures"]

    groups = {row["provider"]: row["group"] for row in found["recent"]["providers"]}
    assert groups["naic-100"] == "clearly_better"
    assert groups["naic-200"] == "clearly_worse"
    assert groups["naic-90007"] == "too_small"
    assert "naic-400" not in groups
    assert found["sentences"][0]["text"].startswith("One provider is clearly better")
    assert [row["provider"] for row in found["differing"]] == ["naic-300"]
    assert [row["part"] for row in found["apart"]] == ["1 of 2", "2 of 2"]


def test_groups_need_a_market(client: Client, rankings: None) -> None:
    response = client.get("/api/v1/figures/groups")

    assert response.status_code == 400
    assert response.json()["field"] == "market"


def test_nothing_of_a_source_without_a_known_licence_is_given(
    client: Client, rankings: None
) -> None:
    (row,) = get(client, "figures", provider="naic-300")["results"]
    Source.objects.update(shown=False)

    assert get(client, "figures", provider="naic-100")["results"] == []
    assert client.get(f"/api/v1/evidence/{row['evidence']['sha256']}").status_code == 404
    assert "Large and Good" not in client.get("/en/m/us-ny-auto/").content.decode()


def test_the_market_page_shows_ranges_and_the_names_with_too_few_cases(
    client: Client, rankings: None
) -> None:
    page = client.get("/en/m/us-ny-auto/").content.decode()

    assert "How often did the regulator side with a customer who complained?" in page
    assert "Clearly worse than all others together (1)" in page
    assert "Large and Poor" in page
    assert "500 providers with too few cases to tell" in page


def test_providers_of_a_market_without_plans_are_those_its_sources_name(
    client: Client, rankings: None
) -> None:
    found = get(client, "providers", provider="naic-100")["results"]

    assert found == [{"provider": "naic-100", "attributes": {"name": "Large and Good"}}]

"""Lists of facts: checked, in pages without a depth limit, tagged by the version of the facts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compare.store.models import Cell, MarketVersion, Plan, Price

BERN = {"market": "ch-health", "as_of": "2026-03-01"}


def get(client: Client, path: str, **query: str) -> Any:
    response = client.get(f"/api/v1/{path}", query)
    assert response["Content-Type"] == "application/json"
    return response.status_code, response.json()


def test_pages_follow_each_other_to_the_end_without_gap_or_repeat(
    client: Client, facts: list[int]
) -> None:
    found: list[str] = []
    query = {**BERN, "page_size": "7"}
    while True:
        status, page = get(client, "prices", **query)
        assert status == 200
        found += [str(row) for row in page["results"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert len(found) == len(set(found)) == 120


def test_a_price_says_what_it_costs_where_and_where_it_was_read(
    client: Client, facts: list[int]
) -> None:
    cell = "canton:BE,region:2,deductible:2500"
    status, page = get(client, "prices", **BERN, provider="bag-32", plan="BASE", cell=cell)
    assert (status, len(page["results"])) == (200, 1)
    row = page["results"][0]
    assert row["price"] == {"amount": "407.00", "currency": "CHF", "per": "month"}
    assert row["cell"]["region"] == "2"
    assert row["evidence"]["sha256"] == "ab" * 32
    assert row["evidence"]["literal"] == "401.2"


def test_a_price_of_a_market_without_rating_factors_has_an_empty_cell(
    client: Client, facts: list[int]
) -> None:
    price = Price.objects.get(id=facts[-1])
    plan = Plan.objects.create(market="au-banking", provider=price.plan.provider, key="card")
    price.cell = Cell.objects.create(market="au-banking", codes="")
    price.plan, price.currency = plan, "AUD"
    price.save()
    status, page = get(client, "prices", market="au-banking", as_of="2026-03-01")
    assert (status, [row["cell"] for row in page["results"]]) == (200, [{}])


def test_a_price_is_shown_as_it_was_known_then(client: Client, facts: list[int]) -> None:
    cell = "region:1,deductible:300"
    query = {**BERN, "provider": "bag-8", "plan": "BASE", "cell": cell}
    before = get(client, "prices", **query, known_at="2025-10-01")[1]["results"]
    after = get(client, "prices", **query, known_at="2025-10-21")[1]["results"]
    now = get(client, "prices", **query)[1]["results"]
    assert [row["price"]["amount"] for row in (*before, *after, *now)] == [
        "400.00",
        "399.95",
        "399.95",
    ]
    assert get(client, "prices", **query, known_at="2025-09-22")[1]["results"] == []


def test_a_day_outside_of_the_published_year_has_no_prices(
    client: Client, facts: list[int]
) -> None:
    assert get(client, "prices", market="ch-health", as_of="2027-01-01")[1]["results"] == []


def test_plans_and_providers_carry_what_was_said_of_them(client: Client, facts: list[int]) -> None:
    plans = get(client, "plans", **BERN, provider="bag-8")[1]["results"]
    assert [row["plan"] for row in plans] == ["BASE", "HAM1", "HAM2", "HMO1", "TEL1"]
    assert plans[0]["attributes"] == {"model": "standard"}
    providers = get(client, "providers", **BERN)[1]["results"]
    assert providers[1] == {"provider": "bag-32", "attributes": {"name": "Insurer 32"}}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "201"}, "page_size"),
        ({"page_size": "null"}, "page_size"),
        ({"page_size": "²"}, "page_size"),
        ({"cursor": "bogus"}, "cursor"),
        ({"cursor": "YWZ0ZXIgLTE="}, "cursor"),
        ({"market": "\x00"}, "market"),
        ({"market": "no-market"}, "market"),
        ({"provider": "bag-8\x00"}, "provider"),
        ({"provider": "' OR 1=1"}, "provider"),
        ({"as_of": "2026-02-30"}, "as_of"),
        ({"as_of": "20260230"}, "as_of"),
        ({"known_at": "2026-01-01T00:00:00"}, "known_at"),
        ({"cell": "canton:BE"}, "cell"),
        ({"cell": "canton:XX", "market": "ch-health"}, "cell"),
        ({"cell": "colour:red", "market": "ch-health"}, "cell"),
        ({"cell": "canton:B\x00", "market": "ch-health"}, "cell"),
        ({"provider__key": "bag-8"}, "provider__key"),
        ({"_connector": "OR"}, "_connector"),
    ],
)
def test_a_bad_parameter_is_a_400_that_names_it(
    client: Client, db: None, query: dict[str, str], field: str
) -> None:
    status, problem = get(client, "prices", **query)
    assert (status, problem["field"]) == (400, field)
    assert problem["expected"]


@pytest.mark.parametrize(
    "instant", ["9999-12-31", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"]
)
def test_the_ends_of_the_calendar_are_instants_too(
    client: Client, facts: list[int], instant: str
) -> None:
    status, page = get(client, "prices", **BERN, known_at=instant)
    assert status == 200
    assert bool(page["results"]) == instant.startswith("9")


def test_a_parameter_given_twice_is_refused(client: Client, db: None) -> None:
    response = client.get("/api/v1/prices?market=ch-health&market=ch-health")
    assert response.status_code == 400
    assert response.json()["field"] == "market"


def test_an_unchanged_list_is_304_after_one_query_for_the_version(
    client: Client, facts: list[int]
) -> None:
    first = client.get("/api/v1/prices", BERN)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = client.get("/api/v1/prices", BERN, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert [q["sql"] for q in queries if "market_version" not in q["sql"]] == []


def test_new_facts_change_the_tag(client: Client, facts: list[int]) -> None:
    first = client.get("/api/v1/prices", BERN)["ETag"]
    MarketVersion.objects.filter(market="ch-health").update(digest="2" * 64)
    assert client.get("/api/v1/prices", BERN)["ETag"] != first


def test_another_markets_facts_do_not_change_the_tag(client: Client, facts: list[int]) -> None:
    first = client.get("/api/v1/prices", BERN)["ETag"]
    MarketVersion.objects.create(market="elsewhere", digest="3" * 64)
    assert client.get("/api/v1/prices", BERN)["ETag"] == first


def test_no_header_changes_what_is_given(client: Client, facts: list[int]) -> None:
    plain = client.get("/api/v1/prices", BERN).content
    headers = {"accept-language": "it", "cookie": "sessionid=x", "user-agent": "y"}
    assert client.get("/api/v1/prices", BERN, headers=headers).content == plain
    wrong = client.get("/api/v1/prices?page_size=0").content
    assert client.get("/api/v1/prices?page_size=0", headers=headers).content == wrong


def test_markets_name_their_factors_and_their_version(client: Client, facts: list[int]) -> None:
    markets = {row["market"]: row for row in get(client, "markets")[1]["results"]}
    swiss = markets["ch-health"]
    assert (swiss["data_version"], swiss["facts"]) == ("1" * 64, 121)
    assert swiss["factors"][0]["factor"] == "canton"
    assert "ZE" not in swiss["factors"][0]["codes"]
    assert swiss["invented"] is False


def test_only_reading_is_open(client: Client, db: None) -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)("/api/v1/prices")
        assert response.status_code == 405


@pytest.mark.parametrize("form", ["json", "csv", "0"])
def test_a_format_is_a_parameter_that_nobody_knows(client: Client, form: str) -> None:
    assert client.get("/api/v1/changes", {"format": form}).status_code == 400


def test_an_unknown_address_is_answered_as_data(client: Client) -> None:
    for address in ("/api/v1/", "/api/v1/nowhere", "/api/v1/tickets/seven"):
        response = client.get(address)
        assert response.status_code == 404
        assert response["Content-Type"] == "application/json"
        assert "/api/v1/schema" in response.json()["detail"]

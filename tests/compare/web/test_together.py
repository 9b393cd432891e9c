"""A household of several: one answer first, one row for each, the details of each one step away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from tests.compare.web.html import parse
from tests.compare.web.test_answer import QUESTION, WHERE, get

ONE = {key: value for key, value in QUESTION.items() if not key.startswith("present.")}
TERM = {"contract.start": "2025-10-01", "contract.end": "2026-10-01"}
PRICES = ("90.00", "12.00", "60.00")


@pytest.fixture
def household(client: Client, westmark: None) -> Any:
    """Three who hold contracts of their own, at different prices."""
    said = dict(ONE)
    for index, price in enumerate(PRICES):
        contract = {"provider": "wm-104", "factors.excess": "150", "price": price, **TERM}
        said |= {f"persons.{index}.present.{key}": value for key, value in contract.items()}

    def asked(**view: str) -> Any:
        return client.get(WHERE, {**said, **{k.replace("__", "."): v for k, v in view.items()}})

    return asked


def test_each_has_one_row_and_the_rows_add_up(household: Any) -> None:
    document = household(format="json").json()
    page = parse(household())
    rows = page.select(".household tbody tr")
    assert len(rows) == len(document["persons"]) == len(PRICES)
    assert page.select_one(".verdict h1").get_text() == document["sentence"]["text"]
    now = sum(Decimal(price) for price in PRICES)
    assert page.select_one(".household tfoot td").get_text() == f"{now:.2f}"
    for row, person in zip(rows, document["persons"], strict=True):
        said = row.get_text(" ")
        assert ("Stay" in said) == (person["verdict"] in ("STAY", "NO_BETTER_PROVIDER"))
        if person["forgone"]:
            assert " ".join(person["forgone"]["text"].split()) in " ".join(said.split())


def test_what_to_do_is_said_once_with_whom_it_concerns(household: Any) -> None:
    document = household(format="json").json()
    movers = [p for p in document["persons"] if p["chosen"]]
    assert 0 < len(movers) < len(PRICES)
    page = parse(household())
    assert len(page.select("ol.steps")) == 1
    texts = [step.select_one("span").find(string=True) for step in page.select("ol.steps > li")]
    assert len(set(texts)) == len(texts)
    apply = next(s for s in page.select("ol.steps > li") if "Apply to" in s.get_text())
    named = [f"Person {p['person'] + 1}" for p in movers if p["chosen"] == movers[0]["chosen"]]
    assert apply.select_one("small").get_text() == "; ".join(named)


def test_the_details_of_each_are_one_step_away(client: Client, household: Any) -> None:
    document = household(format="json").json()
    page = parse(household())
    assert not page.select(".matrix")
    links = [row.select_one("a")["href"] for row in page.select(".household tbody tr")]
    for link, person in zip(links, document["persons"], strict=True):
        assert dict(parse_qsl(urlsplit(link).query))["view.person"] == str(person["person"])
        alone = parse(client.get(link))
        assert alone.select_one(".verdict h1").get_text() == person["sentence"]["text"]
        assert len(alone.select(".matrix thead th")) == 1 + len(person["offers"])
        back = alone.select_one(".verdict a")["href"]
        assert "view.person" not in back
        assert parse(client.get(back)).select(".household")


def test_a_person_that_there_is_none_of_is_said(client: Client, household: Any) -> None:
    assert household(view__person="1").status_code == 200
    wrong = household(view__person="7")
    assert wrong.status_code == 400
    assert "0, 1, 2" in wrong.content.decode()


def test_one_person_has_no_household(client: Client, westmark: None) -> None:
    assert not parse(get(client)).select(".household")


def test_a_contract_that_was_typed_without_a_name_is_called_yours(household: Any) -> None:
    nameless = {f"persons__{n}__present__provider": "" for n in range(len(PRICES))}
    page = parse(household(**nameless))
    rows = page.select('.household tbody td[data-label="Now"]')
    assert [row.get_text() for row in rows] == ["Your contract"] * len(PRICES)

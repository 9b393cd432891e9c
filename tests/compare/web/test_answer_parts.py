"""The parts of the answer page: minutes, rules, service, controls, and the list of every offer."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from compare.markets import loader
from compare.web.answer_page.words import DAYS, PAID, RULES
from tests.compare.web.html import parse
from tests.compare.web.test_answer import get

OFFERS = "/en/m/xx-household/offers"


@pytest.mark.parametrize("key", ["ch-health", "xx-household"])
def test_the_minutes_of_the_steps_are_the_hours_of_the_sum(key: str) -> None:
    market = loader.load(key)
    assert market.leaving is not None
    minutes = sum(step.minutes for step in market.leaving.step)
    assert {Decimal(minutes) / 60} == {hour.hours for hour in market.market.hour}


def test_every_item_of_the_sum_leads_to_a_rule_that_is_there(client: Client, db: None) -> None:
    page = parse(client.get("/en/method/"))
    for anchor in {PAID, DAYS, *RULES.values(), "of-a-whole-market", "service"}:
        assert page.select_one(f'[id="{anchor}"]'), anchor


def test_a_move_has_a_letter_a_date_and_what_not_to_do(
    client: Client, westmark: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 7, 20, 12, tzinfo=UTC))
    page = parse(get(client, present__price="90.00"))
    todo = page.select_one("#todo-1").parent
    assert todo.select_one('a[href*="/letter?"]')
    assert todo.select_one('a[href*="/calendar?"]')
    assert "Do not cancel for good before" in todo.get_text()
    assert [tag.get_text() for tag in todo.select(".min")] == [
        "30 min",
        "30 min",
        "15 min",
        "15 min",
    ]


def test_the_law_behind_an_item_of_the_sum_is_cited_in_the_language_of_the_page(
    client: Client, westmark: None
) -> None:
    said = {"present__price": "90.00", "path": "/it/m/xx-household/answer"}
    shown = parse(get(client, **said)).get_text(" ")
    assert "inventato per questo mercato" in shown
    assert "invented for this market" not in shown


def test_service_stands_in_groups_and_unknown_is_drawn_as_unknown(
    client: Client, westmark: None
) -> None:
    person = get(client, format="json").json()["persons"][0]
    section = parse(get(client)).select_one("#serving-1").parent
    states = {
        offer["provider_name"]: offer["service"] for offer in person["offers"] if not offer["own"]
    }
    text = section.get_text(" ")
    assert all(name in text for name in states)
    if all(state["state"] != "better" for state in states.values()):
        assert "no evidence that they are any better" in text
    for row in section.select(".against li"):
        known = bool(row.select_one("path.range"))
        assert known != bool(row.select_one("path.unseen-range"))
        assert known != bool(row.select_one(".said.unknown"))


def test_the_controls_change_the_address_and_the_answer(client: Client, westmark: None) -> None:
    page = parse(get(client))
    form = page.select_one("form.trying")
    kept = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert not [name for name in kept if name.startswith("preferences.")]
    empty = {field["name"]: "" for field in form.select("input.short")}
    same = client.get(form["action"], {**kept, **empty})
    assert parse(same).select_one(".cite .hash").get_text() == (
        page.select_one(".cite .hash").get_text()
    )
    other = client.get(form["action"], {**kept, **empty, "preferences.hours": "6"})
    assert "Counted with now: 6" in parse(other).get_text()


def offers(client: Client, **view: str) -> Any:
    response = get(client, OFFERS, **{f"view__{key}": value for key, value in view.items()})
    assert response.status_code == 200
    return parse(response)


def test_every_offer_is_one_step_away_sorted_and_filtered(client: Client, westmark: None) -> None:
    listed = get(client, OFFERS, format="json").json()["offers"]
    every = offers(client)
    assert len(every.select(".every tbody tr")) == len(listed)
    assert len(every.select(".every tr.yours")) == 1
    names = [
        row.select_one("th span").get_text()
        for row in offers(client, sort="provider").select(".every tbody tr")
    ]
    assert names == sorted(names, key=str.casefold)
    found = offers(client, find="alder").select(".every tbody tr:not(.yours)")
    assert found
    assert all("Alder" in row.get_text() for row in found)
    unbeaten = offers(client, unbeaten="1").select(".every tbody tr:not(.yours)")
    assert 0 < len(unbeaten) < len(listed) - 1
    assert not [row for row in unbeaten if row.select("td")[3].get_text()]


def test_a_sort_that_there_is_none_of_says_which_there_are(client: Client, westmark: None) -> None:
    response = get(client, OFFERS, view__sort="stars")
    assert response.status_code == 400
    assert "price, provider, plan" in response.content.decode()


def test_a_citation_can_be_copied_and_breaks_no_braces(client: Client, westmark: None) -> None:
    page = parse(get(client))
    bibtex = page.select_one("pre.copy").get_text()
    assert bibtex.startswith("@misc{worth-switching-")
    assert bibtex.count("{") == bibtex.count("}")
    assert page.select_one(".cite .hash").get_text() in bibtex

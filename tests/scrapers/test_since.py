"""What became of the values of an earlier reading is said: as before, others, gone, without a unit."""

from __future__ import annotations

from typing import Any

from scrapers.since import Pair, doubts, scaled, since, summary


def term(heading: str, value: str, unit: str | None = "XTS", plan: str = "A") -> dict[str, Any]:
    said = {"kind": "term", "provider": "1", "plan": plan, "heading": heading, "value": value}
    return {**said, "literal": value, "locator": "x"} | ({"unit": unit} if unit else {})


def plan(key: str, name: str) -> dict[str, Any]:
    return {"kind": "plan", "provider": "1", "plan": key, "attributes": {"name": name}}


PACK = {"kind": "pack", "provider": "1", "plan": "A", "amount": "2", "literal": "2"}


def test_values_are_counted_wherever_they_stand_and_others_are_listed() -> None:
    now = [term("Water", "300") | {"locator": "elsewhere"}, term("Flood", "20")]
    found = since([term("Water", "300.00"), term("Flood", "10")], now)
    assert summary(found, "old.html") == [
        "1 of 2 values as on old.html",
        "term A 'Flood': 10 XTS is now 20 XTS",
    ]
    assert doubts(found, "old.html") == []


def test_a_plan_that_is_gone_is_named_with_all_it_said_and_the_ways_out() -> None:
    before = [
        plan("A", "Home"),
        plan("B", "Plus"),
        term("Water", "3", plan="B"),
        term("Water", "3"),
    ]
    (said,) = doubts(since(before, [plan("A", "Home"), term("Water", "3")]), "old.html")
    assert "plan B (Plus) stood on old.html and is gone, with 1 term" in said
    assert "[[pages]]" in said
    assert "a run ends no plan by itself" in said


def test_less_than_half_of_the_values_is_a_doubt() -> None:
    before = [term(f"Cover {number}", "1") for number in range(5)]
    assert doubts(since(before, before[:3]), "old.html") == []
    (said,) = doubts(since(before, before[:2]), "old.html")
    assert said.startswith("2 values, where old.html has 5")


def test_goods_come_and_go_without_a_doubt() -> None:
    found = since([plan("A", "Corn"), plan("B", "Peas"), PACK], [plan("A", "Corn"), PACK])
    assert doubts(found, "old.html") == []


def test_a_lost_unit_is_said_of_the_same_word_and_of_a_new_one_with_the_same_text() -> None:
    for word in ("Water", "Burst pipes"):
        (said,) = doubts(since([term("Water", "300")], [term(word, "300", None)]), "old.html")
        assert said.startswith(f"term A {word!r}: unit none, where term A 'Water' had XTS")
    assert doubts(since([term("Water", "300")], [term("Burst pipes", "300")]), "old.html") == []
    assert doubts(since([term("Flood", "300")], [term("Flood", "out", None)]), "old.html") == []


def test_a_power_of_ten_is_called_by_its_name_and_a_rise_is_none() -> None:
    def moved(before: str, now: str) -> list[str]:
        return scaled([Pair(term("Fee", before), term("Fee", now))])

    assert "1 of 1 values are 100 times less" in moved("29.60", "0.2960")[0]
    assert "10 times as much" in moved("5", "50")[0]
    assert moved("29.60", "31.20") == moved("0", "10") == moved("7", "7") == []

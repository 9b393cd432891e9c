"""The planted history has what the demo, the tutorial and the tests are told to find in it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from scrapers.samples import history

EDITIONS = tuple(history.editions())


def test_twelve_insurers_in_six_half_yearly_editions() -> None:
    assert len(history.insurers()) == 12
    assert EDITIONS == ("2024-01", "2024-07", "2025-01", "2025-07", "2026-01", "2026-07")


def test_cover_gets_worse_gets_better_and_a_brand_is_taken_over() -> None:
    fields = Counter(event.field for event in history.events())
    assert fields["group"] == 1
    assert fields["water_damage_limit"] == 2
    assert fields["flood"] == 2
    assert fields["compulsory_excess"] == 5
    assert fields["admin_fee"] == 2
    better = [
        event
        for event in history.events()
        if event.field == "bicycle_theft" and int(event.new) > int(event.old)
    ]
    assert [event.insurer for event in better] == ["pontneuf"]


def test_a_limit_is_cut_while_the_premium_stands_still() -> None:
    before, after = (history.insurer("alder", edition).plans[0] for edition in EDITIONS[:2])
    assert before.premiums == after.premiums
    assert int(after.terms["water_damage_limit"]) < int(before.terms["water_damage_limit"])


def test_premiums_walk() -> None:
    for key in history.insurers():
        first, last = (
            history.insurer(key, edition).plans[0] for edition in EDITIONS[:: len(EDITIONS) - 1]
        )
        assert sum(last.premiums.values()) > sum(first.premiums.values())


def test_a_premium_is_the_product_of_its_factors_rounded_half_up() -> None:
    plan = history.insurer("alder", "2024-01").plans[0]
    assert plan.premiums["medium", "plain", "150"] == Decimal("29.00")
    assert plan.premiums["small", "hills", "300"] == Decimal("18.20")  # 18.183
    assert plan.premiums["large", "coast", "0"] == Decimal("56.05")  # 56.028


def test_a_count_is_corrected_once_and_stays_corrected() -> None:
    def count(edition: str) -> int:
        found = [
            row for row in history.counts(edition) if (row.insurer, row.year) == ("glim", 2023)
        ]
        return found[0].complaints

    assert [count(edition) for edition in EDITIONS[2:]] == [41, 41, 14, 14]


def test_an_unknown_insurer_or_edition_is_an_error() -> None:
    with pytest.raises(KeyError, match="2031-01"):
        history.insurer("alder", "2031-01")
    with pytest.raises(KeyError, match="nobody"):
        history.insurer("nobody", "2024-01")

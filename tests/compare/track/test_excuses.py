"""What the law does to everybody, and the contract by itself, is nobody's worsening; the rest is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.track.excuses import Indexation, is_contractual, is_market_wide

D = Decimal
LAW = [(date(2020, 1, 1), D(300)), (date(2026, 1, 1), D(400))]
SEEN, NOW = date(2025, 12, 30), date(2026, 1, 8)


def test_from_one_legal_value_to_the_next_when_the_law_changes_is_market_wide() -> None:
    assert is_market_wide(LAW, D(300), D(400), SEEN, NOW)
    assert is_market_wide(LAW[::-1], D(300), D(400), SEEN, NOW)


@pytest.mark.parametrize(
    ("old", "new", "after", "until"),
    [
        (D(300), D(500), SEEN, NOW),  # more than the law wants
        (D(200), D(400), SEEN, NOW),  # it was better than the law before
        (D(300), D(400), date(2026, 2, 1), date(2026, 3, 1)),  # later, by itself
        (D(300), D(400), date(2025, 2, 1), date(2025, 3, 1)),  # before the law did
        (D(400), D(300), SEEN, NOW),
    ],
)
def test_everything_else_is_the_providers_own(
    old: Decimal, new: Decimal, after: date, until: date
) -> None:
    assert not is_market_wide(LAW, old, new, after, until)


def test_without_a_law_nothing_is_market_wide() -> None:
    assert not is_market_wide([], D(300), D(400), SEEN, NOW)


AGREED = Indexation(D(2), 1, 1, D("0.05"))


@pytest.mark.parametrize(
    ("old", "new", "after", "until"),
    [
        ("29.00", "29.60", SEEN, NOW),  # 29.58, rounded
        ("29.60", "30.20", SEEN, NOW),
        ("100.00", "104.05", date(2024, 12, 30), NOW),  # nobody looked for a year: twice
        ("100.00", "102.00", date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_a_price_that_the_contract_itself_raises_is_contractual(
    old: str, new: str, after: date, until: date
) -> None:
    assert is_contractual(AGREED, D(old), D(new), after, until)


@pytest.mark.parametrize(
    ("old", "new", "after", "until"),
    [
        ("100.00", "103.00", SEEN, NOW),  # more than agreed
        ("100.00", "101.00", SEEN, NOW),  # less, and so by the provider's own choice
        ("100.00", "102.00", date(2026, 1, 1), date(2026, 7, 8)),  # on another day
        ("100.00", "104.04", SEEN, NOW),  # twice at once
    ],
)
def test_a_rise_by_another_share_or_on_another_day_is_the_providers_own(
    old: str, new: str, after: date, until: date
) -> None:
    assert not is_contractual(AGREED, D(old), D(new), after, until)


def test_a_contract_that_agrees_on_no_rise_excuses_none() -> None:
    assert not is_contractual(Indexation(D(0), 1, 1, D("0.05")), D(100), D(100), SEEN, NOW)

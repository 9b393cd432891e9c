"""What the law does to everybody is nobody's worsening; what a provider does by itself is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.track.excuses import is_market_wide

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

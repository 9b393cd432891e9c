"""A provider's prices beside the market's over the same dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compare.track.price_level import PriceLevel, Standing, mean_change, standing

D = Decimal


def level(before: int, after: int) -> PriceLevel:
    return PriceLevel(1, before, after)


def test_the_level_is_the_sum_of_the_same_offers_on_both_days() -> None:
    assert PriceLevel(3, 400_000_000, 416_000_000).change == D("0.04")


def test_within_one_per_cent_of_a_years_price_it_moved_as_general_prices() -> None:
    assert standing(D("0.068"), D("0.058")) is Standing.AS_GENERAL
    assert standing(D("0.0681"), D("0.058")) is Standing.MORE
    assert standing(D("0.03"), D("0.058")) is Standing.LESS
    assert standing(D("0.03"), D("0.058"), alike=D("0.05")) is Standing.AS_GENERAL


def test_the_mean_counts_each_provider_the_same_or_by_its_customers() -> None:
    levels = {"a": level(100, 110), "b": level(100, 130), "c": level(100, 190)}
    assert mean_change(levels) == pytest.approx(D(13) / 30)
    assert mean_change(levels, {"a": D(3), "b": D(1)}) == D("0.15")


def test_without_customers_of_anybody_there_is_no_weighted_mean() -> None:
    assert mean_change({"a": level(1, 2)}, {}) is None
    assert mean_change({}) is None


def test_nothing_sold_on_both_days_is_no_level() -> None:
    with pytest.raises(ValueError, match="one offer or more"):
        PriceLevel(0, 1, 1)
    with pytest.raises(ValueError, match="above zero"):
        PriceLevel(1, 0, 1)

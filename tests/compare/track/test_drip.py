from __future__ import annotations

from decimal import Decimal

import pytest

from compare.track.drip import drip, price_walk
from compare.values.money import Money


def pounds(amount):
    return Money(Decimal(amount), "GBP")


def test_a_headline_without_fees_does_not_drip():
    found = drip(pounds(280), [])
    assert (found.total, found.ratio) == (pounds(280), 0)


def test_every_unavoidable_fee_counts():
    assert drip(pounds(200), [pounds(10), pounds(40)]).ratio == Decimal("0.25")


def test_a_renewal_above_the_new_customers_price_walks_up():
    assert price_walk(pounds(370), pounds(285)).quantize(Decimal("0.0001")) == Decimal("0.2982")
    assert price_walk(pounds(285), pounds(285)) == 0
    assert price_walk(pounds(270), pounds(300)) == Decimal("-0.1")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: drip(pounds(0), []),
        lambda: drip(pounds(1), [pounds(-1)]),
        lambda: drip(pounds(1), [Money(Decimal(1), "EUR")]),
        lambda: price_walk(pounds(0), pounds(1)),
        lambda: price_walk(pounds(1), Money(Decimal(1), "EUR")),
    ],
)
def test_impossible_prices_are_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|cannot"):
        wrong()

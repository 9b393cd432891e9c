from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cover.market import MarketCover
from compare.cover.pareto import NOBODY, pareto_set
from compare.cover.relation import CoverRelation, Relation, compare_cover
from compare.values.terms import Status
from tests.compare.cover.covers import (
    EXCESS,
    FLOOD,
    LIMIT,
    VOCABULARY,
    covers,
    exposures,
    indifferent,
)

markets = st.lists(st.tuples(covers, st.integers(1, 4)), min_size=1, max_size=12)


def of(offers, exposures=None, indifferent=()):
    market = MarketCover.of(VOCABULARY, [terms for terms, _ in offers])
    prices = np.array([price for _, price in offers], dtype=np.int64)
    return pareto_set(market, prices, exposures, indifferent)


def beats(a, b, exposures, indifferent):
    """Domain 2.2, word for word."""
    relation = compare_cover(VOCABULARY, a[0], b[0], exposures, indifferent).relation
    if relation is CoverRelation.DOMINATES:
        return a[1] <= b[1]
    return relation is CoverRelation.EQUIVALENT and a[1] < b[1]


@given(markets, exposures, indifferent)
def test_an_offer_is_efficient_if_and_only_if_no_other_beats_it(offers, exposures, indifferent):
    found = of(offers, exposures, indifferent)
    for place, offer in enumerate(offers):
        rivals = [
            other
            for other, rival in enumerate(offers)
            if other != place and beats(rival, offer, exposures, indifferent)
        ]
        by = int(found.beaten_by[place])
        assert by in rivals if rivals else by == NOBODY
        assert not rivals or offers[by][1] == min(offers[rival][1] for rival in rivals)


@given(markets)
def test_a_removed_offer_names_what_it_loses_on(offers):
    found = of(offers)
    for place, offer in enumerate(offers):
        why = found.why(place)
        assert (why is None) == (place in found.efficient)
        if why is not None:
            comparison = compare_cover(VOCABULARY, offers[why.by][0], offer[0])
            assert why.better_on == comparison.keys(Relation.BETTER)
            assert why.cheaper_by == offer[1] - offers[why.by][1]
            assert why.better_on or why.cheaper_by


@given(markets, st.randoms(use_true_random=False))
def test_the_order_of_the_offers_does_not_matter(offers, random):
    order = list(range(len(offers)))
    random.shuffle(order)
    shuffled = of([offers[place] for place in order])
    assert {order[place] for place in shuffled.efficient} == set(of(offers).efficient)


def test_many_offers_are_settled_as_few_are():
    rng = np.random.default_rng(7)
    vocabulary = (LIMIT, EXCESS, FLOOD)
    terms = [
        {
            "limit": Decimal(int(rng.integers(1, 6))),
            "excess": Decimal(int(rng.integers(0, 6))),
            "flood": (Status.EXCLUDED, Status.COVERED)[int(rng.integers(2))],
        }
        for _ in range(400)
    ]
    prices = rng.integers(1, 50, 400)
    found = pareto_set(MarketCover.of(vocabulary, terms), prices)
    assert 1 < len(found.efficient) < 100
    for place in range(400):
        by = int(found.beaten_by[place])
        relations = [
            compare_cover(vocabulary, terms[other], terms[place]).relation
            for other in ([by] if by != NOBODY else range(400))
        ]
        cheaper = prices[[by] if by != NOBODY else slice(None)] - prices[place]
        beaten = [
            (relation is CoverRelation.DOMINATES and gap <= 0)
            or (relation is CoverRelation.EQUIVALENT and gap < 0)
            for relation, gap in zip(relations, cheaper, strict=True)
        ]
        assert any(beaten) == (by != NOBODY)


def test_two_offers_alike_in_everything_are_both_kept():
    twin = {"limit": Decimal(5), "excess": Decimal(0), "flood": Status.COVERED}
    found = pareto_set(MarketCover.of((LIMIT, EXCESS, FLOOD), [twin, dict(twin)]), np.array([7, 7]))
    assert found.efficient == (0, 1)


def test_a_price_for_each_offer_is_needed():
    with pytest.raises(ValueError, match="expected 1 prices"):
        pareto_set(MarketCover.of([LIMIT], [{}]), np.array([], dtype=np.int64))


def test_an_empty_market_has_no_efficient_offer():
    found = pareto_set(MarketCover.of([LIMIT], []), np.array([], dtype=np.int64))
    assert found.efficient == ()

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cover.market import MarketCover
from compare.cover.relation import CoverRelation, compare_cover
from compare.values.missing import Missing
from compare.values.terms import Restricted
from tests.compare.cover.covers import FLOOD, LIMIT, VOCABULARY, covers, exposures, indifferent


@given(st.lists(covers, max_size=8), covers, exposures, indifferent)
def test_a_whole_market_compares_as_its_offers_one_by_one(offers, present, exposures, indifferent):
    found = MarketCover.of(VOCABULARY, offers).against(present, exposures, indifferent)
    for place, offer in enumerate(offers):
        one = compare_cover(VOCABULARY, offer, present, exposures, indifferent)
        assert found.comparison(place) == one


def test_a_restriction_new_to_the_market_equals_none_of_it():
    market = MarketCover.of([FLOOD], [{"flood": Restricted("stone")}])
    assert market.against({"flood": Restricted("wood")}).relation(0) == "UNDETERMINED"
    assert market.against({"flood": Restricted("stone")}).relation(0) == "EQUIVALENT"


def test_offers_that_share_one_cover_are_each_in_the_result():
    plan = {"limit": Decimal(5)}
    market = MarketCover.of([LIMIT], [plan, {"limit": Decimal(4)}, plan])
    found = market.against({"limit": Decimal(4)})
    assert found.are(CoverRelation.DOMINATES).tolist() == [True, False, True]
    assert len(market) == 3


def test_an_empty_market_has_no_relations():
    assert MarketCover.of(VOCABULARY, []).against({}).overall_codes.size == 0


def test_a_market_refuses_an_exposure_that_it_does_not_know():
    with pytest.raises(ValueError, match="roof"):
        MarketCover.of(VOCABULARY, []).against({}, {"roof": Decimal(1)})


@pytest.mark.parametrize("present", [Decimal(0), Missing.NOT_OFFERED])
def test_in_a_whole_market_too_a_limit_of_zero_is_not_a_limit_that_is_not_offered(present):
    other = Missing.NOT_OFFERED if present == 0 else Decimal(0)
    market = MarketCover.of([LIMIT], [{"limit": Missing.NOT_OFFERED}, {"limit": Decimal(0)}])
    found = market.against({"limit": present})
    of = {Missing.NOT_OFFERED: found.relation(0), Decimal(0): found.relation(1)}
    assert of[present] is CoverRelation.EQUIVALENT
    assert of[other] is CoverRelation.UNDETERMINED

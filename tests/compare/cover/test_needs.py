from __future__ import annotations

from decimal import Decimal

import pytest

from compare.cover.needs import Needs, must_haves, must_not_get_worse
from compare.cover.relation import compare_cover
from compare.values.missing import Missing
from compare.values.terms import Status
from tests.compare.cover.covers import VOCABULARY

REQUIRED = {"limit": Decimal(1000), "excess": Decimal(300), "flood": Status.COVERED}


def test_a_cover_that_reaches_every_least_value_meets_the_needs():
    terms = {"limit": Missing.UNLIMITED, "excess": Decimal(300), "flood": Status.COVERED}
    assert must_haves(VOCABULARY, terms, REQUIRED) == Needs((), ())


def test_a_cover_names_what_it_fails_and_what_is_not_known():
    terms = {"limit": Decimal(999), "flood": Missing.NOT_OFFERED}
    assert must_haves(VOCABULARY, terms, REQUIRED) == Needs(("limit", "flood"), ("excess",))


def test_only_the_chosen_attributes_may_not_get_worse():
    now = {"limit": Decimal(5), "excess": Decimal(100), "flood": Status.COVERED}
    offer = {"limit": Decimal(4), "excess": Decimal(200)}
    comparison = compare_cover(VOCABULARY, offer, now)
    assert must_not_get_worse(comparison, ("excess", "flood")) == Needs(("excess",), ("flood",))


def test_a_need_outside_the_market_is_refused():
    with pytest.raises(ValueError, match="roof"):
        must_haves(VOCABULARY, {}, {"roof": Status.COVERED})
    with pytest.raises(ValueError, match="roof"):
        must_not_get_worse(compare_cover(VOCABULARY, {}, {}), ("roof",))

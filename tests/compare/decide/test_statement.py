"""The market statement: components, never a score."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from compare.decide.dispersion import dispersion
from compare.decide.market_gains import best_gains, share_above
from compare.decide.market_sentences import statement_sentences
from compare.decide.sameness import Spread, sameness
from compare.decide.standards import Level, Standard
from compare.decide.statement import Published, Statement, statement
from compare.decide.wording import LANGUAGES, say
from compare.quality.figures import Figure
from tests.compare.decide import build

NAMES = ("mine", "b", "c", "d", "e", "f")
FINE = Standard("upheld", 0.40, "test")


def _household(own: str, *others: str, weight: str = "1", terms: str = "covered") -> Published:
    offers = [
        build.offer(name, price, terms={"flood": terms})
        for name, price in zip(NAMES[1:], others, strict=False)
    ]
    present = build.offer("mine", own)
    person = build.person(present, [*offers, present])
    return Published(own, Decimal(weight), build.situation(person))


def _figures(share: float, count: int = 2_000) -> tuple[Figure, ...]:
    """Everybody's share of upheld complaints, alike."""
    return build.figures(**{name: (int(share * count), count) for name in NAMES})


def _said(found: Statement) -> str:
    return next(iter(statement_sentences(found, "CHF"))).key


def test_customers_whom_a_move_helps_are_counted_by_weight() -> None:
    found = statement([_household("600", "500", weight="3"), _household("500", "520", weight="1")])
    assert found.like_for_like.share == Decimal("0.75")
    assert found.like_for_like.mean_gain == 100
    assert found.best_gain == 100
    assert found.internal.share == 0


def test_giving_something_up_counts_in_the_flexible_scope_alone() -> None:
    found = statement([_household("600", "500", terms="excluded")])
    assert (found.like_for_like.share, found.flexible.share) == (0, 1)


def test_the_own_providers_better_offer_counts_in_the_internal_scope() -> None:
    present, cheaper = build.offer("mine", "600"), build.offer("mine", "500", plan="new")
    person = build.person(present, [cheaper, present])
    found = statement([Published("one", Decimal(1), build.situation(person))])
    assert (found.internal.share, found.like_for_like.share) == (1, 1)


def test_alike_and_fine_reads_differently_from_alike_and_poor() -> None:
    households = [_household("500", "505", "510", "498", "502", "507")]
    fine = statement(households, _figures(0.20), FINE)
    poor = statement(households, _figures(0.70), FINE)
    assert fine.labels.one_flavour
    assert poor.labels.one_flavour
    assert (fine.level, poor.level) == (Level.FINE, Level.POOR)
    assert (_said(fine), _said(poor)) == ("statement.alike_fine", "statement.alike_poor")


def test_without_a_standard_nobody_says_whether_alike_is_good() -> None:
    found = statement([_household("500", "505")], _figures(0.2))
    assert _said(found) == "statement.alike_unknown"


def test_a_market_of_different_prices_says_so() -> None:
    assert _said(statement([_household("600", "400")])) == "statement.differ"


def test_where_nobody_else_sells_the_same_cover_nobody_is_called_alike() -> None:
    """No move gives nothing up, and yet the prices do not lie close together: 600 and 400."""
    found = statement([_household("600", "400", "300", terms="excluded")])
    assert found.like_for_like.share == 0
    assert found.comparable == 0
    assert found.labels.price is Spread.NO_EVIDENCE
    assert not found.labels.one_flavour
    said = [sentence.key for sentence in statement_sentences(found, "CHF")]
    assert said[:2] == ["statement.cover_differs", "statement.price_no_evidence"]


def test_prices_are_close_only_where_half_of_the_customers_find_the_same_cover_elsewhere() -> None:
    same, other = _household("500", "505"), _household("510", "505", terms="excluded")
    half = statement([same, other])
    assert (half.comparable, half.labels.price) == (Decimal("0.5"), Spread.SAME)
    fewer = statement([same, replace(other, weight=Decimal("1.1"))])
    assert fewer.labels.price is Spread.NO_EVIDENCE


def test_prices_are_far_apart_whatever_share_finds_the_same_cover() -> None:
    found = statement(
        [_household("600", "400"), _household("510", "505", terms="excluded", weight="2")]
    )
    assert found.comparable < Decimal("0.5")
    assert found.labels.price is Spread.DISPERSED


def test_pairs_are_those_of_every_cover_that_is_held() -> None:
    """One holds what a copy of it costs, another what costs twice as much elsewhere."""
    alike = _household("500", "500")
    dear = build.offer("b", "900", terms={"flood": "excluded"})
    twice = build.offer("c", "500", terms={"flood": "excluded"})
    apart = Published(alike.key, Decimal(1), build.situation(build.person(dear, [dear, twice])))
    pairs = statement([alike, apart]).pairs
    assert pairs is not None
    assert pairs.share == Decimal("0.5")


def test_copies_of_one_offer_cannot_be_told_apart_and_others_can() -> None:
    copies = statement([_household("500", "500", "500")])
    apart = statement([_household("500", "600", "700")])
    assert copies.pairs is not None
    assert apart.pairs is not None
    assert (copies.pairs.share, apart.pairs.share) == (1, 0)


def test_service_tells_pairs_apart_that_price_does_not() -> None:
    figures = build.figures(mine=(200, 1000), b=(600, 1000), c=(200, 1000))
    found = statement([_household("500", "500", "500")], figures)
    assert found.pairs is not None
    assert found.pairs.share == Decimal(1) / 3


def test_pairs_count_by_the_customers_that_each_household_stands_for() -> None:
    alike, apart = _household("500", "500"), _household("500", "900")
    households = [
        replace(alike, key="alike", weight=Decimal(3)),
        replace(apart, key="apart", weight=Decimal(1)),
    ]
    pairs = statement(households).pairs
    assert pairs is not None
    assert pairs.share == Decimal("0.75")


def test_a_statement_can_be_said_in_every_language() -> None:
    found = statement([_household("500", "505", "600")], _figures(0.7), FINE)
    for language in LANGUAGES:
        said = [say(sentence, language) for sentence in statement_sentences(found, "CHF")]
        assert len(said) > 6
        assert not any("{" in each for each in said)


def test_the_fast_shares_equal_the_plain_ones() -> None:
    random = np.random.default_rng(3)
    usage = random.uniform(0, 2, (150, 5)).astype(np.float32)
    rates = random.uniform(0, 60, (5, 40)).astype(np.float32)
    own = random.integers(0, 40, 150)
    costs = usage.astype(np.float64) @ rates.astype(np.float64)
    expected = costs[np.arange(150), own] - costs.min(axis=1)
    gains = best_gains(usage, rates, own)
    assert np.allclose(gains, expected, atol=0.01)
    thetas, weights = np.full(150, 40, np.float32), np.ones(150, np.float32)
    assert share_above(gains, thetas, weights) == pytest.approx((expected >= 40).mean())


@pytest.mark.parametrize(
    ("usage", "rates", "own", "expected"),
    [
        ([[1.0]], [[1.0], [2.0]], [0], "usage x rates"),
        ([[1.0]], [[]], [0], "at least one offer"),
        ([[1.0]], [[1.0]], [1], "index of one offer"),
        ([[np.nan]], [[1.0]], [0], "found NaN"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(
    usage: list[list[float]], rates: list[list[float]], own: list[int], expected: str
) -> None:
    with pytest.raises(ValueError, match=expected):
        best_gains(np.array(usage, np.float32), np.array(rates, np.float32), np.array(own))


@pytest.mark.parametrize(
    ("p", "ratio", "high", "expected"),
    [
        (0.049, 1.10, 1.2, Spread.DISPERSED),
        (0.05, 1.10, 1.2, Spread.NO_EVIDENCE),
        (0.049, 1.0999, 1.2, Spread.NO_EVIDENCE),
        (0.049, 1.05, 1.0999, Spread.SAME),
        (0.9, 1.0, 1.10, Spread.NO_EVIDENCE),
        (None, None, None, Spread.NO_EVIDENCE),
    ],
)
def test_the_label_of_service_is(
    p: float | None, ratio: float | None, high: float | None, expected: Spread
) -> None:
    assert sameness(Decimal(0), p, ratio, high).service is expected


def test_a_fifth_of_customers_makes_prices_dispersed() -> None:
    assert sameness(Decimal("0.20"), None, None, None).price is Spread.DISPERSED
    assert sameness(Decimal("0.1999"), None, None, None).price is Spread.SAME


def test_what_no_statement_can_rest_on_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one published household"):
        statement([])
    with pytest.raises(ValueError, match="figures for 'upheld'"):
        statement([_household("500", "505")], (), FINE)
    with pytest.raises(ValueError, match="two or more prices"):
        dispersion([Decimal(1)])


def test_the_present_contract_is_one_of_the_like_for_like_prices() -> None:
    profile = statement([_household("500", "450", "550")]).profiles[0]
    assert profile.prices.count == 3
    assert profile.prices.gain_from_search == 50


def test_where_no_measure_is_published_the_statement_says_so() -> None:
    keys = [
        sentence.key
        for sentence in statement_sentences(statement([_household("500", "500")]), "CHF")
    ]
    assert "statement.service_unknown" in keys

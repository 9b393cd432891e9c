from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quality.figures import Figure, Kind, Measure
from compare.quality.groups import Group, group_providers, market_rate, rank_intervals
from compare.quality.heterogeneity import of_rates
from tests.compare.quality.test_figures import ACCEPTED, COMPLAINTS, UPHELD


def figures(counts, measure=COMPLAINTS):
    return [Figure(str(place), measure, *each) for place, each in enumerate(counts)]


def test_clearly_better_and_clearly_worse_are_told_from_typical():
    typical = [(96 + place, 100) for place in range(10)]
    found = group_providers(figures([(30, 100), *typical, (200, 100)]))
    assert [each.group for each in found] == [
        Group.CLEARLY_BETTER,
        *[Group.TYPICAL] * 10,
        Group.CLEARLY_WORSE,
    ]


def test_a_certain_but_tiny_difference_is_typical():
    found = group_providers(figures([(104_000, 1000), (100_000, 1000), (99_000, 1000)]))
    assert {each.group for each in found} == {Group.TYPICAL}
    assert found[0].finding.p < 1e-9


def test_nine_complaints_on_a_small_exposure_are_too_small():
    found = group_providers(figures([(9, 4), (100, 100), (100, 100)]))
    assert found[0].group is Group.TOO_SMALL


def test_a_hundred_equal_providers_are_hardly_ever_told_apart():
    rng = np.random.default_rng(2)
    for _ in range(20):
        alike = figures([(int(x), 50) for x in rng.poisson(50, 100)])
        odd = [each for each in group_providers(alike) if each.group is not Group.TYPICAL]
        assert len(odd) <= 1


def test_ranks_stay_open_where_the_evidence_does_not_close_them():
    found = rank_intervals(figures([(20, 100), (100, 100), (104, 100), (300, 100)]))
    assert [(each.best, each.worst) for each in found] == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_ranks_follow_what_is_good_for_the_customer():
    found = rank_intervals(figures([(20, 200), (180, 200)], ACCEPTED))
    assert [(each.best, each.worst) for each in found] == [(2, 2), (1, 1)]
    found = rank_intervals(figures([(20, 200), (180, 200)], UPHELD))
    assert [(each.best, each.worst) for each in found] == [(1, 1), (2, 2)]


counts = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), min_size=2, max_size=7)


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_the_providers_does_not_matter(each, random):
    providers = figures(each)
    groups = {found.figure.provider: found.group for found in group_providers(providers)}
    ranks = set(rank_intervals(providers))
    random.shuffle(providers)
    assert {f.figure.provider: f.group for f in group_providers(providers)} == groups
    assert set(rank_intervals(providers)) == ranks


@given(counts)
def test_every_rank_interval_holds_a_rank(each):
    for found in rank_intervals(figures(each)):
        assert 1 <= found.best <= found.worst <= len(each)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: group_providers(figures([(1, 1)])), "two providers"),
        (lambda: rank_intervals([Figure("a", UPHELD, 1, 2)] * 2), "once"),
        (
            lambda: group_providers([Figure("a", UPHELD, 1, 2), Figure("b", ACCEPTED, 1, 2)]),
            "one measure",
        ),
    ],
)
def test_figures_that_do_not_belong_together_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


def test_new_york_car_insurers_of_2017_fall_into_groups(shared_data):
    table = shared_data / "ny-auto-complaints" / "rankings_2009-2017.csv"
    if not table.exists():
        pytest.skip(f"no complaint rankings here: {table} is missing")
    measure = Measure("upheld", Kind.RATE, "upheld complaints", "USD million of premium", False)
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["Filing Year"] == "2017"]
    providers = [
        Figure(row["NAIC"], measure, int(row["Upheld Complaints"]), float(premium))
        for row in rows
        if float(premium := row["Premiums Written (in Millions)"].replace(",", "")) > 0
    ]
    groups = group_providers(providers)
    rate = market_rate(providers)
    for each in groups:
        ratio = each.figure.interval.estimate / rate
        assert each.group is not Group.CLEARLY_BETTER or ratio < 1
        assert each.group is not Group.CLEARLY_WORSE or ratio > 1
        assert (each.group is Group.TOO_SMALL) == (each.figure.denominator * rate < 5)
    assert Group.TYPICAL in {each.group for each in groups}
    size = of_rates(
        [each.numerator for each in providers], [each.denominator for each in providers]
    )
    assert 1 <= size.ratio_low <= size.median_ratio <= size.ratio_high

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quality.figures import Band, Figure
from compare.quality.state import (
    ServiceState,
    band_state,
    judge,
    service_finding,
    service_findings,
)
from tests.compare.quality.test_figures import ACCEPTED, COMPLAINTS, UPHELD

OPPOSITE = {
    ServiceState.BETTER: ServiceState.WORSE,
    ServiceState.WORSE: ServiceState.BETTER,
}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.01, 0.2, ServiceState.BETTER),
        (0.0, 0.2, ServiceState.NO_EVIDENCE),
        (-0.2, -0.01, ServiceState.WORSE),
        (-0.2, 0.0, ServiceState.NO_EVIDENCE),
        (0.01, 0.04, ServiceState.EQUIVALENT),
        (-0.049, 0.049, ServiceState.EQUIVALENT),
        (-0.05, 0.04, ServiceState.NO_EVIDENCE),
        (-0.04, 0.05, ServiceState.NO_EVIDENCE),
        (0.01, 0.05, ServiceState.BETTER),
        (-math.inf, math.inf, ServiceState.NO_EVIDENCE),
    ],
)
def test_each_boundary_of_the_rule_falls_on_its_side(low, high, expected):
    assert judge(low, high, 0.05) is expected


def test_thirty_on_either_side_are_enough_and_twenty_nine_are_not():
    assert judge(0.1, 0.2, 0.05, (30, 30)) is ServiceState.BETTER
    assert judge(0.1, 0.2, 0.05, (4000, 29)) is ServiceState.NO_EVIDENCE


def test_a_rate_orients_so_that_fewer_complaints_are_better():
    few, many = Figure("a", COMPLAINTS, 20, 100), Figure("b", COMPLAINTS, 80, 100)
    assert service_finding(few, many, 0.5).state is ServiceState.BETTER
    assert service_finding(many, few, 0.5).state is ServiceState.WORSE
    assert service_finding(few, many, 0.5).interval.high < 1


def test_a_proportion_orients_by_its_measure():
    assert (
        service_finding(Figure("a", ACCEPTED, 190, 200), Figure("b", ACCEPTED, 120, 200)).state
        is ServiceState.BETTER
    )
    assert (
        service_finding(Figure("a", UPHELD, 190, 200), Figure("b", UPHELD, 120, 200)).state
        is ServiceState.WORSE
    )


@pytest.mark.parametrize("complaints", [5000, 5200])
def test_a_rate_ratio_within_a_quarter_is_about_the_same(complaints):
    a, b = Figure("a", COMPLAINTS, 5000, 100), Figure("b", COMPLAINTS, complaints, 100)
    assert service_finding(a, b, 50).state is ServiceState.EQUIVALENT


def test_too_few_expected_complaints_are_no_evidence_however_many_came():
    a, b = Figure("a", COMPLAINTS, 60, 4.9), Figure("b", COMPLAINTS, 1000, 1000)
    found = service_finding(a, b, 1.0)
    assert (found.state, found.too_few) == (ServiceState.NO_EVIDENCE, True)
    enough = service_finding(Figure("a", COMPLAINTS, 60, 5.0), b, 1.0)
    assert (enough.state, enough.too_few) == (ServiceState.WORSE, False)


def test_two_providers_without_a_complaint_are_not_compared():
    found = service_finding(Figure("a", COMPLAINTS, 0, 90), Figure("b", COMPLAINTS, 0, 90), 0.1)
    assert (found.state, found.interval, found.p) == (ServiceState.NO_EVIDENCE, None, 1)


def test_a_rate_needs_the_markets_rate():
    with pytest.raises(ValueError, match="market's rate"):
        service_finding(Figure("a", COMPLAINTS, 1, 9), Figure("b", COMPLAINTS, 1, 9))


@pytest.mark.parametrize(("low", "high", "delta"), [(1, 0, 1), (math.nan, 1, 1), (0, 1, 0)])
def test_an_impossible_interval_is_refused(low, high, delta):
    with pytest.raises(ValueError, match="expected"):
        judge(low, high, delta)


share = st.tuples(st.integers(1, 300), st.floats(0, 1)).map(
    lambda each: (round(each[0] * each[1]), each[0])
)


@given(share, share)
def test_the_state_is_the_mirror_of_itself(a, b):
    first, second = Figure("a", ACCEPTED, *a), Figure("b", ACCEPTED, *b)
    there = service_finding(first, second).state
    back = service_finding(second, first).state
    assert back is OPPOSITE.get(there, there)


@given(share, st.lists(share, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(own, others, random):
    incumbent = Figure("own", ACCEPTED, *own)
    figures = [Figure(str(place), ACCEPTED, *each) for place, each in enumerate(others)]
    there = dict(zip(figures, service_findings(figures, incumbent), strict=True))
    random.shuffle(figures)
    back = dict(zip(figures, service_findings(figures, incumbent), strict=True))
    for figure in figures:
        assert there[figure].state is back[figure].state


@given(share, st.lists(share, max_size=6))
def test_looking_at_more_candidates_never_makes_one_better(own, others):
    incumbent = Figure("own", ACCEPTED, *own)
    figures = [Figure(str(place), ACCEPTED, *each) for place, each in enumerate(others)]
    together = service_findings(figures, incumbent)
    for figure, finding in zip(figures, together, strict=True):
        if finding.state in OPPOSITE:
            assert service_finding(figure, incumbent).state is finding.state


def test_the_best_of_many_needs_stronger_evidence_than_one_alone():
    incumbent = Figure("own", ACCEPTED, 120, 200)
    lucky = Figure("lucky", ACCEPTED, 140, 200)
    assert service_finding(lucky, incumbent).state is ServiceState.BETTER
    crowd = [Figure(str(place), ACCEPTED, 118 + place % 5, 200) for place in range(20)]
    assert service_findings([lucky, *crowd], incumbent)[0].state is ServiceState.NO_EVIDENCE


def test_candidates_with_too_few_cases_do_not_weaken_the_others():
    incumbent = Figure("own", ACCEPTED, 120, 200)
    lucky = Figure("lucky", ACCEPTED, 140, 200)
    small = [Figure(str(place), ACCEPTED, 5, 10) for place in range(20)]
    assert service_findings([lucky, *small], incumbent)[0].state is ServiceState.BETTER


def band(low, high):
    return Band(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (band("0.95", "1"), band("0.9", "0.95"), ServiceState.NO_EVIDENCE),
        (band("0.95", "1"), band("0.85", "0.9"), ServiceState.BETTER),
        (band("0.85", "0.9"), band("0.95", "1"), ServiceState.WORSE),
        (band("0.9", "0.95"), band("0.9", "0.95"), ServiceState.NO_EVIDENCE),
        (band("0.95", "1"), band("0.0", "0.85"), ServiceState.NO_EVIDENCE),
    ],
)
def test_bands_need_a_full_band_between_them(a, b, expected):
    assert band_state(a, b) is expected
    assert band_state(a, b, higher_is_better=False) is OPPOSITE.get(expected, expected)

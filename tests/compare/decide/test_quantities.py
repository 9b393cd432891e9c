"""Sampling, sensitivity, regret, staying power, service over several measures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.decide.flips import net_benefit_of
from compare.decide.regret import regret
from compare.decide.sampling import DRAWS, draw, draw_scenarios, share_positive
from compare.decide.sensitivity import sensitivity
from compare.decide.service import overall_state, services
from compare.decide.staying_power import staying_power
from compare.quality.state import ServiceState
from compare.values.estimate import Estimate
from tests.compare.decide import build

WIDE = Estimate(Decimal(0), Decimal(10), Decimal(40))


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    assert np.array_equal(draw([WIDE], seed=1), draw([WIDE], seed=1))
    assert not np.array_equal(draw([WIDE], seed=1), draw([WIDE], seed=2))


def test_draws_follow_the_triangle_of_low_central_and_high() -> None:
    drawn = draw([WIDE], seed=1)[0]
    assert drawn.min() >= 0
    assert drawn.max() <= 40
    assert drawn.mean() == pytest.approx((0 + 10 + 40) / 3, abs=0.01)
    assert (drawn < 10).mean() == pytest.approx(0.25, abs=1 / DRAWS)


def test_what_is_known_exactly_is_drawn_exactly() -> None:
    assert set(draw([Estimate.exactly(Decimal(7))], seed=1)[0]) == {7.0}


def test_scenarios_are_met_as_often_as_their_probability_says() -> None:
    met = draw_scenarios([0.4, 0.4, 0.2], seed=1)
    assert np.bincount(met).tolist() == [0.4 * DRAWS, 0.4 * DRAWS, 0.2 * DRAWS]
    with pytest.raises(ValueError, match="sum to 1"):
        draw_scenarios([0.4, 0.4])


def test_a_cost_that_equals_the_gain_is_no_gain() -> None:
    costs = np.array([10.0, 20.0, 30.0, 40.0])
    assert share_positive(np.array([10.0, 10.5, 40.0, 41.0]), costs).tolist() == [0, 0.25, 0.75, 1]


def test_an_input_without_influence_has_no_flip_value() -> None:
    def flat(_: Mapping[str, Decimal]) -> Decimal:
        return Decimal(5)

    found = sensitivity(flat, {"moon": WIDE}, Decimal(25))
    assert (found.widest.swing, found.widest.flip_at) == (0, None)
    assert not found.widest.flips_within_range
    with pytest.raises(ValueError, match="at least one input"):
        sensitivity(flat, {}, Decimal(25))


@given(
    own=st.integers(1, 900),
    offered=st.integers(1, 900),
    hours=st.integers(0, 9),
    theta=st.integers(0, 100),
)
def test_at_a_flip_value_the_net_benefit_is_theta(
    own: int, offered: int, hours: int, theta: int
) -> None:
    central = {
        "own_price": Decimal(own),
        "offered_price": Decimal(offered),
        "saving": Decimal(0),
        "months": Decimal(12),
        "one_off": Decimal(15),
        "hours": Decimal(hours),
        "hour_value": Decimal(9),
    }
    inputs = {key: Estimate.exactly(value) for key, value in central.items()}
    for swing in sensitivity(net_benefit_of, inputs, Decimal(theta)).swings:
        if swing.flip_at is not None:
            there = net_benefit_of({**central, swing.key: swing.flip_at})
            assert abs(there - theta) < Decimal("1e-15")


@given(st.lists(st.integers(-200, 200), min_size=3, max_size=3))
def test_knowing_everything_is_never_worth_less_than_nothing(gains: list[int]) -> None:
    thirds = [Decimal("0.25"), Decimal("0.5"), Decimal("0.25")]
    found = regret({"stay": [Decimal(0)] * 3, "move": [Decimal(g) for g in gains]}, thirds)
    assert found.evpi >= 0
    assert found.evpi <= found.largest[found.best]


def test_regret_over_states_that_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        regret({"stay": [Decimal(0)]}, [Decimal("0.9")])
    with pytest.raises(ValueError, match="expected 1 states for stay, found 2"):
        regret({"stay": [Decimal(0), Decimal(0)]}, [Decimal(1)])
    with pytest.raises(ValueError, match="at least one action"):
        regret({}, [Decimal(1)])


def test_a_lead_is_kept_where_it_stays_within_theta_of_the_cheapest() -> None:
    periods = [
        {"a": Decimal(100), "b": Decimal(120)},
        {"a": Decimal(119), "b": Decimal(100)},
        {"a": Decimal(100), "c": Decimal(90)},
    ]
    found = staying_power(periods, Decimal(20))
    assert found is not None
    assert (found.kept, found.leads) == (1, 2)  # a kept by a cent's breadth, b was sold no more
    assert 0 < found.low < found.share < found.high < 1
    exactly = staying_power(periods, Decimal(19))
    assert exactly is not None
    assert exactly.kept == 0


def test_one_period_is_no_history_and_an_empty_one_an_error() -> None:
    assert staying_power([{"a": Decimal(1)}], Decimal(20)) is None
    with pytest.raises(ValueError, match="prices in every period"):
        staying_power([{"a": Decimal(1)}, {}], Decimal(20))


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("better", "worse"), "worse"),
        (("better", "no_evidence"), "better"),
        (("equivalent", "no_evidence"), "no_evidence"),
        (("equivalent", "equivalent"), "equivalent"),
        ((), "no_evidence"),
    ],
)
def test_several_measures_together_are(states: tuple[str, ...], expected: str) -> None:
    assert overall_state([ServiceState(state) for state in states]) == expected


def test_the_more_providers_are_looked_at_the_more_it_takes_to_be_better() -> None:
    pair = build.figures(mine=(130, 400), b=(90, 400))
    many = build.figures(
        mine=(130, 400), b=(90, 400), **{f"x{number}": (130, 400) for number in range(40)}
    )
    assert services(pair, "mine")["b"].state is ServiceState.BETTER
    assert services(many, "mine")["b"].state is ServiceState.NO_EVIDENCE


def test_a_measure_that_the_present_provider_does_not_publish_compares_nobody() -> None:
    assert services(build.figures(b=(90, 400), c=(10, 400)), "mine") == {}


def test_fewer_upheld_complaints_are_probably_better_and_the_probability_mirrors() -> None:
    figures = build.figures(mine=(200, 400), b=(100, 400))
    forth = services(figures, "mine")["b"].p_better["upheld"]
    back = services(figures, "b")["mine"].p_better["upheld"]
    assert forth > 0.99
    assert forth + back == pytest.approx(1, abs=1e-3)

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from compare.quality.figures import Band, Figure, Kind, Measure, check_same
from compare.quality.intervals import poisson_ratio, wilson

UPHELD = Measure("uphold_rate", Kind.PROPORTION, "changed", "cases resolved", False)
ACCEPTED = Measure("acceptance_rate", Kind.PROPORTION, "accepted", "claims registered", True)
COMPLAINTS = Measure("complaints", Kind.RATE, "complaints", "1,000 policies", False)


def test_a_figure_carries_the_interval_of_its_kind():
    assert Figure("a", UPHELD, 18, 40).interval == wilson(18, 40)
    assert Figure("a", COMPLAINTS, 9, 5.5).interval == poisson_ratio(9, 5.5)


def test_an_uphold_rate_never_meets_an_acceptance_rate():
    with pytest.raises(ValueError, match=r"cases resolved.*claims registered"):
        check_same(Figure("a", UPHELD, 18, 40), Figure("b", ACCEPTED, 18, 40))


@pytest.mark.parametrize("other", [{"group": "motor"}, {"period": "2021"}])
def test_figures_of_other_lines_or_periods_do_not_meet(other):
    figure = Figure("a", UPHELD, 18, 40, group="home", period="2022")
    with pytest.raises(ValueError, match="one line of business and period"):
        check_same(figure, replace(figure, **other))


def test_what_is_not_said_has_the_default_of_the_domain_page():
    assert (UPHELD.smallest_difference, UPHELD.needed) == (0.05, 30)
    assert (COMPLAINTS.smallest_difference, COMPLAINTS.needed) == (1.25, 5)
    assert replace(UPHELD, delta=0.1, least=100).smallest_difference == 0.1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Figure("a", UPHELD, 41, 40),
        lambda: Figure("a", UPHELD, 0, 0),
        lambda: Figure("a", UPHELD, 1, 40.5),
        lambda: Figure("a", COMPLAINTS, -1, 40),
        lambda: Figure("a", COMPLAINTS, 1, 0),
        lambda: Figure("a", replace(UPHELD, kind=Kind.BAND), 1, 2),
        lambda: replace(UPHELD, delta=1.25),
        lambda: replace(COMPLAINTS, delta=0.05),
        lambda: Band(Decimal("0.9"), Decimal("0.9")),
        lambda: Band(Decimal(-1), Decimal("0.9")),
    ],
)
def test_impossible_figures_are_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        wrong()

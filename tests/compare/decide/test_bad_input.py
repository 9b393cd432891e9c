"""What cannot be meant is refused with what was expected: never NaN, never a silent clip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from compare.cost.cashflow import cash_flow
from compare.cost.charges import Charges
from compare.cost.expected import expected_cost
from compare.cost.one_off import cashback
from compare.cover.relation import CoverRelation, compare_cover
from compare.decide.answer import answer
from compare.decide.offer_table import OfferTable
from compare.decide.verdict import Action, ActionKind, decide
from compare.quality.state import judge
from compare.values.estimate import Estimate
from compare.values.rule import DatedRule, rule_on
from tests.compare.decide import build

D = Decimal
FRANC, EURO = build.offer("a", "500"), build.offer("b", "500", currency="EUR")


def two_currencies_in_one_market() -> object:
    return OfferTable.of(build.ATTRIBUTES, [FRANC, EURO])


def a_present_contract_in_another_currency() -> object:
    return answer(build.situation(build.person(EURO, [FRANC])))


def a_negative_exposure() -> object:
    terms = FRANC.terms
    return compare_cover(build.ATTRIBUTES, terms, terms, {"limit": D(-1)})


def a_negative_exposure_in_a_whole_market() -> object:
    one = build.situation(build.person(FRANC, [build.offer("c", "400")]))
    return answer(replace(one, rules=build.market(exposures={"limit": "-1"})))


def an_inverted_estimate() -> object:
    return Estimate(D(3), D(2), D(1))


def an_inverted_interval() -> object:
    return judge(0.3, -0.3, 0.05)


def an_interval_that_is_no_number() -> object:
    return judge(float("nan"), 1.0, 0.05)


def two_rules_for_one_day() -> object:
    rules = [DatedRule("notice", D(n), date(2020 + n, 1, 1), "test") for n in (1, 2)]
    return rule_on({"notice": tuple(rules)}, "notice", date(2026, 1, 1))


def a_gain_more_likely_than_certain() -> object:
    gain = Estimate.exactly(D(100))
    return Action(ActionKind.SWITCH_NOW, "b", gain, 1.1, CoverRelation.EQUIVALENT)


def a_cashback_less_likely_than_never() -> object:
    return cashback(D(50), D("-0.1"), "CHF")


def scenarios_that_do_not_sum_to_one() -> object:
    return expected_cost(D(0), ((D("0.5"), D(0)), (D("0.4"), D(1))), lambda costs: costs)


def a_coverage_above_the_whole() -> object:
    return decide([], D(0), coverage=D("1.1"), min_coverage=D("0.8"))


def a_horizon_of_no_month() -> object:
    return build.market(horizon_months=0)


def a_cash_flow_of_no_month() -> object:
    return cash_flow(Charges(FRANC.price), 0)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (two_currencies_in_one_market, "expected offers in one currency, found CHF, EUR"),
        (a_present_contract_in_another_currency, "expected every price in CHF, found CHF, EUR"),
        (a_negative_exposure, "expected .* found .*-1"),
        (a_negative_exposure_in_a_whole_market, "expected .* found .*-1"),
        (an_inverted_estimate, "expected low <= central <= high, found 3"),
        (an_inverted_interval, "expected low <= high, found 0.3 and -0.3"),
        (an_interval_that_is_no_number, "expected low <= high, found nan"),
        (two_rules_for_one_day, "overlap"),
        (a_gain_more_likely_than_certain, "expected p_pos between 0 and 1 for b, found 1.1"),
        (a_cashback_less_likely_than_never, "expected a probability between 0 and 1, found -0.1"),
        (scenarios_that_do_not_sum_to_one, "expected .*0.9"),
        (a_coverage_above_the_whole, "expected coverage between 0 and 1, found 1.1"),
        (a_horizon_of_no_month, "expected a horizon of at least a month, found 0"),
        (a_cash_flow_of_no_month, "expected a horizon of at least a month, found 0"),
    ],
    ids=lambda case: case.__name__.replace("_", " ") if callable(case) else "",
)
def test_it_is_refused(case: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        case()

"""Insurance for a term: what leaving within it costs, and when it can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.calendars.insurance_term import calendar
from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Departure, Move, Warn
from compare.leaving.rules import Rules
from compare.values.money import Money, Per
from tests.compare.leaving.rulebook import RULES, without

D = Decimal


def chf(amount: int | str) -> Money:
    return Money(D(amount), "CHF")


HELD = Contract(
    start=date(2026, 1, 1),
    end=date(2027, 1, 1),
    premium=chf(730),
    payment_frequency=Per.YEAR,
    claim_in_term=False,
)
DAY_100 = date(2026, 4, 11)


def now(contract: Contract, today: date = DAY_100, rules: Rules = RULES) -> Departure:
    departure = calendar(contract, rules, today, today)[0]
    assert departure.move is Move.SWITCH_NOW
    return departure


def renewal(contract: Contract, today: date = DAY_100, rules: Rules = RULES) -> Departure:
    departure = calendar(contract, rules, today, today)[1]
    assert departure.move is Move.SWITCH_AT_RENEWAL
    return departure


def costs(departure: Departure) -> dict[str, Decimal]:
    assert departure.blocked is None
    return {item.key: item.cost.central for item in departure.costs}


def test_leaving_within_the_term_costs_what_is_kept_and_the_fee() -> None:
    departure = now(HELD)
    assert departure.first_day == DAY_100
    assert costs(departure) == {"retained_premium": 53, "cancellation_fee": 30}
    refund, settlement = departure.trail
    assert (refund.key, refund.result) == ("refund", 477)
    assert settlement.result == -447


def test_the_facts_of_the_contract_go_before_the_rules_of_the_market() -> None:
    own = replace(HELD, refund_method="pro_rata", cancellation_fee=chf(10))
    assert costs(now(own)) == {"retained_premium": 0, "cancellation_fee": 10}
    with pytest.raises(ValueError, match="share that the short rate refunds"):
        now(replace(HELD, refund_method="short_rate"))
    with pytest.raises(ValueError, match=r"expected a refund method .* found 'half'"):
        now(replace(HELD, refund_method="half"))


def test_a_fee_takes_no_more_than_the_refund_of_a_premium_paid_in_full() -> None:
    late = now(replace(HELD, cancellation_fee=chf(50)), date(2026, 12, 22))
    assert costs(late)["cancellation_fee"] == 18


def test_a_monthly_payer_is_warned_of_what_is_owed() -> None:
    monthly = replace(
        HELD, premium=chf(480), paid=chf(160), refund_method="pro_rata", cancellation_fee=chf(50)
    )
    departure = now(replace(monthly, payment_frequency=Per.MONTH))
    assert Warn.OWES_ON_LEAVING in departure.warnings
    assert round(D(str(departure.trail[1].result)), 2) == D("21.51")
    assert costs(departure)["cancellation_fee"] == 50


def test_after_a_claim_the_whole_premium_may_be_kept() -> None:
    departure = now(replace(HELD, claim_in_term=True, refund_after_claim=False))
    assert costs(departure)["retained_premium"] == 530
    assert Warn.NO_REFUND_AFTER_CLAIM in departure.warnings


@pytest.mark.parametrize(
    ("claim", "after_claim", "blocked"),
    [
        (True, None, Block.REFUND_AFTER_CLAIM_UNKNOWN),
        (None, None, Block.CLAIM_UNKNOWN),
        (None, False, Block.CLAIM_UNKNOWN),
        (None, True, None),
        (False, None, None),
    ],
)
def test_an_unknown_claim_blocks_leaving_now_and_not_the_renewal(
    claim: bool | None, after_claim: bool | None, blocked: Block | None
) -> None:
    held = replace(HELD, claim_in_term=claim, refund_after_claim=after_claim)
    assert now(held).blocked is blocked
    assert renewal(held).blocked is None


@pytest.mark.parametrize(
    ("contract", "rules", "blocked"),
    [
        (replace(HELD, premium=None), RULES, Block.PREMIUM_UNKNOWN),
        (HELD, without("refund"), Block.REFUND_UNKNOWN),
        (HELD, without("cancellation_fee"), Block.FEE_UNKNOWN),
    ],
)
def test_what_neither_contract_nor_market_states_blocks_leaving_now(
    contract: Contract, rules: Rules, blocked: Block
) -> None:
    departure = now(contract, rules=rules)
    assert (departure.blocked, departure.earliest_date) == (blocked, date(2027, 1, 1))


def test_without_its_dates_a_contract_cannot_be_left_on_a_known_day() -> None:
    for departure in calendar(replace(HELD, end=None), RULES, DAY_100, DAY_100):
        assert departure.blocked is Block.CONTRACT_END_UNKNOWN


def test_within_the_cooling_off_only_the_days_on_risk_are_paid() -> None:
    fresh = replace(HELD, concluded=date(2026, 1, 1), terms_received=date(2026, 1, 3))
    departure = now(fresh, date(2026, 1, 11))
    assert costs(departure) == {"retained_premium": 0, "cancellation_fee": 0}
    assert departure.deadline == date(2026, 1, 17)
    assert Warn.COSTS_MAY_BE_KEPT in departure.warnings
    assert Warn.BOUNDARY_DAY not in departure.warnings
    assert Warn.BOUNDARY_DAY in now(fresh, date(2026, 1, 16)).warnings
    assert costs(now(fresh, date(2026, 1, 18)))["cancellation_fee"] == 30


def test_after_a_claim_there_is_no_cooling_off() -> None:
    fresh = replace(
        HELD,
        concluded=date(2026, 1, 1),
        terms_received=date(2026, 1, 3),
        claim_in_term=True,
        refund_after_claim=False,
    )
    assert Warn.COSTS_MAY_BE_KEPT not in now(fresh, date(2026, 1, 11)).warnings


def test_notice_is_received_three_months_before_the_end() -> None:
    departure = renewal(HELD)
    assert departure.first_day == date(2027, 1, 1)
    assert (departure.deadline, departure.receive_by) == (date(2026, 9, 30), date(2026, 9, 30))
    assert renewal(HELD, date(2026, 9, 30)).warnings[-1] is Warn.BOUNDARY_DAY


def test_a_missed_notice_blocks_the_renewal() -> None:
    departure = renewal(HELD, date(2026, 10, 1))
    assert (departure.blocked, departure.first_day) == (Block.DEADLINE_MISSED, None)
    assert departure.deadline == date(2026, 9, 30)


def test_leaving_within_the_term_loses_the_bonus_of_the_year() -> None:
    item = costs(now(replace(HELD, bonus_years=3)))["bonus_lost"]
    base = D(730) / D("0.5")
    assert item == base * (D("0.5") + D("0.4") + D("0.35") - D("0.4") - 2 * D("0.35"))
    assert Warn.BONUS_PROOF in renewal(replace(HELD, bonus_years=3)).warnings
    assert "bonus_lost" not in costs(now(replace(HELD, bonus_years=3), rules=without("bonus")))


def test_from_the_end_of_the_term_on_there_is_no_leaving_before_it() -> None:
    departure = calendar(HELD, RULES, DAY_100, date(2027, 1, 1))[0]
    assert departure.blocked is Block.NO_EXIT_BEFORE_RENEWAL


def test_a_contract_that_has_ended_and_a_second_currency_are_refused() -> None:
    with pytest.raises(ValueError, match="expected the term that runs on 2027-02-01"):
        now(HELD, date(2027, 2, 1))
    with pytest.raises(ValueError, match="CHF with GBP"):
        now(replace(HELD, cancellation_fee=Money(D(1), "GBP")))


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.decimals(0, 5000, places=2))
def test_leaving_never_costs_more_than_the_premium_and_the_fee(day: date, premium: Decimal) -> None:
    departure = now(replace(HELD, premium=Money(premium, "CHF")), day)
    found = costs(departure)
    assert 0 <= sum(found.values()) <= premium + 30
    assert all(item >= -D("1e-20") for item in found.values())


def test_where_neither_contract_nor_market_says_the_notice_nobody_can_leave_yet() -> None:
    departure = renewal(HELD, rules=without("notice"))
    assert (departure.first_day, departure.blocked) == (None, Block.NOTICE_UNKNOWN)


def test_a_notice_that_the_contract_states_is_enough() -> None:
    departure = renewal(replace(HELD, notice_days=30), rules=without("notice"))
    assert departure.deadline == date(2026, 12, 1)
    assert departure.first_day == date(2027, 1, 1)

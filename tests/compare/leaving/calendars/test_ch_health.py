"""Swiss basic insurance: which exit a letter reaches, and by which working day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.calendars.ch_health import (
    calendar,
    deductible_change,
    has_ordinary_terms,
    limits_at_own,
    next_exit,
)
from compare.leaving.contract import Contract
from compare.leaving.departure import (
    Block,
    Counts,
    Departure,
    Limit,
    Missed,
    Move,
    Warn,
)
from tests.compare.leaving.rulebook import RULES, without

D = Decimal
ORDINARY = Contract(region="BE", model="standard", deductible=D(300), arrears=False)
VOLUNTARY = Contract(region="BE", model="standard", deductible=D(2500), arrears=False)
NEW_YEAR = date(2026, 1, 1)


def both(contract: Contract, today: date, start: date = NEW_YEAR) -> tuple[Departure, Departure]:
    now, renewal = calendar(contract, RULES, today, start)
    assert (now.move, renewal.move) == (Move.SWITCH_NOW, Move.SWITCH_AT_RENEWAL)
    return now, renewal


def test_in_november_the_year_end_is_open_and_nothing_before_it() -> None:
    now, renewal = both(ORDINARY, date(2025, 11, 10))
    assert (renewal.first_day, renewal.blocked) == (NEW_YEAR, None)
    assert (renewal.deadline, renewal.receive_by) == (date(2025, 11, 30), date(2025, 11, 28))
    assert renewal.counts is Counts.RECEIVED
    assert (now.blocked, now.earliest_date) == (Block.NO_EXIT_BEFORE_RENEWAL, NEW_YEAR)


@pytest.mark.parametrize(
    ("today", "first_day"),
    [(date(2025, 11, 28), NEW_YEAR), (date(2025, 11, 29), date(2027, 1, 1))],
)
def test_the_last_working_day_decides_and_not_the_last_day_of_the_month(
    today: date, first_day: date
) -> None:
    assert both(VOLUNTARY, today)[1].first_day == first_day


def test_a_late_letter_with_a_voluntary_deductible_waits_a_year() -> None:
    now, renewal = both(VOLUNTARY, date(2025, 12, 2))
    assert (now.blocked, now.earliest_date) == (Block.NO_EXIT_BEFORE_RENEWAL, date(2027, 1, 1))
    assert (renewal.first_day, renewal.deadline) == (date(2027, 1, 1), date(2026, 11, 30))
    assert renewal.missed == Missed(NEW_YEAR, date(2025, 11, 28))
    missed, _ = renewal.trail
    assert missed.inputs["was_due"] == "2025-11-28"
    assert missed.result == "2026-12-31"


def test_a_late_letter_with_ordinary_terms_leaves_at_mid_year() -> None:
    now, renewal = both(ORDINARY, date(2025, 12, 2))
    assert (renewal.first_day, renewal.blocked) == (date(2026, 7, 1), None)
    assert (renewal.deadline, renewal.receive_by) == (date(2026, 3, 31), date(2026, 3, 31))
    assert renewal.missed == Missed(NEW_YEAR, date(2025, 11, 28))
    assert Warn.ACCUMULATORS_CARRIED_OVER in renewal.warnings
    assert (now.blocked, now.earliest_date) == (Block.NO_EXIT_BEFORE_RENEWAL, date(2026, 7, 1))


def test_only_an_exit_that_leads_to_a_day_before_the_start_is_a_move_now() -> None:
    now, renewal = both(ORDINARY, date(2026, 2, 1), date(2026, 10, 1))
    assert (now.first_day, renewal.first_day) == (date(2026, 7, 1), date(2027, 1, 1))
    assert renewal.missed is None


def test_at_mid_year_no_other_deductible_can_be_chosen() -> None:
    renewal = both(ORDINARY, date(2025, 12, 2))[1]
    higher, lower = renewal.limits
    assert (higher.reason, higher.most, higher.least) == (Limit.HIGHER_ONLY_IN_JANUARY, 300, None)
    assert (lower.reason, lower.least, lower.most) == (Limit.LOWER_NEEDS_NOTICE, 300, None)
    assert {each.first_day for each in renewal.limits} == {date(2027, 1, 1)}
    assert both(ORDINARY, date(2025, 11, 10))[1].limits == ()


def test_the_own_insurer_raises_a_deductible_in_december_and_lowers_none() -> None:
    assert limits_at_own(VOLUNTARY, RULES, date(2025, 11, 28), NEW_YEAR) == ()
    (lower,) = limits_at_own(VOLUNTARY, RULES, date(2025, 12, 2), NEW_YEAR)
    assert (lower.reason, lower.least) == (Limit.LOWER_NEEDS_NOTICE, 2500)
    assert (lower.first_day, lower.receive_by) == (date(2027, 1, 1), date(2026, 11, 30))
    assert limits_at_own(Contract(), RULES, date(2025, 12, 2), NEW_YEAR) == ()


def test_a_restricted_model_closes_the_half_year_exit() -> None:
    family_doctor = Contract(model="hmo", deductible=D(300), region="BE")
    now, _ = both(family_doctor, date(2026, 2, 1), date(2026, 3, 1))
    assert (now.blocked, now.earliest_date) == (Block.NO_EXIT_BEFORE_RENEWAL, date(2027, 1, 1))


def test_an_unknown_deductible_never_opens_the_half_year_exit() -> None:
    now, renewal = both(Contract(model="standard"), date(2026, 2, 1), date(2026, 3, 1))
    assert now.blocked is Block.NO_EXIT_BEFORE_RENEWAL
    assert now.warnings == (Warn.DEDUCTIBLE_UNKNOWN,)
    assert renewal.first_day == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("model", "deductible", "ordinary"),
    [
        ("standard", 300, True),
        ("standard", 500, False),
        ("hmo", 300, False),
        ("hmo", None, False),
        (None, 2500, False),
        (None, 300, None),
        ("standard", None, None),
    ],
)
def test_ordinary_terms_are_known_or_unknown(
    model: str | None, deductible: int | None, ordinary: bool | None
) -> None:
    amount = None if deductible is None else D(deductible)
    assert has_ordinary_terms(model, amount, RULES, NEW_YEAR) is ordinary


def test_arrears_block_every_exit_and_nobody_can_say_until_when() -> None:
    for departure in both(Contract(arrears=True), date(2025, 11, 10)):
        assert departure.first_day is None
    renewal = both(Contract(arrears=True), date(2025, 11, 10))[1]
    assert (renewal.blocked, renewal.earliest_date) == (Block.ARREARS, None)
    unknown = both(Contract(), date(2025, 11, 10))[1]
    assert Warn.ARREARS_WOULD_BLOCK in unknown.warnings


@pytest.mark.parametrize(
    ("today", "warned"),
    [(date(2025, 11, 26), False), (date(2025, 11, 27), True), (date(2025, 11, 28), True)],
)
def test_the_last_two_working_days_are_a_boundary(today: date, warned: bool) -> None:
    assert (Warn.BOUNDARY_DAY in both(ORDINARY, today)[1].warnings) is warned


def test_cancelling_waits_for_the_new_insurers_confirmation() -> None:
    renewal = both(ORDINARY, date(2025, 11, 10))[1]
    assert Warn.CANCEL_ONLY_AFTER_CONFIRMATION in renewal.warnings


def test_a_higher_deductible_does_not_come_at_mid_year() -> None:
    wanted = Contract(region="BE", model="standard", deductible=D(300), wanted_deductible=D(2500))
    _, renewal = both(wanted, date(2025, 12, 2))
    assert Warn.HIGHER_DEDUCTIBLE_ONLY_IN_JANUARY in renewal.warnings


def test_a_higher_deductible_can_wait_for_december_and_a_lower_one_cannot() -> None:
    higher = deductible_change(D(300), D(2500), date(2025, 12, 5), RULES, "BE")
    lower = deductible_change(D(2500), D(300), date(2025, 12, 5), RULES, "BE")
    assert (higher.first_day, higher.deadline) == (date(2026, 1, 1), date(2025, 12, 31))
    assert (lower.first_day, lower.deadline) == (date(2027, 1, 1), date(2026, 11, 30))
    with pytest.raises(ValueError, match="expected another deductible than 300"):
        deductible_change(D(300), D(300), date(2025, 12, 5), RULES)


@given(st.dates(date(2005, 1, 1), date(2035, 12, 31)), st.booleans())
def test_the_exit_reached_is_the_first_whose_deadline_is_not_past(
    received: date, ordinary: bool
) -> None:
    found = next_exit(received, ordinary, RULES, canton="BE")
    assert received <= found.receive_by <= found.deadline < found.last_day
    assert (found.last_day - received).days <= (366 + 31 if not ordinary else 275 + 7)
    if ordinary:
        assert found.last_day <= next_exit(received, False, RULES, canton="BE").last_day


@given(st.dates(date(2005, 1, 1), date(2035, 12, 30)))
def test_a_later_letter_never_leaves_earlier(received: date) -> None:
    following = date.fromordinal(received.toordinal() + 1)
    for ordinary in (True, False):
        assert (
            next_exit(received, ordinary, RULES).last_day
            <= next_exit(following, ordinary, RULES).last_day
        )


def test_a_day_without_rules_is_refused_with_the_oldest_that_is_known() -> None:
    with pytest.raises(ValueError, match="no ordinary_deductible rule is known for 2003-11-01"):
        calendar(ORDINARY, RULES, date(2003, 11, 1), date(2004, 1, 1))
    with pytest.raises(ValueError, match=r"no exit_mid_year rule .* the market states none"):
        calendar(ORDINARY, without("exit_mid_year"), date(2025, 12, 2), NEW_YEAR)


@pytest.mark.parametrize(
    ("received", "last_day"),
    [(date(2025, 11, 28), date(2025, 12, 31)), (date(2025, 11, 29), date(2026, 12, 31))],
)
def test_a_letter_after_the_last_working_day_has_not_arrived_by_the_deadline(
    received: date, last_day: date
) -> None:
    assert next_exit(received, False, RULES, canton="BE").last_day == last_day

"""Working days, months, cooling-off and notice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.contract import Contract
from compare.leaving.cooling_off import cooling_off
from compare.leaving.departure import Counts
from compare.leaving.months import add_months, months_between, whole_months
from compare.leaving.notice import notice_for, with_own_notice
from compare.leaving.rules import DatedRule, Rules
from compare.leaving.working_days import (
    add_working_days,
    is_working_day,
    last_working_day_until,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("last", "canton", "day"),
    [
        (date(2025, 11, 30), "BE", date(2025, 11, 28)),  # the 30th is a Sunday
        (date(2026, 11, 30), "ZH", date(2026, 11, 30)),
        (date(2024, 3, 31), "BE", date(2024, 3, 28)),  # Good Friday and Easter
        (date(2024, 3, 31), "TI", date(2024, 3, 29)),  # no holiday in Ticino
        (date(2024, 3, 31), None, date(2024, 3, 28)),
    ],
)
def test_the_last_working_day_of_a_month(last: date, canton: str | None, day: date) -> None:
    assert last_working_day_until(last, "CH", canton) == day


@given(DAYS, st.sampled_from(["AG", "TI", "ZH", "GE"]))
def test_where_the_place_is_unknown_the_day_is_never_too_late(day: date, canton: str) -> None:
    assert last_working_day_until(day, "CH") <= last_working_day_until(day, "CH", canton)


@given(DAYS, st.integers(0, 30))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    reached = add_working_days(day, count, "GB", "ENG")
    between = (day + timedelta(days=n) for n in range(1, (reached - day).days + 1))
    assert sum(is_working_day(each, "GB", "ENG") for each in between) == count


def test_seven_working_days_over_a_bank_holiday() -> None:
    assert add_working_days(date(2026, 4, 1), 7, "GB", "ENG") == date(2026, 4, 14)


def test_places_and_counts_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected an ISO 3166 country .* 'ZZ' and None"):
        is_working_day(date(2026, 1, 5), "ZZ")
    with pytest.raises(ValueError, match="'CH' and 'QQ'"):
        is_working_day(date(2026, 1, 5), "CH", "QQ")
    with pytest.raises(ValueError, match="at least 0 working days"):
        add_working_days(date(2026, 1, 5), -1, "CH")


def test_the_last_day_of_a_short_month() -> None:
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert whole_months(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert months_between(date(2026, 1, 1), date(2026, 7, 16)) == Decimal(6) + Decimal(15) / 31


@given(DAYS, DAYS)
def test_months_between_grow_with_the_end_and_are_none_before_the_start(
    start: date, end: date
) -> None:
    months = months_between(start, end)
    assert months >= 0
    assert (months == 0) == (end <= start)
    assert months_between(start, end + timedelta(days=1)) >= months
    if end >= start:
        assert whole_months(start, end) <= months < whole_months(start, end) + 1
    else:
        with pytest.raises(ValueError, match="expected a day from"):
            whole_months(start, end)


def test_fourteen_days_run_from_the_later_of_contract_and_terms() -> None:
    window = cooling_off(date(2026, 3, 2), date(2026, 3, 5), 14)
    assert window.last_day == date(2026, 3, 19)
    other_way_round = cooling_off(date(2026, 3, 5), date(2026, 3, 2), 14)
    assert other_way_round.last_day == date(2026, 3, 19)
    assert date(2026, 3, 1) not in window
    assert date(2026, 3, 19) in window
    assert date(2026, 3, 20) not in window


def test_the_last_two_days_of_a_window_are_a_boundary() -> None:
    window = cooling_off(date(2026, 3, 2), date(2026, 3, 5), 14)
    boundary = [day for day in range(1, 32) if window.is_boundary(date(2026, 3, day))]
    assert boundary == [18, 19]
    with pytest.raises(ValueError, match="at least 0 days"):
        cooling_off(date(2026, 3, 2), date(2026, 3, 5), -1)


def notice_rule(length: int, unit: str, counts: str = "received") -> Rules:
    parameters = {"unit": unit, "counts": counts, "country": "CH"}
    row = DatedRule("notice", Decimal(length), date(2000, 1, 1), "a contract", None, parameters)
    return {"notice": (row,)}


@pytest.mark.parametrize(
    ("length", "unit", "end", "deadline"),
    [
        (3, "month", date(2027, 1, 1), date(2026, 9, 30)),
        (1, "month", date(2026, 7, 1), date(2026, 5, 31)),
        (14, "day", date(2027, 1, 1), date(2026, 12, 17)),
        (0, "day", date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_whole_period_lies_between_notice_and_end(
    length: int, unit: str, end: date, deadline: date
) -> None:
    notice = notice_for(end, notice_rule(length, unit), date(2026, 1, 1), "BE")
    assert notice.deadline == deadline


def test_a_notice_that_counts_when_received_needs_a_working_day() -> None:
    received = notice_for(date(2026, 7, 1), notice_rule(1, "month"), date(2026, 1, 1), "BE")
    assert (received.deadline, received.act_by) == (date(2026, 5, 31), date(2026, 5, 29))
    sent = notice_for(date(2026, 7, 1), notice_rule(1, "month", "sent"), date(2026, 1, 1), "BE")
    assert (sent.counts, sent.receive_by, sent.act_by) == (Counts.SENT, None, date(2026, 5, 31))


def test_a_notice_in_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="units of month or day, found 'week'"):
        notice_for(date(2026, 7, 1), notice_rule(1, "week"), date(2026, 1, 1), None)


def test_a_notice_that_counts_by_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="a notice that counts received or sent, found 'seen'"):
        notice_for(date(2026, 7, 1), notice_rule(1, "month", "seen"), date(2026, 1, 1), None)


def test_the_notice_of_the_contract_goes_before_the_market_s() -> None:
    rules = with_own_notice(Contract(notice_days=30), notice_rule(3, "month"))
    notice = notice_for(date(2027, 1, 1), rules, date(2026, 6, 1), "BE")
    assert notice.deadline == date(2026, 12, 1)
    assert (notice.counts, notice.step.reference) == (
        Counts.RECEIVED,
        "the contract's own words, as typed",
    )
    assert with_own_notice(Contract(), rules) is rules


def test_a_notice_typed_where_the_market_has_no_rule_counts_on_receipt_by_a_weekday() -> None:
    rules = with_own_notice(Contract(notice_months=1), {})
    notice = notice_for(date(2026, 7, 1), rules, date(2026, 1, 1), None)
    assert (notice.deadline, notice.act_by) == (date(2026, 5, 31), date(2026, 5, 29))


def test_a_notice_in_days_and_in_months_is_refused() -> None:
    with pytest.raises(ValueError, match="in days or in months, found 30 and 1"):
        with_own_notice(Contract(notice_days=30, notice_months=1), {})

"""Dated rules: which row holds on a day, and what is said where none does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.values.rule import DatedRule, rule_if_stated, rule_on


def row(value: int, start: date, end: date | None = None) -> DatedRule:
    return DatedRule("fee_cap", Decimal(value), start, "an act", end)


OLD = row(1, date(2020, 1, 1), date(2023, 1, 1))
NEW = row(2, date(2023, 1, 1))


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2020, 1, 1), 1), (date(2022, 12, 31), 1), (date(2023, 1, 1), 2), (date(2040, 1, 1), 2)],
)
def test_a_rule_holds_from_its_first_day_up_to_not_including_its_end(day: date, value: int) -> None:
    assert rule_on({"fee_cap": (NEW, OLD)}, "fee_cap", day).value == value


def test_before_the_oldest_row_the_oldest_is_named() -> None:
    with pytest.raises(
        ValueError,
        match="no fee_cap rule is known for 2019-12-31: the oldest starts 2020-01-01",
    ):
        rule_on({"fee_cap": (OLD, NEW)}, "fee_cap", date(2019, 12, 31))


def test_after_a_row_that_ended_its_end_is_named() -> None:
    with pytest.raises(ValueError, match="the one from 2020-01-01 ended 2023-01-01"):
        rule_on({"fee_cap": (OLD,)}, "fee_cap", date(2023, 1, 1))


def test_a_key_without_rows_is_said_to_be_stated_nowhere() -> None:
    with pytest.raises(ValueError, match=r"no fee_cap rule .* the market states none"):
        rule_on({}, "fee_cap", date(2023, 1, 1))


def test_overlapping_rows_are_refused_on_every_day() -> None:
    rules = {"fee_cap": (row(1, date(2020, 1, 1)), NEW)}
    with pytest.raises(ValueError, match="overlap: one from 2020-01-01, one from 2023-01-01"):
        rule_on(rules, "fee_cap", date(2021, 1, 1))


def test_an_unstated_rule_is_none_and_a_gap_in_a_stated_one_is_an_error() -> None:
    assert rule_if_stated({}, "fee_cap", date(2021, 1, 1)) is None
    with pytest.raises(ValueError, match="the oldest starts"):
        rule_if_stated({"fee_cap": (NEW,)}, "fee_cap", date(2021, 1, 1))


def test_a_rule_needs_a_reference_and_an_end_after_its_start() -> None:
    with pytest.raises(ValueError, match="expected a reference for rule fee_cap"):
        DatedRule("fee_cap", Decimal(1), date(2020, 1, 1), "")
    with pytest.raises(ValueError, match="expected an end after 2020-01-01"):
        row(1, date(2020, 1, 1), date(2020, 1, 1))

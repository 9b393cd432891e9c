"""The federal exchange: open enrolment, life events, accumulators that restart."""

from __future__ import annotations

from datetime import date

import pytest

from compare.leaving.calendars.us_health import calendar, open_enrolment
from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Departure, Warn
from compare.leaving.rules import Rules
from tests.compare.leaving.rulebook import RULES, without


def on(
    today: date,
    contract: Contract | None = None,
    start: date = date(2026, 1, 1),
    rules: Rules = RULES,
) -> tuple[Departure, ...]:
    return calendar(contract or Contract(), rules, today, start)


@pytest.mark.parametrize(
    ("selected", "start"),
    [
        (date(2025, 10, 31), None),
        (date(2025, 11, 1), date(2026, 1, 1)),
        (date(2025, 12, 15), date(2026, 1, 1)),
        (date(2025, 12, 16), date(2026, 2, 1)),
        (date(2026, 1, 15), date(2026, 2, 1)),
        (date(2026, 1, 16), None),
    ],
)
def test_the_day_of_the_choice_decides_the_start(selected: date, start: date | None) -> None:
    assert open_enrolment(2026, RULES).start(selected) == start


def test_from_plan_year_2027_the_window_closes_within_the_year() -> None:
    assert open_enrolment(2027, RULES).start(date(2027, 1, 10)) is None
    assert open_enrolment(2027, RULES).closes == date(2026, 12, 15)


def test_before_the_season_opens_the_first_start_is_still_ahead() -> None:
    _, renewal = on(date(2025, 9, 1))
    assert (renewal.first_day, renewal.deadline) == (date(2026, 1, 1), date(2025, 12, 15))


def test_a_late_choice_starts_a_month_later_and_warns_near_its_end() -> None:
    _, renewal = on(date(2026, 1, 14))
    assert (renewal.first_day, renewal.deadline) == (date(2026, 2, 1), date(2026, 1, 15))
    assert renewal.warnings == (Warn.BOUNDARY_DAY,)


def test_after_the_season_the_next_plan_year_is_the_earliest() -> None:
    _, renewal = on(date(2026, 1, 20))
    assert renewal.blocked is Block.OUTSIDE_ENROLMENT
    assert renewal.earliest_date == date(2027, 1, 1)


def test_a_plan_year_without_rules_yet_gives_no_earliest_day() -> None:
    ended = {**RULES, "open_enrolment": RULES["open_enrolment"][:1]}
    assert on(date(2026, 1, 20), rules=ended)[1].earliest_date is None


def test_within_the_year_a_life_event_is_needed() -> None:
    now, renewal = on(date(2026, 5, 10), start=date(2026, 6, 1))
    assert now.blocked is Block.NEEDS_SPECIAL_ENROLMENT
    assert now.earliest_date == renewal.first_day == date(2027, 1, 1)


def test_after_a_life_event_a_plan_starts_with_the_next_month_and_accumulators_restart() -> None:
    moved = Contract(life_event=date(2026, 4, 20))
    now, _ = on(date(2026, 5, 10), moved, start=date(2026, 5, 11))
    assert (now.first_day, now.deadline) == (date(2026, 6, 1), date(2026, 6, 19))
    assert now.warnings == (Warn.ACCUMULATORS_RESTART,)


@pytest.mark.parametrize(
    ("today", "is_open"), [(date(2026, 6, 19), True), (date(2026, 6, 20), False)]
)
def test_sixty_days_after_the_event_the_window_closes(today: date, is_open: bool) -> None:
    now, _ = on(today, Contract(life_event=date(2026, 4, 20)), start=today)
    assert (now.blocked is None) is is_open
    assert is_open or now.blocked is Block.OUTSIDE_ENROLMENT


def test_a_market_without_special_enrolment_has_none() -> None:
    moved = Contract(life_event=date(2026, 4, 20))
    now, _ = on(date(2026, 5, 10), moved, rules=without("special_enrolment"))
    assert now.blocked is Block.NEEDS_SPECIAL_ENROLMENT

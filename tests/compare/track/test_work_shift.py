"""Work moved to the customer is counted by the year, once, and only as far as anybody knows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.track.change import Toward
from compare.track.events import Severity
from compare.track.term_changes import Judged, judge
from compare.track.work_shift import Moved, Shift, is_whole, total
from compare.values.missing import Missing
from compare.values.terms import Attribute, Direction, Restricted, Status, TermValue

COUNTER = Attribute("counter", Direction.STATUS)


def shift(
    plan: str, field: str, day: str, minutes: int | None, direction: Toward = Toward.WORSE
) -> Shift:
    kind = "work_shift" if direction is Toward.WORSE else "better"
    return Shift(plan, field, kind, direction, date.fromisoformat(day), minutes)


def test_a_counter_that_closes_is_work_moved_and_as_grave_as_any_step_down() -> None:
    found = judge(COUNTER, "work_shift", Status.COVERED, Status.EXCLUDED)
    assert found == Judged("work_shift", Toward.WORSE, Decimal(1), Severity.MODERATE)
    back = judge(COUNTER, "work_shift", Status.EXCLUDED, Status.COVERED)
    assert (back.kind, back.direction) == ("better", Toward.BETTER)


@pytest.mark.parametrize(
    ("old", "new", "whole"),
    [
        (Status.COVERED, Status.EXCLUDED, True),
        (Status.COVERED, Missing.NOT_OFFERED, True),
        (Status.COVERED, Restricted("in the capital"), False),
        (Restricted("in the capital"), Status.EXCLUDED, False),
        (Missing.NOT_STATED, Status.EXCLUDED, False),
    ],
)
def test_minutes_are_told_only_of_work_that_went_altogether(
    old: TermValue, new: TermValue, whole: bool
) -> None:
    assert is_whole(old, new) is whole


def test_minutes_of_one_plan_add_up() -> None:
    moved = [shift("A", "counter", "2024-01-01", 60), shift("A", "paper_bill", "2025-01-01", 24)]
    assert total(moved) == Moved(84, is_least=False)


def test_a_customer_of_two_plans_is_nobody() -> None:
    moved = [shift("A", "counter", "2024-01-01", 60), shift("B", "counter", "2024-01-01", 60)]
    assert total(moved) == Moved(60, is_least=False)


def test_what_was_taken_back_is_not_counted_and_what_came_again_once() -> None:
    closed = shift("A", "counter", "2024-01-01", 60)
    opened = shift("A", "counter", "2024-07-01", None, Toward.BETTER)
    again = shift("A", "counter", "2025-01-01", 60)
    assert total([opened, closed]) is None
    assert total([again, closed, opened]) == Moved(60, is_least=False)


def test_unknown_minutes_are_no_nought_but_make_a_least() -> None:
    unknown = shift("A", "paper_bill", "2025-01-01", None)
    assert total([shift("A", "counter", "2024-01-01", 60), unknown]) == Moved(60, is_least=True)
    assert total([unknown]) == Moved(0, is_least=True)


def test_nothing_moved_is_nothing_to_tell() -> None:
    assert total([]) is None
    assert total([shift("A", "limit", "2024-01-01", None, Toward.BETTER)]) is None

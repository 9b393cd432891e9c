"""What a sighting does to the history of its series (design.md section 5, domain 7)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.store.times import OPEN
from compare.store.writers.history import CAPTURE, UNTIL, Captured, Outcome, OutOfOrder, Weaver
from compare.store.writers.kinds import KINDS, Row
from compare.values.fact import PlanFact

KIND = KINDS[PlanFact]
FRAME, VALUE = KIND.framed, KIND.value


@dataclass
class Series:
    """One series as the store would hold it; a capture's number is also when it was fetched."""

    rows: list[Row] = field(default_factory=list)
    retired: list[Row] = field(default_factory=list)
    ids: int = 0

    def see(
        self,
        value: str,
        valid: tuple[int, int],
        *,
        known: int,
        capture: int,
        fetched: dict[int, int] | None = None,
    ) -> Outcome:
        moments = fetched or {}
        weaver = Weaver(
            KIND, capture, lambda number: Captured(moments.get(number, number), str(number))
        )
        outcome = weaver.weave((7, "name", value, "row 1", value), (*valid, known), self.rows)
        for until, row in weaver.steps.close:
            self.rows[self.rows.index(row)] = (*row[:UNTIL], until, *row[UNTIL + 1 :])
        for row in weaver.steps.retire:
            self.rows.remove(row)
            self.retired.append(row)
        for row in weaver.steps.insert:
            self.ids += 1
            self.rows.append((*row, self.ids))
        return outcome

    def said(self, day: int, known: int) -> str | None:
        """The as-of rule of domain 7 for one source."""
        true = [row for row in self.rows if row[FRAME][0] <= day < row[FRAME][1]]
        held = [row for row in true if row[FRAME][2] <= known < (row[UNTIL] or 1 << 62)]
        assert len(held) <= 1, "two rows speak of one day"
        return held[0][VALUE][0] if held else None


YEAR = (100, 465)


def test_a_second_sighting_of_the_same_value_changes_nothing() -> None:
    series = Series()
    series.see("Basis", YEAR, known=5, capture=10)

    assert series.see("Basis", YEAR, known=5, capture=20) is Outcome.UNCHANGED
    assert len(series.rows) == 1


def test_a_correction_leaves_what_was_known_before_as_it_was_known() -> None:
    series = Series()
    series.see("10150", YEAR, known=5, capture=10)

    assert series.see("10600", YEAR, known=30, capture=30) is Outcome.CORRECTED
    assert series.said(200, 29) == "10150"
    assert series.said(200, 30) == "10600"


def test_a_corrected_file_of_the_same_edition_is_known_since_it_was_fetched() -> None:
    series = Series()
    series.see("87.00", YEAR, known=5, capture=10)

    series.see("88.00", YEAR, known=5, capture=20)

    assert series.said(200, 19) == "87.00"
    assert series.said(200, 20) == "88.00"


def test_a_publisher_who_goes_back_to_the_first_value_is_believed() -> None:
    series = Series()
    for capture, value in ((10, "87"), (20, "88"), (30, "87")):
        series.see(value, YEAR, known=5, capture=capture)

    assert [series.said(200, known) for known in (10, 20, 30)] == ["87", "88", "87"]


def test_a_repair_of_our_reader_retires_the_misreading_and_keeps_when_it_was_known() -> None:
    series = Series()
    series.see("1412", YEAR, known=5, capture=10)

    assert series.see("1412.50", YEAR, known=5, capture=10) is Outcome.REPAIRED
    assert series.said(200, 5) == "1412.50"
    assert [row[VALUE][0] for row in series.retired] == ["1412"]


def test_a_repair_of_a_later_copy_of_the_same_bytes_is_no_change() -> None:
    series = Series()
    series.see("250", (10, OPEN), known=10, capture=10)
    weaver = Weaver(KIND, 30, lambda number: Captured(number, "the same bytes"))

    outcome = weaver.weave((7, "name", "25.0", "row 1", "25,0"), (30, OPEN, 30), series.rows)

    assert outcome is Outcome.REPAIRED
    (row,) = weaver.steps.insert
    assert row[FRAME] == (10, OPEN, 10)
    assert weaver.steps.retire == series.rows
    assert weaver.steps.close == []


def test_an_observed_change_closes_the_old_validity_by_a_copy() -> None:
    series = Series()
    series.see("250", (10, OPEN), known=10, capture=10)

    assert series.see("500", (30, OPEN), known=30, capture=30) is Outcome.CHANGED
    assert series.said(29, 30) == "250"
    assert series.said(30, 30) == "500"
    assert series.said(40, 29) == "250", "before the change was seen, the old value was open"
    assert len(series.rows) == 3
    copy = next(row for row in series.rows if row[FRAME][:2] == (10, 30))
    assert copy[CAPTURE] == 10, "the copy keeps the evidence of what it says"


def test_two_values_on_one_day_end_in_the_later_one() -> None:
    series = Series()
    series.see("250", (10, OPEN), known=1000, capture=1, fetched={1: 1000, 2: 2000})
    series.see("500", (10, OPEN), known=2000, capture=2, fetched={1: 1000, 2: 2000})

    assert series.said(10, 1500) == "250"
    assert series.said(10, 2500) == "500"


def test_an_older_file_that_arrives_late_tells_only_what_was_known_then() -> None:
    series = Series()
    series.see("88", YEAR, known=20, capture=20)

    assert series.see("87", YEAR, known=5, capture=10) is Outcome.LATE
    assert series.said(200, 19) == "87"
    assert series.said(200, 20) == "88"


def test_an_older_file_that_arrives_late_twice_is_stored_once() -> None:
    series = Series()
    series.see("88", YEAR, known=20, capture=20)
    series.see("87", YEAR, known=5, capture=10)

    series.see("87", YEAR, known=5, capture=10)

    assert len(series.rows) == 2


def test_an_undated_page_from_before_the_last_one_is_refused() -> None:
    series = Series()
    series.see("500", (30, OPEN), known=30, capture=30)

    with pytest.raises(OutOfOrder):
        series.see("250", (10, OPEN), known=10, capture=10)


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("abc")), max_size=8))
def test_an_undated_page_seen_in_order_says_of_each_day_what_it_last_showed(
    steps: list[tuple[int, str]],
) -> None:
    series, day = Series(), 0
    shown: list[tuple[int, str]] = []
    for wait, value in steps:
        day += wait
        series.see(value, (day, OPEN), known=day, capture=day)
        shown.append((day, value))

    for at in range(1, day + 2):
        expected = next((value for since, value in reversed(shown) if since <= at), None)
        assert series.said(at, day) == expected
        assert series.said(at, at) == expected


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6))
def test_a_second_pass_over_the_same_captures_adds_no_row(values: list[str]) -> None:
    series = Series()
    for capture, value in enumerate(values, 10):
        series.see(value, YEAR, known=5, capture=capture)
    before = list(series.rows)

    series.see(values[-1], YEAR, known=5, capture=9 + len(values))

    assert series.rows == before

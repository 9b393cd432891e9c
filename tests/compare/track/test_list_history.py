"""Price lists over time: what was left out for a while is no change, and what stays is confirmed."""

from __future__ import annotations

from datetime import date, timedelta

from compare.track.change import State
from compare.track.list_history import Printing, Turn, turns
from compare.values.tariff import Listed
from tests.compare.track.test_price_list import fee, rate

START = date(2026, 1, 5)
CARD, CHEQUE = fee("2", name="Card"), fee("3", name="Cheque")


def printing(day: int, *lines: Listed) -> Printing:
    return Printing((START + timedelta(days=day),), lines)


def said(found: list[Turn]) -> list[tuple[int, str, str, State]]:
    return [(each.at, each.line.name, each.line.kind, each.state) for each in found]


def test_a_change_that_is_still_there_a_week_later_is_confirmed_whatever_else_changed() -> None:
    found = turns(
        [
            printing(0, CARD, rate("0.01")),
            printing(3, fee("4", name="Card"), rate("0.01")),
            printing(6, fee("4", name="Card"), rate("0.02")),
            printing(10, fee("4", name="Card"), rate("0.03")),
        ]
    )
    assert said(list(found)) == [
        (0, "Card", "fee_up", State.CONFIRMED),
        (1, "variable", "rate_rise", State.SEEN),
        (2, "variable", "rate_rise", State.SEEN),
    ]


def test_a_rate_that_went_further_the_same_way_had_moved_and_one_that_came_back_had_not() -> None:
    on = [printing(day, rate(amount)) for day, amount in ((0, "0.01"), (30, "0.02"), (60, "0.03"))]
    assert [state for *_, state in said(list(turns(on)))] == [State.CONFIRMED, State.SEEN]
    back = [*on[:2], printing(60, rate("0.015"))]
    assert [state for *_, state in said(list(turns(back)))] == [State.SEEN, State.SEEN]


def test_a_change_that_was_taken_back_before_a_week_had_passed_is_not_confirmed() -> None:
    up = fee("4", name="Card")
    found = turns([printing(0, CARD), printing(3, up), printing(6, CARD), printing(20, CARD)])
    assert [state for *_, state in said(list(found))] == [State.SEEN, State.CONFIRMED]


def test_a_fee_that_stays_away_is_gone_and_one_that_is_back_within_a_month_was_left_out() -> None:
    both, one = (CARD, CHEQUE), (CARD,)
    gone = [printing(0, *both), printing(10, *one), printing(60, *one)]
    assert said(list(turns(gone))) == [(0, "Cheque", "fee_removed", State.CONFIRMED)]
    back = [printing(0, *both), printing(10, *one), printing(30, *one), printing(41, *both)]
    assert list(turns(back)) == []
    late = [printing(0, *both), printing(10, *one), printing(42, *both)]
    assert [kind for _, _, kind, _ in said(list(turns(late)))] == ["fee_removed", "fee_added"]


def test_an_amount_that_was_another_for_a_day_is_two_changes_and_no_lapse() -> None:
    up = fee("4", name="Card")
    found = turns([printing(0, CARD), printing(1, up), printing(2, CARD)])
    assert [kind for _, _, kind, _ in said(list(found))] == ["fee_up", "fee_down"]


def test_a_fee_that_had_another_name_for_some_days_was_never_left_out() -> None:
    """Bank Australia, 5 May 2023: a name with broken quotation marks."""
    broken = fee("3", name="Cheque\ufffd")
    assert list(turns([printing(0, CARD, CHEQUE), printing(9, CARD, broken)])) == []
    through = [printing(0, CARD, CHEQUE), printing(9, CARD, broken), printing(20, CARD, CHEQUE)]
    assert list(turns(through)) == []


def test_a_fee_eight_times_as_high_is_put_to_a_person_and_a_rate_near_nought_is_not() -> None:
    high = [printing(0, fee("5")), printing(3, fee("1137")), printing(30, fee("1137"))]
    assert said(list(turns(high)))[0][3] is State.DOUBTFUL
    rates = [printing(0, rate("0.0001")), printing(3, rate("0.0015")), printing(30, rate("0.0015"))]
    assert said(list(turns(rates)))[0][3] is State.CONFIRMED

"""The same worsening by several within a window: one event, with who may have been first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from compare.track.market_events import MarketEvent, follow_the_leader

START = date(2026, 1, 5)


@dataclass(frozen=True)
class Seen:
    provider: str
    no_later_than: date
    after: date
    kind: str = "excess_up"
    field: str = "compulsory_excess"
    direction: str = "worse"


def seen(provider: str, day: int, before: int = 7, **more: str) -> Seen:
    last = START + timedelta(days=day)
    return Seen(provider, last, last - timedelta(days=before), **more)


def movers(event: MarketEvent[Seen]) -> list[str]:
    return [mover.owner for mover in event.movers]


def test_three_that_raise_the_excess_within_ninety_days_are_one_event_with_its_first_mover() -> (
    None
):
    (event,) = follow_the_leader([seen("b", 40), seen("a", 0), seen("c", 90)])
    assert movers(event) == ["a", "b", "c"]
    assert event.is_led
    assert event.leaders[0].owner == "a"
    assert not event.is_together


def test_two_are_no_pattern_and_a_third_after_the_window_does_not_make_one() -> None:
    assert follow_the_leader([seen("a", 0), seen("b", 40)]) == ()
    assert follow_the_leader([seen("a", 0), seen("b", 40), seen("c", 91)]) == ()


def test_the_window_begins_anew_with_the_second_where_the_first_was_alone() -> None:
    (event,) = follow_the_leader([seen("a", 0), seen("b", 80), seen("c", 100), seen("d", 170)])
    assert movers(event) == ["b", "c", "d"]


def test_who_was_seldom_looked_at_may_have_been_first_too() -> None:
    (event,) = follow_the_leader([seen("a", 0), seen("b", 40, before=60), seen("c", 80)])
    assert [mover.owner for mover in event.leaders] == ["a", "b"]
    assert not event.is_led


def test_all_on_one_day_is_together_and_nobody_led() -> None:
    (event,) = follow_the_leader([seen(name, 0) for name in "abc"])
    assert event.is_together
    assert len(event.leaders) == 3


def test_other_kinds_other_fields_and_improvements_do_not_count() -> None:
    three = [seen("a", 0), seen("b", 1)]
    assert follow_the_leader([*three, seen("c", 2, kind="limit_down")]) == ()
    assert follow_the_leader([*three, seen("c", 2, field="other")]) == ()
    assert follow_the_leader([*three, seen("c", 2, direction="better")]) == ()


def test_brands_of_one_owner_are_one_mover() -> None:
    owners = {"a": "Holding", "b": "Holding"}
    assert follow_the_leader([seen("a", 0), seen("b", 5), seen("c", 9)], owners) == ()
    (event,) = follow_the_leader([seen(name, 3 * n) for n, name in enumerate("abcd")], owners)
    assert movers(event) == ["Holding", "c", "d"]
    assert event.movers[0].brands == ("a", "b")


def test_several_plans_of_one_provider_are_one_mover() -> None:
    assert follow_the_leader([seen("a", day) for day in range(5)]) == ()


def test_the_cell_in_which_a_price_was_read_makes_no_other_field() -> None:
    fields = ("price (BE, 1; the middle of 3)", "price (ZH, 2; the middle of 5)", "price")
    some = [seen(n, 0, kind="price_up", field=f) for n, f in zip("abc", fields, strict=True)]
    (event,) = follow_the_leader(some)
    assert event.field == "price"


def test_a_pattern_needs_two_at_least() -> None:
    with pytest.raises(ValueError, match="two movers"):
        follow_the_leader([], least=1)

"""A plan that took another's place is proposed, never told as a fact; all of one day are one event."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from compare.track.change import Difference, Evidence, State, Toward
from compare.track.events import Severity
from compare.track.news import is_believed, is_newsworthy
from compare.track.successors import (
    Listing,
    Pair,
    Promise,
    Sighting,
    candidates,
    proposals,
    successions,
)
from compare.values.missing import Missing
from compare.values.terms import Status, Terms

START = date(2024, 1, 1)
GAP = 31
NOTHING = Promise({}, {})
D = Decimal


def listing(
    key: str, name: str, days: tuple[int, int], *, gone: bool = False, provider: str = "p-1"
) -> Listing:
    first, last = (
        Sighting(START + timedelta(days=day), name, Evidence("0" * 64, f"{key} {day}"))
        for day in days
    )
    return Listing(provider, key, first, last, gone)


def old(key: str = "A", name: str = "Alder Home", **more: str) -> Listing:
    return listing(key, name, (0, 100), gone=True, **more)


def new(key: str = "B", name: str = "Alder Home Plus", first: int = 107, **more: str) -> Listing:
    return listing(key, name, (first, 300), **more)


def keys(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.old.key, pair.new.key) for pair in pairs]


def taken(
    listings: list[Listing], promised: dict[str, Promise] | None = None
) -> list[tuple[str, str]]:
    pairs = candidates(listings, GAP)
    stands = [stand for pair in pairs for stand in pair.stands]
    held = {stand: (promised or {}).get(stand[1], NOTHING) for stand in stands}
    return keys(successions(pairs, held))


def test_a_plan_that_came_when_one_of_like_name_had_gone_is_a_candidate() -> None:
    assert keys(candidates([old(), new()], GAP)) == [("A", "B")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (listing("A", "Alder Home", (0, 100)), new()),  # nobody read its page since
        (old(), new(first=100)),  # both were sold on one day
        (old(), new(first=132)),  # a month and a day in which nobody looked
        (old(), new(name="Brickwork")),
        (old(), new(provider="p-2")),
    ],
)
def test_what_may_be_there_still_or_came_late_or_is_called_otherwise_is_none(
    one: Listing, other: Listing
) -> None:
    assert candidates([one, other], GAP) == []


def test_a_new_plan_named_no_less_like_one_that_stayed_took_nobody_s_place() -> None:
    stayed = listing("C", "Alder Home Plus", (0, 300))
    assert candidates([old(), stayed, new(name="Alder Home Plus 2")], GAP) == []


def test_each_is_taken_with_its_nearest_alone() -> None:
    listings = [
        old("A", "Basic Cover"),
        old("B", "Family Cover"),
        new("C", "Basic Cover 2025"),
        new("D", "Family Cover 2025"),
    ]
    assert taken(listings) == [("A", "C"), ("B", "D")]


def test_two_that_nothing_tells_apart_are_not_guessed_at() -> None:
    assert taken([old(), new("B"), new("C")]) == []
    assert taken([old("A"), old("B"), new("C")]) == []


def test_one_that_took_a_place_may_lose_its_own_to_one_of_a_name_more_like_it() -> None:
    second = listing("B", "Alder Home Plus", (107, 107), gone=True)
    third = listing("C", "Alder Home Plus One", (120, 300))
    assert taken([old(), second, third]) == [("A", "B"), ("B", "C")]


def test_another_model_is_another_plan_and_tells_two_of_one_name_apart() -> None:
    promised = {
        "A": Promise({"model": "hmo"}, {}),
        "B": Promise({"model": "telmed"}, {}),
        "C": Promise({"model": "hmo"}, {}),
    }
    assert taken([old("A"), new("B")], promised) == []
    assert taken([old("A"), new("B"), new("C")], promised) == [("A", "C")]


@pytest.mark.parametrize(
    ("terms", "likely"),
    [
        ({"limit": D(100), "flood": Status.COVERED}, True),
        ({"limit": D(50), "flood": Status.COVERED}, True),
        ({"limit": D(50), "flood": Status.EXCLUDED}, False),
        ({"limit": Missing.NOT_STATED, "flood": Status.EXCLUDED}, False),
        ({"limit": Missing.NOT_STATED}, True),
    ],
)
def test_half_of_the_terms_that_both_state_are_the_same(terms: Terms, likely: bool) -> None:
    before = Promise({}, {"limit": D(100), "flood": Status.COVERED})
    assert bool(taken([old(), new()], {"A": before, "B": Promise({}, terms)})) is likely


def test_what_nobody_read_of_either_makes_them_no_more_alike() -> None:
    unread = {"limit": Missing.NOT_COLLECTED, "glass": Missing.NOT_COLLECTED}
    before = Promise({}, {**unread, "flood": Status.COVERED})
    after = Promise({}, {**unread, "flood": Status.EXCLUDED})
    assert taken([old(), new()], {"A": before, "B": after}) == []


def difference(toward: Toward, severity: Severity = Severity.UNRATED) -> Difference:
    return Difference("price", "29.00", "31.00", "XTS per month", toward, severity)


def test_it_is_proposed_with_both_plans_and_what_is_other_and_is_no_news_until_confirmed() -> None:
    dearer = difference(Toward.WORSE, Severity.MAJOR)
    (change,) = proposals([(Pair(old(), new()), [dearer])])
    assert (change.kind, change.subject) == ("plan_replaced", "A to B")
    assert (change.old, change.new) == ("Alder Home", "Alder Home Plus")
    assert (change.after, change.no_later_than) == (date(2024, 4, 10), date(2024, 4, 17))
    assert (change.direction, change.severity) == (Toward.WORSE, Severity.MAJOR)
    assert change.replaced[0].differences == (dearer,)
    assert change.state is State.PROPOSED
    assert is_newsworthy(change)
    assert not is_believed(change.state, corroborated=True, by_person=False)
    assert is_believed(change.state, corroborated=False, by_person=True)


def test_some_for_the_worse_and_some_for_the_better_is_no_direction() -> None:
    mixed = [difference(Toward.WORSE), difference(Toward.BETTER)]
    (change,) = proposals([(Pair(old(), new()), mixed)])
    assert change.direction is Toward.NEITHER


def test_a_provider_that_renames_all_its_plans_on_one_day_did_one_thing() -> None:
    pairs = [Pair(old(f"A{n}", f"Plan {n}"), new(f"B{n}", f"Plan {n} New")) for n in range(40)]
    other = Pair(old("A", provider="p-2"), new("B", provider="p-2"))
    found = proposals([(pair, []) for pair in [*pairs, other]])
    assert [(change.provider, len(change.replaced)) for change in found] == [
        ("p-1", 40),
        ("p-2", 1),
    ]
    assert found[0].subject == ""


def test_a_list_whose_keys_all_changed_at_once_tells_of_no_successor_and_holds_up_no_run() -> None:
    """One name is sold in many places: nothing tells which of them is which."""
    places = range(600)
    before = [old(f"A{place}", f"Cover {place % 3}") for place in places]
    after = [new(f"B{place}", f"Cover {place % 3}") for place in places]

    assert taken([*before, *after]) == []

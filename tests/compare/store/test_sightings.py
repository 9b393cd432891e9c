"""Which series a capture showed is kept in one compact column."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.store import sightings
from compare.store.writers.kinds import KINDS
from compare.values.fact import PlanFact, PriceFact


@given(st.lists(st.integers(0, 2**64 - 1), max_size=50))
def test_what_was_shown_is_read_back(numbers: list[int]) -> None:
    column = sightings.encode([np.array(numbers, np.uint64)])

    assert sightings.decode(column).tolist() == sorted(set(numbers))


def test_a_capture_that_was_never_read_shows_nothing() -> None:
    assert sightings.decode(b"").tolist() == []


def test_prices_and_attributes_never_share_a_number() -> None:
    price = sightings.numbers(KINDS[PriceFact], [(2**31 - 1, 2**31 - 1, 870000)])
    name = sightings.numbers(KINDS[PlanFact], [(1, "name", "Basis")])

    assert price[0] < sightings.HASHED <= name[0]


def test_two_hundred_thousand_prices_take_less_than_a_byte_each() -> None:
    rows = [(cell, plan, 0) for cell in range(2000) for plan in range(0, 300, 3)]

    assert len(sightings.encode([sightings.numbers(KINDS[PriceFact], rows)])) < len(rows)


def test_a_series_keeps_the_number_that_older_captures_are_stored_with() -> None:
    found = sightings.numbers(KINDS[PlanFact], [(1, "name", "Basis"), (7, "level", "Gold")])

    assert found.tolist() == [
        1 << 63 | int.from_bytes(blake2b(said, digest_size=8).digest(), "big") >> 1
        for said in (b"('plan', (1, 'name'))", b"('plan', (7, 'level'))")
    ]


@given(st.sets(st.integers(0, 2**64 - 1)), st.sets(st.integers(0, 2**64 - 1)))
def test_what_two_have_in_common_is_found(some: set[int], others: set[int]) -> None:
    both = [np.array(list(numbers), np.uint64) for numbers in (some | {5}, others | {5})]

    assert sightings.common(*both).tolist() == sorted((some & others) | {5})

"""Which names may be those of one product: the same words, or few more; never other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.families import are_alike, families


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("hillside oat cereal", "cereal oat hillside", True),
        ("hillside nut oat cereal", "hillside nut oat breakfast cereal", True),
        ("hillside oat cereal", "hillside oat breakfast cereal", True),
        ("hillside vanilla rings low sugar cereal", "hillside vanilla rings cereal", False),
        ("oats", "rolled oats", False),
        ("hillside plum yogurt pot", "hillside lime yogurt pot", False),
        ("hillside plum yogurt pot", "hillside plum lime yogurt", False),
        ("", "", False),
    ],
)
def test_a_name_with_few_words_more_is_alike_and_one_with_others_is_not(
    one: str, other: str, alike: bool
) -> None:
    assert are_alike(words(one), words(other)) is alike
    assert are_alike(words(other), words(one)) is alike


def test_no_name_is_so_long_that_three_words_more_are_few() -> None:
    long = [f"word{number}" for number in range(20)]
    assert are_alike(frozenset(long), frozenset(long[2:]))
    assert not are_alike(frozenset(long), frozenset(long[3:]))


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=8), max_size=30))
def test_two_lines_are_of_one_family_where_a_chain_of_alike_ones_joins_them(
    lines: list[frozenset[str]],
) -> None:
    found = families(lines)
    for line in lines:
        reached, edge = {line}, [line]
        while edge:
            here = edge.pop()
            near = {other for other in lines if are_alike(here, other)} - reached
            reached |= near
            edge += near
        assert {other for other in lines if found[other] == found[line]} == reached

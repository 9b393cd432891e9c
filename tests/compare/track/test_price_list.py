"""Lines of a price list are told by content: no order, no name and no wording makes a false change."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from compare.track.change import Toward
from compare.track.price_list import Moved, moved
from compare.values.tariff import Direction, Listed

RECEIVED, PAID = Direction.RECEIVED, Direction.PAID
AMOUNTS = st.decimals(0, 99, places=2)
LINES = st.builds(
    Listed,
    st.sampled_from(Direction),
    st.sampled_from(["ACCOUNT_FUNCTIONS", "variable", "fee"]),
    AMOUNTS,
    st.sampled_from(["amount", "share"]),
    st.lists(st.sampled_from(["a", "b", ""]), max_size=2).map(tuple),
    st.booleans(),
)


def rate(amount: str, *details: str, name: str = "variable", way: Direction = RECEIVED) -> Listed:
    return Listed(way, name, Decimal(amount), "share", details, yearly=True)


def fee(amount: str, *details: str, name: str = "ACCOUNT_FUNCTIONS") -> Listed:
    return Listed(PAID, name, Decimal(amount), "amount", details)


def said(found: list[Moved]) -> list[tuple[str, str | None, str | None, str, int]]:
    return [
        (
            each.kind,
            None if each.old is None else str(each.old),
            None if each.new is None else str(each.new),
            each.toward.value,
            each.lines,
        )
        for each in found
    ]


@given(st.lists(LINES, max_size=8), st.randoms())
def test_another_order_is_no_change(lines: list[Listed], random: object) -> None:
    other = list(lines)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert moved(lines, other) == []


@given(st.lists(LINES, max_size=6), st.lists(LINES, max_size=6))
def test_no_order_of_the_lines_makes_another_change(old: list[Listed], new: list[Listed]) -> None:
    assert moved(old, new) == moved(old[::-1], new[::-1])


def test_of_two_fees_of_one_name_the_one_that_changed_is_told_by_the_other() -> None:
    assert said(moved([fee("5"), fee("10")], [fee("10"), fee("6")])) == [
        ("fee_up", "5", "6", "worse", 1)
    ]


def test_a_fee_of_one_name_and_sort_moved_though_another_now_costs_what_it_did() -> None:
    old, new = [fee("5", "event", name="A")], [fee("6", "event", name="A"), fee("5", name="C")]
    assert ("fee_up", "5", "6", "worse", 1) in said(moved(old, new))


def test_a_fee_that_goes_on_under_another_name_did_not_become_its_namesake() -> None:
    """CommBank, 7 September 2022: what was the paper statement fee is the one for extra copies now."""
    old = [fee("2.5", "event", name="Paper statement")]
    new = [fee("2.5", "event", name="Extra copies"), fee("0", "periodic", name="Paper statement")]
    assert said(moved(old, new)) == [("fee_added", None, "0", "neither", 1)]


def test_tiers_that_move_alike_are_one_change() -> None:
    old = [rate("0.01", "0 to 499.99"), rate("0.01", "500 to any")]
    new = [rate("0.02", "500 to any"), rate("0.02", "0 to 499.99")]
    assert said(moved(old, new)) == [("rate_rise", "0.01", "0.02", "better", 2)]


def test_the_same_rate_under_another_name_or_words_is_no_change() -> None:
    assert moved([rate("0.005")], [rate("0.005", "P3M", name="fixed")]) == []
    assert moved([rate("0.005", "paid monthly")], [rate("0.005", "paid at month end")]) == []


def test_a_rate_that_is_paid_is_worse_when_it_rises() -> None:
    (up,) = moved([rate("0.06", way=PAID)], [rate("0.07", way=PAID)])
    assert (up.kind, up.toward) == ("interest_up", Toward.WORSE)
    assert up.magnitude is not None
    assert round(up.magnitude, 4) == Decimal("0.1667")


def test_a_rate_that_comes_or_goes_has_no_direction() -> None:
    assert said(
        moved([rate("0.01")], [rate("0.01"), rate("0.05", "P5M", name="introductory")])
    ) == [("rate_added", None, "0.05", "neither", 1)]


def test_a_fee_that_comes_alone_is_worse_and_one_that_may_be_renamed_is_neither() -> None:
    others = [fee("2", name="Card"), fee("3", name="Cheque")]
    assert said(moved(others, [*others, fee("5")])) == [("fee_added", None, "5", "worse", 1)]
    renamed = moved([fee("5", name="Dishonour")], [fee("6", name="Returned payment")])
    assert {each.toward for each in renamed} == {Toward.NEITHER}


def test_a_list_that_is_filled_or_emptied_tells_of_no_fee_that_came_or_went() -> None:
    """Unknown is never nothing: where no fee was stated, nobody knows which were charged."""
    many = [fee(str(amount), name=f"Fee {amount}") for amount in range(3, 9)]
    for old, new in (([], many), ([fee("2", name="Card")], [fee("2", name="Card"), *many])):
        for found in (moved(old, new), moved(new, old)):
            assert {each.toward for each in found} == {Toward.NEITHER}
    other = [rate("0.01"), *many]
    assert {each.toward for each in moved([rate("0.01")], other)} == {Toward.NEITHER}


def test_a_term_that_is_offered_in_place_of_another_is_not_its_rate() -> None:
    old = rate("0.0689", "P36M", name="fixed", way=PAID)
    new = rate("0.0599", "P12M", "interest_only", name="fixed", way=PAID)
    assert {each.kind for each in moved([old], [new])} == {"rate_removed", "rate_added"}
    assert said(moved([rate("0.03", "P3M")], [rate("0.04")])) == [
        ("rate_rise", "0.03", "0.04", "better", 1)
    ]


def test_lines_are_paired_with_their_own_term_before_any_other() -> None:
    """Two fixed terms, each to 80 % and to 90 % of the value; each moves to what another was."""

    def lines(*amounts: str) -> list[Listed]:
        names = (("P3Y", "to 80"), ("P3Y", "to 90"), ("P4Y", "to 80"), ("P4Y", "to 90"))
        terms = [(term, f"{limit} as of {amounts[0]}") for term, limit in names]
        return [
            rate(amount, *term, name="fixed", way=PAID)
            for amount, term in zip(amounts, terms, strict=True)
        ]

    old = lines("0.0584", "0.0614", "0.0574", "0.0604")
    new = lines("0.0589", "0.0619", "0.0584", "0.0614")
    assert {(str(each.old), str(each.new)) for each in moved(old, new)} == {
        ("0.0584", "0.0589"),
        ("0.0614", "0.0619"),
        ("0.0574", "0.0584"),
        ("0.0604", "0.0614"),
    }


def test_more_lines_than_before_are_paired_only_where_one_amount_leaves_no_choice() -> None:
    merged = moved([rate("0.01", "a"), rate("0.01", "b")], [rate("0.02")])
    assert said(merged) == [("rate_rise", "0.01", "0.02", "better", 2)]
    unclear = moved([rate("0.01", "a"), rate("0.03", "b")], [rate("0.02")])
    assert {each.kind for each in unclear} == {"rate_removed", "rate_added"}


def test_a_rate_that_becomes_what_another_term_paid_did_not_move_there() -> None:
    """P&N Bank, 18 October and 4 November 2022: each of five fixed terms rose."""
    terms = ("P1Y", "P2Y", "P3Y", "P4Y", "P5Y")
    before = ("0.0449", "0.0514", "0.0549", "0.0499", "0.0574")
    after = ("0.0499", "0.0549", "0.0574", "0.0554", "0.0599")
    old, new = (
        [
            rate(amount, term, name="fixed", way=PAID)
            for amount, term in zip(side, terms, strict=True)
        ]
        for side in (before, after)
    )
    found = {(str(each.old), str(each.new)) for each in moved(old, new[::-1])}
    assert found == set(zip(before, after, strict=True))

"""The version of a market's data depends on its facts, not on their order, ids or batches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compare.store.writers import digest
from compare.store.writers.keys import Keys
from compare.store.writers.kinds import KINDS, Row
from compare.values.fact import PriceFact, TermFact

PRICE, TERM = KINDS[PriceFact], KINDS[TermFact]
FRAME = (18628, 18993, 1_600_000_000_000_000, "CHF", "month")
EMPTY = "0" * 64
ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 3), st.none() | st.integers(-(2**62), 2**62)),
    min_size=1,
)


def keys(shift: int = 0) -> Keys:
    """Three plans and three cells; `shift` gives them other row numbers, as another database would."""
    found = Keys("ch-health")
    for number in (1, 2, 3):
        found.texts["plan"][number + shift] = f"bag-{number}/BASE"
        found.texts["cell"][number + shift] = f"BE|{number}"
    return found


def version(
    rows: list[Row], *, of: Keys | None = None, frame: Row = FRAME, until: int | None = None
) -> str:
    if not rows:
        return EMPTY
    return digest.moved(EMPTY, digest.total(PRICE, "source", of or keys(), rows, frame, until), +1)


@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Row], random: st.DataObject) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert version(shuffled) == version(rows)


@given(ROWS, st.integers(0, 5))
def test_rows_may_come_in_two_batches(rows: list[Row], at: int) -> None:
    held = version(rows[:at])
    if rows[at:]:
        held = digest.moved(held, digest.total(PRICE, "source", keys(), rows[at:], FRAME, None), +1)

    assert held == version(rows)


@given(ROWS)
def test_the_numbers_of_rows_in_a_database_do_not_matter(rows: list[Row]) -> None:
    elsewhere = [(cell + 7, plan + 7, micros) for cell, plan, micros in rows]

    assert version(elsewhere, of=keys(7)) == version(rows)


@given(ROWS)
def test_what_was_added_can_be_taken_away(rows: list[Row]) -> None:
    added = digest.total(PRICE, "source", keys(), rows, FRAME, None)

    assert digest.moved(version(rows), added, -1) == EMPTY


def test_every_part_of_a_fact_makes_another_version() -> None:
    row = (1, 2, 400_000_000)
    others = [
        version([(2, 2, 400_000_000)]),
        version([(1, 3, 400_000_000)]),
        version([(2, 1, 400_000_000)]),
        version([(1, 2, 400_000_001)]),
        version([row, row]),
        version([row], until=1),
        *(version([row], frame=(*FRAME[:at], "x", *FRAME[at + 1 :])) for at in range(len(FRAME))),
        digest.moved(EMPTY, digest.total(PRICE, "another", keys(), [row], FRAME, None), +1),
    ]

    assert len({version([row]), *others}) == len(others) + 1


def test_an_unknown_text_is_not_the_word_for_it() -> None:
    unknown = digest.total(TERM, "s", keys(), [(1, "glass", "restricted", None)], FRAME[:3], None)
    word = digest.total(TERM, "s", keys(), [(1, "glass", "restricted", "None")], FRAME[:3], None)

    assert unknown != word


def test_the_version_of_a_known_row_stays_what_it_was() -> None:
    """A permanent link names this number: a change of the formula changes every answer's id."""
    assert version([(1, 2, 400_000_000)]) == (
        "ea2c0aadcc3420c8ee9efa9dd2d37f304b09592dfe3b7c6688248769e381df1e"
    )

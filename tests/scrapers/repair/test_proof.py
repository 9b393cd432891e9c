"""Of two edits the better one reads the page, loses nothing, reads more, and gives less to doubt."""

from __future__ import annotations

from itertools import pairwise

from scrapers.repair.proof import Proof

TENFOLD = ("every value is ten times what it was",)


def test_of_edits_that_read_as_much_one_that_leaves_doubts_is_the_worse() -> None:
    assert Proof(5, 0, 5, doubts=TENFOLD).rank < Proof(5, 0, 5).rank


def test_an_edit_ranks_by_what_weighs_most_first() -> None:
    worst_first = (
        Proof(0, 0, 5, error="expected a table, found none"),
        Proof(5, 5, 5, lost=("home.2026-06.html",)),
        Proof(4, 4, 5),
        Proof(5, 5, 5, doubts=TENFOLD),
        Proof(5, 3, 5),
        Proof(5, 4, 5),
    )
    assert all(worse.rank < better.rank for worse, better in pairwise(worst_first))

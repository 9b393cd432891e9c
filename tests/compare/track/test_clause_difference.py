"""Two versions side by side: every clause told once, with the words that went and came."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from compare.track.alignment import aligned, ascending
from compare.track.clause_difference import Kind, Mark, Step, difference, marked
from compare.track.clauses import clauses

FEE = "You pay a late fee of EUR 10 after the reminder."
NOTICE = "We give 30 days' notice of every change of price."
ADDRESS = "Our address is on the bill that we send you."
REFUND = "What you paid too much is returned with the next bill, without asking."
PAGE = (FEE, NOTICE, ADDRESS, REFUND)
PARTS = st.lists(st.sampled_from(["a b c", "a b d", "a b", "x", "y z", "c c c"]), max_size=14)


def kinds(
    before: tuple[str, ...], after: tuple[str, ...]
) -> list[tuple[str, int | None, int | None]]:
    return [(step.kind.value, step.old, step.new) for step in difference(before, after)]


def test_the_same_text_is_one_run_of_clauses() -> None:
    assert difference(PAGE, PAGE) == (Step(Kind.SAME, 1, 1, count=4),)
    assert difference((), ()) == ()


def test_a_reworded_clause_marks_the_words_that_went_and_came() -> None:
    dearer = FEE.replace("EUR 10", "EUR 15")
    first, rest = difference(PAGE, (dearer, *PAGE[1:]))
    assert (first.kind, first.old, first.new, first.moved) == (Kind.REWORDED, 1, 1, False)
    assert [(words.mark, words.text) for words in first.words] == [
        (Mark.SAME, "You pay a late fee of EUR"),
        (Mark.DELETED, "10"),
        (Mark.INSERTED, "15"),
        (Mark.SAME, "after the reminder."),
    ]
    assert (rest.kind, rest.count) == (Kind.SAME, 3)


def test_a_clause_that_came_and_one_that_went_stand_where_they_stand() -> None:
    new = "The contract ends with the month after you write to us."
    assert kinds(PAGE, (FEE, new, NOTICE, REFUND)) == [
        ("same", 1, 1),
        ("inserted", None, 2),
        ("same", 2, 3),
        ("deleted", 3, None),
        ("same", 4, 4),
    ]


def test_a_clause_that_stands_elsewhere_has_moved_and_nothing_else_has() -> None:
    found = difference(PAGE, (NOTICE, ADDRESS, REFUND, FEE))
    assert [(s.kind, s.old, s.new, s.count) for s in found] == [
        (Kind.SAME, 2, 1, 3),
        (Kind.MOVED, 1, 4, 1),
    ]


def test_a_clause_that_moved_and_was_reworded_is_told_as_both() -> None:
    dearer = FEE.replace("EUR 10", "EUR 15")
    (step,) = [s for s in difference(PAGE, (*PAGE[1:], dearer)) if s.kind is not Kind.SAME]
    assert (step.kind, step.old, step.new, step.moved) == (Kind.REWORDED, 1, 4, True)


def test_clauses_with_little_in_common_are_not_said_to_be_one_another() -> None:
    other = "A deposit is due where two bills were paid late within one year of supply."
    assert [kind for kind, _, _ in kinds((FEE,), (other,))] == ["deleted", "inserted"]


def test_numbers_quotes_and_formatting_are_no_difference() -> None:
    one = clauses("1. A **late** fee of EUR 10.\n\n2. We don't charge for letters.")
    other = clauses("4\\. A late fee of EUR 10.\n\n* We don’t charge for [letters](/l).")
    assert difference(one, other) == (Step(Kind.SAME, 1, 1, count=2),)


@given(PARTS, PARTS)
def test_both_versions_can_be_read_out_of_the_difference(
    before: list[str], after: list[str]
) -> None:
    steps = difference(before, after)
    told_old = [place for s in steps if s.old for place in range(s.old, s.old + s.count)]
    told_new = [place for s in steps if s.new for place in range(s.new, s.new + s.count)]
    assert sorted(told_old) == list(range(1, len(before) + 1))
    assert told_new == list(range(1, len(after) + 1))
    for step in steps:
        if step.kind is Kind.SAME:
            assert step.old
            assert step.new
            old, new = step.old - 1, step.new - 1
            assert before[old : old + step.count] == after[new : new + step.count]
        if step.old and step.kind is not Kind.SAME:
            said = " ".join(w.text for w in step.words if w.mark is not Mark.INSERTED)
            assert said == before[step.old - 1]
        if step.new and step.kind is not Kind.SAME:
            said = " ".join(w.text for w in step.words if w.mark is not Mark.DELETED)
            assert said == after[step.new - 1]


@given(PARTS, PARTS)
def test_what_is_aligned_is_equal_and_in_order(before: list[str], after: list[str]) -> None:
    pairs = aligned(before, after)
    assert all(before[a] == after[b] for a, b in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_of_short_stretches_without_anchors_nothing_in_common_is_missed(
    one: str, other: str
) -> None:
    twice_one, twice_other = one * 2, other * 2  # nothing stands once: no anchors
    table = [[0] * (len(twice_other) + 1) for _ in range(len(twice_one) + 1)]
    for a, part in enumerate(twice_one):
        for b, counterpart in enumerate(twice_other):
            longer = max(table[a][b + 1], table[a + 1][b])
            table[a + 1][b + 1] = table[a][b] + 1 if part == counterpart else longer
    assert len(aligned(twice_one, twice_other)) == table[-1][-1]


def test_the_work_on_texts_without_anything_in_common_grows_with_their_length() -> None:
    """Each clause is weighed against few: counted, not timed."""
    weighed: list[int] = []

    class Counting(str):
        def split(self, *args: object) -> list[str]:  # type: ignore[override]
            weighed.append(1)
            return str.split(self, *args)  # type: ignore[arg-type]

        def casefold(self) -> str:
            return self

    size = 300
    before = [Counting(f"one {n % 7} two {n} three {n % 5} four old{n}") for n in range(size)]
    after = [Counting(f"one {n % 7} two {n + 9999} three {n % 5} four new{n}") for n in range(size)]
    assert len(difference(before, after)) >= size
    assert len(weighed) <= 4 * size


def test_the_longest_ascending_run_is_kept() -> None:
    assert ascending([(5, 0), (0, 1), (1, 2), (4, 3), (2, 4), (3, 5)]) == [
        (0, 1),
        (1, 2),
        (2, 4),
        (3, 5),
    ]


def test_words_that_only_moved_in_a_clause_are_marked_on_both_places() -> None:
    found = marked("one two three", "three one two")
    assert [(w.mark.value, w.text) for w in found] == [
        ("inserted", "three"),
        ("same", "one two"),
        ("deleted", "three"),
    ]


def test_a_page_of_opening_brackets_alone_is_read_in_its_length() -> None:
    """Each of them could begin a link: without a bound this took hours, and the run with it."""
    text = "[" * 100_000
    assert clauses(text) == (text,)

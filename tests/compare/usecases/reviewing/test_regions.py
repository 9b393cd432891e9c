"""Two versions of a page are shown where they differ."""

from __future__ import annotations

from compare.usecases.reviewing.regions import WIDEST, side_by_side


def test_a_page_in_one_line_is_cut_around_the_first_difference() -> None:
    same = '{"plans":[' + '{"a":1},' * 200
    good, bad = side_by_side([f'{same}{{"cents":2960}}]}}'], [f'{same}{{"amount":2960}}]}}'], None)
    assert good.startswith("- …")
    assert bad.startswith("+ …")
    assert '"cents":2960' in good
    assert '"amount":2960' in bad
    assert max(len(good), len(bad)) <= WIDEST + 2


def test_short_lines_are_shown_whole() -> None:
    assert side_by_side(["a", "b 1"], ["a", "b 2"], None) == ("  a\n- b 1", "  a\n+ b 2")

"""What the figures of one measure say of a market, before it is worded in a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from compare.decide.wording import Sentence
from compare.quality.groups import Group, Grouped


def groups_sentences(grouped: Sequence[Grouped]) -> Iterator[Sentence]:
    """How many providers stand out, and of how many nothing can be told."""
    count = Counter(each.group for each in grouped)
    better, worse = count[Group.CLEARLY_BETTER], count[Group.CLEARLY_WORSE]
    yield (
        Sentence("figures.better", {"better": better})
        if better
        else Sentence("figures.nobody_better")
    )
    yield Sentence("figures.worse", {"worse": worse}) if worse else Sentence("figures.nobody_worse")
    if small := count[Group.TOO_SMALL]:
        yield Sentence("figures.too_small", {"small": small, "providers": len(grouped)})


def no_counts_sentence() -> Sentence:
    """A measure of which only the values are published."""
    return Sentence("figures.no_counts")


def repeated_sentence(period: str, first: str) -> Sentence:
    """A period whose publisher printed an earlier one again."""
    return Sentence("figures.repeated", {"period": period, "first": first})


def rows_sentences(apart: int, differing: int) -> Iterator[Sentence]:
    """How many rows stand twice, and how many contradict their own counts."""
    if apart:
        yield Sentence("figures.apart", {"rows": apart})
    if differing:
        yield Sentence("figures.differing", {"rows": differing})

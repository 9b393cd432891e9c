"""Law and custom as dated rows: what held when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from compare.values.span import Span

Parameter = Decimal | int | str | bool | date | tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class DatedRule:
    """One rule of law or custom and the days on which it holds.

    `value` is its amount, share, number of days or word; the days run from `valid_from` up to, not
    including, `valid_to` (None: still in force). `reference` is where it can be read.

    Raises:
        ValueError: `valid_to` is not after `valid_from`, or no reference is given.
    """

    key: str
    value: Decimal | str
    valid_from: date
    reference: str
    valid_to: date | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.reference:
            raise ValueError(f"expected a reference for rule {self.key}, found none")
        Span(self.valid_from, self.valid_to)

    @property
    def span(self) -> Span:
        """The days on which it holds."""
        return Span(self.valid_from, self.valid_to)


Rules = Mapping[str, tuple[DatedRule, ...]]


def cited_together(references: Iterable[str]) -> str:
    """Several references as one text: each once, on a line of its own."""
    return "\n".join(dict.fromkeys(references))


def rule_on(rules: Rules, key: str, day: date) -> DatedRule:
    """The rule `key` as it holds on `day`.

    Raises:
        ValueError: no row holds on that day, or two rows of the key overlap.
    """
    rows = sorted(rules.get(key, ()), key=lambda row: row.valid_from)
    _refuse_overlaps(key, rows)
    for row in rows:
        if day in row.span:
            return row
    raise ValueError(f"no {key} rule is known for {day}: {_what_is_known(rows, day)}")


def rule_if_stated(rules: Rules, key: str, day: date) -> DatedRule | None:
    """The rule `key` on `day`; None where the market says nothing at all about it.

    Raises:
        ValueError: the market states the rule, but not for that day.
    """
    return rule_on(rules, key, day) if rules.get(key) else None


def _refuse_overlaps(key: str, rows: Sequence[DatedRule]) -> None:
    for earlier, later in pairwise(rows):
        if earlier.span.overlaps(later.span):
            raise ValueError(
                f"two {key} rules overlap: one from {earlier.valid_from}, one from "
                f"{later.valid_from}; end the first where the second begins"
            )


def _what_is_known(rows: Sequence[DatedRule], day: date) -> str:
    if not rows:
        return "the market states none"
    if day < rows[0].valid_from:
        return f"the oldest starts {rows[0].valid_from}"
    before = [row for row in rows if row.valid_from <= day]
    return f"the one from {before[-1].valid_from} ended {before[-1].valid_to}"

"""Law and custom as a definition states them: dated rows with a reference, never overlapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations

from pydantic import Field

from compare.markets.words import KEY, Amount, Dated, Value, When, applies
from compare.values.rule import DatedRule


class Rule(Dated):
    """One dated rule of law or custom.

    `value` is an amount, a count or a word; `when` names the rating codes it is for (nothing: for
    everybody); `parameters` are further amounts of the same rule.
    """

    key: str = Field(pattern=KEY)
    value: Value
    unit: str | None = None
    when: When = {}
    parameters: dict[str, Value | date | tuple[Amount, ...]] = {}

    @property
    def dated(self) -> DatedRule:
        """The rule as the calendars and sums read it: a number is a Decimal."""
        value = self.value if isinstance(self.value, str) else Decimal(self.value)
        return DatedRule(
            self.key, value, self.valid_from, self.cited, self.valid_to, self.parameters
        )


def _may_meet(one: When, other: When) -> bool:
    return all(set(one[key]) & set(other[key]) for key in one.keys() & other.keys())


def rules_for(rules: Iterable[Rule], codes: Mapping[str, str]) -> dict[str, tuple[DatedRule, ...]]:
    """The rules for somebody with these codes, grouped by key."""
    grouped: dict[str, tuple[DatedRule, ...]] = {}
    for rule in rules:
        if applies(rule.when, codes):
            grouped[rule.key] = (*grouped.get(rule.key, ()), rule.dated)
    return grouped


def refuse_overlaps(rules: Iterable[Rule]) -> None:
    """Refuse two rules with one key that could both apply on one day.

    Raises:
        ValueError: names the key and both dates.
    """
    for one, other in combinations(rules, 2):
        if (
            one.key == other.key
            and one.span.overlaps(other.span)
            and _may_meet(one.when, other.when)
        ):
            raise ValueError(
                f"rule {one.key}: dates may not overlap, found one from {one.valid_from} and one "
                f"from {other.valid_from}: end the older with valid_to"
            )

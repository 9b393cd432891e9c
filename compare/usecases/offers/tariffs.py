"""What a tariff costs one household in a year: its quantities, its conditions, its pattern of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from compare.cost.load_pattern import LoadPattern
from compare.cost.tariff import Usage, Use
from compare.cost.tariff_price import price_of
from compare.markets.definition import Market
from compare.markets.rules import rules_for
from compare.usecases.offers.cells import codes_of
from compare.values.offer import Computed
from compare.values.question import Code, Question
from compare.values.rule import DatedRule, rule_if_stated
from compare.values.tariff import Tariff

TAX = "tax"


@dataclass(frozen=True)
class Bills:
    """One person's years: each tariff is computed once, whatever plans are priced by it."""

    usage: Usage
    tax: DatedRule | None
    _known: dict[tuple[str, str, str], Computed] = field(default_factory=dict)

    @classmethod
    def of(cls, market: Market, question: Question, person: int, day: date) -> Bills:
        """The bills of one person of a question; `day` is the first of the compared year."""
        rules = rules_for(market.costs.rule, codes_of(question, person))
        return cls(usage_of(market, question, person), rule_if_stated(rules, TAX, day))

    def year(self, tariff: Tariff, name: str) -> Computed:
        """A year by a tariff whose components go by `name`."""
        key = (name, tariff.currency, tariff.tax)
        if key not in self._known:
            self._known[key] = price_of(tariff, self.usage, self.tax)
        return self._known[key]

    def other_use(self, market: Market, plan: Mapping[str, str]) -> str | None:
        """Which attribute makes a plan one for those who use what this household does not."""
        used = {use.unit for use in self.usage.uses if use.amount}
        for kind in market.market.attribute:
            needed = kind.needs.get(plan.get(kind.key, ""), ())
            if needed and not used & set(needed):
                return kind.key
        return None


def usage_of(market: Market, question: Question, person: int) -> Usage:
    """A year of one person with its household; a quantity that was not said is not in it."""
    said: Mapping[str, Code] = {**question.household, **question.persons[person]}
    factors = market.market.factor
    uses = (
        Use(factor.key, Decimal(str(said[factor.key])), told=factor.told)
        for factor in factors
        if factor.kind == "quantity" and factor.key in said
    )
    conditions = {
        factor.key: bool(said[factor.key])
        for factor in factors
        if factor.condition and factor.key in said
    }
    chosen = {str(said[factor.key]) for factor in factors if factor.pattern and factor.key in said}
    patterns = {
        item.quantity: LoadPattern(item.months, item.weekday, item.weekend)
        for item in market.usage.pattern
        if item.key in chosen
    }
    return Usage(tuple(uses), conditions, patterns)

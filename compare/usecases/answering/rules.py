"""What a market definition says on one day to one person, in the engine's own types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from compare.cost.charges import Fee
from compare.decide.situation import (
    Bound,
    Effect,
    Guard,
    Hour,
    LossModel,
    MarketRules,
    Mode,
    OutOfPocket,
    Threshold,
)
from compare.markets.definition import Market
from compare.markets.rules import rules_for
from compare.markets.words import Dated, applies
from compare.usecases.asking.codes import printed
from compare.usecases.asking.fields import QuestionError
from compare.values.estimate import Estimate
from compare.values.money import Money, Per
from compare.values.question import Question
from compare.values.rule import Rules, cited_together, rule_if_stated
from compare.values.terms import Attribute, Direction

D = TypeVar("D", bound=Dated)


def market_rules(market: Market, question: Question, version: str) -> MarketRules:
    """The rules on the first day of the compared cover, for everybody in the household.

    Raises:
        QuestionError: the market states no hour or calendar for that day.
    """
    part, day = market.market, question.start
    if market.leaving is None:
        raise QuestionError("market", "a market with rules for leaving", market.key)
    return MarketRules(
        version=version,
        currency=part.currency,
        mode=Mode.ARCHIVE if part.mode == "archive" else Mode.LIVE,
        horizon_months=part.horizon_months,
        threshold=_threshold(market, question),
        hour=_hour(market, question),
        calendar=market.leaving.calendar,
        leaving=leaving_rules(market, {}),
        attributes=attributes(market, question),
        exposures={
            row.term: row.largest
            for row in _on(market.costs.exposure, day)
            if row.largest is not None
        },
        fees=tuple(
            Fee(row.key, Money(row.amount, part.currency), Per(row.per), row.cited)
            for row in _on(market.costs.fee, day)
        ),
        guards=guards(market, question),
    )


def leaving_rules(market: Market, codes: Mapping[str, str]) -> Rules:
    """The rules for leaving that hold for somebody with these codes."""
    return rules_for(market.leaving.rule, codes) if market.leaving else {}


def attributes(market: Market, question: Question) -> tuple[Attribute, ...]:
    """The vocabulary of cover as this household is asked it; what it bounded itself is neutral.

    Who lists the models that are acceptable has weighed what they restrict.
    """
    bounded = {item.key for item in market.market.attribute if question.wanted.get(item.wanted)}
    weighed = {
        term.key for term in market.terms.term if term.derived and term.derived.attribute in bounded
    }
    asked = _asked(market, question)
    return tuple(
        replace(attribute, direction=Direction.NEUTRAL) if attribute.key in weighed else attribute
        for attribute in market.compared(_stated(question))
        if attribute.key in asked
    )


def _asked(market: Market, question: Question) -> set[str]:
    """The terms that concern this household on that day, and what must not get worse for it."""
    codes = printed(question.household)
    every = (term for term in market.terms.term if term.asked_of(codes, question.start))
    return {term.key for term in every} | set(question.preferences.must_not_get_worse)


def _stated(question: Question) -> set[str]:
    """The terms that some paper of the question states, and those that must not get worse."""
    papers = (*filter(None, question.presents), *chain.from_iterable(question.quotes))
    stated = {key for paper in papers for key in paper.terms}
    return stated | set(question.preferences.must_not_get_worse)


def guards(market: Market, question: Question) -> tuple[Guard, ...]:
    """What must be checked before a move, on the day of the question.

    A guard for some codes of a plan is dropped where the household accepts none of them.
    """
    accepted = {
        item.key: {str(code) for code in question.wanted.get(item.wanted, item.codes)}
        for item in market.market.attribute
    }
    return tuple(
        Guard(guard.key, Effect(guard.effect), guard.cited)
        for guard in _on(market.market.guard, question.today)
        if all(accepted.get(key, set(codes)) & set(codes) for key, codes in guard.when.items())
    )


def out_of_pocket(market: Market, codes: Mapping[str, str], day: date) -> OutOfPocket | None:
    """How one person's chosen factor becomes money; None where the market has no such rule."""
    costs = market.costs
    if costs.out_of_pocket is None or not costs.chosen:
        return None
    rules = rules_for(costs.rule, codes)
    rows = {key: rule_if_stated(rules, key, day) for key in rules}
    spread = [row for row in _on(costs.distribution, day) if applies(row.when, codes)]
    if not spread:
        return None
    return OutOfPocket(
        rule=costs.out_of_pocket,
        parameters={
            key: row.value for key, row in rows.items() if row and isinstance(row.value, Decimal)
        },
        factors=costs.chosen,
        scenarios=tuple((item.probability, item.costs) for item in spread[0].scenario),
        reference=cited_together(row.reference for row in rows.values() if row),
    )


def losses(market: Market, day: date) -> tuple[LossModel, ...]:
    """The excesses and limits that the market turns into money, with what is assumed of losses."""
    directions = {term.key: term.direction for term in market.terms.term}
    return tuple(
        LossModel(row.term, _bound(directions.get(row.term)), row.frequency, row.mean, row.cited)
        for row in _on(market.costs.exposure, day)
    )


def _bound(direction: Direction | None) -> Bound:
    """An amount of which less is better is an excess; one of which more is better a limit."""
    return Bound.EXCESS if direction is Direction.LOWER_BETTER else Bound.LIMIT


def _threshold(market: Market, question: Question) -> Threshold:
    """The market's own, or the one that was typed where the currency has none."""
    row, typed = market.market.threshold.get(market.market.currency), question.preferences.threshold
    if row is not None:
        return Threshold(row.rel, row.low, row.high)
    if typed is None:
        raise QuestionError("preferences.threshold", _untold("the least gain a year", market))
    return Threshold(Decimal(0), typed, typed)


def _hour(market: Market, question: Question) -> Hour:
    """The published value of an hour, or the one that was typed where the currency has none."""
    rows = _on(market.market.hour, question.start)
    if not rows:
        raise QuestionError(
            "start", f"a day for which {market.key} states the value of an hour", question.start
        )
    here = [row for row in rows if row.currency == market.market.currency]
    row, typed = (here or rows)[0], question.preferences.value_of_hour
    if not here and typed is None:
        raise QuestionError("preferences.value_of_hour", _untold("what an hour is worth", market))
    return Hour(
        income=row.income if typed is None else typed,
        share=Estimate(row.share_low, row.share, row.share_high),
        hours=Estimate(row.hours_low, row.hours, row.hours_high),
        reference=row.cited,
    )


def _untold(what: str, market: Market) -> str:
    return f"{what} to you, in {market.market.currency}, of which nobody has told how far it goes"


def _on(rows: Iterable[D], day: date) -> list[D]:
    return [row for row in rows if day in row.span]

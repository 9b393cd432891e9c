"""Reading dated rules as what a calendar needs: numbers of days, days of the year, amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from compare.values.rule import DatedRule, Parameter, Rules, rule_if_stated, rule_on

__all__ = [
    "DatedRule",
    "Parameter",
    "Rules",
    "day_of_year",
    "number",
    "parameter",
    "rule_if_stated",
    "rule_on",
    "whole_number",
]


def number(rule: DatedRule) -> Decimal:
    """The rule's value as an amount or share.

    Raises:
        ValueError: it is not a number.
    """
    if isinstance(rule.value, Decimal) and rule.value.is_finite():
        return rule.value
    raise ValueError(f"expected a number for rule {rule.key}, found {rule.value!r}")


def whole_number(rule: DatedRule) -> int:
    """The rule's value as a number of days, months or years.

    Raises:
        ValueError: it is not a whole number of at least 0.
    """
    value = number(rule)
    if value < 0 or value != value.to_integral_value():
        raise ValueError(f"expected a whole number for rule {rule.key}, found {value}")
    return int(value)


def parameter(rule: DatedRule, name: str) -> Parameter:
    """One parameter of the rule.

    Raises:
        ValueError: the rule does not state it.
    """
    if name not in rule.parameters:
        raise ValueError(f"expected the parameter {name!r} with rule {rule.key}, found none")
    return rule.parameters[name]


def day_of_year(rule: DatedRule, text: Parameter, year: int) -> date:
    """A month and day as the rule writes it (`11-30`), in one year.

    Raises:
        ValueError: it is not written like that, or the year has no such day.
    """
    try:
        month, day = str(text).split("-")
        return date(year, int(month), int(day))
    except ValueError:
        raise ValueError(
            f"expected a day as MM-DD in rule {rule.key} for {year}, found {text!r}"
        ) from None

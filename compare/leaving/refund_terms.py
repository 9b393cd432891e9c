"""Which refund a contract gives: its own terms first, then what its market states."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from compare.leaving.contract import Contract
from compare.leaving.refund import Method, RefundTerms, TableRow
from compare.leaving.rules import DatedRule, Parameter, Rules, parameter, rule_if_stated


def refund_terms(contract: Contract, rules: Rules, day: date) -> RefundTerms | None:
    """The terms on a day, None where neither contract nor market states them.

    Raises:
        ValueError: the method is unknown, or its share or table is missing.
    """
    rule = rule_if_stated(rules, "refund", day)
    if contract.refund_method is not None:
        return RefundTerms(
            _method(contract.refund_method),
            share=_share(contract.refund_method, contract.refund_share),
            after_claim=contract.refund_after_claim,
        )
    return None if rule is None else _by_rule(rule, contract.refund_after_claim)


def _by_rule(rule: DatedRule, after_claim: bool | None) -> RefundTerms:
    method = _method(str(rule.value))
    if after_claim is None:
        after_claim = _flag(rule.parameters.get("after_claim"))
    return RefundTerms(
        method,
        share=_share(method, _decimal(rule.parameters.get("share"))),
        table=_table(rule) if method is Method.TABLE else (),
        after_claim=after_claim,
    )


def _method(word: str) -> Method:
    try:
        return Method(word)
    except ValueError:
        raise ValueError(
            f"expected a refund method ({', '.join(Method)}), found {word!r}"
        ) from None


def _share(method: str, share: Decimal | None) -> Decimal:
    if method != Method.SHORT_RATE:
        return Decimal(1)
    if share is None:
        raise ValueError("expected the share that the short rate refunds, found none")
    return share


def _table(rule: DatedRule) -> tuple[TableRow, ...]:
    columns = [parameter(rule, key) for key in ("first_days", "last_days", "retained_percents")]
    if not all(isinstance(column, tuple) for column in columns):
        raise ValueError(f"expected the columns of rule {rule.key} as lists, found {columns}")
    rows = zip(*(column for column in columns if isinstance(column, tuple)), strict=True)
    return tuple(TableRow(int(first), int(last), percent) for first, last, percent in rows)


def _flag(value: Parameter | None) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    words = {"yes": True, "no": False}
    if value in words:
        return words[str(value)]
    raise ValueError(f"expected yes or no for a refund after a claim, found {value!r}")


def _decimal(value: Parameter | None) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    raise ValueError(f"expected the refunded share as a number, found {value!r}")

"""A year's bill, step by step, where a price follows from what the household uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from compare.web.answer_page.kept import Input, Item, subject
from compare.web.answer_page.words import Words
from compare.web.templatetags.worth import amount, locale

Json = dict[str, Any]
EXACT = "#,##0.######"  # a price in thousandths of a cent keeps its digits


@dataclass(frozen=True, slots=True)
class Bill:
    """One contract's year; `conditional` is empty where nothing hangs on a condition."""

    name: str
    plan: str
    total: str
    unconditional: str
    conditional: str
    items: tuple[Item, ...]


def bills(person: Json, document: Json, words: Words) -> tuple[Bill, ...]:
    """The bill of the present contract and of the offer that the answer speaks of."""
    contracts = (person["present"], subject(person))
    return tuple(_bills(contracts, document["currency"], words))


def _bills(contracts: tuple[Json | None, ...], currency: str, words: Words) -> Iterator[Bill]:
    for contract in contracts:
        tariff = contract and contract.get("tariff")
        if not contract or not tariff:
            continue
        yield Bill(
            name=contract["provider_name"],
            plan=contract["plan_name"],
            total=amount(Decimal(contract["per_year"]), currency),
            unconditional=_money(tariff["unconditional"], currency),
            conditional=_money(tariff["conditional"], currency) if tariff["conditions"] else "",
            items=tuple(_item(step, currency, words) for step in tariff["steps"] if _counts(step)),
        )


def _counts(step: Json) -> bool:
    """Whether a step adds anything: a price for what is not used is no line of this bill."""
    return step["result"] is None or bool(Decimal(step["result"]))


def _money(value: str | None, currency: str) -> str:
    return amount(Decimal(value), currency) if value is not None else _("not known")


def _item(step: Json, currency: str, words: Words) -> Item:
    return Item(
        label=_label(step["key"]),
        result=_money(step["result"], currency),
        rule=_rule(step["key"]),
        anchor="a-price-that-is-a-formula",
        reference=words.cited(step["reference"]),
        inputs=tuple(
            Input(_input(key), _said(value, words)) for key, value in step["inputs"].items()
        ),
    )


def _label(key: str) -> str:
    return {
        "fixed": _("Whatever you use"),
        "per_unit": _("What you use"),
        "block": _("What you use, block by block"),
        "time_of_use": _("What you use, by the hour"),
        "season": _("Part of the year"),
        "conditional": _("On a condition"),
        "if_used": _("A second meter"),
        "waived": _("A fee that may fall away"),
        "share": _("Discount"),
        "gross": _("Stated with taxes"),
        "tax": _("Taxes"),
    }.get(key, key)


def _rule(key: str) -> str:
    return {
        "fixed": _("the amount, for every day or month of the year"),
        "per_unit": _("the price, for every unit that you use"),
        "block": _("each block of your use at its own price"),
        "time_of_use": _("the share of your use in each window, at its own price"),
        "season": _("what is used in these months, at their price"),
        "conditional": _("counted, because you meet the condition"),
        "if_used": _("counted, because you use it"),
        "waived": _("charged, unless what is in the account or paid in is enough"),
        "share": _("a share of the bill before taxes"),
        "gross": _("the amount as stated: its taxes are in it already"),
        "tax": _("what the law adds to prices that are stated without"),
    }.get(key, "")


def _input(key: str) -> str:
    return {
        "amount": _("amount"),
        "per": _("for each"),
        "price": _("price"),
        "unit": _("of"),
        "if_used": _("of"),
        "blocks": _("blocks"),
        "months": _("months"),
        "rate": _("rate"),
        "condition": _("condition"),
        "without_tax": _("without tax"),
    }.get(key, key.replace("_", " "))


def _said(value: Any, words: Words) -> str:
    """A number as people write it, a factor by its name, anything else as it stands."""
    for factor in words.market.market.factor:
        if factor.key == value:
            return factor.label.in_(words.language)
    try:
        return format_decimal(Decimal(str(value)), EXACT, locale())
    except ArithmeticError:
        return str(value)

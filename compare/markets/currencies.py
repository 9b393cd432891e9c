"""A market whose papers may be in any currency, in one of them."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import list_currencies

from compare.markets.definition import Hour, Market, MarketFile, Threshold
from compare.markets.parts import CostsFile, Exposure, Peril, Term, TermsFile


def in_currency(market: Market, currency: str | None) -> Market:
    """The market with its amounts in `currency`; None is its own.

    Terms that are amounts follow. Thresholds, the value of an hour and typical losses are scaled by
    how far a unit of the currency goes; where nobody has told, the market has none of them.

    Raises:
        ValueError: it is no currency, or the market has one currency only.
    """
    part = market.market
    if currency is None or currency == part.currency:
        return market
    if part.any_currency is None:
        raise ValueError(f"the market's currency, {part.currency}")
    if currency not in list_currencies():
        raise ValueError("a currency by its three letters (ISO 4217)")
    scale = part.any_currency.scale.get(currency)
    parts = {name: getattr(market, name) for name in Market.model_fields}
    parts["market"] = _market(part, currency, scale)
    parts["terms"] = _terms(market.terms, part.currency, currency)
    parts["costs"] = _costs(market.costs, scale)
    return Market.model_construct(**parts)  # a copy would keep what the other one has cached


def _market(part: MarketFile, currency: str, scale: Decimal | None) -> MarketFile:
    changed: dict[str, object] = {"currency": currency}
    if scale is None:
        changed["threshold"] = {}
    else:
        own = part.threshold[part.currency]
        changed["threshold"] = {
            currency: Threshold(rel=own.rel, low=own.low * scale, high=own.high * scale)
        }
        changed["hour"] = tuple(_hour(row, part.currency, currency, scale) for row in part.hour)
    return part.model_copy(update=changed)


def _hour(row: Hour, own: str, currency: str, scale: Decimal) -> Hour:
    if row.currency != own:
        return row
    return row.model_copy(update={"currency": currency, "income": row.income * scale})


def _terms(terms: TermsFile, own: str, currency: str) -> TermsFile:
    return TermsFile(
        term=tuple(_term(term, own, currency) for term in terms.term),
        document_amount=terms.document_amount,
    )


def _term(term: Term, own: str, currency: str) -> Term:
    return term.model_copy(update={"unit": currency}) if term.unit == own else term


def _costs(costs: CostsFile, scale: Decimal | None) -> CostsFile:
    if scale is None:
        return costs.model_copy(update={"exposure": (), "peril": ()})
    return costs.model_copy(
        update={
            "exposure": tuple(_exposure(row, scale) for row in costs.exposure),
            "peril": tuple(_peril(row, scale) for row in costs.peril),
        }
    )


def _exposure(row: Exposure, scale: Decimal) -> Exposure:
    largest = None if row.largest is None else row.largest * scale
    return row.model_copy(update={"mean": row.mean * scale, "largest": largest})


def _peril(row: Peril, scale: Decimal) -> Peril:
    return row.model_copy(update={"mean": row.mean * scale})

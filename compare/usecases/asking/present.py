"""The contract held now and the quotes in hand, as a household types them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from compare.leaving.contract import contract_from
from compare.markets.definition import Market
from compare.markets.parts import Term
from compare.usecases.asking.codes import Codes, attribute_reader, printed
from compare.usecases.asking.contracts import check_known
from compare.usecases.asking.fields import (
    Fields,
    QuestionError,
    day,
    number,
    one_of,
    share,
    text,
)
from compare.usecases.offers.terms import RESTRICTED
from compare.values.missing import Missing
from compare.values.money import Money, Per
from compare.values.offer import Instalments, Price
from compare.values.question import Code, Present, Quote
from compare.values.terms import Direction, Restricted, Status, Terms, TermValue

MOST_QUOTES = 4
OF_ONE_PERSON = ("fees", "cashback", "renewal_price", "instalments")


class Papers:
    """Reads contracts and quotes in one market's words and currency."""

    def __init__(self, market: Market, codes: Codes) -> None:
        self._market, self._codes = market, codes

    def present(self, value: object, path: str, person: Mapping[str, Code], own: bool) -> Present:
        """One person's contract.

        A factor of a contract meant for the whole household that cannot be this person's (an
        adult's deductible for a child) is left unsaid; `own` contracts must fit.
        """
        fields = Fields(value, path)
        found = Present(
            provider=fields.maybe("provider", text, None),
            plan=fields.maybe("plan", text, None),
            factors=fields.maybe("factors", self._factors(person, own), {}),
            price=self.price(fields, "price"),
            terms=fields.maybe("terms", self.terms, {}),
            contract=fields.maybe("contract", self._contract, {}),
            instalments=fields.maybe("instalments", _instalments, None),
        )
        fields.end()
        if found.provider is None and found.price is None:
            raise QuestionError(
                fields.at("provider"), "the provider, or the price that is paid now"
            )
        check_known(self._market, found, path)
        _check_instalments(fields, found.price, found.instalments)
        return found

    def quote(self, value: object, path: str, persons: int = 1) -> tuple[Quote | None, ...]:
        """One offer in hand, as it is for each person; None for whom it names no price."""
        fields = Fields(value, path)
        prices = self.prices(fields, persons)
        first = next(filter(None, prices), None)
        if first is None:
            key = "price" if persons == 1 else "prices"
            raise QuestionError(fields.at(key), "the price of the quote")
        for key in OF_ONE_PERSON if persons > 1 else ():
            if fields.has(key):
                raise QuestionError(
                    fields.at(key), "a quote for one person: of several only prices are read"
                )
        found = Quote(
            name=fields.take("name", text),
            provider=fields.maybe("provider", text, None),
            price=first,
            terms=fields.maybe("terms", self.terms, {}),
            quoted_on=fields.maybe("date", day, None),
            profile=fields.maybe("profile", _codes, {}),
            fees=fields.maybe("fees", number, Decimal(0)),
            cashback=fields.maybe("cashback", number, Decimal(0)),
            cashback_probability=fields.maybe("cashback_probability", share, Decimal(1)),
            renewal_price=self.price(fields, "renewal_price", per=first.per),
            instalments=fields.maybe("instalments", _instalments, None),
        )
        fields.end()
        _check_instalments(fields, found.price, found.instalments)
        return tuple(None if price is None else replace(found, price=price) for price in prices)

    def prices(self, fields: Fields, persons: int) -> tuple[Price | None, ...]:
        """What a paper asks of each person: `price` of one alone, `prices` of several in their order.

        None where the paper names no price for a person.
        """
        if persons == 1:
            return (self.price(fields, "price"),)
        read = self._price_reader(self._every(fields))

        def each(value: object, path: str) -> tuple[Price | None, ...]:
            if not isinstance(value, list | tuple) or len(value) != persons:
                raise QuestionError(path, f"a list of {persons} prices, one for each person", value)
            return tuple(
                None if item is None else read(item, f"{path}.{index}")
                for index, item in enumerate(value)
            )

        nobody: tuple[Price | None, ...] = (None,) * persons
        return fields.maybe("prices", each, nobody)

    def price(self, fields: Fields, key: str, per: Per | None = None) -> Price | None:
        """A price: an amount in the market's currency, or `{amount, currency, per}`."""
        return fields.maybe(key, self._price_reader(per or self._every(fields)), None)

    def _every(self, fields: Fields) -> Per:
        """How often a paper's price is paid; the market's custom where it does not say."""
        return fields.maybe("per", _often, self._market.market.per)

    def _price_reader(self, every: Per) -> Callable[[object, str], Price]:
        own = self._market.market.currency

        def read(value: object, path: str) -> Price:
            if not isinstance(value, Mapping):
                return Price(Money(number(value, path), own), every)
            inner = Fields(value, path)
            amount = inner.take("amount", number)
            currency = inner.maybe("currency", text, own)
            if currency != own:
                raise QuestionError(inner.at("currency"), "the market's currency", currency, [own])
            found = Price(Money(amount, currency), inner.maybe("per", _often, every))
            inner.end()
            return found

        return read

    def terms(self, value: object, path: str) -> Terms:
        """Typed cover, by the market's terms."""
        fields = Fields(value, path)
        found: dict[str, TermValue] = {}
        for term in self._market.terms.term:
            if fields.has(term.key):
                found[term.key] = fields.take(term.key, _term_reader(term))
        fields.end()
        return found

    def _factors(
        self, person: Mapping[str, Code], own: bool
    ) -> Callable[[object, str], dict[str, Code]]:
        def read(value: object, path: str) -> dict[str, Code]:
            fields = Fields(value, path)
            found: dict[str, Code] = {}
            for factor in self._market.market.factor:
                if factor.of != "wanted" or not fields.has(factor.key):
                    continue
                any_code = fields.take(factor.key, self._codes.reader(factor, {}))
                if own or printed({"": any_code})[""] in self._codes.possible(factor, person):
                    checked = self._codes.reader(factor, person)
                    found[factor.key] = checked(any_code, fields.at(factor.key))
            for attribute in self._market.market.attribute:
                if fields.has(attribute.key):
                    found[attribute.key] = fields.take(attribute.key, attribute_reader(attribute))
            fields.end()
            return found

        return read

    def _contract(self, value: object, path: str) -> dict[str, Code | date]:
        given = Fields(value, path).rest()
        facts: dict[str, Any] = {
            key: Decimal(str(fact)) if isinstance(fact, float) else fact
            for key, fact in given.items()
        }
        for key, fact in facts.items():
            self._fact(f"{path}.{key}", key, fact)
        try:
            contract_from(facts, self._market.market.currency)
        except (ValueError, TypeError) as error:
            raise QuestionError(path, str(error)) from error
        return facts

    def _fact(self, path: str, key: str, fact: Any) -> None:
        """Refuse one fact that is unknown, or not of its kind, at its own place."""
        try:
            contract_from({key: fact}, self._market.market.currency)
        except (ValueError, TypeError) as error:
            raise QuestionError(path, str(error), str(fact)) from error


def _often(value: object, path: str) -> Per:
    """How often something is paid: a price is never paid once."""
    often: Per = one_of(Per)(value, path)
    if often is Per.ONCE:
        allowed = [per.value for per in Per if per is not Per.ONCE]
        raise QuestionError(path, "how often it is paid", often.value, allowed)
    return often


def _instalments(value: object, path: str) -> Instalments:
    """`{count, amount, deposit, first_at_month, per}`: how a price per year is paid in parts."""
    fields = Fields(value, path)
    try:
        found = Instalments(
            count=int(fields.take("count", number)),
            amount=fields.take("amount", number),
            deposit=fields.maybe("deposit", number, Decimal(0)),
            first_at_month=int(fields.maybe("first_at_month", number, Decimal(0))),
            per=fields.maybe("per", one_of(Per), Per.MONTH),
        )
    except QuestionError:
        raise
    except ValueError as error:
        raise QuestionError(path, str(error)) from error
    fields.end()
    return found


def _check_instalments(fields: Fields, price: Price | None, parts: Instalments | None) -> None:
    """Parts are of a typed price per year."""
    if parts is None:
        return
    if price is None or price.per is not Per.YEAR or price.money.amount <= 0:
        raise QuestionError(
            fields.at("instalments"), "a typed price per year beside it", price and price.per.value
        )
    if parts.deposit > price.money.amount:
        raise QuestionError(
            fields.at("instalments.deposit"), "no more than the price", str(parts.deposit)
        )


def _codes(value: object, path: str) -> dict[str, Code]:
    """Free codes of a quote's profile: only compared for equality."""
    if not isinstance(value, Mapping) or len(value) > 40:
        raise QuestionError(path, "an object", value)
    for key, code in value.items():
        if not isinstance(code, str | int | bool | float):
            raise QuestionError(f"{path}.{key}", "a code", code)
    return {str(key): Decimal(str(c)) if isinstance(c, float) else c for key, c in value.items()}


def _term_reader(term: Term) -> Callable[[object, str], TermValue]:
    """A reader of one typed term: a number in its unit, a status, a word, or a kind of missing."""

    def read(value: object, path: str) -> TermValue:
        if isinstance(value, str) and value in set(Missing):
            return Missing(value)
        if term.direction is Direction.STATUS:
            return _status(value, path)
        if term.unit is None and term.words:
            return _word(term, value, path)
        if term.unit is None and isinstance(value, str):
            return text(value, path)
        return number(value, path)

    return read


def _status(value: object, path: str) -> TermValue:
    if isinstance(value, Mapping):
        fields = Fields(value, path)
        condition = fields.take("restricted", text)
        fields.end()
        return Restricted(" ".join(condition.split()).casefold())
    if value == Status.RESTRICTED.value:
        return Restricted(None)
    if value in (Status.COVERED.value, Status.EXCLUDED.value):
        return Status(str(value))
    if isinstance(value, str) and value.startswith(f"{RESTRICTED} "):
        return Restricted(" ".join(value.removeprefix(RESTRICTED).split()).casefold())
    raise QuestionError(
        path, "a status", value, [*Status, *Missing, '{"restricted": "the condition"}']
    )


def _word(term: Term, value: object, path: str) -> TermValue:
    if not isinstance(value, str) or value not in term.words:
        raise QuestionError(path, f"a value of {term.key}", value, term.words)
    return value

"""The present contract as the engine wants it: an offer, and the facts that decide about leaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from compare.leaving.contract import WAIT, Contract, contract_from
from compare.usecases.offers.found import Found, Search
from compare.usecases.offers.terms import terms_of
from compare.values.missing import Missing
from compare.values.offer import Offer
from compare.values.question import Code, Present, Question

NO_CONTRACT, NO_PRICE = "present_contract", "incumbent_renewal_price"
TYPED = "typed"
YEARS = (365, 366)


def present_offer(search: Search, person: int) -> tuple[Offer | None, tuple[str, ...]]:
    """The contract held now with its price for the compared period, else what is missing of it."""
    present, found = search.question.presents[person], search.people[person]
    if present is None:
        return None, (NO_CONTRACT,)
    if present.price is not None:
        return _typed(search, present, found, person), ()
    return (found.present, ()) if found.present else (None, (NO_PRICE,))


def _typed(search: Search, present: Present, found: Found, person: int) -> Offer | None:
    """A contract whose price was typed; the data add what they know of its plan."""
    assert present.price is not None
    if found.present is not None:
        known = found.present
        return replace(
            known,
            price=present.price,
            terms={**known.terms, **present.terms},
            evidence=None,
            instalments=present.instalments,
        )
    chosen, kinds = split(search, present.factors)
    said = present.provider or TYPED
    key = search.named(said) or said
    return Offer(
        provider=key,
        provider_name=_name(search, found, key),
        plan=present.plan or TYPED,
        plan_name=present.plan or TYPED,
        price=present.price,
        person=person,
        factors=chosen,
        attributes=kinds,
        terms=terms_of(search.market, kinds, present.terms),
        instalments=present.instalments,
    )


def _name(search: Search, found: Found, key: str) -> str:
    same = (offer.provider_name for offer in found.offers if offer.provider == key)
    return next(same, search.names.get(key, key))


def split(search: Search, codes: Mapping[str, Code]) -> tuple[dict[str, Code], dict[str, str]]:
    """Codes of a contract or quote: what was chosen, and what the plan is."""
    kinds = {item.key for item in search.market.market.attribute}
    chosen = {key: code for key, code in codes.items() if key not in kinds}
    return chosen, {key: str(code) for key, code in codes.items() if key in kinds}


def contract(search: Search, person: int, offer: Offer | None) -> Contract:
    """The facts about leaving: typed ones, and those that follow from the rest of the question."""
    present, question = search.question.presents[person], search.question
    typed = contract_from(present.contract if present else {}, search.market.market.currency)
    follows = {
        "region": _region(search),
        "model": offer.attributes.get("model") if offer else None,
        "deductible": _amount(offer.factors.get("deductible")) if offer else None,
        "wanted_deductible": _only(question.wanted_by(person).get("deductible", ())),
        "arrears": question.preferences.guards.get("arrears"),
        "payment_frequency": offer.price.per if offer else None,
        "premium": offer.price.yearly if offer and typed.term_days in YEARS else None,
    }
    unsaid: dict[str, Any] = {
        key: value for key, value in follows.items() if getattr(typed, key) is None
    }
    return replace(typed, **unsaid, waits={**_waits(offer), **typed.waits})


def _waits(offer: Offer | None) -> dict[str, int | None]:
    """The waiting periods that the data know of a contract, None for what it does not cover."""
    stated = {
        key.removeprefix(WAIT): value
        for key, value in (offer.terms.items() if offer else ())
        if key.startswith(WAIT)
    }
    return {
        benefit: int(value) if isinstance(value, Decimal) else None
        for benefit, value in stated.items()
        if isinstance(value, Decimal) or value is Missing.NOT_OFFERED
    }


def _region(search: Search) -> str | None:
    factor = search.market.market.subdivision
    code = search.question.household.get(factor) if factor else None
    return None if code is None else str(code)


def _only(codes: tuple[Code, ...]) -> Decimal | None:
    return _amount(codes[0]) if len(codes) == 1 else None


def _amount(code: Code | None) -> Decimal | None:
    number = isinstance(code, int | Decimal) and not isinstance(code, bool)
    return Decimal(str(code)) if number else None


def for_engine(question: Question) -> Question:
    """The question as the engine reads it: its bounds are applied already, by the look-up."""
    return replace(question, wanted={}, own_wanted=())

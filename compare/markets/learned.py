"""Words that people released: a market's vocabulary with what one source prints beside it.

A *slot* names where a word belongs: `heading` (of a term), `word:<term>`, `unit:<term>`,
`factor:<factor>`, `attribute:<attribute>`, `measure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from compare.markets.definition import Market
from compare.markets.factors import Factor, PlanAttribute
from compare.markets.parts import Measure, Term
from compare.values.missing import Missing

M = TypeVar("M", bound=BaseModel)


class Word(NamedTuple):
    """A printed word and the word of the vocabulary that it means; of a unit, its factor."""

    slot: str
    printed: str
    means: str


class NoSuchMeaning(ValueError):
    """The vocabulary has nothing of this name in this slot."""


def meanings(market: Market, slot: str) -> tuple[str, ...]:
    """What a word in this slot may mean; none where it is a number (a unit's factor)."""
    kind, _, key = slot.partition(":")
    match kind:
        case "heading":
            return tuple(term.key for term in market.terms.term)
        case "word":
            term = _named(market.terms.term, key)
            return (*term.words, *(missing.value for missing in Missing))
        case "factor":
            return tuple(_named(market.market.factor, key).codes)
        case "attribute":
            return tuple(_named(market.market.attribute, key).codes)
        case "measure":
            return tuple(measure.key for measure in market.quality.measure)
    return ()


def check(market: Market, word: Word) -> None:
    """Whether the vocabulary can take this word in.

    Raises:
        NoSuchMeaning: it cannot, and says what could stand there.
    """
    if word.slot.startswith("unit:"):
        try:
            fits = Decimal(word.means).is_finite() and Decimal(word.means) > 0
        except InvalidOperation:
            fits = False
        if not fits:
            raise NoSuchMeaning(f"expected a factor like 12 or 0.5, found {word.means!r}")
    elif word.means not in meanings(market, word.slot):
        could = ", ".join(meanings(market, word.slot))
        raise NoSuchMeaning(f"expected one of {could}, found {word.means!r}")


def with_words(market: Market, source: str, words: Iterable[Word]) -> Market:
    """The market as this source's pages are read: its vocabulary and the words released for it.

    A word whose place is no longer in the definition says nothing.
    """
    for word in words:
        try:
            check(market, word)
        except NoSuchMeaning:
            continue
        market = _with_word(market, source, word)
    return market


def _with_word(market: Market, source: str, word: Word) -> Market:
    kind, _, key = word.slot.partition(":")
    match kind:
        case "heading" | "word" | "unit":
            wanted = word.means if kind == "heading" else key
            terms = _replaced(market.terms.term, wanted, lambda term: _term(term, source, word))
            return _but(market, terms=_but(market.terms, term=terms))
        case "measure":
            measures = _replaced(
                market.quality.measure, word.means, lambda one: _measure(one, word)
            )
            return _but(market, quality=_but(market.quality, measure=measures))
        case "factor":
            factors = _replaced(market.market.factor, key, lambda item: _coded(item, word))
            return _but(market, market=_but(market.market, factor=factors))
        case _:
            attributes = _replaced(market.market.attribute, key, lambda item: _coded(item, word))
            return _but(market, market=_but(market.market, attribute=attributes))


def _term(term: Term, source: str, word: Word) -> Term:
    kind = word.slot.partition(":")[0]
    if kind == "heading":
        return _but(term, synonyms=_more(term.synonyms, source, word.printed))
    if kind == "unit":
        return _but(term, units={**term.units, word.printed: Decimal(word.means)})
    if word.means in term.words:
        return _but(term, words=_more(term.words, word.means, word.printed))
    return _but(term, missing=_more(term.missing, Missing(word.means), word.printed))


def _measure(measure: Measure, word: Word) -> Measure:
    return _but(measure, synonyms=(*measure.synonyms, word.printed))


C = TypeVar("C", Factor, PlanAttribute)
K = TypeVar("K", bound=str)


def _coded(item: C, word: Word) -> C:
    return _but(item, codes=_more(item.codes, word.means, word.printed))


def _more(words: dict[K, tuple[str, ...]], key: K, word: str) -> dict[K, tuple[str, ...]]:
    return {**words, key: (*words.get(key, ()), word)}


def _replaced(items: Iterable[M], key: str, change: Callable[[M], M]) -> tuple[M, ...]:
    return tuple(change(item) if item.key == key else item for item in items)  # type: ignore[attr-defined]


def _named(items: Iterable[M], key: str) -> M:
    """The item with this key.

    Raises:
        NoSuchMeaning: there is none.
    """
    found = next((item for item in items if item.key == key), None)  # type: ignore[attr-defined]
    if found is None:
        raise NoSuchMeaning(f"the definition has no {key!r} any more")
    return found


def _but(model: M, **changes: object) -> M:
    """A copy made anew, so that nothing worked out for the old one is left in it."""
    fields = type(model).model_fields.items()
    said = {field.alias or name: changes.get(name, getattr(model, name)) for name, field in fields}
    return type(model)(**said)

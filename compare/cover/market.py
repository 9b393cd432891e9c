"""The covers of a whole market as columns, compared at once.

`MarketCover` depends on no customer: build it once for a state of the data and keep it. What
depends on the customer (exposures, indifference) is applied while comparing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from compare.cover.relation import (
    CoverComparison,
    CoverRelation,
    Exposures,
    Relation,
    check_keys,
    is_neutral,
)
from compare.cover.standing import AMOUNT, standing
from compare.values.terms import Attribute, Terms, TermValue

WORSE, EQUAL, BETTER, UNKNOWN = np.int8(-1), np.int8(0), np.int8(1), np.int8(2)
RELATIONS = {-1: Relation.WORSE, 0: Relation.EQUAL, 1: Relation.BETTER, 2: Relation.UNKNOWN}
OVERALL = tuple(CoverRelation)
NO_WORD = -1


@dataclass(frozen=True)
class Columns:
    """Ranks and word codes, one row per attribute, one column per cover."""

    ranks: NDArray[np.float64]
    words: NDArray[np.int32]

    def take(self, covers: NDArray[np.intp]) -> Columns:
        """The chosen covers, in that order."""
        return Columns(self.ranks[:, covers], self.words[:, covers])


@dataclass(frozen=True)
class MarketRelation:
    """How each cover compares with one other: `codes` is one row per attribute."""

    keys: tuple[str, ...]
    codes: NDArray[np.int8]
    overall_codes: NDArray[np.int8]

    def relation(self, cover: int) -> CoverRelation:
        """The relation of one cover as a whole."""
        return OVERALL[int(self.overall_codes[cover])]

    def are(self, relation: CoverRelation) -> NDArray[np.bool_]:
        """Which covers stand in this relation."""
        return np.asarray(self.overall_codes == OVERALL.index(relation))

    def comparison(self, cover: int) -> CoverComparison:
        """One cover's comparison in words, the same that `compare_cover` gives."""
        found = (RELATIONS[code] for code in self.codes[:, cover].tolist())
        return CoverComparison(self.relation(cover), dict(zip(self.keys, found, strict=True)))


@dataclass(frozen=True)
class MarketCover:
    """The covers of many offers in one vocabulary, encoded once."""

    attributes: tuple[Attribute, ...]
    columns: Columns
    codebooks: tuple[dict[str, int], ...] = field(repr=False)

    @classmethod
    def of(cls, attributes: Sequence[Attribute], covers: Sequence[Terms]) -> MarketCover:
        """Encode `covers`, in their order; offers that share one mapping are encoded once.

        Raises:
            ValueError: a value does not fit its attribute.
        """
        distinct = {id(terms): terms for terms in covers}
        rows = [_encode(attribute, list(distinct.values())) for attribute in attributes]
        shape = (len(rows), len(distinct))
        ranks = np.array([row[0] for row in rows], dtype=np.float64).reshape(shape)
        words = np.array([row[1] for row in rows], dtype=np.int32).reshape(shape)
        position = {identity: place for place, identity in enumerate(distinct)}
        places = np.array([position[id(terms)] for terms in covers], dtype=np.intp)
        columns = Columns(ranks, words).take(places)
        return cls(tuple(attributes), columns, tuple(row[2] for row in rows))

    def __len__(self) -> int:
        return int(self.columns.ranks.shape[1])

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The attributes' keys, in order."""
        return tuple(attribute.key for attribute in self.attributes)

    def encode(self, terms: Terms) -> Columns:
        """One more cover in the market's own codes; a word new to the market equals nothing."""
        ranks = np.full((len(self.attributes), 1), np.nan)
        words = np.full((len(self.attributes), 1), NO_WORD, dtype=np.int32)
        for row, (attribute, book) in enumerate(zip(self.attributes, self.codebooks, strict=True)):
            place = standing(attribute, terms.get(attribute.key))
            ranks[row] = place.rank
            words[row] = NO_WORD if place.word is None else book.get(place.word, NO_WORD)
        return Columns(ranks, words)

    def for_customer(self, columns: Columns, exposures: Exposures) -> Columns:
        """The columns with every limit counted up to the customer's exposure."""
        rows = [row for row, key in enumerate(self.keys) if key in exposures]
        if not rows:
            return columns
        ranks, words = columns.ranks.copy(), columns.words.copy()
        for row in rows:
            exposure = float(exposures[self.keys[row]])
            reached = ranks[row] >= exposure
            ranks[row, reached] = exposure
            words[row, reached] = self.codebooks[row][AMOUNT]
        return Columns(ranks, words)

    def against(
        self,
        terms: Terms,
        exposures: Exposures | None = None,
        indifferent: Collection[str] = (),
    ) -> MarketRelation:
        """How every cover of the market compares with `terms`: `compare_cover` for all at once.

        Raises:
            ValueError: as `compare_cover`.
        """
        exposures = exposures or {}
        check_keys(self.attributes, exposures, indifferent)
        codes = relations(
            self.for_customer(self.columns, exposures),
            self.for_customer(self.encode(terms), exposures),
        )
        codes[self.neutral(indifferent)] = EQUAL
        return MarketRelation(self.keys, codes, overall_codes(codes))

    def neutral(self, indifferent: Collection[str]) -> NDArray[np.bool_]:
        """Which attributes cannot make a difference to this customer."""
        return np.array([is_neutral(item, indifferent) for item in self.attributes], dtype=bool)


def relations(a: Columns, b: Columns) -> NDArray[np.int8]:
    """The relation of each value of `a` to the value of `b` beside it (BETTER, EQUAL, ...)."""
    better, worse = a.ranks > b.ranks, a.ranks < b.ranks
    together = (a.ranks == b.ranks) | (np.isnan(a.ranks) & np.isnan(b.ranks))
    equal = together & (a.words == b.words) & (a.words != NO_WORD)
    codes = np.full(better.shape, UNKNOWN, dtype=np.int8)
    codes[equal] = EQUAL
    codes[better] = BETTER
    codes[worse] = WORSE
    return codes


def overall_codes(codes: NDArray[np.int8]) -> NDArray[np.int8]:
    """The relation as a whole of each column, as an index into OVERALL."""
    better, worse = (codes == BETTER).any(axis=0), (codes == WORSE).any(axis=0)
    unknown = (codes == UNKNOWN).any(axis=0)
    found = np.select(
        [better & worse, unknown, better, worse],
        [
            OVERALL.index(CoverRelation.TRADE_OFF),
            OVERALL.index(CoverRelation.UNDETERMINED),
            OVERALL.index(CoverRelation.DOMINATES),
            OVERALL.index(CoverRelation.DOMINATED),
        ],
        OVERALL.index(CoverRelation.EQUIVALENT),
    )
    return found.astype(np.int8)


def _encode(
    attribute: Attribute, covers: Sequence[Terms]
) -> tuple[list[float], list[int], dict[str, int]]:
    book = {AMOUNT: 0}
    seen: dict[tuple[type, TermValue | None], tuple[float, int]] = {}
    ranks, words = [], []
    for terms in covers:
        value = terms.get(attribute.key)
        place = seen.get((type(value), value))
        if place is None:
            rank, word = standing(attribute, value)
            code = NO_WORD if word is None else book.setdefault(word, len(book))
            place = seen[type(value), value] = (rank, code)
        ranks.append(place[0])
        words.append(place[1])
    return ranks, words, book

"""A promise under a page's own heading becomes a canonical term in its own unit."""

from __future__ import annotations

from decimal import Decimal

from compare.markets.definition import Market
from compare.markets.parts import Term
from compare.normalise.misread import Misread, shown
from compare.values.missing import Missing
from compare.values.terms import Direction, Restricted, Status, TermValue
from scrapers.records import TermRecord

Printed = tuple[str, Decimal | str | None, str | None, str | None]


def folded(text: str) -> str:
    """Lower case with single spaces: how two texts are compared."""
    return " ".join(text.split()).casefold()


class Vocabulary:
    """The market's terms by the headings of one source."""

    def __init__(self, market: Market, source: str) -> None:
        self._file = f"{market.key}/terms.toml"
        self._terms = {
            folded(heading): term
            for term in market.terms.term
            for whose in ("*", source)
            for heading in term.synonyms.get(whose, ())
        }
        self._read: dict[Printed, tuple[str, TermValue]] = {}

    def read(self, record: TermRecord) -> tuple[str, TermValue]:
        """The term's key and its value; what repeats is read once.

        Raises:
            Misread: the heading, the word or the unit is not in the vocabulary.
        """
        printed = (record.heading, record.value, record.unit, record.missing)
        found = self._read.get(printed)
        if found is None:
            found = self._read[printed] = self._understood(record)
        return found

    def _understood(self, record: TermRecord) -> tuple[str, TermValue]:
        term = self._terms.get(folded(record.heading))
        if term is None:
            raise Misread(
                expected=f"a heading of {shown(self._terms)}",
                found=repr(record.heading),
                todo=f"add it as a synonym of a term in {self._file}, or ignore it by name",
                slot="heading",
                word=record.heading,
            )
        return term.key, self._value(term, record)

    def _value(self, term: Term, record: TermRecord) -> TermValue:
        if record.missing is not None:
            return missing_of(record.missing)
        if isinstance(record.value, str):
            return self._word(term, record.value)
        if record.value is None:
            raise Misread(
                expected=f"a value of {term.key}, or which kind of missing it is",
                found="neither",
                todo="say not_stated, not_offered or unlimited in the parser",
            )
        return self._number(term, record.value, record.unit)

    def _number(self, term: Term, value: Decimal, unit: str | None) -> Decimal:
        if unit == term.unit:
            return value
        factor = term.units.get(unit) if unit is not None else None
        if factor is None:
            raise Misread(
                expected=f"{term.key} in {shown([str(term.unit), *term.units])}",
                found=repr(unit),
                todo=_unit_todo(unit, term, self._file),
                slot="" if unit is None else f"unit:{term.key}",
                word=unit or "",
            )
        return value * factor

    def _word(self, term: Term, printed: str) -> TermValue:
        word = folded(printed)
        for missing, words in term.missing.items():
            if word in map(folded, words):
                return missing
        for value, words in term.words.items():
            if word in map(folded, words):
                return _canonical(term, value)
        for start in map(folded, term.words.get(Status.RESTRICTED, ())):
            if word.startswith(start):
                return Restricted(word[len(start) :].strip(" :,;()-–") or None)
        raise Misread(
            expected=f"{term.key}, one of {shown(w for ws in term.words.values() for w in ws)}",
            found=repr(printed),
            todo=f"add the word to {term.key} in {self._file}",
            slot=f"word:{term.key}",
            word=printed,
        )


def missing_of(kind: str) -> Missing:
    """The kind of missing that a record names; Misread where there is none of that name."""
    try:
        return Missing(kind)
    except ValueError:
        raise Misread(
            expected=f"a kind of missing, one of {shown(Missing)}",
            found=repr(kind),
            todo="mend the parser",
        ) from None


def _unit_todo(unit: str | None, term: Term, file: str) -> str:
    """Whose turn it is: without a unit the source's, with an unknown one the market's."""
    if unit is None:
        return f"say the unit of {term.key} in the source: it gives the number without one"
    return f"add the unit with its factor to {term.key} in {file}"


def _canonical(term: Term, value: str) -> TermValue:
    if term.direction is not Direction.STATUS:
        return value
    return Restricted(None) if value == Status.RESTRICTED else Status(value)

"""Printed rating factors become a cell: one code per factor, in the market's order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from compare.markets.definition import Market
from compare.markets.factors import Factor
from compare.normalise.misread import Misread, shown

Cell = tuple[str, ...]


class Cells:
    """Translates printed combinations, each of them once."""

    def __init__(self, market: Market, day: date) -> None:
        self._factors = market.market.cell_factors
        self._file = f"{market.key}/market.toml"
        self._day = day
        self._known: dict[tuple[tuple[str, str], ...], Cell | Misread] = {}

    def of(self, printed: Mapping[str, str]) -> Cell:
        """The cell of a printed combination.

        Raises:
            Misread: a factor or word is unknown, absent, or cannot occur beside the others.
        """
        key = tuple(printed.items())
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._translated(printed)
        if isinstance(found, Misread):
            raise found
        return found

    def _translated(self, printed: Mapping[str, str]) -> Cell | Misread:
        try:
            self._refuse_unknown_factors(printed)
            codes: dict[str, str] = {}
            for factor in self._factors:
                codes[factor.key] = self._code(factor, printed.get(factor.key), codes)
            return tuple(codes.values())
        except Misread as misread:
            return misread

    def _refuse_unknown_factors(self, printed: Mapping[str, str]) -> None:
        known = [factor.key for factor in self._factors]
        for key in printed:
            if key not in known:
                raise Misread(
                    expected=f"rating factors {shown(known)}",
                    found=repr(key),
                    todo=f"add the factor to {self._file}, or drop it in the parser",
                )

    def _code(self, factor: Factor, word: str | None, others: Mapping[str, str]) -> str:
        if word is None and factor.absent is None:
            raise Misread(
                expected=f"a value of {factor.key}", found="none", todo="read it in the parser"
            )
        code = factor.absent if word is None else factor.code_of(word)
        if code is None:
            raise Misread(
                expected=f"{factor.key}, one of {shown(factor.printed)}",
                found=repr(word),
                todo=f"add the printed word to factor {factor.key} in {self._file}",
                slot=f"factor:{factor.key}",
                word=word or "",
            )
        if not factor.admits(code, others, self._day):
            possible = factor.possible(others, self._day)
            raise Misread(
                expected=f"{factor.key}, one of {shown(possible)} beside {_pairs(others)}",
                found=repr(word),
                todo=f"check the row, or `allowed` of {factor.key} in {self._file}",
            )
        return code


def _pairs(codes: Mapping[str, str]) -> str:
    return ", ".join(f"{key} {code}" for key, code in codes.items())

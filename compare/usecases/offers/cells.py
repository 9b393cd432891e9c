"""Which cells of the price table are one person's."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from compare.markets.definition import Market
from compare.usecases.asking.codes import code_of, printed, typed
from compare.values.question import Code, Question

Cell = tuple[str, ...]


def codes_of(question: Question, person: int) -> dict[str, str]:
    """The rating codes of one person with its household, as tables hold them."""
    return printed({**question.household, **question.persons[person]})


def cells(market: Market, question: Question, person: int) -> list[Cell]:
    """Every cell whose price this person could pay: all combinations of what is wanted."""
    fixed, wanted = codes_of(question, person), question.wanted_by(person)
    choices = [
        tuple(map(code_of, wanted.get(factor.key, ())))
        if factor.of == "wanted"
        else (fixed[factor.key],)
        for factor in market.market.cell_factors
    ]
    return list(product(*choices))


def present_cell(market: Market, question: Question, person: int) -> Cell | None:
    """The cell of the contract held now; None where a factor of it is not known."""
    present = question.presents[person]
    if present is None:
        return None
    codes = {**codes_of(question, person), **printed(present.factors)}
    keys = [factor.key for factor in market.market.cell_factors]
    return tuple(codes[key] for key in keys) if all(key in codes for key in keys) else None


def chosen_factors(market: Market, cell: Cell) -> Mapping[str, Code]:
    """The factors of a cell that the customer may choose, as answers write them."""
    pairs = zip(market.market.cell_factors, cell, strict=True)
    return {factor.key: typed(factor, code) for factor, code in pairs if factor.of == "wanted"}

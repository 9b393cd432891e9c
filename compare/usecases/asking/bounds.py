"""What each person would accept: chosen factors are made explicit, so that nothing is read between lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from compare.markets.definition import Market
from compare.markets.factors import Factor
from compare.usecases.asking.codes import Codes, code_of, printed, typed
from compare.usecases.asking.fields import QuestionError
from compare.values.question import Code, Present

Wanted = dict[str, tuple[Code, ...]]
Person = Mapping[str, Code]


class Bounds:
    """Fills in the factors that a customer chooses (a deductible) where a question leaves them out.

    The order: what the person or household wants, else what the present contract has, else the
    market's stated default. Whatever was not said goes into `assumed`.
    """

    def __init__(
        self,
        market: Market,
        codes: Codes,
        household: Mapping[str, Code],
        wanted: Wanted,
        assumed: dict[str, Code | date],
    ) -> None:
        self._codes, self._household = codes, household
        self._wanted, self._assumed = wanted, assumed
        self._chosen = [
            factor for factor in market.market.factor if factor.of == "wanted" and factor.in_cell
        ]

    def refuse_impossible(self, persons: Sequence[Person]) -> None:
        """Refuse a bound that fits nobody of the household."""
        for factor in self._chosen:
            possible = [set(self._possible(factor, person)) for person in persons]
            asked = self._wanted.get(factor.key, ())
            anybody = set().union(*possible)
            if asked and not anybody & set(map(code_of, asked)):
                raise QuestionError(
                    f"wanted.{factor.key}",
                    "what somebody of this household can have",
                    list(asked),
                    [typed(factor, code) for code in factor.codes if code in anybody],
                )

    def settled(
        self,
        persons: Sequence[Person],
        presents: Sequence[Present | None],
        own: Sequence[Wanted],
    ) -> tuple[tuple[Present | None, ...], tuple[Wanted, ...]]:
        """Every person's present contract and bounds with all chosen factors named."""
        rows = [
            self._person(index, *row)
            for index, row in enumerate(zip(persons, presents, own, strict=True))
        ]
        return tuple(row[0] for row in rows), tuple(row[1] for row in rows)

    def _person(
        self, index: int, person: Person, present: Present | None, own: Wanted
    ) -> tuple[Present | None, Wanted]:
        bounds = dict(own)
        for factor in self._chosen:
            asked = self._asked(factor, person, own)
            held = present.factors.get(factor.key) if present else None
            if present and held is None:
                held = asked[0] if len(asked) == 1 else self._default(factor, person)
                if held is not None:
                    self._assumed[f"persons.{index}.present.factors.{factor.key}"] = held
                    present = replace(present, factors={**present.factors, factor.key: held})
            if not asked:
                taken = held if held is not None else self._default(factor, person)
                asked = () if taken is None else (taken,)
                if taken is not None:
                    self._assumed[f"persons.{index}.wanted.{factor.key}"] = taken
            bounds[factor.key] = asked
        return present, bounds

    def _asked(self, factor: Factor, person: Person, own: Wanted) -> tuple[Code, ...]:
        """What is wanted and possible for this person, in the order it was asked for."""
        possible = self._possible(factor, person)
        every = own.get(factor.key) or self._wanted.get(factor.key, ())
        return tuple(code for code in every if code_of(code) in possible)

    def _default(self, factor: Factor, person: Person) -> Code | None:
        code = factor.default_code(printed({**self._household, **person}))
        return None if code is None else typed(factor, code)

    def _possible(self, factor: Factor, person: Person) -> tuple[str, ...]:
        return self._codes.possible(factor, {**self._household, **person})

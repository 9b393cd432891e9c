"""Rating codes of a question: what is given is checked, what follows is filled in, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from compare.markets.definition import Market
from compare.markets.factors import Factor, PlanAttribute
from compare.usecases.asking.fields import Fields, QuestionError, number, whole
from compare.values.question import Code

OLDEST = 120
Reader = Callable[[object, str], Code]


class Codes:
    """Codes as they come together for one household or person; `assumed` collects defaults."""

    def __init__(self, market: Market, start: date, assumed: dict[str, Code | date]) -> None:
        self._market, self._start, self._assumed = market, start, assumed

    def read(self, of: str, fields: Fields, known: Mapping[str, Code]) -> dict[str, Code]:
        """The codes of every factor of `of` (household, person), each checked beside the others."""
        codes = dict(known)
        for factor in self._market.market.factor:
            if factor.of != of:
                continue
            code = self._one(factor, fields, codes)
            if factor.key in known and code != known[factor.key]:
                raise QuestionError(
                    fields.at(factor.key),
                    f"{known[factor.key]}, which follows from the place",
                    code,
                )
            if code is not None:
                codes[factor.key] = code
        return codes

    def _one(self, factor: Factor, fields: Fields, others: Mapping[str, Code]) -> Code | None:
        path = fields.at(factor.key)
        if factor.derived_from and fields.has(factor.derived_from):
            derived = self._band(factor, fields)
            if fields.has(factor.key):
                given = fields.take(factor.key, self.reader(factor, others))
                if given != derived:
                    raise QuestionError(
                        path, f"{derived}, which follows from {factor.derived_from}", given
                    )
            return derived
        if fields.has(factor.key):
            return fields.take(factor.key, self.reader(factor, others))
        return self._left_out(factor, path, others)

    def _left_out(self, factor: Factor, path: str, others: Mapping[str, Code]) -> Code | None:
        if factor.key in others:
            return others[factor.key]
        possible = self.possible(factor, others)
        if len(possible) == 1:
            return typed(factor, possible[0])
        default = factor.default_code(printed(others))
        if default is not None:
            self._assumed[path] = typed(factor, default)
            return typed(factor, default)
        if factor.kind == "quantity":
            return None
        raise QuestionError(path, f"a {factor.label.in_('en')}", None, _shown(factor, possible))

    def _band(self, factor: Factor, fields: Fields) -> Code:
        year = fields.take(str(factor.derived_from), whole)
        age = self._start.year - year
        path = fields.at(str(factor.derived_from))
        if not 0 <= age <= OLDEST:
            raise QuestionError(
                path, f"a year from {self._start.year - OLDEST} to {self._start.year}", year
            )
        for code, (low, high) in factor.bands.items():
            if low <= age and (high is None or age < high):
                return code
        raise QuestionError(path, "a year inside the age classes of the market", year)

    def possible(self, factor: Factor, others: Mapping[str, Code]) -> tuple[str, ...]:
        """The codes that a household may ask for beside `others`."""
        codes = factor.possible(printed(others), self._start)
        return tuple(code for code in codes if code not in factor.closed)

    def reader(self, factor: Factor, others: Mapping[str, Code]) -> Reader:
        """A reader of one code of `factor`, as a question writes it."""

        def read(value: object, path: str) -> Code:
            if factor.kind == "quantity":
                return number(value, path)
            code = code_of(value)
            if code in factor.closed:
                raise QuestionError(
                    path, f"a code that is not {factor.closed[code].in_('en')}", code
                )
            if not factor.admits(code, printed(others), self._start):
                possible = self.possible(factor, others)
                raise QuestionError(
                    path, f"a {factor.label.in_('en')}", value, _shown(factor, possible)
                )
            return typed(factor, code)

        return read


def code_of(value: object) -> str:
    """A code as tables hold it: `true` for True, `300` for 300."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def printed(codes: Mapping[str, Code]) -> dict[str, str]:
    """All codes as tables hold them."""
    return {key: code_of(value) for key, value in codes.items()}


def typed(factor: Factor, code: str) -> Code:
    """A code as questions and answers write it: 300, true, "BE"."""
    if factor.kind == "quantity":
        return Decimal(code)
    if factor.value == "boolean":
        return code == "true"
    return int(code) if factor.value == "integer" and code.isdigit() else code


def _shown(factor: Factor, codes: Iterable[str]) -> list[Code]:
    return [typed(factor, code) for code in codes]


def attribute_reader(attribute: PlanAttribute) -> Reader:
    """A reader of one code of a plan attribute."""

    def read(value: object, path: str) -> Code:
        if not isinstance(value, str) or value not in attribute.codes:
            raise QuestionError(path, f"a {attribute.label.in_('en')}", value, attribute.codes)
        return value

    return read

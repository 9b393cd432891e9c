"""A postcode or municipality becomes rating codes; where it lies in several, the question is back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from compare.markets.definition import Market
from compare.store.selectors import places
from compare.store.selectors.places import PlaceRow
from compare.usecases.asking.codes import code_of, typed
from compare.usecases.asking.fields import Fields, QuestionError
from compare.values.question import Code


def read(
    market: Market, fields: Fields, day: date, assumed: dict[str, Code | date]
) -> dict[str, Code]:
    """`postcode`, `municipality` and the codes that follow from them; empty where neither is given.

    Where no directory is for the day the nearest one is read, and `assumed` says of which day; a
    market without any keeps the postcode and asks for the codes.

    Raises:
        QuestionError: the postcode is unknown, or lies in places with different codes.
    """
    rules = market.market.places
    if rules is None:
        return {}
    given = {key: fields.take(key, _code) for key in _GIVEN if fields.has(key)}
    postcode = given.get("postcode")
    if postcode is None:
        return dict(given)
    if not re.match(rules.postcode, postcode):
        raise QuestionError(fields.at("postcode"), f"a postcode like {rules.postcode}", postcode)
    directory = places.directory_day(market.key, day)
    if directory is None:
        return _without_directory(given, fields, rules.factors)
    found = places.by_postcode(market.key, postcode, directory)
    if not found:
        raise QuestionError(fields.at("postcode"), "a postcode of this market", postcode)
    if directory != day:
        assumed[fields.at("postcode")] = directory
    return {
        **given,
        **_codes(market, rules.factors, _narrowed(found, given, fields, rules.factors), fields),
    }


_GIVEN = ("postcode", "municipality")


def _code(value: object, path: str) -> str:
    if not isinstance(value, int | str) or isinstance(value, bool) or len(str(value)) > 12:
        raise QuestionError(path, "a short code", value)
    return code_of(value)


def _without_directory(
    given: dict[str, str], fields: Fields, factors: Sequence[str]
) -> dict[str, Code]:
    """A postcode that nothing can translate: the codes themselves are needed."""
    for key in factors:
        if fields.peek(key) is None:
            raise QuestionError(
                fields.at(key),
                "a value: no directory of places has been collected, so that the postcode does "
                "not tell it",
            )
    return dict(given)


def _narrowed(
    found: Sequence[PlaceRow], given: dict[str, str], fields: Fields, factors: Sequence[str]
) -> Sequence[PlaceRow]:
    """The places that agree with everything else that the household says."""
    if "municipality" in given:
        inside = [place for place in found if place.municipality == given["municipality"]]
        if not inside:
            raise QuestionError(
                fields.at("municipality"),
                "a municipality of this postcode",
                given["municipality"],
                _named(found),
            )
        return inside
    said = {key: code_of(fields.peek(key)) for key in factors if fields.peek(key) is not None}
    agreeing = [p for p in found if all(p.codes.get(key) == code for key, code in said.items())]
    if not agreeing:
        raise QuestionError(
            fields.at("postcode"), f"a postcode that fits {', '.join(said)}", given["postcode"]
        )
    return agreeing


def _codes(
    market: Market, factors: Sequence[str], found: Sequence[PlaceRow], fields: Fields
) -> dict[str, Code]:
    several = {tuple(place.codes[key] for key in factors) for place in found}
    if len(several) > 1:
        raise QuestionError(
            fields.at("municipality"),
            "the municipality, since this postcode lies in several premium regions",
            None,
            _named(found),
        )
    codes = zip(factors, several.pop(), strict=True)
    return {key: typed(market.factor(key), code) for key, code in codes}


def _named(found: Sequence[PlaceRow]) -> list[str]:
    return sorted({f"{place.municipality} ({place.name})" for place in found})

"""Reads and checks a folder with a market definition. Nothing registers a market: being there is enough."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from compare.markets.definition import Market, MarketFile
from compare.markets.parts import CostsFile, HouseholdsFile, LeavingFile, QualityFile, TermsFile
from compare.markets.usage import UsageFile
from compare.markets.words import Strict, texts_of

HOME = Path(__file__).parent
FILES: dict[str, type[Strict]] = {
    "market": MarketFile,
    "terms": TermsFile,
    "costs": CostsFile,
    "leaving": LeavingFile,
    "quality": QualityFile,
    "households": HouseholdsFile,
    "usage": UsageFile,
}


class DefinitionError(ValueError):
    """A market definition is not as it should be; says which file, which key and what to do."""


class UnknownMarket(ValueError):
    """There is no market of this name."""


@cache
def keys() -> tuple[str, ...]:
    """The keys of all markets, sorted, read once per process: a market's key is its folder's name."""
    return tuple(sorted(path.parent.name for path in HOME.glob("*/market.toml")))


def shown() -> tuple[str, ...]:
    """The keys of the markets that faces show: those that are not off."""
    return tuple(key for key in keys() if load(key).market.mode != "off")


def answering() -> tuple[str, ...]:
    """The keys of the markets that answer questions."""
    return tuple(key for key in keys() if load(key).market.answers)


@cache
def load(key: str) -> Market:
    """The market with this key, read once per process.

    Raises:
        UnknownMarket: there is no such market.
        DefinitionError: its definition is not as it should be.
    """
    if key not in keys():
        raise UnknownMarket(f"expected a market, one of {', '.join(keys())}; found {key!r}")
    return read(HOME / key)


def read(folder: Path) -> Market:
    """The market that a folder describes; only market.toml must be there.

    Raises:
        DefinitionError: names the file and the key.
    """
    paths = {name: folder / f"{name}.toml" for name in FILES}
    if not paths["market"].is_file():
        raise DefinitionError(f"{folder.name}: expected a file market.toml, found none: write one")
    found = {name: path for name, path in paths.items() if path.is_file()}
    parts = {name: _part(FILES[name], path) for name, path in found.items()}
    market = Market(key=folder.name, version=_version(found), **parts)  # type: ignore[arg-type]
    _check_across(market)
    return market


def _part(model: type[Strict], path: Path) -> Strict:
    place = f"{path.parent.name}/{path.name}"
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{place}: expected a TOML file, found {error}: mend it") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise DefinitionError(
            f"{place}: {key}: {first['msg']}, found {_shown(first.get('input'))} "
            f"({error.error_count()} problem(s))"
        ) from error


def _shown(value: Any) -> str:
    return repr(value)[:120]


def _version(paths: dict[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in sorted(paths.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _check_across(market: Market) -> None:
    """What one file alone cannot tell: languages, and names used in another file."""
    for place, texts in texts_of(market, market.key):
        for language in market.market.languages:
            if not texts.speaks(language):
                raise DefinitionError(f"{place}: expected a text in {language}, found none")
    _check_patterns(market)
    attributes = {item.key: item for item in market.market.attribute}
    for term in market.terms.term:
        if term.derived and term.derived.attribute not in attributes:
            raise DefinitionError(
                f"{market.key}/terms.toml: term {term.key}: {term.derived.attribute!r} is no attribute"
            )
        if term.derived:
            absent = attributes[term.derived.attribute].codes.keys() - term.derived.values.keys()
            if absent:
                raise DefinitionError(
                    f"{market.key}/terms.toml: term {term.key}: no value for {sorted(absent)}"
                )


def _check_patterns(market: Market) -> None:
    """Each pattern of use is of a quantity, and is a code of the factor that chooses it."""
    quantities = {factor.key for factor in market.market.factor if factor.kind == "quantity"}
    codes = {code for f in market.market.factor if f.pattern for code in f.codes}
    for item in market.usage.pattern:
        if item.quantity not in quantities or item.key not in codes:
            raise DefinitionError(
                f"{market.key}/usage.toml: pattern {item.key} of {item.quantity}: expected a code of "
                "a factor with `pattern`, and a factor of kind quantity"
            )

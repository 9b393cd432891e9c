"""How much of the market was looked at: who may sell to this household, and whose price is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compare.decide.situation import Coverage
from compare.usecases.offers.found import Search

REGISTER, EDITION, IN_HAND = "register", "edition", "in_hand"


@dataclass(frozen=True, slots=True)
class Looked:
    """The coverage and what it is counted against.

    `basis` is `register` where a dated register covers the day, else `edition`: those whose prices
    the data hold for that day are then the list of those who sell; `in_hand` where only quotes were
    to be compared. `names` names who is missing.
    """

    coverage: Coverage
    basis: str
    names: Mapping[str, str]


def looked_at(search: Search) -> Looked:
    """The coverage of a question, for the whole household: a provider counts once."""
    market = search.market.market
    if search.question.only_quotes:
        return Looked(Coverage(None, 0, (), market.min_coverage, only_quotes=True), IN_HAND, {})
    priced = search.supposed.priced.union(*(found.priced for found in search.people))
    admitted = _admitted(search)
    if not admitted:
        return _without_register(search, priced)
    missing = sorted(admitted.keys() - priced)
    fresh = len(admitted.keys() & priced)
    return Looked(
        Coverage(
            len(admitted), fresh, tuple(admitted[key] for key in missing), market.min_coverage
        ),
        REGISTER,
        {key: admitted[key] for key in missing},
    )


def _without_register(search: Search, priced: frozenset[str]) -> Looked:
    """Against all whose prices were ever known here: one that is not seen any more may still sell."""
    market = search.market.market
    known = priced.union(*(found.known for found in search.people))
    absent = {key: search.names.get(key, key) for key in sorted(known - priced)}
    counted = Coverage(
        len(known) or None,
        len(priced),
        tuple(absent.values()),
        market.min_coverage,
        market.kind == "typed",
    )
    return Looked(counted, EDITION, absent)


def _admitted(search: Search) -> dict[str, str]:
    """The providers that the register names for this household, by key; empty without a register."""
    register = search.market.market.register_
    if register is None:
        return {}
    codes = {key: str(code) for key, code in search.question.household.items()}
    return {
        provider: about.get("name", provider)
        for provider, about in search.snapshot.register.items()
        if register.admits(about, codes)
    }

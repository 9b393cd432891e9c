"""How much of the market was looked at: who may sell to this household, and whose price is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compare.decide.situation import Coverage
from compare.usecases.offers_found import Search

REGISTER, EDITION = "register", "edition"


@dataclass(frozen=True, slots=True)
class Looked:
    """The coverage and what it is counted against.

    `basis` is `register` where a dated register covers the day, else `edition`: the complete
    official edition is then itself the list of those who sell. `names` names who is missing.
    """

    coverage: Coverage
    basis: str
    names: Mapping[str, str]


def looked_at(search: Search) -> Looked:
    """The coverage of a question, for the whole household: a provider counts once."""
    market = search.market.market
    priced = frozenset[str]().union(*(found.priced for found in search.people))
    admitted = _admitted(search)
    if not admitted:
        personal = market.kind == "typed"
        counted = Coverage(len(priced) or None, len(priced), (), market.min_coverage, personal)
        return Looked(counted, EDITION, {})
    missing = sorted(admitted.keys() - priced)
    fresh = len(admitted.keys() & priced)
    return Looked(
        Coverage(
            len(admitted), fresh, tuple(admitted[key] for key in missing), market.min_coverage
        ),
        REGISTER,
        {key: admitted[key] for key in missing},
    )


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

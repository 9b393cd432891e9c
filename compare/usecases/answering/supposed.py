"""What an answer would be if something were known that is not: for the volunteers' work list alone."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from compare.values.missing import is_unknown
from compare.values.terms import Terms, TermValue


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is taken as known.

    `repaired` sources: what they showed last holds until today. `priced` providers: their price is
    known and changes nothing. `stated`, by provider: terms that nobody read, with a usual value.
    """

    repaired: Set[str] = frozenset()
    priced: frozenset[str] = frozenset()
    stated: Mapping[str, Mapping[str, TermValue]] = field(default_factory=dict)

    def terms(self, provider: str, read: Terms) -> Terms:
        """A plan's terms with what is supposed in the place of what is not known."""
        more = self.stated.get(provider, {})
        fresh = {key: value for key, value in more.items() if is_unknown(read.get(key))}
        return {**read, **fresh} if fresh else read


NOTHING = Supposed()

"""Must-haves: what a household insists on, and what it will not see get worse."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compare.cover.relation import CoverComparison, Relation, compare_cover
from compare.values.terms import Attribute, Terms, TermValue


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs that a cover fails, and those of which its data do not say."""

    failed: tuple[str, ...]
    unknown: tuple[str, ...]


def must_haves(
    attributes: Sequence[Attribute], terms: Terms, required: Mapping[str, TermValue]
) -> Needs:
    """Which of the least acceptable values in `required` the cover fails to reach.

    Raises:
        ValueError: a requirement is for no attribute of the market, or for a neutral one.
    """
    wanted = [attribute for attribute in attributes if attribute.key in required]
    if len(wanted) < len(required):
        found = sorted(set(required) - {attribute.key for attribute in wanted})
        raise ValueError(f"expected must-haves of this market, found {', '.join(found)}")
    comparison = compare_cover(wanted, terms, required)
    return Needs(comparison.keys(Relation.WORSE), comparison.keys(Relation.UNKNOWN))


def must_not_get_worse(comparison: CoverComparison, keys: Collection[str]) -> Needs:
    """Which of `keys` a candidate makes worse, given its comparison with the present cover.

    Raises:
        ValueError: a key was not compared.
    """
    missing = sorted(set(keys) - set(comparison.per_attribute))
    if missing:
        raise ValueError(f"expected attributes of this market, found {', '.join(missing)}")
    return Needs(
        tuple(key for key in comparison.keys(Relation.WORSE) if key in keys),
        tuple(key for key in comparison.keys(Relation.UNKNOWN) if key in keys),
    )

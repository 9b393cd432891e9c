"""Is one cover better, worse or the same as another (domain 2.2)?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isnan

from compare.cover.standing import AMOUNT, Standing, standing
from compare.values.terms import Attribute, Direction, Terms

Exposures = Mapping[str, Decimal]


class Relation(StrEnum):
    """How the first of two values compares with the second, for the customer."""

    BETTER = "better"
    EQUAL = "equal"
    WORSE = "worse"
    UNKNOWN = "unknown"


class CoverRelation(StrEnum):
    """How the first of two covers compares with the second, as a whole."""

    EQUIVALENT = "EQUIVALENT"
    DOMINATES = "DOMINATES"
    DOMINATED = "DOMINATED"
    TRADE_OFF = "TRADE_OFF"
    UNDETERMINED = "UNDETERMINED"


@dataclass(frozen=True, slots=True)
class CoverComparison:
    """The relation as a whole and the relation of each attribute, in the vocabulary's order."""

    relation: CoverRelation
    per_attribute: Mapping[str, Relation]

    def keys(self, relation: Relation) -> tuple[str, ...]:
        """The attributes that stand in this relation."""
        return tuple(key for key, found in self.per_attribute.items() if found is relation)


def compare_cover(
    attributes: Sequence[Attribute],
    a: Terms,
    b: Terms,
    exposures: Exposures | None = None,
    indifferent: Collection[str] = (),
) -> CoverComparison:
    """How cover `a` compares with cover `b`.

    `exposures` is the largest plausible loss per limit, in the attribute's unit: a limit counts up
    to it, so that two limits above it are equal. `indifferent` names what the customer does not
    care about; it is compared as neutral. What is equal by law is equal, stated or not.

    Raises:
        ValueError: an exposure is negative or is not for a limit, a key is not in the vocabulary,
            or a value does not fit its attribute.
    """
    exposures = exposures or {}
    check_keys(attributes, exposures, indifferent)
    per_attribute = {
        attribute.key: Relation.EQUAL
        if is_neutral(attribute, indifferent)
        else _relation(
            capped(standing(attribute, a.get(attribute.key)), exposures.get(attribute.key)),
            capped(standing(attribute, b.get(attribute.key)), exposures.get(attribute.key)),
        )
        for attribute in attributes
    }
    return CoverComparison(overall(per_attribute.values()), per_attribute)


def overall(relations: Iterable[Relation]) -> CoverRelation:
    """The relation as a whole, by the five lines of domain 2.2 in their order."""
    found = set(relations)
    if {Relation.BETTER, Relation.WORSE} <= found:
        return CoverRelation.TRADE_OFF
    if Relation.UNKNOWN in found:
        return CoverRelation.UNDETERMINED
    if Relation.BETTER in found:
        return CoverRelation.DOMINATES
    if Relation.WORSE in found:
        return CoverRelation.DOMINATED
    return CoverRelation.EQUIVALENT


def is_neutral(attribute: Attribute, indifferent: Collection[str] = ()) -> bool:
    """Whether the attribute cannot make a difference to this customer."""
    return (
        attribute.direction is Direction.NEUTRAL
        or attribute.equal_by_law
        or attribute.key in indifferent
    )


def capped(place: Standing, exposure: Decimal | None) -> Standing:
    """A limit counted up to the exposure (domain 2.2); None caps nothing."""
    if exposure is None or isnan(place.rank) or place.rank < float(exposure):
        return place
    return Standing(float(exposure), AMOUNT)


def check_keys(
    attributes: Sequence[Attribute], exposures: Exposures, indifferent: Collection[str]
) -> None:
    """Raise ValueError where an exposure or an indifference cannot apply to the vocabulary."""
    directions = {attribute.key: attribute.direction for attribute in attributes}
    for key in (*exposures, *indifferent):
        if key not in directions:
            raise ValueError(f"expected an attribute of this market, found {key!r}")
    for key, exposure in exposures.items():
        if directions[key] is not Direction.HIGHER_BETTER:
            raise ValueError(f"{key}: expected an exposure for a limit, found one for another kind")
        if not exposure.is_finite() or exposure < 0:
            raise ValueError(f"{key}: expected an exposure of zero or more, found {exposure}")


def _relation(a: Standing, b: Standing) -> Relation:
    if a.rank > b.rank:
        return Relation.BETTER
    if a.rank < b.rank:
        return Relation.WORSE
    together = a.rank == b.rank or (isnan(a.rank) and isnan(b.rank))
    if together and a.word is not None and a.word == b.word:
        return Relation.EQUAL
    return Relation.UNKNOWN
